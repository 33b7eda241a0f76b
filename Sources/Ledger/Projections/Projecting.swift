import Foundation
import GRDB
import Office

extension Ledger {
    /// An event with the digest of the paper's text that came with it.
    typealias Deed = (event: Event, text: [UInt8]?)

    /// Folds the events of one entry into their subjects' rows and whatever hangs on them; a matter's row is written once.
    ///
    /// - Parameters:
    ///   - ready: the openings they come from, where they were prepared.
    ///   - person: who wrote it down.
    ///   - by: whose act it is.
    func project(
        _ events: [Deed], ready: [SubjectID: PreparedOpening] = [:], seq: Int64, person: String, by: String, in db: Database
    ) throws {
        var done: Set<SubjectID> = []
        let deeds = Dictionary(grouping: events) { $0.event.subject }
        for (event, _) in events {
            let isFirst = done.insert(event.subject).inserted
            if isFirst { try touch(event.subject, seq: seq, person: person, in: db) }
            switch event.subject.kind {
            case .matter:
                if isFirst, let deeds = deeds[event.subject] {
                    try projectMatter(deeds, ready: ready[event.subject]?.matter, seq: seq, in: db)
                }
                try noteActor(by, of: event, in: db)
            case .meeting: try projectMeeting(event, seq: seq, in: db)
            case .office: try projectOffice(event, seq: seq, in: db)
            default: try projectSubject(event, seq: seq, in: db)
            }
        }
    }

    /// Notes that an entry speaks of a subject.
    func touch(_ id: SubjectID, seq: Int64, person: String, in db: Database) throws {
        try statements.run(.touch, [.text(id.text), .integer(seq), .text(person)], in: db)
    }

    private func projectSubject(_ event: Event, seq: Int64, in db: Database) throws {
        var record = try subject(event.subject, in: db)?.record ?? Office.Record()
        evolve(&record, with: event)
        try keep(record, of: event.subject, seq: seq, in: db)
        noteInDirectory(event.subject, record, seq: seq)
    }

    /// Writes the row of a subject that has no table of its own.
    func keep(_ record: Office.Record, of id: SubjectID, seq: Int64, in db: Database) throws {
        try db.cachedStatement(
            sql:
                "INSERT INTO subject(id, last, record) VALUES (?, ?, ?) ON CONFLICT(id) DO UPDATE SET last = excluded.last, record = excluded.record"
        ).execute(arguments: [id.text, seq, Ledger.blob(record.json.bytes)])
        try raiseHead(id, in: db)
    }

    /// A subject as its history folds to it, nil where there is none.
    func subject(_ id: SubjectID, in db: Database) throws -> Subject? {
        let row = try row(of: id, in: db)
        return id.kind == .office ? try row.map { try wholeOffice($0, in: db) } : row
    }

    /// The present row of a subject, nil where there is none.
    func row(of id: SubjectID, in db: Database) throws -> Subject? {
        let row: Row? =
            switch id.kind {
            case .matter:
                try Row.fetchOne(
                    db.cachedStatement(sql: "SELECT last, record FROM folded WHERE id = ?"), arguments: [id.handle])
            case .meeting:
                try Row.fetchOne(
                    db.cachedStatement(sql: "SELECT last, record FROM meeting WHERE id = ?"), arguments: [id.handle])
            default:
                try Row.fetchOne(
                    db.cachedStatement(sql: "SELECT last, record FROM subject WHERE id = ?"), arguments: [id.text])
            }
        guard let row else { return nil }
        return Subject(id: id, record: try record(row), lastEntry: try row.value("last"))
    }

    func record(_ row: Row) throws -> Office.Record {
        guard let record = Office.Record(packed: Ledger.bytes(row, "record")) else { throw unreadableRow }
        return record
    }

    /// What is said of a row that holds no record.
    var unreadableRow: LedgerFault { .corrupt(path, reason: "a folded row cannot be read; run `banshi rebuild`") }

    // MARK: Matters

    /// Writes all rows of a matter.
    ///
    /// - Parameter ready: what was prepared, of a matter that has no rows yet.
    func projectMatter(_ events: [Deed], ready: PreparedMatter?, seq: Int64, in db: Database) throws {
        guard let id = events.first?.event.subject else { return }
        if ready == nil, events.count == 1, let move = try moved?.matter(id, in: db) { return try projectMove(move, seq: seq, in: db) }
        let isNew = isFresh(id)
        let before = isNew ? nil : try subject(id, in: db)
        let old = before.map { Matter($0) }
        var after = before ?? Subject(id: id)
        after.lastEntry = seq
        // A matter that is taken back keeps its last title, which its number waits under.
        var title = try old.flatMap { $0.isWithdrawn ? try keptTitle(id, in: db) : $0.title }
        var last = old
        func step(to next: Matter, isErased: Bool) throws {
            try raiseNumbers(from: last, to: next, erased: isErased, in: db)
            if !next.isWithdrawn { title = next.title } else if isErased { title = nil }
            last = next
        }
        if let ready {
            after.record = ready.record
            for next in ready.steps { try step(to: next, isErased: false) }
            if ready.steps.isEmpty { title = Matter(after).title }
        } else {
            for (event, _) in events {
                evolve(&after.record, with: event)
                try step(to: Matter(after), isErased: event.kind == Undoing.erasure)
            }
        }
        let office = try office(in: db)
        let new = Matter(after)
        let isMove = before != nil && !new.isWithdrawn && events.allSatisfy { MovedLimit.isMove($0.event) }
        if try !isMove || !moveLimit(of: new, office: office, in: db) {
            try write(new, title: title, office: office, isNew: before == nil, in: db)
        }
        if new.isWithdrawn { tally?.waiting = [:] }
        if before == nil { try raiseHead(id, in: db) }
        if old?.isWithdrawn != new.isWithdrawn || old?.register != new.register || old?.state != new.state {
            try count(old, -1, in: db)
            try count(new, 1, in: db)
        }
        try owe(new, office: office, isNew: before == nil, in: db)
        try lay(new, was: old, in: db)
        try indexSearch(old: old, new: new, ready: ready, seq: seq, in: db)
        var isFirst = isNew
        for (event, text) in events {
            for change in event.changes where change.path.hasPrefix("enclosures/") {
                try projectEnclosure(new, isFirst: isFirst, change: change, text: text, ready: ready, in: db)
                isFirst = false
            }
        }
    }

    /// Writes the rows of a matter whose limit alone has moved, worked out beforehand.
    private func projectMove(_ move: MovedMatter, seq: Int64, in db: Database) throws {
        let office = try office(in: db)
        let matter = Matter(Subject(id: move.id, record: move.after, lastEntry: seq))
        if try !moveLimit(of: matter, office: office, in: db) {
            try write(matter, title: matter.title, office: office, isNew: false, in: db)
        }
        try owe(matter, office: office, isNew: false, in: db)
        try statements.run(
            .folded, [.integer(matter.id.handle), .integer(seq), .text(move.names), .bytes(move.packedRecord)], in: db)
    }

    /// The title a matter had when it was taken back.
    private func keptTitle(_ id: SubjectID, in db: Database) throws -> String? {
        try String.fetchOne(db.cachedStatement(sql: "SELECT title FROM matter WHERE id = ?"), arguments: [id.handle])
    }

    /// What was erased keeps its place in the run: a code is never given to another paper.
    private func raiseNumbers(from old: Matter?, to new: Matter, erased: Bool, in db: Database) throws {
        if let number = new.number ?? new.reserved, old?.number != number { try raiseSeries(number, in: db) }
        if let code = new.archival ?? MatterNumber(new.record["erased"]["archival"]), old?.archival != code {
            try raiseSeries(code, in: db)
        }
        if let gone = old?.archival, new.archival == nil, !erased { try lowerSeries(gone, in: db) }
    }

    /// Writes the limit alone into a matter's row, where nothing else of the row has changed: a notice moves those of a whole office at once,
    /// and every column written is an index written.
    ///
    /// - Returns: whether that was all; a definition adopted since the row was written may say otherwise where it stands.
    private func moveLimit(of matter: Matter, office: OfficeRecord, in db: Database) throws -> Bool {
        let (definition, clock) = (office.register(of: matter), matter.clock)
        try statements.run(
            .limit,
            [
                .integer(clock?.due.milliseconds), .integer(clock?.safe.milliseconds), .integer(clock?.yellowAt.milliseconds),
                .integer(matter.id.handle),
                .integer(definition?.isOpen(matter.state) ?? true ? 1 : 0), .text(definition?.state(matter.state)?.stage.rawValue),
            ], in: db)
        return db.changesCount == 1
    }

    func write(_ matter: Matter, title: String?, office: OfficeRecord, isNew: Bool, in db: Database) throws {
        let definition = office.register(of: matter)
        let isOpen = !matter.isWithdrawn && (definition?.isOpen(matter.state) ?? true)
        let readers = matter.readers
        let (number, clock) = (matter.number, matter.clock)
        try statements.run(
            isNew ? .newMatter : .matter,
            [
                .integer(matter.id.handle), .text(matter.isWithdrawn ? nil : matter.register), .integer(number?.year),
                .integer(number?.sequence), .text(number?.printed),
                .text(matter.isWithdrawn ? nil : matter.text(of: .reference, by: definition)),
                .text(matter.isWithdrawn ? title : matter.title), .text(matter.state), .integer(isOpen ? 1 : 0),
                .text(definition?.state(matter.state)?.stage.rawValue), .text(matter.owner), .text(matter.holder), .text(matter.lead),
                .text(matter.text(of: .from, by: definition)), .text(matter.text(of: .kind, by: definition)), .text(matter.urgency),
                .integer(matter.received?.milliseconds),
                .integer(clock?.due.milliseconds), .integer(clock?.safe.milliseconds), .integer(clock?.yellowAt.milliseconds),
                .integer(readers.count(where: \.isDone)), .integer(readers.count), .integer(matter.isPrinted ? 1 : 0),
                .text(matter.isWithdrawn ? matter.reserved?.series : nil),
                .text(matter.circle.map { ",\($0.joined(separator: ","))," }),
            ], in: db)
    }

    /// Who must see the matter in Today, and from when. `*` stands for the office as a whole.
    func owe(_ matter: Matter, office: OfficeRecord, isNew: Bool, in db: Database) throws {
        if !isNew { try statements.run(.obligationsGone, [.integer(matter.id.key)], in: db) }
        for obligation in matter.obligations(by: office.register(of: matter), calendar: office.calendar) {
            try statements.run(
                .obligation, [.text(obligation.person), .integer(obligation.wake.milliseconds), .integer(matter.id.key)], in: db)
        }
    }

    /// An item number taken back is given again where none after it was given: item numbers have no gaps (DA/T 22-2015, 5.4).
    private func lowerSeries(_ number: MatterNumber, in db: Database) throws {
        try writeTally(in: db)
        try db.cachedStatement(sql: "UPDATE series SET last = last - 1 WHERE register = ? AND year = ? AND last = ?")
            .execute(arguments: [number.series, number.year, number.sequence])
    }

    private func projectEnclosure(
        _ matter: Matter, isFirst: Bool, change: Change, text: [UInt8]?, ready: PreparedMatter?, in db: Database
    ) throws {
        let digest = String(change.path.dropFirst("enclosures/".count))
        let kept = Ledger.key(digest)
        if change.now.isNull {
            try unindexBody(matter: matter.id, digest: kept, in: db)
            try db.cachedStatement(sql: "DELETE FROM enclosure WHERE subject = ? AND digest = ?").execute(arguments: [
                matter.id.key, kept,
            ])
            return
        }
        // Read again it has other words: those of before leave the index.
        let isReplaced = !change.was.isNull
        if isReplaced { try unindexBody(matter: matter.id, digest: kept, in: db) }
        // A redone act refers to the text the journal already holds.
        let payload = try text ?? (change.now["text"].bool == true ? recordedText(of: matter.id, enclosure: digest, in: db) : nil)
        let part = isFirst ? Ledger.firstPart : try nextPart(matter.id, digest: kept, in: db)
        try statements.run(
            .enclosure,
            [
                .integer(matter.id.key), .bytes(Array(kept)), .integer(part.number), .text(change.now["name"].string ?? ""),
                .bytes(payload),
            ], in: db)
        guard let payload, isReplaced || !part.isIndexed else { return }
        if let tokens = ready?.texts[payload] ?? prepared.texts[digest]?.tokens {
            try indexBody(tokens, matter: matter.id, part: part.number, in: db)
        } else if let bytes = try journal(in: db).bytes(payload) {
            try indexBody(PreparedText.tokens(String(decoding: bytes, as: UTF8.self)), matter: matter.id, part: part.number, in: db)
        }
    }

    private func recordedText(of matter: SubjectID, enclosure: String, in db: Database) throws -> [UInt8]? {
        for stored in try storedEntries(about: matter, in: db) {
            for (event, text) in try events(of: stored, about: matter, in: db) {
                if let text, event.changes.contains(where: { $0.path == "enclosures/" + enclosure }) { return text }
            }
        }
        return nil
    }
}

extension Office.Record {
    /// A record as a folded row keeps it; nil where it cannot be read.
    init?(packed bytes: [UInt8]) {
        guard let values = (try? JSON(bytes: Packing.unpack(bytes)))?.object else { return nil }
        self.init(values)
    }
}
