import Office

/// Every step of the outgoing register: given, when, then.
enum OutgoingSteps {
    static let rows: [StepRow] = drafting + sending + closing

    private static let drafting: [StepRow] = [
        StepRow(
            step: "check", from: "draft", given: ["bringUpOn": "2026-11-24"], form: ["note": "已核"],
            then: ["bringUpOn": .gone, "notes/1": .note("opinion", "已核"), "state": "checked"]),
        StepRow(
            step: "back", from: "checked", form: ["words": "第二段重写"],
            then: ["heldSince": .now, "notes/1": .note("feedback", "第二段重写"), "returns": 1, "state": "draft"]),
        StepRow(step: "back", from: "checked", given: ["returns": 1], then: ["heldSince": .now, "returns": 2, "state": "draft"]),
        StepRow(step: "sign", from: "checked", form: ["signer": "p3"], then: ["fields/signer": "p3", "signedAt": .now, "state": "signed"]),
        StepRow(step: "sign", from: "checked", author: "p4", then: ["signedAt": .now, "state": "signed"]),
        StepRow(step: "recheck", from: "signed", then: ["state": "rechecked"]),
        StepRow(
            step: "back-to-signer", from: "signed", form: ["words": "依据有误"],
            then: ["heldSince": .now, "notes/1": .note("feedback", "依据有误"), "returns": 1, "state": "checked"]),
        StepRow(step: "back-to-signer", from: "rechecked", then: ["heldSince": .now, "returns": 1, "state": "checked"]),
        StepRow(
            step: "number", from: "rechecked", form: ["signer": "p3"],
            then: ["fields/signer": "p3", "number": .value(StepKit.number("outgoing", "发文", 1)), "registeredAt": .now, "state": "numbered"]),
        StepRow(
            step: "number", from: "rechecked", given: ["fields/signer": "p3", "received": StepKit.moment("2025-12-31T16:00")],
            then: ["number": .value(StepKit.number("outgoing", "发文", 1)), "registeredAt": .now, "state": "numbered"]),
        StepRow(
            step: "bringup", from: "draft", form: ["day": "2026-11-27", "reason": "等会签"],
            then: ["bringUpOn": "2026-11-27", "carried": 1, "notes/1": .note("bringup", "等会签")]),
    ]

    private static let sending: [StepRow] = [
        StepRow(step: "print", from: "numbered", form: ["copies": 30], then: ["fields/copies": 30, "state": "printed"]),
        StepRow(
            step: "send", from: "printed", given: ["bringUpOn": "2026-11-24"], form: ["target": "u2"],
            then: ["bringUpOn": .gone, "concludedAt": .now, "heldSince": .now, "lead": "u2", "sentAt": .now, "state": "sent"]),
        StepRow(
            step: "send", from: "printed", given: ["fields/kind": "请示"],
            then: ["bringUpOn": "2026-12-07", "heldSince": .now, "sentAt": .now, "state": "awaiting"]),
        StepRow(
            step: "send", from: "printed", given: ["fields/kind": "请示", "urgency": "加急"],
            office: [.office: ["limits/requests": "request-lead-time"]],
            then: ["bringUpOn": "2026-12-02", "heldSince": .now, "sentAt": .now, "state": "awaiting"]),
        StepRow(
            step: "send", from: "printed", given: ["links/m2": "answers"],
            then: ["concludedAt": .now, "heldSince": .now, "sentAt": .now, "state": "sent"],
            others: [
                StepKit.other: [
                    "concludedAt": .now, "heldSince": .now, "holder": "p1", "links/m1": "answeredBy",
                    "notes/1": .note("result", "已答复：云溪县人民政府关于资金的函"), "state": "done",
                ]
            ]),
        StepRow(
            step: "chase", from: "awaiting", given: ["lead": "u2", "holder": "u2"], form: ["means": "电话", "answer": "正在审批"],
            then: ["chases/1": ["answer": "正在审批", "at": StepKit.at, "by": "p1", "level": 1, "medium": "phone", "to": "u2"]]),
    ]

    private static let closing: [StepRow] = [
        StepRow(
            step: "answered", from: "awaiting", given: ["bringUpOn": "2026-12-07"], form: ["result": "已批复"],
            then: ["bringUpOn": .gone, "concludedAt": .now, "heldSince": .now, "notes/1": .note("result", "已批复"), "state": "answered"]),
        StepRow(
            step: "putaway", from: "sent", given: ["concludedAt": StepKit.before], form: ["box": "发文柜"],
            then: ["concludedAt": .now, "fields/box": "发文柜", "heldSince": .now, "state": "kept"]),
        StepRow(
            step: "archive", from: "kept", given: ["number": StepKit.number("outgoing", "发文", 1)], form: ["retention": "10年", "pages": 3],
            then: [
                "archival": ["printed": "WS·2026-D10-BGS-0001", "sequence": 1, "series": "archive/WS-D10-BGS", "year": 2026],
                "concludedAt": .now, "fields/archiveNumber": "WS·2026-D10-BGS-0001", "fields/pages": 3, "fields/retention": "10年",
                "heldSince": .now, "state": "archived",
            ]),
        StepRow(
            step: "void", from: "numbered", given: ["number": StepKit.number("outgoing", "发文", 1)], form: ["reason": "不再发"],
            then: ["concludedAt": .now, "heldSince": .now, "notes/1": .note("void", "不再发"), "state": "void"]),
        StepRow(
            step: "link", from: "draft", form: ["into": "m2", "as": "答复"], then: ["links/m2": "answers"],
            others: [StepKit.other: ["links/m1": "answeredBy"]]),
        StepRow(
            step: "link", from: "sent", form: ["into": "m2"], then: ["links/m2": "link"], others: [StepKit.other: ["links/m1": "link"]]),
    ]
}
