import Office

/// Taking back and doing again in memory, by the same rules as the ledger's.
extension MemoryOffice {
    /// Takes back the latest standing act of a person.
    @discardableResult
    public func undo(as attribution: Attribution) throws -> Entry {
        let own = journal.reversed().filter { $0.attribution.recordedBy == attribution.recordedBy && $0.undoes == nil && isGesture($0) }
        guard let entry = own.first(where: { $0.sequence > 1 && !isUndone($0.act) }) else { throw Refusal.nothingToUndo }
        return try takeBack(entry, as: attribution)
    }

    /// Does again what a person last took back, where nothing was done since.
    @discardableResult
    public func redo(as attribution: Attribution) throws -> Entry {
        let own = journal.reversed().filter { $0.attribution.recordedBy == attribution.recordedBy && ($0.undoes != nil || isGesture($0)) }
        for entry in own where !isGone(entry) {
            guard let undone = entry.undoes else { break }
            let isRedo = journal.contains { $0.act == undone && $0.undoes != nil }
            if !isRedo, !isUndone(entry.act) { return try takeBack(entry, as: attribution) }
        }
        throw Refusal.nothingToRedo
    }

    /// The events that take an act back, as it stands now.
    public func inverses(of entry: Entry, as attribution: Attribution) throws -> [Event] {
        let ids = Set(entry.events.map(\.subject))
        let subjects = Dictionary(uniqueKeysWithValues: ids.compactMap { id in subject(id).map { (id, $0) } })
        let facts = facts(as: attribution)
        return try MemoryOffice.settled { () throws(Undecided) in try Undoing.takingBack([entry], on: subjects, given: facts) }
    }

    /// Takes back an act that was recorded.
    @discardableResult
    public func takeBack(_ entry: Entry, as attribution: Attribution) throws -> Entry {
        record(try inverses(of: entry, as: attribution), undoes: entry.act, as: attribution)
    }

    /// Whether an act is taken back, counting that its undo may itself be taken back.
    private func isUndone(_ act: String) -> Bool { journal.contains { $0.undoes == act && !isUndone($0.act) } }

    func isTakenBack(_ entry: Entry, since sequence: Int64) -> Bool {
        if isUndone(entry.act) { return true }
        guard let undone = entry.undoes, let target = journal.first(where: { $0.act == undone }) else { return false }
        return target.sequence > sequence
    }

    private func isGesture(_ entry: Entry) -> Bool {
        entry.events.contains { !Undoing.isNote($0) && $0.kind != Undoing.erasure && !Undoing.isGone($0, now: subject($0.subject)?.record) }
    }

    private func isGone(_ entry: Entry) -> Bool {
        !entry.events.isEmpty && entry.events.allSatisfy { Undoing.isGone($0, now: subject($0.subject)?.record) }
    }
}
