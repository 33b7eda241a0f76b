/// Promised 承诺: what was promised to somebody has a day that is kept, or they are told before it passes (承诺的事一定办; domain H1-7, K9).
///
/// `promise` says to whom and until when, and until when at first; whether it was kept is measured by that.
struct Promised: Capability {
    func owes(_ matter: Matter, by definition: RegisterDefinition?, _ calendar: WorkCalendar) -> [Owed] {
        guard let due = matter.promise?.due else { return [] }
        return [.matter(from: calendar.zone.moment(calendar.zone.day(of: due), TimeOfDay(minutes: 0)))]
    }
}

/// What was promised to whom; from the day after, the first date never changes.
public struct Promise: Hashable, Sendable {
    public let to: String
    public let originalDue: Moment?
    public let due: Moment?

    public init?(_ json: JSON) {
        guard let to = json["to"].string else { return nil }
        self.to = to
        originalDue = json["originalDue"].int.map { Moment(milliseconds: $0) }
        due = json["due"].int.map { Moment(milliseconds: $0) }
    }
}

extension Matter {
    public var promise: Promise? { Promise(record["promise"]) }

    /// Whether its promise would be broken by a day: whoever was promised must be told first (domain H1-7, K9).
    ///
    /// What was promised today is corrected freely today.
    public func breaksPromise(on day: Day, at moment: Moment, zone: OfficeZone) -> Bool {
        guard let due = promise?.due, day > zone.day(of: due) else { return false }
        let made = record["recordedAt"].int ?? record["received"].int
        return made.map { zone.day(of: Moment(milliseconds: $0)) != zone.day(of: moment) } ?? true
    }
}

extension MatterCourse {
    /// A promise with another date; nil where nothing was promised.
    ///
    /// On the day it was made a wrong date is a slip of the pen and is corrected (更正); from the next day on the first date stands, and
    /// whether it was kept is measured by that.
    func promise(movedTo due: Moment?) -> JSON? {
        guard let promise = matter.promise else { return nil }
        let zone = facts.calendar.zone
        let made = matter.record["recordedAt"].int.map { zone.day(of: Moment(milliseconds: $0)) }
        let original = made == zone.day(of: facts.attribution.recorded) ? due : promise.originalDue
        return .compact(["to": .string(promise.to), "due": JSON(due?.milliseconds), "originalDue": JSON(original?.milliseconds)])
    }

    /// A new date of a promise: the first one stays on record, and the limit goes with it.
    func promised(again due: Moment) -> [String: JSON] {
        var promise = matter.record["promise"].object ?? [:]
        if promise["originalDue"] == nil { promise["originalDue"] = promise["due"] }
        promise["due"] = .int(due.milliseconds)
        var values: [String: JSON] = ["promise": .object(promise)]
        if let clock = matter.clock, clock.due == matter.promise?.due {
            values["clock"] = Clock(start: clock.start, until: due, basis: clock.basis, calendar: facts.calendar).json
        }
        return values
    }
}
