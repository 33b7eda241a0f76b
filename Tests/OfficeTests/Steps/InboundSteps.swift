import Office

/// Every step of the inbound register: given, when, then.
enum InboundSteps {
    static let paused = StepKit.clock("2026-11-30T17:30", pausedAt: StepKit.moment("2026-11-19T10:00"))

    static let rows: [StepRow] = office + away + closing

    /// On the office's own desk: registered, checked, sent up, held and looked at again.
    private static let office: [StepRow] = [
        StepRow(
            step: "register", from: "received", form: ["copies": 3],
            then: ["fields/copies": 3, "number": .value(StepKit.number("inbound", "收文", 10)), "registeredAt": .now, "state": "registered"]),
        StepRow(
            step: "register", from: "received", given: ["received": StepKit.moment("2025-12-31T16:00")],
            then: ["number": .value(StepKit.number("inbound", "收文", 1, 2025)), "registeredAt": .now, "state": "registered"]),
        StepRow(
            step: "register", from: "received", given: ["reserved": StepKit.number("inbound", "收文", 4)],
            then: ["number": .value(StepKit.number("inbound", "收文", 4)), "reserved": .gone, "state": "registered"]),
        StepRow(
            step: "register", from: "received",
            office: [.office: [ClosedBook.path("inbound", 2026): ["last": 9, "count": 9, "voids": 0]]],
            then: ["number": .value(StepKit.number("inbound", "收文", 1, 2027)), "registeredAt": .now, "state": "registered"]),
        StepRow(step: "check", from: "registered", given: ["bringUpOn": "2026-11-24"], then: ["state": "accepted"]),
        StepRow(
            step: "propose", from: "accepted", given: ["bringUpOn": "2026-11-24", "clocks/send-up": StepKit.clock("2026-11-23T17:30")],
            form: ["leader": "p3", "note": "拟请王县长阅示"],
            then: [
                "bringUpOn": .gone, "clocks/send-up": .gone, "heldSince": .now, "holder": "p3", "notes/1": .note("proposal", "拟请王县长阅示"),
                "state": "with",
            ]),
        StepRow(
            step: "circulate", from: "accepted", given: ["clocks/send-up": StepKit.clock("2026-11-23T17:30")],
            form: ["readers": ["p2", "p3"], "purpose": "征求意见", "until": "2026-11-25"],
            then: [
                "circulation/p2": ["expects": "意见", "purpose": "征求意见", "sent": StepKit.at, "until": "2026-11-25"],
                "circulation/p3": ["expects": "意见", "purpose": "征求意见", "sent": StepKit.at, "until": "2026-11-25"], "clocks/send-up": .gone,
            ]),
        StepRow(
            step: "read", from: "accepted", given: ["circulation/p2": ["sent": StepKit.before]], form: ["reader": ["p2"], "words": "无意见"],
            then: ["circulation/p2": ["opinion": "无意见", "read": StepKit.at, "returned": StepKit.at, "sent": StepKit.before]]),
        StepRow(
            step: "read", from: "instructed", form: ["reader": ["p4"], "words": "请水利局牵头，3个工作日内反馈"],
            then: [
                "circulation/p4": [
                    "lateral": true, "opinion": "请水利局牵头，3个工作日内反馈", "read": StepKit.at, "returned": StepKit.at, "sent": StepKit.at,
                ], "clock": .clock("2026-11-26 17:30", "依据批示：李卫东 11-23“3个工作日”"), "importance": 4,
                "notes/1": .note("instruction", "请水利局牵头，3个工作日内反馈", by: "p4", medium: .original),
            ]),
        StepRow(
            step: "read", from: "accepted", given: ["fields/handling": "阅件", "circulation/p2": ["sent": StepKit.before]],
            form: ["reader": ["p2"]],
            then: [
                "circulation/p2": ["read": StepKit.at, "returned": StepKit.at, "sent": StepKit.before], "concludedAt": .now,
                "heldSince": .now, "notes/1": .note("result", "传阅完毕"), "state": "done",
            ]),
        StepRow(
            step: "recall", from: "accepted",
            given: ["circulation/p2": ["sent": StepKit.before, "read": StepKit.before], "circulation/p3": ["sent": StepKit.before]],
            form: ["reason": "发错"],
            then: ["circulation/p3": ["recalled": StepKit.at, "sent": StepKit.before], "notes/1": .note("recall", "发错")]),
        StepRow(
            step: "bringup", from: "registered", form: ["day": "2026-11-27", "reason": "等材料"],
            then: ["bringUpOn": "2026-11-27", "carried": 1, "notes/1": .note("bringup", "等材料")]),
        StepRow(
            step: "bringup", from: "handling", form: ["day": "2026-11-27", "waitingOn": "u2"],
            then: [
                "bringUpOn": "2026-11-27", "heldSince": .now, "holder": "u2", "waiting": ["from": "p1", "on": "u2", "since": StepKit.at],
            ]),
        StepRow(
            step: "link", from: "accepted", form: ["into": "m2"], then: ["links/m2": "link"], others: [StepKit.other: ["links/m1": "link"]]),
        StepRow(
            step: "take-up", from: "deferred", given: ["heldFrom": "with", "holder": "p3", "clock": paused], form: ["reason": "可以再议"],
            then: [
                "clock": .clock("2026-12-02 17:30", "经办人定"), "heldFrom": .gone, "notes/1": .note("resume", "可以再议"),
                "pauses/1": [
                    "due": StepKit.moment("2026-11-30T17:30"), "from": StepKit.moment("2026-11-19T10:00"), "reason": "可以再议",
                    "to": StepKit.at,
                ], "state": "with",
            ]),
        StepRow(
            step: "take-up", from: "deferred", form: ["reason": "可以再议"], then: ["notes/1": .note("resume", "可以再议"), "state": "accepted"]),
    ]

    /// With a leader or with those who handle it.
    private static let away: [StepRow] = [
        StepRow(
            step: "dispatch", from: "accepted", given: ["bringUpOn": "2026-11-24"],
            form: ["target": "u2", "partners": ["u3", "p4"], "limit": "5 workday", "note": "请财政局牵头"],
            then: [
                "bringUpOn": .gone, "clock": .clock("2026-11-30 17:30", "经办人定"), "handlers/p4": ["role": "partner", "sent": StepKit.at],
                "handlers/u2": ["role": "lead", "sent": StepKit.at], "handlers/u3": ["role": "partner", "sent": StepKit.at],
                "heldSince": .now, "holder": "u2", "lead": "u2", "notes/1": .note("proposal", "请财政局牵头"), "partners": ["u3", "p4"],
                "state": "handling", "toSign": "u2",
            ]),
        StepRow(
            step: "dispatch", from: "instructed", given: ["notes/1": StepKit.note("instruction", "请办理，3个工作日内反馈", by: "p3")],
            form: ["target": "p1"],
            then: [
                "clock": .clock("2026-11-26 17:30", "依据批示：王建国 11-23“3个工作日”"),
                "handlers/p1": ["role": "lead", "sent": StepKit.at, "signed": StepKit.at], "heldSince": .now, "lead": "p1",
                "state": "handling",
            ]),
        StepRow(
            step: "dispatch", from: "deferred", given: ["heldFrom": "with", "clock": paused], form: ["target": "u2"],
            then: [
                "clock": .clock("2026-12-02 17:30", "经办人定"), "handlers/u2": ["role": "lead", "sent": StepKit.at], "heldFrom": .gone,
                "heldSince": .now, "holder": "u2", "lead": "u2",
                "pauses/1": [
                    "due": StepKit.moment("2026-11-30T17:30"), "from": StepKit.moment("2026-11-19T10:00"), "reason": "分办", "to": StepKit.at,
                ], "state": "handling", "toSign": "u2",
            ]),
        StepRow(
            step: "dispatch", from: "received", form: ["target": "u2"],
            then: [
                "handlers/u2": ["role": "lead", "sent": StepKit.at], "heldSince": .now, "holder": "u2", "lead": "u2",
                "number": .value(StepKit.number("inbound", "收文", 10)), "registeredAt": .now, "state": "handling", "toSign": "u2",
            ]),
        StepRow(
            step: "forward", from: "handling", given: ["holder": "u2", "lead": "u2", "handlers/u2": StepKit.handler("lead", signed: true)],
            form: ["target": "u3", "note": "请水利局办理"],
            then: [
                "handlers/u2": ["ended": StepKit.at, "role": "lead", "sent": StepKit.before, "signed": StepKit.before],
                "handlers/u3": ["role": "lead", "sent": StepKit.at], "heldSince": .now, "holder": "u3", "lead": "u3",
                "notes/1": .note("proposal", "请水利局办理"), "toSign": "u3",
            ]),
        StepRow(step: "pass-up", from: "with", given: ["holder": "p4"], form: ["leader": "p3"], then: ["heldSince": .now, "holder": "p3"]),
        StepRow(
            step: "propose-again", from: "answered", form: ["leader": "p3", "note": "呈阅反馈情况"],
            then: ["heldSince": .now, "holder": "p3", "notes/1": .note("proposal", "呈阅反馈情况"), "state": "with"]),
        StepRow(
            step: "propose-again", from: "deferred", given: ["heldFrom": "with"], form: ["leader": "p4"],
            then: ["heldFrom": .gone, "heldSince": .now, "holder": "p4", "state": "with"]),
        StepRow(
            step: "back", from: "with", given: ["holder": "p3", "circulation/p3": ["sent": StepKit.before]],
            form: ["words": "请财政局办理，3个工作日内反馈"],
            then: [
                "circulation/p3": ["returned": StepKit.at, "sent": StepKit.before],
                "clock": .clock("2026-11-26 17:30", "依据批示：王建国 11-23“3个工作日”"), "heldSince": .now, "holder": "p1", "importance": 5,
                "notes/1": .note("instruction", "请财政局办理，3个工作日内反馈", by: "p3", medium: .original), "state": "instructed",
            ]),
        StepRow(
            step: "back", from: "with", given: ["holder": "p4", "fields/kind": "请示"], form: ["words": "", "medium": "phone"],
            then: [
                "heldSince": .now, "holder": "p1", "notes/1": .note("instruction", "圈阅（同意）", by: "p4", medium: .phone),
                "state": "instructed",
            ]),
        StepRow(
            step: "back", from: "with", given: ["holder": "p3"], form: ["words": "同意", "day": "2026-11-20"], author: "p3",
            then: [
                "heldSince": .now, "holder": "p1", "importance": 5,
                "notes/1": .note("instruction", "同意", by: "p3", at: StepKit.instant("2026-11-20T17:30"), medium: .original),
                "state": "instructed",
            ]),
        StepRow(
            step: "defer", from: "with", given: ["holder": "p3", "clock": StepKit.clock("2026-11-30T17:30")], form: ["reason": "待会议研究"],
            then: [
                "clock": .paused("2026-11-30 17:30", "经办人定"), "heldFrom": "with", "notes/1": .note("hold", "待会议研究"), "state": "deferred",
            ]),
        StepRow(
            step: "answered", from: "handling", given: ["holder": "u2", "lead": "u2", "handlers/u2": StepKit.handler("lead")],
            form: ["words": "已办妥"],
            then: [
                "handlers/u2": ["answered": StepKit.at, "role": "lead", "sent": StepKit.before, "signed": StepKit.at], "heldSince": .now,
                "holder": "p1", "notes/1": .note("feedback", "已办妥", by: "u2", medium: .original), "state": "answered",
            ]),
        StepRow(
            step: "answered", from: "handling",
            given: [
                "holder": "u2", "lead": "u2", "partners": ["u3"], "handlers/u2": StepKit.handler("lead"),
                "handlers/u3": StepKit.handler("partner"),
            ], form: ["words": "财政部分已办", "who": ["u2"]],
            then: [
                "handlers/u2": ["answered": StepKit.at, "role": "lead", "sent": StepKit.before, "signed": StepKit.at], "heldSince": .now,
                "holder": "u3", "notes/1": .note("feedback", "财政部分已办", by: "u2", medium: .original), "toSign": "u3",
            ]),
        StepRow(
            step: "late-instruction", from: "handling", given: ["holder": "u2", "lead": "u2", "handlers/u2": StepKit.handler("lead")],
            form: ["who": ["p3"], "words": "抓紧"],
            then: ["importance": 5, "notes/1": .note("instruction", "抓紧", by: "p3", medium: .original)]),
        StepRow(
            step: "late-instruction", from: "answered", form: ["who": ["p4"], "words": "同意", "day": "2026-11-20"],
            then: [
                "importance": 4,
                "notes/1": .note("instruction", "同意", by: "p4", at: StepKit.instant("2026-11-20T17:30"), medium: .original),
            ]),
        StepRow(
            step: "late-instruction", from: "accepted", form: ["who": ["p3"], "words": "请综合科阅处"],
            then: [
                "heldSince": .now, "importance": 5, "notes/1": .note("instruction", "请综合科阅处", by: "p3", medium: .original),
                "state": "instructed",
            ]),
        StepRow(
            step: "sign", from: "handling",
            given: ["toSign": "u2", "handlers/u2": StepKit.handler("lead"), "handlers/u3": StepKit.handler("partner"), "partners": ["u3"]],
            form: ["who": ["u2"], "signedBy": "刘主任"],
            then: [
                "handlers/u2": ["role": "lead", "sent": StepKit.before, "signed": StepKit.at, "signedBy": "刘主任"], "signedAt": .now,
                "toSign": "u3",
            ]),
        StepRow(
            step: "sign", from: "answered", given: ["toSign": "u2", "handlers/u2": StepKit.handler("lead")],
            then: ["handlers/u2": ["role": "lead", "sent": StepKit.before, "signed": StepKit.at], "signedAt": .now, "toSign": .gone]),
        StepRow(
            step: "hold", from: "handling", given: ["holder": "u2", "toSign": "u2", "clock": StepKit.clock("2026-11-30T17:30")],
            form: ["reason": "等待补充材料"],
            then: [
                "clock": .paused("2026-11-30 17:30", "经办人定"), "heldFrom": "handling", "notes/1": .note("hold", "等待补充材料"), "state": "held",
                "toSign": .gone,
            ]),
        StepRow(
            step: "resume", from: "held", given: ["heldFrom": "answered", "clock": paused, "notes/1": StepKit.note("hold", "等待补充材料")],
            form: ["reason": "材料已补"],
            then: [
                "clock": .clock("2026-12-02 17:30", "经办人定"), "heldFrom": .gone, "notes/2": .note("resume", "材料已补"),
                "pauses/1": [
                    "due": StepKit.moment("2026-11-30T17:30"), "from": StepKit.moment("2026-11-19T10:00"), "reason": "等待补充材料",
                    "to": StepKit.at,
                ], "state": "answered",
            ]),
        StepRow(step: "resume", from: "held", form: ["reason": "材料已补"], then: ["notes/1": .note("resume", "材料已补"), "state": "handling"]),
        StepRow(
            step: "extend", from: "handling", given: ["clock": StepKit.clock("2026-11-30T17:30")],
            form: ["limit": StepKit.moment("2026-12-10T17:30"), "reason": "会签未回"],
            then: [
                "clock": .clock("2026-12-10 17:30", "经办人定；延期：会签未回"),
                "extensions/1": [
                    "at": StepKit.at, "from": StepKit.moment("2026-11-30T17:30"), "reason": "会签未回",
                    "to": StepKit.moment("2026-12-10T17:30"),
                ], "notes/1": .note("extend", "会签未回"),
            ]),
        StepRow(
            step: "extend", from: "with", form: ["limit": "3 workday", "reason": "领导出差"],
            then: ["clock": .clock("2026-11-26 17:30", "领导出差"), "notes/1": .note("extend", "领导出差")]),
        StepRow(
            step: "chase", from: "handling", given: ["holder": "u2", "lead": "u2", "handlers/u2": StepKit.handler("lead")],
            form: ["chased": ["u2"], "means": "电话", "with": "刘主任", "answer": "明天报", "nextOn": "2026-11-24"],
            then: [
                "bringUpOn": "2026-11-24",
                "chases/1": [
                    "answer": "明天报", "at": StepKit.at, "by": "p1", "level": 1, "medium": "phone", "nextOn": "2026-11-24", "to": "u2",
                    "with": "刘主任",
                ],
            ]),
    ]

    /// To its end, and after it.
    private static let closing: [StepRow] = [
        StepRow(
            step: "conclude", from: "handling",
            given: ["holder": "u2", "toSign": "u2", "handlers/u2": StepKit.handler("lead"), "bringUpOn": "2026-11-24"],
            form: ["result": "已办结"],
            then: [
                "bringUpOn": .gone, "concludedAt": .now, "heldSince": .now, "holder": "p1", "notes/1": .note("result", "已办结"),
                "state": "done", "toSign": .gone,
            ]),
        StepRow(
            step: "conclude", from: "accepted", form: ["into": "m2"],
            then: ["concludedAt": .now, "heldSince": .now, "links/m2": "answeredBy", "state": "done"],
            others: [StepKit.other: ["links/m1": "answers"]]),
        StepRow(
            step: "conclude", from: "deferred", given: ["heldFrom": "with", "clock": paused], form: ["result": "不再办理"],
            then: [
                "clock": .clock("2026-12-02 17:30", "经办人定"), "concludedAt": .now, "heldFrom": .gone, "heldSince": .now,
                "notes/1": .note("result", "不再办理"),
                "pauses/1": [
                    "due": StepKit.moment("2026-11-30T17:30"), "from": StepKit.moment("2026-11-19T10:00"), "reason": "办结", "to": StepKit.at,
                ], "state": "done",
            ]),
        StepRow(
            step: "reply", from: "instructed", form: ["answer": "已电话答复"], then: ["heldSince": .now, "notes/1": .note("reply", "已电话答复")]),
        StepRow(
            step: "putaway", from: "done", given: ["holder": "p2", "concludedAt": StepKit.before], form: ["box": "3柜2层"],
            then: ["concludedAt": .now, "fields/box": "3柜2层", "heldSince": .now, "holder": "p1", "state": "kept"]),
        StepRow(step: "putaway", from: "accepted", then: ["concludedAt": .now, "heldSince": .now, "state": "kept"]),
        StepRow(
            step: "archive", from: "kept", form: ["retention": "30年", "pages": 12, "box": "甲-1", "boxNumber": 4],
            then: [
                "archival": ["printed": "WS·2026-D30-BGS-0001", "sequence": 1, "series": "archive/WS-D30-BGS", "year": 2026],
                "concludedAt": .now, "fields/archiveNumber": "WS·2026-D30-BGS-0001", "fields/box": "甲-1", "fields/boxNumber": 4,
                "fields/pages": 12, "fields/retention": "30年", "heldSince": .now, "state": "archived",
            ]),
        StepRow(
            step: "archive", from: "kept", office: [.office: [ArchiveRules.freezePath(2026): ["count": 1]]],
            form: ["retention": "永久", "lateNote": "年度后补交"],
            then: [
                "archival": ["printed": "WS·2026-Y-BGS-0001", "sequence": 1, "series": "archive/WS-Y-BGS", "year": 2026],
                "concludedAt": .now, "fields/archiveNumber": "WS·2026-Y-BGS-0001", "fields/lateNote": "年度后补交", "fields/retention": "永久",
                "heldSince": .now, "state": "archived",
            ]),
        StepRow(
            step: "return", from: "accepted", given: ["clock": StepKit.clock("2026-11-30T17:30")],
            form: ["code": "不属本机关办理", "reason": "应报市局"],
            then: [
                "clock": .gone, "concludedAt": .now, "heldSince": .now, "holder": .gone, "notes/1": .note("return", "不属本机关办理：应报市局"),
                "returnedFor": "不属本机关办理", "state": "returned",
            ]),
        StepRow(
            step: "give-back", from: "done", given: ["concludedAt": StepKit.before], form: ["reason": "阅后退回"],
            then: ["concludedAt": .now, "heldSince": .now, "holder": .gone, "notes/1": .note("return", "清退：阅后退回"), "state": "returned"]),
        StepRow(
            step: "void", from: "registered", form: ["reason": "重复登记"],
            then: ["concludedAt": .now, "heldSince": .now, "notes/1": .note("void", "重复登记"), "state": "void"]),
        StepRow(
            step: "join", from: "handling", given: ["holder": "u2"], form: ["into": "m2"],
            then: ["concludedAt": .now, "links/m2": "join", "state": "joined"], others: [StepKit.other: ["links/m1": "join"]]),
    ]
}
