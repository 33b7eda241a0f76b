/// Whom a matter waits for, and since when (domain H0: on whom, since, and the day it is brought up).
public struct Waiting: Hashable, Sendable {
    /// Somebody of the directory, or a name as it was written.
    public let on: String
    public let since: Moment
    /// Who had it before, and has it again when the waiting ends.
    public let from: String?

    init?(_ json: JSON) {
        guard let on = json["on"].string, let since = json["since"].int else { return nil }
        self.on = on
        self.since = Moment(milliseconds: since)
        from = json["from"].string
    }
}

extension Matter {
    public var waiting: Waiting? { Waiting(record["waiting"]) }

    /// Whether it was given a later day today: it leaves Today until tomorrow, whatever its dates say. An emergency stays.
    func isSettled(on today: Day, zone: OfficeZone) -> Bool {
        guard let bringUpOn, bringUpOn > today, !isEmergency, lastAct == .bringUp,
            let at = record["lastMove"]["at"].int
        else { return false }
        return zone.day(of: Moment(milliseconds: at)) == today
    }
}

/// Putting off 定日提醒, with whom it waits for and who was told.
extension MatterCourse {
    /// What a later day changes besides the day itself.
    func puttingOff(to day: Day, _ form: [String: JSON]) throws(Refusal) -> [String: JSON] {
        let zone = facts.calendar.zone
        var values = try waiting(on: form["waitingOn"]?.string)
        if values["waiting"]?.isNull ?? true, stands(by: zone.day(of: at)) { values["carried"] = JSON(matter.carried + 1) }
        let told = (form["told"]?.string ?? "").trimmed
        if told.isEmpty, matter.breaksPromise(on: day, at: at, zone: zone) { throw .missing(field: "told") }
        if !told.isEmpty {
            let isFirst = (form["reason"]?.string ?? "").trimmed.isEmpty
            values["notes/\(matter.record.nextIndex(in: "notes") + (isFirst ? 0 : 1))"] = noteJSON("told", told)
        }
        if let due = matter.promise?.due, day > zone.day(of: due) {
            values.merge(promised(again: zone.moment(day, zone.time(of: due)))) { $1 }
        }
        return values
    }

    /// Whether it stands in Today, or has no day at all: putting it off again is carrying it over 结转.
    private func stands(by today: Day) -> Bool {
        let zone = facts.calendar.zone
        let days = [
            matter.plannedOn, matter.bringUpOn, (matter.promise?.due).map { zone.day(of: $0) },
            (matter.clock?.due).map { zone.day(of: $0) },
        ]
        return days.compactMap { $0 }.min().map { $0 <= today } ?? true
    }

    /// It lies with whom it waits for, where the office knows them.
    private func waiting(on whom: String?) throws(Refusal) -> [String: JSON] {
        guard let whom = whom?.trimmed, !whom.isEmpty else { return endingWaiting() }
        // Nobody waits for themselves.
        if whom == matter.owner || whom == by {
            throw .invalid(field: "waitingOn", value: facts.directory.name(whom) ?? whom, expected: .person)
        }
        let from = matter.waiting?.from ?? matter.holder
        var values: [String: JSON] = [
            "waiting": .compact(["on": .string(whom), "since": .int(at.milliseconds), "from": JSON(from)])
        ]
        if facts.directory.person(whom) != nil || facts.directory.unit(whom) != nil {
            values.merge(held(by: whom)) { $1 }
        } else if matter.waiting != nil, matter.holder != from {
            values.merge(held(by: from)) { $1 }
        }
        return values
    }

    /// The waiting is over: it lies again with whoever had it.
    func endingWaiting() -> [String: JSON] {
        guard let waiting = matter.waiting else { return [:] }
        var values: [String: JSON] = ["waiting": .null]
        if matter.holder == waiting.on { values.merge(held(by: waiting.from ?? matter.owner)) { $1 } }
        return values
    }

    /// What ends when a matter comes to another stage, and that a draft was sent back to an earlier one.
    func leaving(for state: String, by step: Step) -> [String: JSON] {
        var values = endingWaiting()
        if matter.carried > 0 { values["carried"] = .null }
        let order = definition.states.map(\.id)
        if step.act == .comeBack, definition.field(playing: .author) != nil, let from = order.firstIndex(of: matter.state),
            let to = order.firstIndex(of: state), to < from
        {
            values["returns"] = JSON(matter.returns + 1)
        }
        return values
    }
}
