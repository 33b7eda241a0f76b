/// Puts a meeting on the calendar.
func scheduling(_ change: MeetingChange, _ facts: any FactsReader) throws -> Event {
    guard let title = change.values["title"]?.string, !title.trimmed.isEmpty else { throw Refusal.missing(field: "title") }
    guard change.values["start"]?.int != nil else { throw Refusal.missing(field: "start") }
    let fields = try placed(change.values, facts.directory)
    let record = Record(fields)
    try refuseBackwards(record, facts.calendar.zone)
    try refuseClash(record, except: nil, facts)
    return Event(try facts.newHandle(.meeting), "meeting.scheduled", changes: changes(from: Record(), to: fields))
}

/// Changes a meeting; its room is asked for again.
func rescheduling(_ id: SubjectID, _ change: MeetingChange, _ subjects: Subjects, _ facts: any FactsReader) throws -> [Event] {
    guard let subject = subjects[id], id.kind == .meeting else { throw Refusal.notFound(id.text) }
    var fields = change.values
    try looseFromSource(&fields, Meeting(subject))
    if fields["place"]?.string != subject.record["place"].string { fields = try placed(fields, facts.directory) }
    var merged = subject.record
    for (path, value) in fields { merged[path] = value }
    if fields["title"] != nil, (merged["title"].string ?? "").trimmed.isEmpty { throw Refusal.missing(field: "title") }
    if fields["start"] != nil, merged["start"].int == nil { throw Refusal.missing(field: "start") }
    try refuseBackwards(merged, facts.calendar.zone)
    try refuseClash(merged, except: id, facts)
    let list = changes(from: subject.record, to: fields)
    return list.isEmpty ? [] : [Event(id, "meeting.revised", changes: list)]
}

/// A meeting taken from a calendar file is shown as its source says. Changed here, it is ours from then on; one that recurs has
/// too much behind it (rule, exceptions) to be changed by a form.
private func looseFromSource(_ fields: inout [String: JSON], _ meeting: Meeting) throws(Refusal) {
    guard meeting.source != nil, fields["source"] == nil else { return }
    // The place a form was filled with is no change.
    if meeting.place == nil, let place = fields["place"]?.string, place == meeting.room { fields["place"] = nil }
    let shown = ["title", "start", "end", "place"].filter { path in fields[path].map { $0 != meeting.record[path] } ?? false }
    guard !shown.isEmpty else { return }
    if meeting.isRecurring { throw .guarded(.recursElsewhere, article: meeting.title) }
    fields["source"] = .null
    fields["once"] = .null
    // A file that comes again is told by it from one that says something new.
    fields["formerSource"] = meeting.record["source"]
    if (fields["place"] ?? .null).isNull { fields["place"] = JSON(meeting.room) }
}

/// A written place becomes the room it is, or stays a place outside; one nobody can tell is asked about, whichever way it came in.
private func placed(_ fields: [String: JSON], _ directory: Directory) throws(Refusal) -> [String: JSON] {
    guard let text = fields["place"]?.string, !text.trimmed.isEmpty else { return fields }
    var fields = fields
    fields["place"] = .string(try directory.readPlace(text).value)
    return fields
}

/// A meeting does not end before it begins.
func refuseBackwards(_ record: Record, _ zone: OfficeZone) throws(Refusal) {
    guard let start = record["start"].int, let end = record["end"].int, end < start else { return }
    throw .invalid(field: "end", value: zone.plain(Moment(milliseconds: end)), expected: .later)
}

/// A room holds one meeting at a time; half-open spans, so that one may begin as another ends.
func refuseClash(_ record: Record, except: SubjectID?, _ facts: any FactsReader) throws {
    let meeting = Meeting(record: record)
    guard !meeting.isCancelled, record["double"].bool != true else { return }
    func refuse(_ room: String?, _ from: Moment, _ to: Moment) throws {
        guard let room, facts.directory.place(room) != nil,
            let other = try facts.bookings(of: room, from: from, to: to).first(where: { $0.meeting != except })
        else { return }
        throw Refusal.roomTaken(place: facts.directory.name(room) ?? room, by: other.title, from: other.from, to: other.to)
    }
    // A series holds its room every time; its rule alone would say when it first does.
    if meeting.isRecurring, meeting.source != nil {
        guard !meeting.rooms.isEmpty else { return }
        for found in try facts.occurrences(of: meeting) where found.status != "cancelled" {
            try refuse(meeting.room(of: found), found.start, found.end)
        }
    } else if let start = meeting.start {
        try refuse(meeting.room, start, meeting.end ?? start.adding(minutes: 60))
    }
}

/// Cancels a meeting; it stays, with the reason people are told.
func cancelling(_ id: SubjectID, _ reason: String, _ subjects: Subjects) throws(Refusal) -> Event {
    guard let subject = subjects[id], id.kind == .meeting else { throw .notFound(id.text) }
    if reason.trimmed.isEmpty { throw .missing(field: "reason") }
    return Event(
        id, "meeting.cancelled",
        changes: changes(from: subject.record, to: ["status": "cancelled", "reason": .string(reason)]))
}
