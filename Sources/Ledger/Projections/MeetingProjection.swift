import GRDB
import Office

extension Ledger {
    /// Occurrences are kept from 1 January of last year to the end of next year; beyond it the window is expanded live.
    func horizon(around moment: Moment, zone: OfficeZone) -> (from: Moment, to: Moment) {
        let year = zone.day(of: moment).year
        let first = Day(year - 1, 1, 1) ?? zone.day(of: moment)
        let last = Day(year + 2, 1, 1) ?? zone.day(of: moment)
        return (zone.moment(first, TimeOfDay(minutes: 0)), zone.moment(last, TimeOfDay(minutes: 0)))
    }

    func projectMeeting(_ event: Event, seq: Int64, in db: Database) throws {
        var after = try subject(event.subject, in: db) ?? Subject(id: event.subject)
        evolve(&after.record, with: event)
        after.lastEntry = seq
        let meeting = Meeting(after)
        let isWithdrawn = after.record.isEmpty
        let recorded =
            try Int64.fetchOne(
                db.cachedStatement(sql: "SELECT recorded FROM entry ORDER BY seq DESC LIMIT 1")) ?? 0
        var filled = horizon(around: Moment(milliseconds: recorded), zone: try office(in: db).zone)
        var found = isWithdrawn ? [] : try occurrences(of: meeting, filled: filled, in: db)
        if found.count > 4000 {
            // A rule that fires every second is kept only as far as anybody will look; beyond it is expanded when asked for.
            filled.to = found[4000].start
            found = Array(found[..<4000])
        }
        try db.cachedStatement(
            sql: "INSERT OR REPLACE INTO meeting(id, uid, recurring, filledFrom, filledTo, last, record) VALUES (?, ?, ?, ?, ?, ?, ?)"
        ).execute(arguments: [
            meeting.id.handle, isWithdrawn ? "" : meeting.uid, meeting.isRecurring || meeting.repeats != nil ? 1 : 0,
            filled.from.milliseconds,
            filled.to.milliseconds, seq,
            Ledger.blob(after.record.json.bytes),
        ])
        try raiseHead(event.subject, in: db)
        try db.cachedStatement(sql: "DELETE FROM occurrence WHERE meeting = ?").execute(arguments: [meeting.id.handle])
        if isWithdrawn { return }
        for occurrence in found { try write(occurrence, of: meeting, in: db) }
    }

    private func occurrences(
        of meeting: Meeting, filled: (from: Moment, to: Moment), in db: Database
    ) throws -> [Expanded] {
        let zone = try office(in: db).zone
        guard let source = meeting.source else {
            guard let start = meeting.start else { return [] }
            if meeting.repeats != nil {
                return meeting.times(from: filled.from, to: filled.to, calendar: try office(in: db).calendar)
            }
            return [
                Expanded(
                    recurrenceID: nil, title: meeting.title, start: start, end: meeting.end ?? start.adding(minutes: 60),
                    offset: zone.offsetSeconds, zone: nil, isAllDay: meeting.record["allDay"].bool ?? false,
                    place: meeting.place, status: meeting.status)
            ]
        }
        if let once = Expanded(once: meeting.record["once"]) { return [once] }
        if meeting.isRecurring { return expand(source, filled.from, filled.to) }
        // A single meeting is kept whenever it was; only rules without end need a horizon.
        return expand(source, Moment(seconds: -4_000_000_000), Moment(seconds: 64_000_000_000))
    }

    private func write(_ occurrence: Expanded, of meeting: Meeting, in db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO occurrence(meeting, start, "end", recurrence, title, offset, zone, allDay, place, status)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            meeting.id.handle, occurrence.start.milliseconds, occurrence.end.milliseconds, occurrence.recurrenceID,
            occurrence.title, occurrence.offset, occurrence.zone, occurrence.isAllDay ? 1 : 0, occurrence.place,
            meeting.isCancelled ? "cancelled" : occurrence.status,
        ])
    }

    /// The meetings that hold a place within a half-open span.
    func bookings(_ place: String, _ from: Moment, _ to: Moment, in db: Database) throws -> [Booking] {
        // No meeting holds a room for longer than a fortnight, so the index can be cut from below as well.
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT meeting, title, start, "end" FROM occurrence
                    WHERE place = ? AND start < ? AND start > ? AND "end" > ? AND status IS NOT 'cancelled'
                    """),
            arguments: [place, to.milliseconds, from.milliseconds - 14 * 86_400_000, from.milliseconds])
        return rows.map { row in
            Booking(
                meeting: SubjectID(.meeting, row["meeting"]), title: row["title"], place: place,
                from: Moment(milliseconds: row["start"]), to: Moment(milliseconds: row["end"]))
        }
    }
}
