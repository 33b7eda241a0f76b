/// An act as people call it: what was done, with which paper, when and where; what undo names before and after it takes it back.
public struct ActName: Hashable, Sendable {
    /// What of the act is its name: 分办, not the registration that was recorded on the way.
    public let deed: Event
    /// The register of the matter it was done to; nil for meetings, people, units and places.
    public let register: String?
    /// What the papers, meetings or people of the act are called: number, else title, else handle.
    public let papers: [String]
    /// An entry of the act, as `undo` takes it.
    public let entry: String
    public let recorded: Moment
    /// Who typed it, and at which terminal.
    public let recordedBy: String
    public let account: String
    public let device: String

    /// - Parameters:
    ///   - entries: the act's entries in the order they were recorded; nil where there are none.
    ///   - subjects: what is known of its subjects now, as their reader may see them.
    ///   - office: whose registers know the steps.
    public init?(_ entries: [Entry], subjects: [SubjectID: Subject], in office: OfficeRecord) {
        let events = ActName.done(entries.flatMap(\.events), subjects)
        guard let first = entries.first, let deed = ActName.deed(of: events) else { return nil }
        self.deed = deed
        let place = subjects[deed.subject]?.record["register"].string
        register = place ?? events.lazy.flatMap(\.changes).first { $0.path == "register" }.flatMap { $0.now.string ?? $0.was.string }
        var seen: Set<SubjectID> = []
        // What an act binds to its paper (the other end of a link) is not counted beside it.
        let named = events.filter { $0.subject.kind == deed.subject.kind && ActName.isSame($0, as: deed, in: office) }
        papers = named.compactMap { event in
            seen.insert(event.subject).inserted ? ActName.name(event.subject, subjects[event.subject], events) : nil
        }
        entry = String(first.sequence)
        recorded = first.attribution.recorded
        recordedBy = first.attribution.recordedBy
        account = first.attribution.account
        device = first.attribution.device
    }

    /// Whether it was done at another terminal or under another account than the present one.
    public func isElsewhere(than attribution: Attribution) -> Bool {
        account != attribution.account || device != attribution.device
    }

    /// What was done, in the order it was done in the first place, whether the act does it, takes it back or does it again: all three have one
    /// name. What went with the words of an erased matter is left out.
    private static func done(_ events: [Event], _ subjects: [SubjectID: Subject]) -> [Event] {
        // What is taken back is recorded from its end.
        let isTakenBack = events.first.map { Undoing.takesBack($0) } ?? false
        let standing = events.filter { !Undoing.isGone($0, now: subjects[$0.subject]?.record) }
        let ordered = standing.isEmpty ? events : standing
        return (isTakenBack ? ordered.reversed() : ordered).map(Undoing.asDone)
    }

    /// The opening where there is one, else the last step: the steps before it were folded into it.
    private static func deed(of events: [Event]) -> Event? {
        guard let first = events.first else { return nil }
        let own = events.filter { $0.subject == first.subject }
        return own.first { [".opened", ".scheduled", ".enlisted"].contains(where: $0.kind.hasSuffix) } ?? own.last
    }

    /// Whether two events are of the same deed: of the same kind, and where they are steps, of the same act.
    private static func isSame(_ event: Event, as deed: Event, in office: OfficeRecord) -> Bool {
        guard event.kind == deed.kind, event.kind == Step.kind, event.step != deed.step else { return event.kind == deed.kind }
        return office.step(of: event)?.act == office.step(of: deed)?.act
    }

    private static func name(_ id: SubjectID, _ subject: Subject?, _ events: [Event]) -> String {
        let record = subject?.record ?? Record()
        // A paper taken back has no title left; the act itself still says it.
        func said(_ path: String) -> String? {
            record[path].string
                ?? events.lazy.filter { $0.subject == id }.flatMap(\.changes).first { $0.path == path }.flatMap {
                    $0.now.string ?? $0.was.string
                }
        }
        switch id.kind {
        case .matter:
            let number = MatterNumber(record["number"]) ?? MatterNumber(record["reserved"])
            return number?.printed ?? said("title") ?? id.text
        case .meeting: return said("title") ?? id.text
        default: return said("name") ?? id.text
        }
    }
}
