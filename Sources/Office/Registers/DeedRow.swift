/// Which row of a register's way an event took: rows of one move bear different names (批回, 反馈, 补录批示; 审核, 复核).
extension RegisterDefinition {
    /// The row an act took, by the state it left and by whose words came back; nil where the register has no such move.
    public func row(of event: Event) -> MoveDefinition? {
        let rows = moves.filter { $0.eventKind == event.kind }
        guard let first = rows.first else { return nil }
        let left = event.changes.first { $0.path == "state" }?.was.string
        if first.move == .back {
            let words = Set(event.changes.filter { $0.path.hasPrefix("notes/") }.compactMap { $0.now["kind"].string })
            if words.contains("feedback"), let own = rows.first(where: bringsFeedback) { return own }
            // Words that did not come back from the leader's desk were written beside the main line.
            if words.contains("instruction"), left.map({ !liesWithLeader($0) }) ?? true, let late = lateInstruction { return late }
        }
        return left.flatMap { left in rows.first { $0.from.contains(left) } } ?? first
    }

    /// 补录批示, whatever the state; nil where nothing goes up to leaders.
    private var lateInstruction: MoveDefinition? { states.lazy.compactMap { self.lateInstruction(from: $0.id) }.first }
}

extension Event {
    /// What was taken back or done again: the event as it was first recorded, without the marks of undoing.
    public var undoneDeed: Event {
        guard kind.hasSuffix(Undoing.suffix) else { return self }
        return Event(subject, String(kind.dropLast(Undoing.suffix.count)), version: version, changes: changes.map(\.inverse)).undoneDeed
    }
}
