/// The fields a step may ask for beside the register's own, the same in every register.
public enum MoveForm {
    public static let standard: [FieldDefinition] = [
        field("target", .assignee, "办理单位", "To"),
        field("leader", .leader, "送", "Leader"),
        field("partners", .people, "协办", "Partners"),
        field("readers", .people, "传阅人员", "Readers"),
        field("limit", .length, "办理时限", "Limit"),
        field("note", .long, "拟办意见", "Note"),
        field("words", .long, "批示", "Words"),
        field("result", .long, "办理结果", "Result"),
        field("reason", .text, "原因", "Reason"),
        field("day", .day, "日期", "Day"),
        FieldDefinition(
            id: "waitingOn", kind: .assignee, name: Term(zh: "等谁", en: "Waiting on"), choices: [], neededFor: [], isFirst: false),
        field("told", .text, "已向谁说明", "Whom you told"),
        field("into", .reference, "并入", "Into"),
        field("with", .text, "联系对象", "Spoken to"),
        field("answer", .text, "答复", "Answer"),
        field("chased", .people, "催办对象", "Whom"),
        FieldDefinition(
            id: "means", kind: .choice, name: Term(zh: "催办方式", en: "By"), choices: ChaseMedium.allCases.map { Choice($0.name) },
            neededFor: [],
            isFirst: true),
        field("nextOn", .day, "承诺日期", "Promised for"),
        FieldDefinition(
            id: "retention", kind: .choice, name: Term(zh: "保管期限", en: "Retention"),
            choices: [
                Choice(Term(zh: "永久", en: "permanent")), Choice(Term(zh: "30年", en: "30 years")), Choice(Term(zh: "10年", en: "10 years")),
            ],
            neededFor: [.archive], isFirst: true),
        field("pages", .count, "页数", "Pages"),
        field("box", .text, "存放位置", "Box"),
        field("boxNumber", .count, "盒号", "Box no."),
        field("lateNote", .text, "补归说明", "Filed late because"),
        field("reader", .people, "阅件人", "Reader"),
        field("who", .people, "单位或人员", "Who"),
        field("original", .text, "原件存放", "Original at"),
        field("signedBy", .text, "签收人", "Signed by"),
        field("at", .moment, "签收时间", "Signed at"),
        choice("purpose", "传阅目的", "Purpose", [("阅知", "to know"), ("阅办", "to act"), ("征求意见", "for comment"), ("会签", "to co-sign")]),
        choice("expects", "要求", "Expected", [("已阅", "read"), ("意见", "opinion"), ("反馈", "answer")]),
        FieldDefinition(
            id: "until", kind: .day, name: Term(zh: "限阅日期", en: "Read by"), choices: [], neededFor: [], isFirst: false),
        FieldDefinition(
            id: StepRequest.accepts, kind: .count, name: Term(zh: "批准请求", en: "Grants request"), choices: [], neededFor: [], isFirst: false),
        choice("as", "关系", "As", [("关联", "related"), ("答复", "answer")]),
        FieldDefinition(
            id: "code", kind: .choice, name: Term(zh: "退文理由", en: "Ground"),
            choices: [
                Choice(Term(zh: "不属本机关办理", en: "R1 not ours to handle")), Choice(Term(zh: "不合行文规则", en: "R2 breaks routing rules")),
                Choice(Term(zh: "文种格式不规范", en: "R3 wrong type or format")), Choice(Term(zh: "未经协商会签", en: "R4 not consulted")),
                Choice(Term(zh: "其他起草要求", en: "R5 other drafting faults")),
            ], neededFor: [.return], isFirst: true),
        FieldDefinition(
            id: "medium", kind: .choice, name: Term(zh: "依据", en: "Medium"),
            choices: Attribution.Medium.known.map { Choice($0.name, id: $0.id) }, neededFor: [], isFirst: false),
    ]

    /// A choice behind 更多: filled only where it matters.
    private static func choice(_ id: String, _ zh: String, _ en: String, _ choices: [(zh: String, en: String)]) -> FieldDefinition {
        FieldDefinition(
            id: id, kind: .choice, name: Term(zh: zh, en: en), choices: choices.map { Choice(Term(zh: $0.zh, en: $0.en)) }, neededFor: [],
            isFirst: false)
    }

    /// What putting off asks besides the day: whom it waits for, and of a promise who was told.
    public static let bringup = ["waitingOn", "told"]
    /// What a unit's signature is recorded with: each unit has its own signer and time.
    static let signature = ["who", "signedBy", "at"]

    /// The fields of an instruction that go by other names elsewhere.
    static let instruction = [field("who", .people, "批示人", "From whom"), field("day", .day, "批示日期", "Written on")]

    /// The same where units answer: a leader may write there too.
    static let feedback = [
        field("who", .people, "单位或批示人", "From whom"), field("words", .long, "反馈或批示", "Words"), field("day", .day, "日期", "Date"),
    ]

    /// What a chase is recorded with: whom, by what, spoken to, answer, the day they named.
    public static let chase = ["chased", "means", "with", "answer", "nextOn"]

    private static func field(
        _ id: String, _ kind: FieldDefinition.Kind, _ zh: String, _ en: String
    ) -> FieldDefinition {
        FieldDefinition(id: id, kind: kind, name: Term(zh: zh, en: en), choices: [], neededFor: [], isFirst: true)
    }
}

extension RegisterDefinition {
    /// Whether units sign for themselves: where papers go to a lead and partners.
    private func signsByUnit(_ step: Step) -> Bool {
        step.asks.contains("who") || step.asks.isEmpty && steps.contains { $0.act == .hand && $0.asks.contains("partners") }
    }

    /// The fields a step's form shows, in order.
    public func form(of step: Step) -> [FieldDefinition] {
        // Some acts ask the same everywhere, in registers adopted before they asked for so much too.
        let asks: [String] =
            switch step.act {
            case .chase: MoveForm.chase + step.asks.filter { !MoveForm.chase.contains($0) }
            case .bringUp: step.asks + MoveForm.bringup.filter { !step.asks.contains($0) }
            case .comeBack where bringsInstruction(step): self.asks(ofInstruction: step)
            case .sign where signsByUnit(step): MoveForm.signature + step.asks.filter { !MoveForm.signature.contains($0) }
            case .approve where step.approval != nil: ApprovalForm.asks + step.asks.filter { !ApprovalForm.asks.contains($0) }
            case .conclude: ["result"] + step.asks.filter { $0 != "result" }
            default: step.asks
            }
        let asked = asks.compactMap { ask -> FieldDefinition? in
            // Who gave words back is a leader, and the day is that of his words; where units answer it may be either.
            let names = bringsFeedback(step) ? MoveForm.feedback : bringsInstruction(step) ? MoveForm.instruction : []
            let named = names.first { $0.id == ask }
            return named ?? singleFields.first { $0.id == ask } ?? MoveForm.standard.first { $0.id == ask }
                ?? ApprovalForm.fields.first { $0.id == ask } ?? field(asked: ask)
        }
        let all = asked + singleFields.filter { isOnlyNeeded($0, for: step) }
        // What the register wants filled here stands beside what every register asks for, not behind it.
        return all.contains(where: \.isFirst) ? all.map { isOwn($0) ? $0.onFirstPage : $0 } : all
    }

    /// Whether a field of a step's form is the register's own, and none that steps ask for everywhere.
    public func isOwn(_ field: FieldDefinition) -> Bool {
        self.field(field.id) != nil && !MoveForm.standard.contains { $0.id == field.id }
    }

    /// Whether a step is refused without a field that it does not ask for: its form shows it all the same, so that it can be filled there.
    public func isOnlyNeeded(_ field: FieldDefinition, for step: Step) -> Bool {
        !step.asks.contains(field.id) && self.field(field.id) != nil && field.neededFor.contains(where: step.isNamed)
    }
}
