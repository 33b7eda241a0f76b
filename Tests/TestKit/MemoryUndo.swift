import Office

/// Taking back and doing again in memory, by the same rules as the ledger's.
extension MemoryOffice {
    /// Takes back the latest standing act of a person.
    @discardableResult
    public func undo(as attribution: Attribution) throws -> Entry {
        try takeBack(
            act: MemoryOffice.settled { () throws(Undecided) in try Undoing.latestAct(of: attribution.recordedBy, in: self) }, attribution)
    }

    /// Does again what a person last took back, where nothing was done since.
    @discardableResult
    public func redo(as attribution: Attribution) throws -> Entry {
        try takeBack(
            act: MemoryOffice.settled { () throws(Undecided) in try Undoing.latestUndo(of: attribution.recordedBy, in: self) }, attribution)
    }

    private func takeBack(act: String, _ attribution: Attribution) throws -> Entry {
        guard let entry = journal.first(where: { $0.act == act }) else { throw TestFault(act) }
        return try takeBack(entry, as: attribution)
    }

    /// The events that take an act back, as it stands now.
    public func inverses(of entry: Entry, as attribution: Attribution) throws -> [Event] {
        let ids = Set(entry.events.map(\.subject))
        let subjects = Dictionary(uniqueKeysWithValues: ids.compactMap { id in subject(id).map { (id, $0) } })
        let facts = facts(as: attribution)
        let first = origin(of: entry)
        return try MemoryOffice.settled { () throws(Undecided) in
            try Undoing.takingBack([entry], first: first, on: subjects, given: facts)
        }
    }

    /// The act as it was first done, of an entry that does it, takes it back or does it again.
    public func origin(of entry: Entry) -> [Entry] {
        var origin = entry
        while let act = origin.undoes, let earlier = journal.first(where: { $0.act == act }) { origin = earlier }
        return [origin]
    }

    /// Takes back an act that was recorded.
    @discardableResult
    public func takeBack(_ entry: Entry, as attribution: Attribution) throws -> Entry {
        record(try inverses(of: entry, as: attribution), undoes: entry.act, as: attribution)
    }

    func isTakenBack(_ entry: Entry, since sequence: Int64) throws(FactFault) -> Bool {
        try Undoing.isTakenBack(entry.act, undoes: entry.undoes, since: sequence, in: self)
    }
}

/// One entry is one act here.
extension MemoryOffice: ActReader {
    public func foundingAct() -> String? { journal.first?.act }

    public func eachMark(of person: String, _ goesOn: (ActMark) throws(FactFault) -> Bool) throws(FactFault) {
        for entry in journal.reversed() where entry.attribution.recordedBy == person {
            let mark = ActMark(act: entry.act, undoes: entry.undoes, device: entry.attribution.device)
            if try !goesOn(mark) { return }
        }
    }

    public func firstEntry(of act: String) -> ActBeginning? {
        journal.first { $0.act == act }.map { ActBeginning(sequence: $0.sequence, undoes: $0.undoes) }
    }

    public func eachEvents(of act: String, _ goesOn: ([Event]) throws(FactFault) -> Bool) throws(FactFault) {
        for entry in journal where entry.act == act {
            if try !goesOn(entry.events) { return }
        }
    }

    public func acts(undoing act: String) -> Set<String> { Set(journal.filter { $0.undoes == act }.map(\.act)) }

    public func row(of id: SubjectID) -> Record? { records[id] }
}
