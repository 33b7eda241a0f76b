import GRDB
import Office

extension Ledger {
    /// Takes back an act: mine and the latest one standing, or the one an entry belongs to.
    ///
    /// Undo appends the inverse as a new act; redo is undoing the undo, and so is an undo of the undo's entry. Refused, naming who and when,
    /// where another person built on one of its subjects. `Undoing` says which act is the latest.
    @discardableResult
    public func undo(entry: String? = nil, as attribution: Attribution) throws(LedgerFault) -> Receipt {
        try takeBack(attribution) { db in
            if let entry {
                let journal = self.journal(in: db)
                guard let act = try Int64(entry).map({ try journal.entry($0)?.act }) ?? journal.act(ofEntry: entry) else {
                    throw Refusal.notFound(entry)
                }
                try self.settled { () throws(Undecided) in try Undoing.refuseTakenBack(act, in: self.acts(in: db)) }
                return act
            }
            return try self.latestAct(of: attribution.recordedBy, in: db)
        }
    }

    /// The act that `undo` without an entry would take back now; nil where there is none.
    public func nextUndo(as attribution: Attribution) throws(LedgerFault) -> ActName? {
        try reading { db in
            do { return try self.name(of: self.latestAct(of: attribution.recordedBy, in: db), in: db) } catch Refusal.nothingToUndo {
                return nil
            }
        }
    }

    private func latestAct(of person: String, in db: Database) throws -> String {
        try settled { () throws(Undecided) in try Undoing.latestAct(of: person, in: acts(in: db)) }
    }

    private func acts(in db: Database) -> LedgerActs { LedgerActs(of: self, in: db) }

    private func name(of act: String, in db: Database) throws -> ActName? {
        let entries = try self.entries(journal(in: db).entries(of: act), in: db)
        var subjects: [SubjectID: Subject] = [:]
        for id in Set(entries.flatMap { $0.events.map(\.subject) }) { subjects[id] = try self.subject(id, in: db) }
        return try name(entries, subjects, in: db)
    }

    /// What an act is called to who asks: of a paper kept to a circle they learn its number only.
    private func name(_ entries: [Entry], _ subjects: [SubjectID: Subject], in db: Database) throws -> ActName? {
        let office = try office(in: db)
        var entries = entries
        for index in entries.indices {
            let events = entries[index].events
            entries[index].events = events.map { office.naming($0, in: subjects[$0.subject]?.record["register"].string) }
        }
        var shown = subjects
        for (id, subject) in subjects where id.kind == .matter {
            let known = try self.shown(Matter(subject), in: db)
            guard known.isMasked else { continue }
            shown[id]?.record = known.record
            for index in entries.indices {
                entries[index].events = entries[index].events.map { $0.subject == id ? $0.bare : $0 }
            }
        }
        return ActName(entries, subjects: shown, in: office)
    }

    /// Does again what I last took back, where nothing was done since.
    @discardableResult
    public func redo(as attribution: Attribution) throws(LedgerFault) -> Receipt {
        try takeBack(attribution) { db in
            try self.settled { () throws(Undecided) in try Undoing.latestUndo(of: attribution.recordedBy, in: self.acts(in: db)) }
        }
    }

    private func takeBack(
        _ attribution: Attribution, _ choose: (Database) throws -> String
    ) throws(LedgerFault) -> Receipt {
        try writing { db in
            let target = try choose(db)
            let entries = try self.entries(self.journal(in: db).entries(of: target), strictly: true, in: db)
            guard !entries.isEmpty else { throw Refusal.nothingToUndo }
            var subjects: [SubjectID: Subject] = [:]
            for id in Set(entries.flatMap { $0.events.map(\.subject) }) { subjects[id] = try self.subject(id, in: db) }
            let act = TimeOrderedID.make(at: attribution.recorded)
            let facts = try LedgerFacts(attribution, of: self, in: db)
            let first = try Undoing.origin(of: target, in: self.acts(in: db))
            let origin =
                first == target ? entries : try self.entries(self.journal(in: db).entries(of: first), strictly: true, in: db)
            let inverses = try self.settled { () throws(Undecided) in
                try Undoing.takingBack(entries, first: origin, on: subjects, given: facts)
            }
            try self.moving(inverses) {
                // Even where nothing is left to change, the act is recorded as taken back.
                for events in inverses.inEntries {
                    try self.append(events, of: .takingBack(entries), act: act, undoes: target, attribution: attribution, to: db)
                }
            }
            return Receipt(
                act: act, results: [.success(Array(subjects.keys).sorted())], named: try self.name(entries, subjects, in: db),
                isRedo: try Undoing.isUndo(target, in: self.acts(in: db)))
        }
    }

    /// The last entry by one of these people, or about a matter or meeting that names one of them, a unit or a place.
    func lastUse(of ids: [SubjectID], in db: Database) throws -> Touch? {
        let list = JSON.array(ids.map { .string($0.text) }).text
        let some = "(SELECT value FROM json_each(?1))"
        let matters = "SELECT 'm' || id FROM matter WHERE owner IN \(some) OR holder IN \(some) OR lead IN \(some) OR sender IN \(some)"
        let meetings = "SELECT 'g' || meeting FROM occurrence WHERE place IN \(some)"
        let row = try Row.fetchOne(
            db,
            sql: "SELECT seq, subject FROM touch WHERE subject IN (\(matters) UNION ALL \(meetings)) ORDER BY seq DESC LIMIT 1",
            arguments: [list])
        let journal = journal(in: db)
        let acted = try journal.lastEntry(ofAny: ids.map(\.text))
        if let row, let touching = try journal.entry(row.value("seq")), touching.seq > acted?.seq ?? 0 {
            return Touch(SubjectID(try row.value("subject")), by: touching.recordedBy, at: Moment(milliseconds: touching.recorded))
        }
        return acted.map { Touch(SubjectID($0.recordedBy), by: $0.recordedBy, at: Moment(milliseconds: $0.recorded)) }
    }

    /// The newest entry others recorded on a subject after a place that counts; nil where none does.
    func newestEntry(
        on subject: SubjectID, after seq: Int64, notBy person: String, standing isStanding: Bool, in db: Database,
        where counts: (LaterEntry) -> Bool
    ) throws -> LaterEntry? {
        let later = try Int64.fetchAll(
            db.cachedStatement(sql: "SELECT seq FROM touch WHERE subject = ? AND seq > ? AND person <> ? ORDER BY seq DESC"),
            arguments: [subject.text, seq, person])
        let journal = journal(in: db)
        for place in later {
            guard let stored = try journal.entry(place) else { continue }
            let entry = LaterEntry(
                sequence: stored.seq, by: stored.recordedBy, device: stored.device, at: Moment(milliseconds: stored.recorded),
                events: try events(of: stored, about: subject, strictly: true, in: db).map(\.event))
            func isTakenBack() throws -> Bool {
                try Undoing.isTakenBack(stored.act, undoes: stored.undoes, since: seq, in: acts(in: db))
            }
            if counts(entry), try !isStanding || !isTakenBack() { return entry }
        }
        return nil
    }
}
