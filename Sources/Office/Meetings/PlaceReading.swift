/// What a written place is: a room of ours, which is booked and checked for clashes, or a place outside, which is only written down.
public enum PlaceReading: Hashable, Sendable {
    /// One of our rooms, by its id.
    case ours(String)
    /// A place of others, as it is kept.
    case outside(String)

    /// What the record keeps.
    public var value: String {
        switch self {
        case .ours(let id): id
        case .outside(let text): text
        }
    }

    /// The words that say it plainly, the first of each the one to offer.
    public static let oursMarks = ["本机关", "本单位", "我单位", "我机关", "我办", "our "]
    public static let outsideMarks = ["外单位", "outside "]
}

extension Directory {
    /// Reads a written place.
    ///
    /// A place that is like one of our rooms without being plainly it is never guessed: taken for ours it would block our room, taken
    /// for outside it would be booked twice (K7). Either word in front decides: 本机关三楼会议室, 外单位三楼会议室.
    ///
    /// - Parameter fromOutside: the text stands in a paper of others, where 三楼会议室 is most likely theirs.
    /// - Throws: `Refusal.placeUnclear` where somebody must say which, `Refusal.ambiguous` where several rooms fit.
    public func readPlace(_ text: String, fromOutside: Bool = false) throws(Refusal) -> PlaceReading {
        let text = text.trimmed
        if place(text) != nil { return .ours(text) }
        if let bare = Directory.behind(PlaceReading.oursMarks, text) {
            return .ours(try resolve(bare, in: .places, what: "place"))
        }
        if let bare = Directory.behind(PlaceReading.outsideMarks, text) {
            // The mark stays where the bare words would be read as ours the next time.
            let isPlain: Bool
            do { isPlain = try readPlace(bare) == .outside(bare) } catch { isPlain = false }
            return .outside(isPlain ? bare : text)
        }
        let wanted = RoomName(text)
        let named = places.filter { RoomName($0.name) == wanted }
        if named.count == 1 {
            if fromOutside { throw .placeUnclear(text: text, room: named[0].name) }
            return .ours(named[0].id)
        }
        if let room = placeBehindOwner(wanted, places) {
            switch room {
            case .ours: return room
            case .outside: return .outside(text)
            }
        }
        if let room = places.first(where: { RoomName($0.name).isLike(wanted) }) { throw .placeUnclear(text: text, room: room.name) }
        let fitting = matches(text, in: .places)
        if fitting.isEmpty || fromOutside { return .outside(text) }
        return .ours(try resolve(text, in: .places, what: "place"))
    }

    /// Whether a word names one of our rooms or is like one, beyond being a part of a name.
    func isLikeRoom(_ word: String) -> Bool {
        let wanted = RoomName(word)
        return places.contains { RoomName($0.name).isLike(wanted) }
    }

    /// 市政府三楼会议室, 县政府三楼会议室: a room's name behind the name of whose it is; nil where no owner is named.
    private func placeBehindOwner(_ wanted: RoomName, _ rooms: [Place]) -> PlaceReading? {
        let behind = rooms.filter { wanted.hasSuffix(RoomName($0.name)) }.max { $0.name.count < $1.name.count }
        guard let room = behind else { return nil }
        let owner = RoomName.withoutBuilding(wanted.before(RoomName(room.name)))
        guard !owner.isEmpty, RoomName.namesOrganisation(owner) || units.contains(where: { isCalled($0, owner) }) else { return nil }
        if units.contains(where: { $0.level == .internal && isCalled($0, owner) }) { return .ours(room.id) }
        return isOwn(owner) ? .ours(room.id) : .outside("")
    }

    private func isCalled(_ unit: Unit, _ name: String) -> Bool {
        ([unit.name] + unit.shortNames).contains { Folding.key($0) == name }
    }

    /// 县政府, 县政府办 within 云溪县人民政府办公室: the office's own name, shortened as people do.
    private func isOwn(_ name: String) -> Bool {
        guard let own else { return false }
        var rest = Folding.key(own)[...]
        for character in name {
            guard let found = rest.firstIndex(of: character) else { return false }
            rest = rest[rest.index(after: found)...]
        }
        return true
    }

    private static func behind(_ marks: [String], _ text: String) -> String? {
        for mark in marks where text.lowercased().hasPrefix(mark) {
            let rest = text.dropFirst(mark.count).drop { $0.isWhitespace || "：:·、，,".contains($0) }
            if !rest.isEmpty { return String(rest) }
        }
        return nil
    }
}

/// A room's name brought to one spelling: 3楼会议室, 三樓會議室 and 三层会议室 are written alike.
private struct RoomName: Hashable {
    let key: String

    init(_ text: String) {
        let digits = Array("〇一二三四五六七八九")
        var key = ""
        for character in Folding.key(text) where !character.isWhitespace && !"第号".contains(character) {
            switch character {
            case "0"..."9": key.append(digits[character.wholeNumberValue ?? 0])
            case "层": key.append("楼")
            default: key.append(character)
            }
        }
        self.key = key
    }

    func hasSuffix(_ other: RoomName) -> Bool { !other.key.isEmpty && key.count > other.key.count && key.hasSuffix(other.key) }

    func before(_ other: RoomName) -> String { String(key.dropLast(other.key.count)) }

    /// Whether one holds the other, or they differ by one sign that is no numeral: 二楼会议室 is another room than 三楼会议室.
    func isLike(_ other: RoomName) -> Bool {
        guard key.count >= 3, other.key.count >= 3, key != other.key else { return key == other.key && !key.isEmpty }
        if let range = other.key.range(of: key) {
            // 13楼会议室 is no 3楼会议室.
            let around = [other.key[..<range.lowerBound].last, other.key[range.upperBound...].first]
            return !zip(around, [key.first, key.last]).contains { near, edge in
                [near, edge].allSatisfy { $0.map(RoomName.isNumeral) ?? false }
            }
        }
        let (short, long) = key.count <= other.key.count ? (Array(key), Array(other.key)) : (Array(other.key), Array(key))
        guard long.count - short.count <= 1, short.count >= 4 else { return false }
        let head = zip(short, long).prefix { $0 == $1 }.count
        let tail = zip(short.reversed(), long.reversed()).prefix { $0 == $1 }.count
        guard head + tail >= short.count - (long.count == short.count ? 1 : 0) else { return false }
        let differing = [short, long].flatMap { signs in signs.dropFirst(head).dropLast(min(tail, signs.count - head)) }
        return !differing.contains { RoomName.isNumeral($0) || $0.isASCII }
    }

    private static func isNumeral(_ sign: Character) -> Bool { "〇一二三四五六七八九十".contains(sign) }

    /// 县政府大楼 is 县政府's.
    static func withoutBuilding(_ owner: String) -> String {
        ["办公大楼", "办公楼", "大楼", "大院", "机关"].first(where: owner.hasSuffix).map { String(owner.dropLast($0.count)) } ?? owner
    }

    static func namesOrganisation(_ text: String) -> Bool {
        let ends = [
            "政府", "委", "局", "厅", "院", "所", "部", "署", "办", "办公室", "公司", "集团", "银行", "大学", "学院", "学校", "中学", "小学", "党校", "酒店",
            "宾馆", "饭店", "中心", "镇", "乡", "街道", "社区", "村", "人大", "政协", "法院", "检察院", "大厦", "馆",
        ]
        return ends.contains(where: text.hasSuffix)
    }
}
