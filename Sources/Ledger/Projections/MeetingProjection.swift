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
        // A meeting whose handle was given a moment ago has no rows yet.
        let isNew = isFresh(event.subject)
        var after = try (isNew ? nil : subject(event.subject, in: db)) ?? Subject(id: event.subject)
        evolve(&after.record, with: event)
        after.lastEntry = seq
        let meeting = Meeting(after)
        let isWithdrawn = after.record.isEmpty
        // A calendar of ten thousand meetings is recorded in one moment.
        let recorded = try tally?.recorded ?? journal(in: db).end()?.recorded ?? 0
        tally?.recorded = recorded
        var filled = horizon(around: Moment(milliseconds: recorded), zone: try office(in: db).zone)
        var found: [Expanded] = []
        if !isWithdrawn {
            do { found = try occurrences(of: meeting, filled: filled, in: db) } catch is FactFault where meeting.isRecurring {
                // Not known now is not none: the series counts as not kept at all, and is asked each time.
                filled.to = filled.from
            }
        }
        if found.count > 4000 {
            // A rule that fires every second is kept only as far as anybody will look; beyond it is expanded when asked for.
            filled.to = found[4000].start
            found = Array(found[..<4000])
        }
        try statements.run(
            .meeting,
            [
                .integer(meeting.id.handle), .text(isWithdrawn ? "" : meeting.uid),
                .integer(meeting.isRecurring || meeting.repeats != nil ? 1 : 0), .integer(filled.from.milliseconds),
                .integer(filled.to.milliseconds), .integer(seq), .bytes(after.record.json.bytes),
            ], in: db)
        try raiseHead(event.subject, in: db)
        if !isNew { try statements.run(.occurrencesGone, [.integer(meeting.id.handle)], in: db) }
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
        if meeting.isRecurring { return try expand(source, filled.from, filled.to) }
        // A single meeting is kept whenever it was; only rules without end need a horizon.
        return try expand(source, Moment(seconds: -4_000_000_000), Moment(seconds: 64_000_000_000))
    }

    private func write(_ occurrence: Expanded, of meeting: Meeting, in db: Database) throws {
        try statements.run(
            .occurrence,
            [
                .integer(meeting.id.handle), .integer(occurrence.start.milliseconds), .integer(occurrence.end.milliseconds),
                .text(occurrence.recurrenceID), .text(occurrence.title), .integer(occurrence.offset), .text(occurrence.zone),
                .integer(occurrence.isAllDay ? 1 : 0), .text(meeting.room(of: occurrence)),
                .text(meeting.isCancelled ? "cancelled" : occurrence.status),
            ], in: db)
    }

    /// The occurrences of a series from a moment on, as far ahead as series are kept.
    func occurrencesToCome(_ meeting: Meeting, from moment: Moment, in db: Database) throws -> [Expanded] {
        try expand(meeting.source ?? [], moment, horizon(around: moment, zone: office(in: db).zone).to)
    }

    /// The meetings that hold a place within a half-open span, however long they last and in whichever year.
    ///
    /// A series is kept as occurrences for some years only; outside of them its rule itself is asked, so that a room years from now
    /// is not called free because nobody looked.
    func bookings(_ place: String, _ from: Moment, _ to: Moment, in db: Database) throws -> [Booking] {
        // What was taken in before anybody asked bears the room's name instead of its id.
        let names = Set([place, try directory(in: db).name(place) ?? place])
        return try names.flatMap { try keptBookings($0, from, to, in: db) } + seriesBookings(names, from, to, in: db)
    }

    private func keptBookings(_ place: String, _ from: Moment, _ to: Moment, in db: Database) throws -> [Booking] {
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT meeting, title, start, "end" FROM occurrence
                    WHERE place = ? AND start < ? AND "end" > ? AND status IS NOT 'cancelled'
                    """),
            arguments: [place, to.milliseconds, from.milliseconds])
        return rows.map { row in
            Booking(
                meeting: SubjectID(.meeting, row["meeting"]), title: row["title"], place: place,
                from: Moment(milliseconds: row["start"]), to: Moment(milliseconds: row["end"]))
        }
    }

    /// What the series not kept for the whole span hold of it.
    private func seriesBookings(_ names: Set<String>, _ from: Moment, _ to: Moment, in db: Database) throws -> [Booking] {
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: "SELECT id, last, filledFrom, filledTo, record FROM meeting WHERE recurring = 1 AND (filledTo < ? OR filledFrom > ?)"),
            arguments: [to.milliseconds, from.milliseconds])
        return try rows.flatMap { row -> [Booking] in
            let meeting = Meeting(Subject(id: SubjectID(.meeting, row["id"]), record: try record(row), lastEntry: row["last"]))
            guard !meeting.isCancelled, let source = meeting.source else { return [] }
            let filled = Moment(milliseconds: row["filledFrom"])..<Moment(milliseconds: row["filledTo"])
            // What began before the span may still run in it.
            let length = meeting.start.flatMap { start in meeting.end.map { start.seconds(to: $0) } } ?? 0
            let early = from.adding(seconds: -max(86_400, length))
            return try expand(source, early, to).compactMap { found -> Booking? in
                guard !filled.contains(found.start), found.start < to, found.end > from, found.status != "cancelled",
                    let room = meeting.room(of: found), names.contains(room)
                else { return nil }
                return Booking(meeting: meeting.id, title: found.title, place: room, from: found.start, to: found.end)
            }
        }
    }
}
