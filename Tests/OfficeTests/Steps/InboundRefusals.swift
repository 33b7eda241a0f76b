import Office

/// What the steps of the inbound register refuse.
enum InboundRefusals {
    static let rows: [RefusalRow] = office + away + closing

    private static let signed = StepKit.handler("lead", signed: true)
    private static let unsigned = StepKit.handler("lead")

    private static let office: [RefusalRow] = [
        RefusalRow(step: "register", from: "received", given: ["fields/from": .null], refused: .missing(field: "from")),
        RefusalRow(step: "register", from: "received", given: ["title": .null], refused: .missing(field: "title")),
        RefusalRow(step: "register", from: "received", form: ["title": "　"], refused: .missing(field: "title")),
        RefusalRow(step: "circulate", from: "accepted", refused: .missing(field: "readers")),
        RefusalRow(
            step: "circulate", from: "accepted", form: ["readers": ["p2", "p9"]],
            refused: .unknown(what: "reader", text: "p9", nearest: nil)),
        RefusalRow(step: "read", from: "accepted", form: ["reader": ["p9"]], refused: .unknown(what: "reader", text: "p9", nearest: nil)),
        RefusalRow(
            step: "recall", from: "accepted", form: ["readers": ["p4"]], refused: .unknown(what: "reader", text: "李卫东", nearest: nil)),
        RefusalRow(
            step: "recall", from: "accepted", given: ["circulation/p2": ["sent": StepKit.before, "read": StepKit.before]],
            form: ["readers": ["p2"]],
            refused: .alreadyTrue(kind: "matter.read")),
        RefusalRow(step: "bringup", from: "accepted", refused: .missing(field: "day")),
        RefusalRow(step: "bringup", from: "accepted", form: ["day": "明天"], refused: .invalid(field: "day", value: "明天", expected: .day)),
        RefusalRow(
            step: "bringup", from: "accepted", form: ["day": "2026-11-22"],
            refused: .invalid(field: "day", value: "2026-11-22", expected: .notPast)),
        RefusalRow(
            step: "bringup", from: "accepted", form: ["day": "2026-11-27", "waitingOn": "p1"],
            refused: .invalid(field: "waitingOn", value: "张敏", expected: .person)),
        RefusalRow(step: "take-up", from: "deferred", refused: .missing(field: "reason")),
        RefusalRow(step: "link", from: "accepted", refused: .missing(field: "into")),
        RefusalRow(
            step: "link", from: "accepted", form: ["into": "m1"], refused: .invalid(field: "into", value: "m1", expected: .reference)),
    ]

    private static let away: [RefusalRow] = [
        RefusalRow(step: "dispatch", from: "accepted", refused: .missing(field: "target")),
        RefusalRow(step: "dispatch", from: "accepted", form: ["target": "p9"], refused: .unknown(what: "target", text: "p9", nearest: nil)),
        RefusalRow(
            step: "dispatch", from: "accepted", form: ["target": "u2", "partners": ["u9"]],
            refused: .unknown(what: "partners", text: "u9", nearest: nil)),
        RefusalRow(step: "dispatch", from: "accepted", form: ["target": "u4"], refused: .guarded(.dispatchUpward, article: "临江市人民政府")),
        RefusalRow(
            step: "dispatch", from: "accepted", form: ["target": "u2", "limit": "soon"],
            refused: .invalid(field: "limit", value: "soon", expected: .length)),
        RefusalRow(
            step: "dispatch", from: "accepted", given: ["urgency": "加急"], form: ["target": "u2"],
            refused: .guarded(.urgentNeedsLimit, article: "条例 §24(4)")),
        RefusalRow(
            step: "dispatch", from: "accepted", given: ["urgency": "特急"], form: ["target": "u2", "limit": "none"],
            refused: .guarded(.urgentNeedsLimit, article: "条例 §24(4)")),
        RefusalRow(step: "forward", from: "handling", refused: .missing(field: "target")),
        RefusalRow(step: "propose", from: "accepted", refused: .missing(field: "leader")),
        RefusalRow(step: "propose", from: "accepted", form: ["leader": "p9"], refused: .unknown(what: "leader", text: "p9", nearest: nil)),
        RefusalRow(step: "pass-up", from: "with", refused: .missing(field: "leader")),
        RefusalRow(step: "propose-again", from: "answered", refused: .missing(field: "leader")),
        RefusalRow(
            step: "back", from: "with", form: ["words": "同意", "who": ["p9"]], refused: .unknown(what: "who", text: "p9", nearest: nil)),
        RefusalRow(
            step: "back", from: "with", form: ["words": "同意", "day": "2026-11-24"],
            refused: .invalid(field: "day", value: "2026-11-24", expected: .past)),
        RefusalRow(
            step: "answered", from: "handling", given: ["handlers/u2": unsigned], form: ["who": ["u3"], "words": "已办"],
            refused: .unknown(what: "who", text: "水利局", nearest: nil)),
        RefusalRow(step: "late-instruction", from: "answered", form: ["words": "同意"], refused: .missing(field: "who")),
        RefusalRow(
            step: "sign", from: "handling", given: ["handlers/u2": signed], refused: .guarded(.alreadySigned, article: "2026-11-23 08:00")),
        RefusalRow(
            step: "sign", from: "handling", given: ["handlers/u2": unsigned], form: ["who": ["u3"]],
            refused: .unknown(what: "who", text: "水利局", nearest: nil)),
        RefusalRow(
            step: "sign", from: "handling", given: ["handlers/u2": unsigned], form: ["at": StepKit.moment("2026-11-23T10:00")],
            refused: .invalid(field: "at", value: "2026-11-23 10:00", expected: .past)),
        RefusalRow(step: "hold", from: "handling", form: ["reason": "　"], refused: .missing(field: "reason")),
        RefusalRow(step: "defer", from: "with", refused: .missing(field: "reason")),
        RefusalRow(step: "resume", from: "held", refused: .missing(field: "reason")),
        RefusalRow(step: "extend", from: "handling", form: ["limit": "3 workday"], refused: .missing(field: "reason")),
        RefusalRow(
            step: "extend", from: "handling", given: ["clock": StepKit.clock("2026-11-30T17:30")], form: ["reason": "x"],
            refused: .missing(field: "limit")),
        RefusalRow(
            step: "extend", from: "handling", given: ["clock": StepKit.clock("2026-11-30T17:30")],
            form: ["reason": "x", "limit": StepKit.moment("2026-11-27T17:30")],
            refused: .invalid(field: "limit", value: "2026-11-27 17:30", expected: .later)),
        // What is set now does not lie behind us, what came has come.
        RefusalRow(
            step: "extend", from: "handling", form: ["reason": "x", "limit": StepKit.moment("2020-01-01T17:30")],
            refused: .invalid(field: "limit", value: "2020-01-01 17:30", expected: .notPast)),
        RefusalRow(
            step: "dispatch", from: "accepted", form: ["target": "u2", "limit": StepKit.moment("2020-01-01T17:30")],
            refused: .invalid(field: "limit", value: "2020-01-01 17:30", expected: .notPast)),
        RefusalRow(
            step: "circulate", from: "accepted", form: ["readers": ["p2"], "until": "2001-01-01"],
            refused: .invalid(field: "until", value: "2001-01-01", expected: .notPast)),
        RefusalRow(
            step: "register", from: "received", form: ["received": StepKit.moment("2027-06-01T09:00")],
            refused: .invalid(field: "received", value: "2027-06-01 09:00", expected: .notLater)),
        RefusalRow(
            step: "register", from: "received", form: ["dated": "2031-01-01"],
            refused: .invalid(field: "dated", value: "2031-01-01", expected: .past)),
        RefusalRow(step: "chase", from: "accepted", refused: .missing(field: "chased")),
        RefusalRow(step: "chase", from: "handling", form: ["chased": ["u9"]], refused: .unknown(what: "chased", text: "u9", nearest: nil)),
        RefusalRow(step: "chase", from: "handling", form: ["chased": ["u4"]], refused: .guarded(.chaseUpward, article: "临江市人民政府")),
        RefusalRow(
            step: "chase", from: "handling", form: ["chased": ["u2"], "nextOn": "2026-11-22"],
            refused: .invalid(field: "nextOn", value: "2026-11-22", expected: .later)),
    ]

    private static let instructed = StepKit.note("instruction", "请财政局办理", by: "p3")
    private static let open = OpenEnds(instructions: [OpenEnds.Instruction(by: "p3", text: "请财政局办理")])

    private static let closing: [RefusalRow] = [
        RefusalRow(step: "conclude", from: "instructed", given: ["notes/1": instructed], refused: .unfinished(open)),
        RefusalRow(
            step: "conclude", from: "handling", given: ["handlers/u2": signed, "handlers/u3": StepKit.handler("partner")],
            refused: .unfinished(OpenEnds(unanswered: ["u2", "u3"], unsigned: ["u3"]))),
        RefusalRow(
            step: "conclude", from: "accepted", given: ["clock": StepKit.clock("2026-12-30T17:30")],
            refused: .unfinished(OpenEnds(isUnseen: true))),
        RefusalRow(
            step: "conclude", from: "accepted", form: ["into": "m1"], refused: .invalid(field: "into", value: "m1", expected: .reference)),
        RefusalRow(
            step: "putaway", from: "done", given: ["notes/1": instructed, "concludedAt": StepKit.before], refused: .unfinished(open)),
        RefusalRow(step: "putaway", from: "accepted", given: ["urgency": "特急"], refused: .unfinished(OpenEnds(isUnseen: true))),
        RefusalRow(step: "archive", from: "kept", refused: .missing(field: "retention")),
        RefusalRow(
            step: "archive", from: "kept", form: ["retention": "5年"], refused: .invalid(field: "retention", value: "5年", expected: .choice)),
        RefusalRow(
            step: "archive", from: "kept", office: [.office: [ArchiveRules.freezePath(2026): ["count": 1]]], form: ["retention": "永久"],
            refused: .guarded(.filedLate, article: "2026")),
        RefusalRow(step: "return", from: "accepted", form: ["reason": "不归我们"], refused: .missing(field: "code")),
        RefusalRow(step: "void", from: "registered", refused: .missing(field: "reason")),
        RefusalRow(step: "join", from: "handling", refused: .missing(field: "into")),
        RefusalRow(
            step: "join", from: "handling", form: ["into": "m1"], refused: .invalid(field: "into", value: "m1", expected: .reference)),
        RefusalRow(
            step: "join", from: "handling", office: [StepKit.other: ["state": "archived"]], form: ["into": "m2"],
            refused: .guarded(.archived, article: "档案法 §14、§21")),
    ]
}
