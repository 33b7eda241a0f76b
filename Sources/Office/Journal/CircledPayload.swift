/// What the journal keeps of an event: one payload, or two of a matter that is kept to a circle (知悉范围; domain H7).
///
/// The open one holds what everybody in the office may see of such a matter: its row, its number and where it stands. A desk that may not
/// have the other folds it all the same, so that no number is missing and no room is held twice.
public struct EventPayloads: Hashable, Sendable {
    /// All of it, or what only the circle may know.
    public let payload: JSON
    /// What everybody may know; nil where the matter is kept to nobody.
    public let open: JSON?
}

extension Matter {
    /// Whether the value at a path of a circled matter is everybody's to see.
    static func isOpen(_ path: String) -> Bool {
        openPaths.contains(path) || openGroups.contains { path.hasPrefix($0 + "/") }
    }

    /// What others see of a matter they may not know.
    static let openPaths: Set<String> = [
        "register", "revision", "state", "number", "reserved", "received", "owner", "holder", "heldSince", "clock",
    ]
    static let openGroups: Set<String> = [clocksGroup]
}

extension Event {
    /// The payloads under which the journal keeps it.
    ///
    /// The event that draws a circle repeats what is open, as it stands afterwards; the one that lifts it repeats what was closed: whoever
    /// had only the other part has all of it then.
    ///
    /// - Parameters:
    ///   - wasCircled: whether its matter was kept to a circle before.
    ///   - after: the matter's record with the event applied; asked for only where the event draws or lifts a circle.
    public func payloads(wasCircled: Bool, after: () throws -> Record) rethrows -> EventPayloads {
        let isCircled = isCircled(wasCircled: wasCircled)
        // Of what was erased nothing is closed any more.
        guard subject.kind == .matter, kind != Undoing.erasure, wasCircled || isCircled else {
            return EventPayloads(payload: payload, open: nil)
        }
        if !isCircled {
            let rest = try Event.rest(of: after(), besides: changes) { !Matter.isOpen($0) }
            return EventPayloads(payload: Event.payload(changes, rest: rest), open: nil)
        }
        let open = changes.filter { Matter.isOpen($0.path) }
        let rest = wasCircled ? [:] : try Event.rest(of: after(), besides: open, Matter.isOpen)
        let closed = Event.payload(changes.filter { !Matter.isOpen($0.path) }, rest: [:])
        return EventPayloads(payload: closed, open: Event.payload(open, rest: rest))
    }

    /// Whether its matter is kept to a circle after it.
    public func isCircled(wasCircled: Bool) -> Bool {
        if kind == Undoing.erasure { return false }
        guard let change = changes.last(where: { $0.path == "knowers" }) else { return wasCircled }
        return !(change.now.array ?? []).isEmpty
    }

    /// The values of a record that are chosen and that no change names, by their paths.
    private static func rest(of record: Record, besides changes: [Change], _ isChosen: (String) -> Bool) -> [String: JSON] {
        let named = Set(changes.map(\.path))
        var rest: [String: JSON] = [:]
        for (name, value) in record.values {
            let members = Matter.openGroups.contains(name) ? value.object ?? [:] : [:]
            let values = members.isEmpty ? [(name, value)] : members.map { ("\(name)/\($0.key)", $0.value) }
            for (path, value) in values where isChosen(path) && !named.contains(path) { rest[path] = value }
        }
        return rest
    }

    private static func payload(_ changes: [Change], rest: [String: JSON]) -> JSON {
        var members: [String: JSON] = ["changes": .array(changes.map(\.json))]
        if !rest.isEmpty { members["rest"] = .object(rest) }
        return .object(members)
    }
}
