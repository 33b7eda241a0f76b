/// 传阅范围: readers under one name (县领导, 各科室), chosen in one word when a paper is circulated.
public struct ReaderCircle: Hashable, Sendable {
    public let name: String
    /// Handles of people and units, in the order they read.
    public let members: [String]

    public init(name: String, members: [String]) {
        self.name = name
        self.members = members
    }

    /// Where it stands in the office's record.
    public static func path(_ name: String) -> String { "circles/" + name }
}

extension OfficeRecord {
    public var circles: [ReaderCircle] {
        record.group("circles").map { ReaderCircle(name: $0.key, members: $0.value.array?.compactMap(\.string) ?? []) }
    }
}

extension Directory {
    /// A circle by its name or the pinyin initials of it; where neither fits, by the beginning only it has.
    public func circle(_ text: String) -> ReaderCircle? {
        let wanted = Folding.key(text)
        guard !wanted.isEmpty else { return nil }
        if let exact = circles.first(where: { Folding.key($0.name) == wanted || Pinyin.abbreviation($0.name) == wanted }) { return exact }
        let near = circles(beginning: wanted)
        return near.count == 1 && matches(text, in: .assignees).isEmpty ? near[0] : nil
    }

    /// The circles whose name begins so, to be offered while it is typed.
    public func circles(beginning text: String) -> [ReaderCircle] {
        let wanted = Folding.key(text)
        return circles.filter { Folding.key($0.name).hasPrefix(wanted) || Pinyin.abbreviation($0.name).hasPrefix(wanted) }
    }

    /// Whether a sign parts the names of a list, however it was typed.
    public static func partsNames(_ sign: Character) -> Bool { "、，,;；/ ".contains(sign) }

    /// People and units a list of names means, circles opened up; each once.
    public func members(named text: String, what: String) throws(Refusal) -> [String] {
        var ids: [String] = []
        for name in text.split(whereSeparator: Directory.partsNames).map(String.init) {
            let found: [String]
            if let circle = circle(name) { found = circle.members } else { found = [try resolve(name, in: .assignees, what: what)] }
            ids += found.filter { !ids.contains($0) }
        }
        return ids
    }
}
