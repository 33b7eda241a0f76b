/// A meeting on the calendar: a typed view of its record.
public struct Meeting: Hashable, Sendable {
    public let id: SubjectID
    public let record: Record

    public init(_ subject: Subject) {
        id = subject.id
        record = subject.record
    }

    /// A meeting that is about to be kept.
    init(record: Record) {
        id = SubjectID(.meeting, 0)
        self.record = record
    }

    public var title: String { record["title"].string ?? "" }
    public var uid: String { record["uid"].string ?? id.text }
    public var start: Moment? { record["start"].int.map { Moment(milliseconds: $0) } }
    public var end: Moment? { record["end"].int.map { Moment(milliseconds: $0) } }
    public var place: String? { record["place"].string }
    /// Which of our rooms a place of the source stands for, as it was decided when it was taken in; nothing for one outside.
    public var rooms: [String: JSON] { record["rooms"].object ?? [:] }
    /// The room it holds, as an id, or the place as it is written.
    public var room: String? { place ?? record["placeName"].string.map { rooms[$0]?.string ?? $0 } }
    /// The room one occurrence holds, as an id; the place as it is written where it is none of ours.
    public func room(of occurrence: Expanded) -> String? { occurrence.place.map { rooms[$0]?.string ?? $0 } }
    public var status: String? { record["status"].string }
    public var isCancelled: Bool { status == "cancelled" }
    /// The iCalendar components the meeting was imported from, master first; nil for a meeting of one's own.
    public var source: [String]? { record["source"].array?.compactMap(\.string) }
    /// What its file said of it, where it was changed here since.
    public var formerSource: [String]? { record["formerSource"].array?.compactMap(\.string) }
    public var isRecurring: Bool { record["recurring"].bool ?? false }
    /// How a meeting of our own comes round again: 每周一; nil for one held once.
    public var repeats: Repetition? { record["repeats"].string.flatMap { Repetition($0) } }
    public var expected: Int? { record["expected"].int.map(Int.init) }
    public var note: String? { record["note"].string }
    public var matter: String? { record["matter"].string }
}

extension Meeting {
    /// The times a repeating meeting of our own is held within a span, each as long as the first.
    public func times(from: Moment, to: Moment, calendar: WorkCalendar) -> [Expanded] {
        guard let rule = repeats, let start else { return [] }
        let zone = calendar.zone
        let length = start.seconds(to: end ?? start.adding(minutes: 60))
        let time = zone.time(of: start)
        var found: [Expanded] = []
        var day = zone.day(of: start)
        while zone.moment(day, time) < to, found.count < 4000 {
            let begin = zone.moment(day, time)
            if begin >= from {
                found.append(
                    Expanded(
                        recurrenceID: begin == start ? nil : zone.plain(begin), title: title, start: begin,
                        end: Moment(milliseconds: begin.milliseconds + length * 1000), offset: zone.offsetSeconds, zone: nil,
                        isAllDay: record["allDay"].bool ?? false, place: place, status: status))
            }
            day = rule.next(after: day, calendar: calendar)
        }
        return found
    }
}

/// Expands the occurrences of an imported meeting; given to the ledger by the program, so that storage needs no calendar library.
///
/// It throws where it cannot tell: a series nobody could expand is not one without occurrences.
public typealias OccurrenceExpansion =
    @Sendable (_ components: [String], _ from: Moment, _ to: Moment) throws(FactFault) -> [Expanded]

/// One occurrence as the expansion finds it.
public struct Expanded: Hashable, Sendable {
    public let recurrenceID: String?
    public let title: String
    public let start: Moment
    public let end: Moment
    public let offset: Int
    public let zone: String?
    public let isAllDay: Bool
    public let place: String?
    public let status: String?
    /// Behind it more would come than anybody looks for.
    public var isCut = false
    /// It is of a series whose rule cannot be followed: no day but those named one by one is known.
    public var isUnfollowed = false

    public init(
        recurrenceID: String?, title: String, start: Moment, end: Moment, offset: Int, zone: String?, isAllDay: Bool,
        place: String?, status: String?
    ) {
        self.recurrenceID = recurrenceID
        self.title = title
        self.start = start
        self.end = end
        self.offset = offset
        self.zone = zone
        self.isAllDay = isAllDay
        self.place = place
        self.status = status
    }
}

extension Expanded {
    /// As a meeting held once keeps itself.
    public var json: JSON {
        .compact([
            "recurrence": JSON(recurrenceID), "title": .string(title), "start": .int(start.milliseconds), "end": .int(end.milliseconds),
            "offset": JSON(offset), "zone": JSON(zone), "allDay": isAllDay ? true : .null, "place": JSON(place), "status": JSON(status),
        ])
    }

    /// Nil where nothing of the kind was kept.
    public init?(once json: JSON) {
        guard let title = json["title"].string, let start = json["start"].int, let end = json["end"].int, let offset = json["offset"].int
        else { return nil }
        self.init(
            recurrenceID: json["recurrence"].string, title: title, start: Moment(milliseconds: start), end: Moment(milliseconds: end),
            offset: Int(offset), zone: json["zone"].string, isAllDay: json["allDay"].bool ?? false, place: json["place"].string,
            status: json["status"].string)
    }
}
