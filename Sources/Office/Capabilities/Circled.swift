/// Circled 知悉范围: a matter that names who may know of it is shown to them and to those who answer for it, and to nobody else.
///
/// Works below state secrets (工作秘密, 个人信息): the register keeps its row, number and state, so that no number is missing; its words,
/// papers and history are left out of what others see and find (保密安全原则; domain H7).
struct Circled: Capability {
    /// Nobody takes back or does again what they may not know of.
    func holds(of act: Aftermath) throws {
        let moved = act.movedAlong
        for (id, subject) in act.before where id.kind == .matter && !moved.contains(id) {
            try Matter(subject).refuseStranger(act.facts.attribution.recordedBy, act.directory)
        }
    }
}

extension Matter {
    /// Whom the matter names; empty where everybody in the office may know.
    public var knowers: [String] { record["knowers"].array?.compactMap(\.string) ?? [] }

    /// Everybody who may know: those named, and those who have it, answer for it or were sent it to read. Nil where that is everybody.
    public var circle: [String]? {
        guard !knowers.isEmpty else { return nil }
        var all = knowers
        for id in [owner, holder, supervisor, lead, awaitsSignature].compactMap({ $0 }) + partners + readers.map(\.person)
        where !all.contains(id) {
            all.append(id)
        }
        return all
    }

    /// Whether somebody may know: `names` are their own handle and that of their department.
    public func isKnown(to names: Set<String>) -> Bool { circle.map { !names.isDisjoint(with: $0) } ?? true }

    /// Refuses somebody who may not know of it.
    func refuseStranger(_ person: String, _ directory: Directory) throws(Refusal) {
        guard isKnown(to: directory.names(standingFor: person)) else { throw .guarded(.needToKnow, article: number?.printed ?? id.text) }
    }

    /// What others may see of it.
    public func masked(title: String) -> Matter {
        var masked = self
        masked.record = Record()
        for path in Matter.openPaths.union(Matter.openGroups) where !record[path].isNull { masked.record[path] = record[path] }
        masked.record["title"] = .string(title)
        masked.record["masked"] = true
        return masked
    }

    /// Whether this is what somebody outside its circle sees.
    public var isMasked: Bool { record["masked"].bool ?? false }
}

extension Directory {
    /// The handles by which a person may stand in a circle: their own and that of their department.
    public func names(standingFor person: String) -> Set<String> {
        Set([person, self.person(person)?.department].compactMap { $0 })
    }
}
