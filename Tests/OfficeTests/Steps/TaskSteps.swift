import Office

/// Every step of the tasks' register: given, when, then.
enum TaskSteps {
    static let rows: [StepRow] = [
        StepRow(
            step: "conclude", from: "doing", given: ["holder": "p2", "handlers/p2": StepKit.handler("lead", signed: true)],
            form: ["result": "已交"],
            then: ["concludedAt": .now, "heldSince": .now, "holder": "p1", "notes/1": .note("result", "已交"), "state": "done"]),
        StepRow(
            step: "conclude", from: "open", given: ["fields/repeats": "每周一", "plannedOn": "2026-11-23"],
            then: ["concludedAt": .now, "heldSince": .now, "state": "done"],
            others: [
                SubjectID("m3"): [
                    "fields/repeats": "每周一", "heldSince": .now, "holder": "p1", "links/m1": "repeats",
                    "number": .value(StepKit.number("tasks", "任务", 2)), "owner": "p1", "plannedOn": "2026-11-30", "received": .now,
                    "recordedAt": .now, "register": "tasks", "registeredAt": .now, "state": "open", "supervisor": "p2",
                    "title": "写总结",
                ]
            ]),
        StepRow(
            step: "conclude", from: "held", given: ["heldFrom": "doing"],
            then: ["concludedAt": .now, "heldFrom": .gone, "heldSince": .now, "state": "done"]),
        StepRow(
            step: "assign", from: "open", form: ["target": "p2", "limit": "3 workday", "note": "请周主任办"],
            then: [
                "clock": .clock("2026-11-26 17:30", "经办人定"), "handlers/p2": ["role": "lead", "sent": StepKit.at], "heldSince": .now,
                "holder": "p2", "lead": "p2", "notes/1": .note("proposal", "请周主任办"), "state": "doing", "toSign": "p2",
            ]),
        StepRow(
            step: "assign", from: "held", given: ["heldFrom": "open", "clock": InboundSteps.paused], form: ["target": "p1"],
            then: [
                "clock": .clock("2026-12-02 17:30", "经办人定"), "handlers/p1": ["role": "lead", "sent": StepKit.at, "signed": StepKit.at],
                "heldFrom": .gone, "heldSince": .now, "lead": "p1",
                "pauses/1": [
                    "due": StepKit.moment("2026-11-30T17:30"), "from": StepKit.moment("2026-11-19T10:00"), "reason": "交办", "to": StepKit.at,
                ], "state": "doing",
            ]),
        StepRow(
            step: "sign", from: "doing", given: ["toSign": "p2", "handlers/p2": StepKit.handler("lead")],
            then: ["handlers/p2": ["role": "lead", "sent": StepKit.before, "signed": StepKit.at], "signedAt": .now, "toSign": .gone]),
        StepRow(
            step: "bringup", from: "open", given: ["plannedOn": "2026-11-23"], form: ["day": "2026-11-25", "reason": "明日开会"],
            then: ["bringUpOn": "2026-11-25", "carried": 1, "notes/1": .note("bringup", "明日开会")]),
        StepRow(
            step: "bringup", from: "doing",
            given: [
                "promise": ["to": "王县长", "due": StepKit.moment("2026-11-24T17:30")], "clock": StepKit.clock("2026-11-24T17:30", "承诺"),
                "recordedAt": StepKit.moment("2026-11-20T09:00"),
            ], form: ["day": "2026-11-26", "told": "王县长"],
            then: [
                "bringUpOn": "2026-11-26", "clock": .clock("2026-11-26 17:30", "承诺"), "notes/1": .note("told", "王县长"),
                "promise": ["due": StepKit.moment("2026-11-26T17:30"), "originalDue": StepKit.moment("2026-11-24T17:30"), "to": "王县长"],
            ]),
        StepRow(
            step: "chase", from: "doing", given: ["holder": "u2", "lead": "u2"], form: ["means": "书面"],
            then: ["chases/1": ["at": StepKit.at, "by": "p1", "level": 1, "medium": "written", "to": "u2"]]),
        StepRow(
            step: "hold", from: "doing", given: ["clock": StepKit.clock("2026-11-30T17:30")], form: ["reason": "等批复"],
            then: ["clock": .paused("2026-11-30 17:30", "经办人定"), "heldFrom": "doing", "notes/1": .note("hold", "等批复"), "state": "held"]),
        StepRow(
            step: "resume", from: "held", given: ["heldFrom": "open", "clock": InboundSteps.paused], form: ["reason": "批复已到"],
            then: [
                "clock": .clock("2026-12-02 17:30", "经办人定"), "heldFrom": .gone, "notes/1": .note("resume", "批复已到"),
                "pauses/1": [
                    "due": StepKit.moment("2026-11-30T17:30"), "from": StepKit.moment("2026-11-19T10:00"), "reason": "批复已到",
                    "to": StepKit.at,
                ], "state": "open",
            ]),
        StepRow(
            step: "extend", from: "open", given: ["clock": StepKit.clock("2026-11-30T17:30")],
            form: ["limit": StepKit.moment("2026-12-10T17:30"), "reason": "材料多"],
            then: [
                "clock": .clock("2026-12-10 17:30", "经办人定；延期：材料多"),
                "extensions/1": [
                    "at": StepKit.at, "from": StepKit.moment("2026-11-30T17:30"), "reason": "材料多", "to": StepKit.moment("2026-12-10T17:30"),
                ], "notes/1": .note("extend", "材料多"),
            ]),
        StepRow(
            step: "drop", from: "open", form: ["reason": "不再需要"],
            then: ["concludedAt": .now, "heldSince": .now, "notes/1": .note("void", "不再需要"), "state": "void"]),
        StepRow(
            step: "join", from: "doing", form: ["into": "m2"], then: ["concludedAt": .now, "links/m2": "join", "state": "joined"],
            others: [StepKit.other: ["links/m1": "join"]]),
        StepRow(
            step: "link", from: "done", form: ["into": "m2"], then: ["links/m2": "link"], others: [StepKit.other: ["links/m1": "link"]]),
    ]
}
