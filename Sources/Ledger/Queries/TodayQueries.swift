import GRDB
import Office

extension Ledger {
    /// The matters whose time to stand in Today has come, for a scope; ranking is the office's rule, not the storage's.
    public func awake(_ scope: DeskScope, at now: Moment) throws(LedgerFault) -> [Matter] {
        try reading { db in
            let directory = try self.directory(in: db)
            let calendar = try self.office(in: db).calendar
            switch scope {
            case .person(let person):
                // Whoever covers for A today sees A's desk too (J7).
                let covered = directory.people.filter { $0.isAway(at: now, in: calendar) && $0.away?.cover == person }.map(\.id)
                return try self.awake([person] + covered + directory.sharedDesks(of: person), now, in: db)
            case .office: return try self.awake(["*"], now, in: db)
            case .unit(let unit): return try self.awake(directory.members(of: unit).map(\.id) + [unit], now, in: db)
            case .holder(let holder):
                return try self.matters(
                    "SELECT id FROM matter WHERE open = 1 AND register IS NOT NULL AND holder = ? ORDER BY id LIMIT 2000", [holder], in: db
                ).map { try self.shown($0, in: db) }
            }
        }
    }

    private func awake(_ people: [String], _ now: Moment, in db: Database) throws -> [Matter] {
        var seen: Set<SubjectID> = []
        var found: [Matter] = []
        func add(_ matters: [Matter]) throws {
            for matter in matters where seen.insert(matter.id).inserted { found.append(try shown(matter, in: db)) }
        }
        for person in people {
            try add(try matters("SELECT subject AS id FROM obligation WHERE person = ? AND wake <= ?", [person, now.milliseconds], in: db))
        }
        // In the last hour of a working day the papers at an office stage come one by one (J8).
        if try office(in: db).calendar.isLastHour(at: now) {
            let waiting = try matters("SELECT id FROM matter WHERE open = 1 AND stage = 'office' LIMIT 2000", [], in: db)
            try add(
                waiting.filter { matter in
                    people.contains("*") || people.contains(matter.holder ?? "") || people.contains(matter.owner ?? "")
                })
        }
        return found
    }

    /// What closing the day may ask a person about: what is awake on their desk, and every paper of theirs at a stage of the office.
    public func leftovers(of person: String, at now: Moment) throws(LedgerFault) -> [Matter] {
        try reading { db in
            let awake = try self.awake([person], now, in: db)
            let known = Set(awake.map(\.id))
            let waiting = try self.matters(
                "SELECT id FROM matter WHERE open = 1 AND stage = 'office' AND (holder = ?1 OR owner = ?1) LIMIT 2000", [person], in: db)
            return awake + (try waiting.filter { !known.contains($0.id) }.map { try self.shown($0, in: db) })
        }
    }

    /// The folded matters a query of ids finds.
    func matters(_ ids: String, _ arguments: StatementArguments, in db: Database) throws -> [Matter] {
        let rows = try Row.fetchCursor(
            db.cachedStatement(sql: "SELECT f.id AS id, f.last AS last, f.record AS record FROM (\(ids)) q JOIN folded f ON f.id = q.id"),
            arguments: arguments)
        var found: [Matter] = []
        while let row = try rows.next() {
            let matter = try lately(row)
            if !matter.isWithdrawn { found.append(matter) }
        }
        return found
    }

    /// A matter as it was read before, unless an entry has touched it since: Today reads the same few after every act.
    private func lately(_ row: Row) throws -> Matter {
        let id: Int = try row.value(at: 0)
        let last: Int64 = try row.value(at: 1)
        if let known = readLately[id], known.lastEntry == last { return known }
        let matter = try whole(row)
        if readLately.count >= 2_500 { readLately = [:] }
        readLately[id] = matter
        return matter
    }

    /// The open matters on which a limit runs, whole: for counting limits again, not for showing.
    func clocked(in db: Database) throws -> [Matter] {
        let rows = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT f.id AS id, f.last AS last, f.record AS record FROM matter m JOIN folded f ON f.id = m.id
                    WHERE m.open = 1 AND m.due IS NOT NULL ORDER BY m.id
                    """))
        var kept: [KeptMatter] = []
        while let row = try rows.next() {
            kept.append(try KeptMatter(row))
        }
        return try KeptMatter.read(kept).map { matter in
            guard let matter else { throw unreadableRow }
            return matter
        }
    }

    /// The open matters due up to a moment, as their reader may see them.
    public func due(until moment: Moment) throws(LedgerFault) -> [Matter] {
        try reading { db in
            try self.matters("SELECT id FROM matter WHERE open = 1 AND due <= ?", [moment.milliseconds], in: db)
                .map { try self.shown($0, in: db) }
        }
    }

    /// Papers waiting at the stages of the office, one row a stage (J8).
    public func stages() throws(LedgerFault) -> [StageCount] {
        try reading { db in
            let office = try self.office(in: db)
            var stages: [StageCount] = []
            for register in office.registers {
                for state in try register.states + self.strandedStates(of: register, office, in: db) where state.stage == .office {
                    let row = try Row.fetchOne(
                        db.cachedStatement(
                            sql: """
                                SELECT count(*) AS n, count(urgency) AS urgent, min(received) AS earliest FROM matter
                                INDEXED BY matter_open WHERE register = ? AND (stage <> 'office') = 0 AND state = ? AND open = 1
                                """), arguments: [register.id, state.id])
                    guard let row else { continue }
                    let count: Int = try row.value("n")
                    let earliest: Int64? = try row.value("earliest")
                    guard count > 0 else { continue }
                    stages.append(
                        StageCount(
                            register: register.id, state: state.id, count: count, urgent: try row.value("urgent"),
                            earliest: earliest.map { Moment(milliseconds: $0) }))
                }
            }
            return stages
        }
    }

    /// The states in which matters stand that the adopted definition has no place for.
    private func strandedStates(of register: RegisterDefinition, _ office: OfficeRecord, in db: Database) throws -> [StateDefinition] {
        let states = try String.fetchAll(
            db.cachedStatement(sql: "SELECT state FROM counter WHERE register = ? AND count > 0"), arguments: [register.id])
        return states.filter { register.state($0) == nil }.sorted()
            .compactMap { office.register(register.id, holding: $0)?.state($0) }
    }

    // MARK: Calendar

    /// What begins on the days `[from, to)` by the wall clock of each event's own zone.
    public func agenda(days: Range<Int>) throws(LedgerFault) -> [Occurrence] { try boundedAgenda(days: days).items }

    /// What starts in `[from, to)`, and what still runs where asked, in start order.
    public func agenda(from: Moment, to: Moment, ongoing: Bool = false) throws(LedgerFault) -> [Occurrence] {
        try boundedAgenda(from: from, to: to, ongoing: ongoing).items
    }

    /// The occurrences of a span, and whether there are more than anybody reads.
    public struct Agenda: Sendable {
        public internal(set) var items: [Occurrence]
        public internal(set) var isCut: Bool
    }

    /// One span shows no more than these, in start order.
    public static let agendaLimit = 20_000

    /// What begins on the days `[from, to)` by the wall clock of each event's own zone, within bounds.
    public func boundedAgenda(days: Range<Int>) throws(LedgerFault) -> Agenda {
        let zone = try office().zone
        // No zone is further than fourteen hours from another.
        let from = zone.moment(Day(ordinal: days.lowerBound - 1), TimeOfDay(minutes: 0))
        let to = zone.moment(Day(ordinal: days.upperBound + 1), TimeOfDay(minutes: 0))
        var agenda = try boundedAgenda(from: from, to: to)
        agenda.items = agenda.items.filter { item in
            days.contains(OfficeZone(identifier: "", offsetSeconds: item.offset).day(of: item.start).ordinal)
        }
        return agenda
    }

    /// What starts in `[from, to)`, and what still runs where asked, within bounds.
    public func boundedAgenda(from: Moment, to: Moment, ongoing: Bool = false) throws(LedgerFault) -> Agenda {
        try reading { db in
            var sql = "SELECT o.*, m.uid AS uid, CASE m.recurring WHEN 1 THEN NOT EXISTS (SELECT 1 FROM occurrence e "
            sql += "WHERE e.meeting = o.meeting AND e.start < o.start) ELSE 0 END AS isFirst "
            sql += "FROM occurrence o JOIN meeting m ON m.id = o.meeting WHERE "
            sql +=
                ongoing
                ? "o.start < ?2 AND o.start > ?1 - 5184000000 AND (o.start >= ?1 OR o.\"end\" > ?1) ORDER BY o.start, o.meeting"
                : "o.start >= ?1 AND o.start < ?2 ORDER BY o.start, o.meeting"
            sql += " LIMIT \(Ledger.agendaLimit + 1)"
            let rows = try Row.fetchAll(
                db.cachedStatement(sql: sql), arguments: [from.milliseconds, to.milliseconds])
            var found = Agenda(items: try rows.map(Ledger.occurrence), isCut: false)
            for (index, row) in rows.enumerated() {
                let isFirst: Int = try row.value("isFirst")
                if isFirst != 1 { continue }
                found.items[index].isUnfollowed = try self.isUnfollowed(found.items[index], in: db)
            }
            try self.addBeyondHorizon(to: &found, from: from, to: to, in: db)
            if found.items.count > Ledger.agendaLimit {
                found.isCut = true
                found.items.removeLast(found.items.count - Ledger.agendaLimit)
            }
            return found
        }
    }

    /// Whether the first kept day of a series is of one whose rule cannot be followed: older programs took in such.
    private func isUnfollowed(_ first: Occurrence, in db: Database) throws -> Bool {
        guard let subject = try subject(first.meeting, in: db) else { return false }
        let meeting = Meeting(subject)
        guard let source = meeting.source, !meeting.isPlainSeries else { return false }
        // What cannot be told is shown as it is kept.
        return (try? expand(source, first.start, first.start.adding(seconds: 1)))?.contains(where: \.isUnfollowed) ?? false
    }

    /// Outside the years a series was filled for, its rule itself is expanded for the part of the window asked for.
    private func addBeyondHorizon(to agenda: inout Agenda, from: Moment, to: Moment, in db: Database) throws {
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: "SELECT id, last, filledFrom, filledTo, record FROM meeting WHERE recurring = 1 AND (filledTo < ? OR filledFrom > ?)"),
            arguments: [to.milliseconds, from.milliseconds])
        guard !rows.isEmpty else { return }
        // What an office holds may have been taken in before anybody counted.
        let budget = Budget(.init(seconds: 2, items: 2 * Ledger.agendaLimit))
        for row in rows {
            let begun = ContinuousClock.now
            let meeting = try keptMeeting(row)
            let filled = try filled(row)
            // A day is shown without what cannot be told; only a guard must not go by it.
            let all =
                try meeting.source.map { (try? expand($0, from, to)) ?? [] }
                ?? meeting.times(from: from, to: to, calendar: office(in: db).calendar)
            for expanded in all where !filled.contains(expanded.start) {
                var occurrence = Occurrence(
                    meeting: meeting.id, uid: meeting.uid, recurrenceID: expanded.recurrenceID, title: expanded.title,
                    start: expanded.start, end: expanded.end, offset: expanded.offset, zone: expanded.zone,
                    isAllDay: expanded.isAllDay, place: meeting.room(of: expanded), status: expanded.status)
                occurrence.isUnfollowed = expanded.isUnfollowed
                agenda.items.append(occurrence)
            }
            if all.last?.isCut == true { agenda.isCut = true }
            do throws(OverBudget) {
                try budget.spend(all.count, of: .items)
                try budget.spend(ContinuousClock.now - begun)
            } catch {
                agenda.isCut = true
                break
            }
        }
        agenda.items.sort { ($0.start, $0.meeting) < ($1.start, $1.meeting) }
    }

    private static func occurrence(_ row: Row) throws -> Occurrence {
        Occurrence(
            meeting: SubjectID(.meeting, try row.value("meeting")), uid: try row.value("uid"), recurrenceID: try row.value("recurrence"),
            title: try row.value("title"), start: Moment(milliseconds: try row.value("start")),
            end: Moment(milliseconds: try row.value("end")), offset: try row.value("offset"), zone: try row.value("zone"),
            isAllDay: try row.value("allDay") as Int == 1, place: try row.value("place"), status: try row.value("status"))
    }

    /// A row of `meeting` (id, last, record) as its meeting.
    func keptMeeting(_ row: Row) throws -> Meeting {
        Meeting(Subject(id: SubjectID(.meeting, try row.value("id")), record: try record(row), lastEntry: try row.value("last")))
    }

    /// The years a series is filled for.
    func filled(_ row: Row) throws -> Range<Moment> {
        let from = Moment(milliseconds: try row.value("filledFrom"))
        return from..<max(from, Moment(milliseconds: try row.value("filledTo")))
    }

    /// The meetings that came with these UIDs.
    public func meetings(uids: [String]) throws(LedgerFault) -> [String: Meeting] {
        try reading { db in
            let statement = try db.cachedStatement(sql: "SELECT id FROM meeting WHERE uid = ?")
            var found: [String: Meeting] = [:]
            for uid in uids {
                guard let id = try Int.fetchOne(statement, arguments: [uid]) else { continue }
                found[uid] = try self.subject(SubjectID(.meeting, id), in: db).map { Meeting($0) }
            }
            return found
        }
    }

    /// Every meeting, in the order they were recorded.
    public func meetings() throws(LedgerFault) -> [Meeting] {
        try reading { db in
            try Row.fetchAll(db, sql: "SELECT id, last, record FROM meeting ORDER BY id").compactMap { row in
                let record = try self.record(row)
                if record.isEmpty { return nil }
                return Meeting(Subject(id: SubjectID(.meeting, try row.value("id")), record: record, lastEntry: try row.value("last")))
            }
        }
    }
}
