import GRDB
import Office

extension Ledger {
    /// Takes back an act: mine and the latest one standing, or the one an entry belongs to.
    ///
    /// Undo appends the inverse as a new act; redo is undoing the undo, and so is an undo of the undo's entry. Refused, naming who and when,
    /// where another person built on one of its subjects.
    ///
    /// That a slip was printed, a paper seen or taken in from the drop folder is no act of theirs and is passed over; so is what was
    /// done on nothing but erased matters.
    @discardableResult
    public func undo(entry: String? = nil, as attribution: Attribution) throws(LedgerFault) -> Receipt {
        try takeBack(attribution) { db in
            if let entry {
                let journal = self.journal(in: db)
                guard let act = try Int64(entry).map({ try journal.entry($0)?.act }) ?? journal.act(ofEntry: entry) else {
                    throw Refusal.notFound(entry)
                }
                if try self.isUndone(act, in: db) { throw Refusal.nothingToUndo }
                return act
            }
            return try self.latestStanding(attribution.recordedBy, in: db)
        }
    }

    /// The act that `undo` without an entry would take back now; nil where there is none.
    public func nextUndo(as attribution: Attribution) throws(LedgerFault) -> ActName? {
        try reading { db in
            do { return try self.name(of: self.latestStanding(attribution.recordedBy, in: db), in: db) } catch Refusal.nothingToUndo {
                return nil
            }
        }
    }

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
            var last: EntryMark?
            try self.journal(in: db).eachMark(of: attribution.recordedBy) { mark in
                // A slip printed meanwhile is nothing that was done since, and what was taken back of an erased matter does not come again.
                if try !self.isGesture(mark.act, in: db), try mark.undoes == nil || self.isGone(mark.act, in: db) { return .goOn }
                last = mark
                return .stop
            }
            guard let last, let undone = last.undoes else { throw Refusal.nothingToRedo }
            // Only an undo of something that was not itself an undo can be redone.
            if try self.undoes(undone, in: db) != nil {
                guard let earlier = try self.previousUndo(attribution.recordedBy, before: last.act, in: db) else {
                    throw Refusal.nothingToRedo
                }
                return earlier
            }
            return last.act
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
            let origin = try self.origin(of: entries, in: db)
            let inverses = try self.settled { () throws(Undecided) in
                try Undoing.takingBack(entries, first: origin, on: subjects, given: facts)
            }
            // Even where nothing is left to change, the act is recorded as taken back.
            for events in inverses.inEntries { try self.append(events, act: act, undoes: target, attribution: attribution, to: db) }
            return Receipt(
                act: act, results: [.success(Array(subjects.keys).sorted())], named: try self.name(entries, subjects, in: db),
                isRedo: try self.isUndo(target, in: db))
        }
    }

    /// The act in the first place, of entries that do it, take it back or do it again.
    private func origin(of entries: [Entry], in db: Database) throws -> [Entry] {
        var origin = entries
        while let act = origin.first?.undoes {
            let earlier = try self.entries(journal(in: db).entries(of: act), strictly: true, in: db)
            if earlier.isEmpty { break }
            origin = earlier
        }
        return origin
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
            if counts(entry), try !isStanding || !isTakenBack(stored, since: seq, in: db) { return entry }
        }
        return nil
    }

    /// Whether an entry belongs to an act done after a place and undone again, or is that undo.
    private func isTakenBack(_ stored: StoredEntry, since seq: Int64, in db: Database) throws -> Bool {
        guard let undone = stored.undoes else { return try isUndone(stored.act, in: db) }
        if try isUndone(stored.act, in: db) { return true }
        return try firstEntry(of: undone, in: db).map { $0.seq > seq } ?? false
    }

    private func firstEntry(of act: String, in db: Database) throws -> StoredEntry? {
        var first: StoredEntry?
        try journal(in: db).eachEntry(of: act) {
            first = $0
            return .stop
        }
        return first
    }

    private func undoes(_ act: String, in db: Database) throws -> String? {
        // Every entry of an act that takes another back names it, so the first does.
        try firstEntry(of: act, in: db)?.undoes
    }

    /// Whether an act took another back, so that taking it back puts the other in force again; one that took an undo back does not.
    private func isUndo(_ act: String, in db: Database) throws -> Bool {
        var isUndo = false
        var act = act
        while let target = try undoes(act, in: db) {
            isUndo.toggle()
            act = target
        }
        return isUndo
    }

    /// Whether an act is taken back, counting that its undo may itself be taken back.
    private func isUndone(_ act: String, in db: Database) throws -> Bool {
        try journal(in: db).acts(undoing: act).contains { try !isUndone($0, in: db) }
    }

    private func latestStanding(_ person: String, in db: Database) throws -> String {
        let journal = journal(in: db)
        // The act that founded the office stays.
        var seen: Set<String> = []
        if let founding = try journal.entry(1)?.act { seen.insert(founding) }
        // Backwards, an undo comes before what it took back, so most acts need no question of their own.
        var takenBack: Set<String> = []
        var standing: String?
        try journal.eachMark(of: person) { mark in
            guard seen.insert(mark.act).inserted, !takenBack.contains(mark.act) else { return .goOn }
            // An undo is not itself undone by `undo`; that is what redo is for.
            if let target = mark.undoes {
                // A colleague may have taken back my undo: then what it took back stands again.
                if try !isUndone(mark.act, in: db) { takenBack.insert(target) }
            } else if try !isUndone(mark.act, in: db), try isGesture(mark.act, in: db) {
                standing = mark.act
                return .stop
            }
            return .goOn
        }
        guard let standing else { throw Refusal.nothingToUndo }
        return standing
    }

    /// Whether somebody meant the act and it can be taken back at all: one that only notes a printing or a reading is none, nor one of
    /// the drop folder, and what was erased stays erased.
    private func isGesture(_ act: String, in db: Database) throws -> Bool {
        var isMeant = false
        try journal(in: db).eachEntry(of: act) { stored in
            if stored.device == Attribution.dropFolder { return .stop }
            isMeant = try events(of: stored, in: db).contains { event, _ in
                if Undoing.isNote(event) || event.kind == Undoing.erasure { return false }
                return try !Undoing.isGone(event, now: self.subject(event.subject, in: db)?.record)
            }
            return isMeant ? .stop : .goOn
        }
        return isMeant
    }

    /// Whether an act was about erased matters alone.
    private func isGone(_ act: String, in db: Database) throws -> Bool {
        let events = try journal(in: db).entries(of: act).flatMap { try self.events(of: $0, in: db).map(\.event) }
        return try !events.isEmpty && events.allSatisfy { try Undoing.isGone($0, now: self.subject($0.subject, in: db)?.record) }
    }

    /// The undo before a run of redos: the next one to do again.
    private func previousUndo(_ person: String, before act: String, in db: Database) throws -> String? {
        var seen: Set<String> = []
        var found: String?
        try journal(in: db).eachMark(of: person) { mark in
            guard seen.insert(mark.act).inserted else { return .goOn }
            guard let undone = mark.undoes else { return try isGesture(mark.act, in: db) ? .stop : .goOn }
            let isRedo = try undoes(undone, in: db) != nil
            guard !isRedo, try !isUndone(mark.act, in: db), try !isGone(mark.act, in: db) else { return .goOn }
            found = mark.act
            return .stop
        }
        return found
    }
}
