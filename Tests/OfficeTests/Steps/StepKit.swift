import Office
import TestKit

/// The office in which the rows of the step tables stand: one matter in the state a step leaves, and another beside it.
enum StepKit {
    static let now = OfficeZone.shanghai.moment(iso: "2026-11-23T09:00") ?? Moment(milliseconds: 0)
    static let at = JSON.int(now.milliseconds)
    /// An hour before, when everything that is given came about.
    static let before = JSON.int(now.adding(minutes: -60).milliseconds)
    static let subject = SubjectID("m1")
    static let other = SubjectID("m2")

    static func instant(_ text: String) -> Moment { OfficeZone.shanghai.moment(iso: text) ?? Moment(milliseconds: 0) }
    static func moment(_ text: String) -> JSON { .int(instant(text).milliseconds) }

    /// A clock set when the paper came.
    static func clock(_ due: String, _ basis: String = "经办人定", pausedAt: JSON? = nil) -> JSON {
        let start = now.adding(minutes: -60)
        var clock = Clock(start: start, until: OfficeZone.shanghai.moment(iso: due) ?? start, basis: basis, calendar: .china)
        clock.pausedAt = pausedAt?.int.map { Moment(milliseconds: $0) }
        return clock.json
    }

    /// Somebody who has the paper since it came.
    static func handler(_ role: String, signed: Bool = false, answered: Bool = false) -> JSON {
        .compact(["sent": before, "role": .string(role), "signed": signed ? before : .null, "answered": answered ? before : .null])
    }

    static func number(_ register: String, _ name: String, _ sequence: Int, _ year: Int = 2026) -> JSON {
        MatterNumber(series: register, year: year, sequence: sequence, printed: "\(name)〔\(year)〕\(sequence)号").json
    }

    static func note(_ kind: String, _ text: String, by: String = "p1") -> JSON {
        ["kind": .string(kind), "text": .string(text), "by": .string(by), "recordedBy": "p1", "at": before, "medium": "original"]
    }

    /// An office where the matter stands in a state, with what else is given.
    static func office(
        _ register: String, _ state: String, _ given: [String: JSON], _ more: [SubjectID: [String: JSON]]
    ) throws -> MemoryOffice {
        let office = try MemoryOffice()
        var mine: [String: JSON] = [
            "register": .string(register), "state": .string(state), "owner": "p1", "supervisor": "p2", "holder": "p1", "heldSince": before,
            "received": before, "recordedAt": before, "revision": JSON(office.office.register(register)?.revision),
            "lastMove": ["act": "advance", "id": "check", "at": before, "by": "p1"],
        ]
        switch register {
        case "inbound":
            mine.merge(["title": "云溪县财政局关于报送决算的通知", "fields/from": "u2"]) { $1 }
            if state != "received" { mine["number"] = number(register, "收文", 1) }
        case "outgoing": mine.merge(["title": "云溪县人民政府关于资金的函", "fields/kind": "函", "fields/author": "p2"]) { $1 }
        default: mine.merge(["title": "写总结", "number": number(register, "任务", 1)]) { $1 }
        }
        var all = more
        all[subject] = mine.merging(given) { $1 }
        let its: [String: JSON] = [
            "register": "inbound", "state": "handling", "owner": "p1", "holder": "u3", "heldSince": before, "received": before,
            "title": "云溪县水利局关于协助提供数据的函", "fields/from": "u3", "number": number("inbound", "收文", 9),
        ]
        all[other] = its.merging(more[other] ?? [:]) { $1 }
        for (id, values) in all {
            var record = office.subject(id)?.record ?? Record()
            for (path, value) in values { record[path] = value }
            office.give(id, record)
        }
        return office
    }
}
