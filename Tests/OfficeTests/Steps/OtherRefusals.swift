import Office

/// What the steps of the outgoing register refuse.
enum OutgoingRefusals {
    private static let second = Refusal.guarded(.signerIsAuthor, article: "条例 §22")

    static let rows: [RefusalRow] = [
        // Nobody signs their own draft, whether they are named or act themselves.
        RefusalRow(step: "sign", from: "checked", form: ["signer": "p2"], refused: second),
        RefusalRow(step: "sign", from: "checked", given: ["fields/author": "p3"], author: "p3", refused: second),
        RefusalRow(step: "sign", from: "checked", given: ["fields/author": .null, "owner": "p3"], form: ["signer": "p3"], refused: second),
        RefusalRow(step: "number", from: "rechecked", refused: .missing(field: "signer")),
        RefusalRow(step: "send", from: "printed", form: ["target": "u9"], refused: .unknown(what: "target", text: "u9", nearest: nil)),
        RefusalRow(step: "chase", from: "awaiting", refused: .missing(field: "chased")),
        RefusalRow(step: "bringup", from: "draft", refused: .missing(field: "day")),
        RefusalRow(
            step: "putaway", from: "sent", given: ["notes/1": StepKit.note("instruction", "尽快报结果", by: "p3")],
            refused: .unfinished(OpenEnds(instructions: [OpenEnds.Instruction(by: "p3", text: "尽快报结果")]))),
        RefusalRow(step: "archive", from: "kept", refused: .missing(field: "retention")),
        RefusalRow(step: "void", from: "draft", form: ["reason": ""], refused: .missing(field: "reason")),
        RefusalRow(step: "link", from: "draft", refused: .missing(field: "into")),
    ]
}

/// What the steps of the tasks' register refuse.
enum TaskRefusals {
    static let rows: [RefusalRow] = [
        RefusalRow(
            step: "conclude", from: "doing", given: ["handlers/p2": StepKit.handler("lead")],
            refused: .unfinished(OpenEnds(unanswered: ["p2"], unsigned: ["p2"]))),
        RefusalRow(step: "assign", from: "open", refused: .missing(field: "target")),
        RefusalRow(step: "assign", from: "open", form: ["target": "u4"], refused: .guarded(.dispatchUpward, article: "临江市人民政府")),
        RefusalRow(
            step: "sign", from: "doing", given: ["handlers/p2": StepKit.handler("lead", signed: true)],
            refused: .guarded(.alreadySigned, article: "2026-11-23 08:00")),
        // Nobody has to sign for what was handed to nobody, nor twice for what was opened for them.
        RefusalRow(step: "sign", from: "doing", refused: .guarded(.notToSign, article: "m1")),
        RefusalRow(
            step: "sign", from: "open", given: ["signedAt": StepKit.before], refused: .guarded(.alreadySigned, article: "2026-11-23 08:00")),
        RefusalRow(step: "bringup", from: "open", refused: .missing(field: "day")),
        RefusalRow(
            step: "bringup", from: "open",
            given: [
                "promise": ["to": "王县长", "due": StepKit.moment("2026-11-24T17:30")], "recordedAt": StepKit.moment("2026-11-20T09:00"),
            ],
            form: ["day": "2026-11-26"], refused: .missing(field: "told")),
        RefusalRow(step: "chase", from: "open", refused: .missing(field: "chased")),
        RefusalRow(step: "hold", from: "open", refused: .missing(field: "reason")),
        RefusalRow(step: "resume", from: "held", refused: .missing(field: "reason")),
        RefusalRow(step: "extend", from: "open", refused: .missing(field: "reason")),
        RefusalRow(step: "drop", from: "open", refused: .missing(field: "reason")),
        RefusalRow(step: "join", from: "open", refused: .missing(field: "into")),
        RefusalRow(step: "link", from: "open", refused: .missing(field: "into")),
    ]
}
