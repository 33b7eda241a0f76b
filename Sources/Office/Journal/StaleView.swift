/// What a form was filled in by: two people, or one at two terminals, may have the same one open, and the second must not overwrite what it
/// never saw.
extension Command {
    /// Refuses what rests on a view that was overrun since, by a colleague or by oneself at another terminal.
    ///
    /// - Parameter seen: the last entry the person saw.
    public func refuseStale(seen: Int64, given facts: some HistoryReader) throws(Undecided) {
        // The first subject is what is decided on; a second one is only linked to it.
        guard let subject = subjects.first else { return }
        let overrun: LaterEntry?
        do throws(FactFault) {
            let (me, here) = (facts.attribution.recordedBy, facts.attribution.device)
            overrun = try facts.newestEntry(on: subject, after: seen, notBy: nil, standing: false) { entry in
                (entry.by != me || entry.device != here) && isOverrun(by: entry.events)
            }
        } catch { throw .unseen(error) }
        if let overrun { throw .refused(.overrun(by: overrun.by, at: overrun.at, upTo: overrun.sequence)) }
    }

    /// Whether what a colleague did meanwhile changed something this command rests on or writes.
    ///
    /// Reading, printing and a note beside it do not stand in the way.
    public func isOverrun(by events: [Event]) -> Bool {
        let paths: Set<String>
        /// Whether a row belongs to rows that are written as a whole.
        func isWhole(_ path: String) -> Bool { Lines.place(of: path).map { paths.contains(Lines.group($0.field)) } ?? false }
        switch self {
        case .amend(_, let amendment): paths = Set(amendment.values.keys)
        case .change(let changes): paths = Set(changes.flatMap(\.values.keys))
        case .revise(_, let change): paths = Set(change.values.keys)
        case .reschedule(_, let change): paths = Set(change.values.keys)
        case .move:
            // Whoever approves by a form of before would approve the next level.
            if events.contains(where: { event in event.changes.contains { $0.path.hasPrefix(Approval.group + "/") } }) { return true }
            paths = Command.standing
        case .lend, .giveBack, .renew: return events.contains { event in event.changes.contains { $0.path.hasPrefix("loans/") } }
        case .turnDown(_, let number, _), .withdrawRequest(_, let number): paths = [StepRequest.path(number)]
        default: return false
        }
        return events.contains { event in event.changes.contains { paths.contains($0.path) || isWhole($0.path) } }
    }

    /// Where a matter stands: whoever moves it does so by these.
    private static let standing: Set<String> = ["state", "holder", "lead", "owner", "clock"]
}
