import Office

extension Phrase {
    static let notOffered = Phrase("“%1” is not possible while the matter is “%2”.", "当前状态为“%2”，不能“%1”。")
    static let missing = Phrase("Fill in “%1” first.", "请先填写“%1”。")
    static let unknown = Phrase("%1: nothing here is called “%2”.", "没有名为“%2”的%1。")
    static let unknownNear = Phrase("%1: nothing here is called “%2”. Did you mean “%3”?", "没有名为“%2”的%1，是否为“%3”？")
    static let unknownPerson = Phrase("%1: nobody here is called “%2”.", "“%1”一栏的“%2”不是已登记的人员。")
    static let unknownPersonNear = Phrase(
        "%1: nobody here is called “%2”. Did you mean “%3”?", "“%1”一栏的“%2”不是已登记的人员，是否为“%3”？")
    static let unknownParty = Phrase("%1: nobody and no unit here is called “%2”.", "“%1”一栏的“%2”不是已登记的人员或单位。")
    static let unknownPartyNear = Phrase(
        "%1: nobody and no unit here is called “%2”. Did you mean “%3”?", "“%1”一栏的“%2”不是已登记的人员或单位，是否为“%3”？")
    static let unknownRequest = Phrase("%1 “%2” is not there, or not yours to answer.", "没有第“%2”号%1，或不由您答复、收回。")
    static let unknownPrefix = Phrase(
        "“%1:” is no prefix of this office; there are %2. Put it in quotes if it is meant as text.",
        "没有“%1：”这个前缀，可用：%2。若为文字请加引号。")
    static let ambiguous = Phrase("“%2” fits several: %3.", "“%2”不止一个：%3。")
    static let notFound = Phrase("Nothing has the number “%1”.", "找不到编号“%1”。")
    static let overrun = Phrase(
        "Esc leaves it, Enter goes on: %1 changed it since, %2.",
        "Esc 退出，再按 Enter 仍按此办：打开之后，%1已于%2改动此件。")
    static let builtUpon = Phrase(
        "Not undone: %2 went on with %1 at %3.", "不能撤销：%2 已于 %3 继续办理 %1。")
    static let alreadyTrue = Phrase("What has been read, sent or printed cannot be undone, only recalled.", "已阅、已发、已印的事不能撤销，只能收回。")
    static let nothingToUndo = Phrase("Nothing of yours to undo.", "没有可撤销的操作。")
    static let nothingToRedo = Phrase("Nothing to redo.", "没有可重做的操作。")
    static let roomTaken = Phrase("%1 is taken by “%2”, %3–%4.", "%1 已被“%2”占用（%3–%4）。")
    static let placeUnclear = Phrase(
        "Is “%1” our “%2”? Write “our %2” or “outside %1”.", "“%1”是否为本机关的“%2”？请写“本机关%2”或“外单位%1”。")
    static let classified = Phrase(
        "The paper bears the mark “%1”. No state secret may be handled on this machine: stop, disconnect the network, delete nothing yourself, tell the secrecy officer. Nothing was kept.",
        "文件标有“%1”。本机不得处理国家秘密：停止操作、断开网络、不要自行删除、报告保密员。系统未保存任何内容。")
    static let duplicate = Phrase("The same paper is here already: %1 %2.", "该文已在：%1 %2。")
    static let notYou = Phrase("The account “%1” may not act as %2.", "账号“%1”不能以 %2 的身份操作。")
    static let needsRole = Phrase("This needs the role “%1”.", "此操作需要“%1”角色。")
    static let urgentNeedsLimit = Phrase("An urgent paper needs its limit (%1).", "紧急公文必须写明办理时限（%1）。")
    static let alreadySigned = Phrase("It was signed for at %1 and waits for nobody.", "已于 %1 签收，没有待签收的。")
    static let notToSign = Phrase("%1 waits for nobody to sign for it.", "%1 未交他人，无需签收。")
    static let supervisorIsOwner = Phrase("The owner cannot be their own supervisor.", "经办人与审核人不能是同一人。")
    static let signerIsAuthor = Phrase(
        "The author cannot sign their own draft (%1); name the signer.", "拟稿人不能签发自己的文稿（%1），请写明签发人。")
    static let needsAnother = Phrase("It is %1's own request: somebody else approves it.", "%1本人的申请，须由他人审批。")
    static let unfounded = Phrase(
        "It is your own request: say how %1 approved it (--medium) and where that lies (--evidence), or have somebody else record it.",
        "这是您本人的申请：请写明%1以何种方式同意（--medium）及依据存放处（--evidence），或请他人代录。")
    static let ownRequest = Phrase(
        "It is %1's own request: neither they nor who stands in for them today approves it.", "%1本人的申请，不得由本人或当日代理其工作的人员审批。")
    static let notOfUnit = Phrase("At this level somebody of “%1” approves.", "本级应由“%1”人员审批。")
    static let approvalUnsigned = Phrase(
        "%1 approved it by telephone and has not signed yet; have it signed first.", "%1系电话同意，尚未补签，请先补签。")
    static let placeholderOnly = Phrase(
        "This row only stands for a classified paper (%1); nothing of the paper is written here.", "此行仅为涉密件占位（%1），不得填写文件的任何内容。")
    static let erasedStays = Phrase("It was erased (%1); nothing brings it back.", "已依法清除（%1），无法恢复或再办。")
    static let erasedForGood = Phrase("It was erased by law; nothing brings it back.", "已依法清除，无法恢复。")
    static let recursElsewhere = Phrase(
        "“%1” recurs by a calendar file: change it in its own calendar and import it again.", "“%1”是导入的周期性会议，请在原日历中修改后重新导入。")
    static let needToKnow = Phrase("%1 is kept to those who need to know of it.", "%1 限知悉范围内人员办理，您不在其中。")
    public static let maskedTitle = Phrase("(need to know)", "（限知悉范围）")
    static let archivedStays = Phrase("Nothing archived changes (%1); record a correction instead.", "已归档的不能修改（%1），请另作更正。")
    static let othersPaper = Phrase(
        "%1 answers for it: they, a leader or the administrator void it. Ask them, or record it for them with --by once they agreed.",
        "此件由%1经办，应由其本人、领导或管理员作废。请与其联系；经其同意的，可用 --by 代录。")
    static let unfinished = Phrase("Still open; write the result, or link the reply: %1.", "未办结，请写明办理结果或关联复文：%1。")
    static let openUnseen = Phrase(
        "urgent, limited or to be answered, and nobody has decided on it or handled it", "急件、时限件或需答复件，尚未送批、交办或传阅")
    static let outOfRange = Phrase("“%1”: %2 is not possible; expected %3.", "“%1”不能是 %2，应为%3。")
    static let openInstruction = Phrase("%1 wrote “%2”, no result yet", "%1批示“%2”尚无结果")
    static let openUnanswered = Phrase("no answer from %1", "%1未反馈")
    static let openUnsigned = Phrase("not signed for by %1", "%1未签收")
    static let alreadyNumbered = Phrase("The number is given already.", "已经编号。")
    static let namesake = Phrase(
        "That name is in the directory already: %1. Change that one with `set`, or add another of the same name with --same-name.",
        "名录中已有同名：%1。要改原有的请用 set，确为另一个请加 --same-name。")
    static let dispatchUpward = Phrase(
        "%1 is above this office: nothing is dispatched to it. Report upward or submit it instead (上报, 转呈).", "%1是上级单位，不能分办、转办，请用上报/转呈。")
    static let chaseUpward = Phrase(
        "A superior is not chased: ask how it stands and note the answer (%1).", "上级单位不催办，请向其请示进展，并记进展（%1）。")
    static let lastAdministrator = Phrase(
        "%1 is the only administrator: give somebody else the role first.", "%1是唯一的管理员，请先将管理员角色交给他人。")
    static let bookStays = Phrase(
        "The book of %1 is closed: no number is taken out of it or put back into it.", "%1 年已封簿，不能再退号或补号。")
    static let writtenBySteps = Phrase(
        "“%1” is written by steps and cannot be edited: take the step that leads there.", "“%1”由办理步骤产生，不能直接修改，请按步骤办理。")
    static let withdrawn = Phrase("The matter was taken back.", "该事项已撤销。")

    static let expectsDay = Phrase("a date such as 11-25, fri, +3wd", "日期，如 11-25、周五、3个工作日")
    static let expectsMoment = Phrase("a time such as 11-25 14:00", "时间，如 11-25 14:00、明天下午3点")
    static let expectsReminder = Phrase(
        "how long before the limit, such as 30m, 2h or 1d; to see it on a day: bring:thu", "时限前多久，如 30分钟、2小时、1天；到某日再看用“定日:周四”")
    static let expectsLength = Phrase("a limit such as 5 workdays, or a date", "时限，如 5个工作日，或日期")
    static let expectsSpan = Phrase("two dates or times such as 3-1 to 3-5", "起止时间，如 3月1日至5日、12月4日9:00至12月5日17:00")
    static let expectsHours = Phrase("an end after the start, such as 14-15 or 23:00-01:00", "晚于开始的结束时间，如 14-15、23:00-01:00")
    static let expectsMoney = Phrase("an amount such as 1,234.50", "金额，如 1234.50、3万元")
    static let expectsCells = Phrase("one row a line, its cells in order with | between", "每条一行，各格依次以 | 分隔")
    static let expectsCount = Phrase("a number", "数字")
    static let expectsChoice = Phrase("one of the choices", "可选项之一")
    static let expectsImportance = Phrase("!1 to !5", "!1 至 !5")
    static let expectsRepetition = Phrase(
        "every:mon, every:day, every:month; quote it if it is meant as text", "每周一、每个工作日、每月5日、每月底等；若为文字请加引号")
    static let expectsLater = Phrase("something later", "更晚的时间")
    static let expectsNotPast = Phrase("today or a later day", "今天或今天以后的日期")
    static let expectsPast = Phrase("today or a day before", "今天或以前的日期")
    static let expectsNotLater = Phrase("now or a time before", "现在或以前的时间")
    static let expectsRank = Phrase("1 to 99", "1 至 99")
    static let expectsRecent = Phrase("a day of this year or the last", "今年或去年的日期")
    static let expectsReference = Phrase("another matter's number", "另一事项的编号")
    static let expectsOther = Phrase("another value", "其他内容")
    static let lineTooLong = Phrase(
        "The line “%1” is longer than the %2 characters a line may have; put the text into a file and take that in.",
        "该行“%1”超过一行的上限 %2 字；长文请存为文件后收入。")
    static let invalid = Phrase("“%2” does not read as “%1”; expected %3.", "“%1”无法识别“%2”，应为%3。")
}

extension Speaker {
    /// `任: 说: 诺:`, as a capture line begins.
    public func prefixes(_ known: [Term]) -> String { known.map { self($0) + ":" }.joined(separator: " ") }

    /// The sentence for a refusal: what is wrong and the way out.
    public func callAsFunction(_ refusal: Refusal, in office: OfficeRecord?, directory: Directory? = nil) -> String {
        switch refusal {
        case .notOffered(let move, let state, let register):
            let definition = office?.register(register, holding: state)
            let own = [definition, office?.register(register)].compactMap(\.self)
            let everywhere = own + (office.map { Array($0.registers) } ?? [])
            let name = everywhere.lazy.flatMap(\.steps).first { $0.isNamed(move) }?.name
            return self(
                .notOffered, name.map { self($0) } ?? move.rawValue, definition?.state(state).map { self($0.name) } ?? state)
        case .missing(let field): return self(.missing, fieldName(field, in: office))
        case .invalid(_, let value, .shortLine): return self(.lineTooLong, value, String(Capture.lineLimit))
        case .invalid(let field, let value, let expected):
            let isRead = [.later, .past, .notPast, .notLater, .recent].contains(expected)
            return self(isRead ? .outOfRange : .invalid, fieldName(field, in: office), value, self(Speaker.expectation(expected)))
        case .unknown(let what, let text, let nearest):
            let kind = fieldName(what, in: office)
            let (plain, near) = Speaker.unknown(what)
            let sentence = nearest.map { self(near, kind, text, $0) } ?? self(plain, kind, text)
            return Speaker.entering[what].map { sentence + self($0, text) } ?? sentence
        case .unknownPrefix(let text, let known):
            return self(.unknownPrefix, text, prefixes(known))
        case .ambiguous(let what, let text, let candidates):
            return self(.ambiguous, fieldName(what, in: office), text, candidates.joined(separator: language.isChinese ? "、" : ", "))
        case .notFound(let number): return self(.notFound, number)
        case .unfinished(let open): return self(.unfinished, self(open, directory: directory))
        case .builtUpon(let subject, let by, let at):
            return self(.builtUpon, subject, directory?.name(by) ?? by, zone.plain(at))
        case .overrun(let by, let at, _):
            // A draft may be taken up again days later: a time alone would be taken for one of today.
            return self(.overrun, directory?.name(by) ?? by, "\(zone.day(of: at).monthAndDay) \(zone.time(of: at).text)")
        case .alreadyTrue(let kind): return kind == Undoing.erasure ? self(.erasedForGood) : self(.alreadyTrue)
        case .nothingToUndo: return self(.nothingToUndo)
        case .nothingToRedo: return self(.nothingToRedo)
        case .roomTaken(let place, let by, let from, let to):
            return self(.roomTaken, place, by, zone.plain(from), zone.time(of: to).text)
        case .placeUnclear(let text, let room): return self(.placeUnclear, text, room)
        case .classified(let secrecy): return self(.classified, secrecy)
        case .duplicate(let number, let title): return self(.duplicate, number, title)
        case .notYou(let account, let person): return self(.notYou, account, person)
        case .role(let needed):
            let roles = needed.split(separator: " ").map { role in Role(rawValue: String(role)).map { self($0.name) } ?? String(role) }
            return self(.needsRole, roles.joined(separator: language.isChinese ? "”或“" : "” or “"))
        case .guarded(.writtenBySteps, let path): return self(.writtenBySteps, fieldName(path, in: office))
        case .guarded(.bookClosedAlready, let book):
            let (register, year) = ClosedBook.named(book)
            return self(.bookClosedAlready, office?.register(register).map { self($0.name) } ?? register, year)
        case .faulty(let register, let problems):
            let name = office?.register(register).map { self($0.name) } ?? register
            return self(.faultyDefinition, name, problems.map { self($0) }.joined(separator: language.isChinese ? "；" : "; "))
        case .revisionTaken(let register, let next):
            return self(.revisionTaken, office?.register(register).map { self($0.name) } ?? register, String(next))
        case .stranding(let register, let states, let numbers, let count):
            let definition = office?.register(register)
            let names = states.map { state in definition?.state(state).map { self($0.name) } ?? state }
            return self(
                .strandingMatters, definition.map { self($0.name) } ?? register, names.joined(separator: listSeparator), String(count),
                named(numbers, of: count))
        case .stillOpen(let register, let numbers, let count):
            let name = office?.register(register).map { self($0.name) } ?? register
            return self(.retiringOpen, name, String(count), named(numbers, of: count))
        case .otherRegister(let register, let standing, let lacking):
            let name = office?.register(register).map { self($0.name) } ?? register
            if lacking.isEmpty { return self(.otherRegister, name, self(standing), register) }
            let shown = lacking.prefix(5).map { self($0) }.joined(separator: listSeparator)
            return self(.otherRegisterLacks, name, self(standing), shown + (lacking.count > 5 ? " …" : ""), register)
        case .standing(let register, let standing):
            let name = office?.register(register).map { self($0.name) } ?? register
            return self(
                .retiringStanding, name, standing.map { self($0) }.joined(separator: listSeparator),
                standing.map(\.rawValue).joined(separator: ", "))
        case .guarded(.registerRetired, let register):
            return self(.registerRetired, office?.register(register).map { self($0.name) } ?? register)
        case .guarded(let guardian, let article): return self(Speaker.sentence(guardian), article)
        }
    }

    private static func sentence(_ guardian: Refusal.Guard) -> Phrase {
        switch guardian {
        case .urgentNeedsLimit: .urgentNeedsLimit
        case .alreadySigned: .alreadySigned
        case .notToSign: .notToSign
        case .supervisorIsOwner: .supervisorIsOwner
        case .signerIsAuthor: .signerIsAuthor
        case .needsAnother: .needsAnother
        case .unfounded: .unfounded
        case .ownRequest: .ownRequest
        case .notOfUnit: .notOfUnit
        case .approvalUnsigned: .approvalUnsigned
        case .placeholder: .placeholderOnly
        case .erased: .erasedStays
        case .recursElsewhere: .recursElsewhere
        case .needToKnow: .needToKnow
        case .othersPaper: .othersPaper
        case .archived: .archivedStays
        case .filedLate: .filedLate
        case .filesFrozen: .filesFrozen
        case .laterItems: .laterItems
        case .lentOut: .lentOut
        case .notLent: .notLent
        case .borrowerIsLate: .borrowerIsLate
        case .renewedOnce: .renewedOnce
        case .consentNeeded: .consentNeeded
        case .alreadyNumbered: .alreadyNumbered
        case .withdrawn: .withdrawn
        case .writtenBySteps: .writtenBySteps
        case .namesake: .namesake
        case .dispatchUpward: .dispatchUpward
        case .chaseUpward: .chaseUpward
        case .lastAdministrator: .lastAdministrator
        case .bookClosed: .bookStays
        case .bookClosedAlready: .bookClosedAlready
        case .frozenAlready: .frozenAlready
        case .yearRuns: .bookYearRuns
        case .registerRetired: .registerRetired
        }
    }

    private static func expectation(_ expected: Refusal.Expectation) -> Phrase {
        switch expected {
        case .day: .expectsDay
        case .moment: .expectsMoment
        case .length: .expectsLength
        case .span: .expectsSpan
        case .hours: .expectsHours
        case .count: .expectsCount
        case .money: .expectsMoney
        case .cells: .expectsCells
        case .choice: .expectsChoice
        case .importance: .expectsImportance
        case .later: .expectsLater
        case .notPast: .expectsNotPast
        case .past: .expectsPast
        case .notLater: .expectsNotLater
        case .recent: .expectsRecent
        case .rank: .expectsRank
        case .repetition: .expectsRepetition
        case .reminder: .expectsReminder
        case .reference: .expectsReference
        case .person, .unit, .text, .place, .shortLine: .expectsOther
        }
    }

    /// What stands open on a matter: whose instruction, which units, who has not signed.
    public func callAsFunction(_ open: OpenEnds, directory: Directory?) -> String {
        func names(_ ids: [String]) -> String {
            ids.map { directory?.name($0) ?? $0 }.joined(separator: language.isChinese ? "、" : ", ")
        }
        var parts = (open.isUnseen ? [self(.openUnseen)] : []) + open.instructions.map { self(.openInstruction, names([$0.by]), $0.text) }
        if !open.unanswered.isEmpty { parts.append(self(.openUnanswered, names(open.unanswered))) }
        if !open.unsigned.isEmpty { parts.append(self(.openUnsigned, names(open.unsigned))) }
        return parts.joined(separator: language.isChinese ? "；" : "; ")
    }

    /// The name people know a field by.
    public func fieldName(_ id: String, in office: OfficeRecord?) -> String {
        if let own = Speaker.fieldNames[id] { return self(own) }
        if let (field, number) = Lines.place(of: id) { return "\(fieldName(field, in: office)) \(number)" }
        if let name = Matter.clockName(of: id) {
            return clock(name, of: office?.registers.first { register in register.clocks.contains { $0.id == name } })
        }
        if let field = (MoveForm.standard + LoanForm.lend + LoanForm.giveBack).first(where: { $0.id == id }) { return self(field.name) }
        for register in office?.registers ?? Registers([]) {
            if let field = register.field(id) { return self(field.name) }
            if let column = register.fields.lazy.flatMap(\.columns).first(where: { $0.id == id }) { return self(column.name) }
        }
        if let field = ApprovalForm.fields.first(where: { $0.id == id }) { return self(field.name) }
        return id
    }

    /// Fields for somebody, and for somebody or a unit, whose own names say what for, not what is looked for: 送, 协办.
    private static let people: Set<String> = ["leader"]
    private static let parties: Set<String> = ["partners", "waitingOn", "lead", "dept"]

    /// What is said of a name that means nothing, alone and with the one it is a slip of.
    private static func unknown(_ what: String) -> (plain: Phrase, near: Phrase) {
        if people.contains(what) { return (.unknownPerson, .unknownPersonNear) }
        if what == "request" { return (.unknownRequest, .unknownRequest) }
        return parties.contains(what) ? (.unknownParty, .unknownPartyNear) : (.unknown, .unknownNear)
    }

    /// How somebody or something new enters the directory, by the field that did not find it.
    private static let entering: [String: Phrase] = {
        let unit = Phrase(" A new one is entered by: units add %1", "新单位先登记：units add %1")
        let section = Phrase(" A new one is entered by: units add %1 level=internal", "新科室先登记：units add %1 层级=内设")
        let person = Phrase(" A new one is entered by: people add %1", "新人员先登记：people add %1")
        let conditions = Phrase(
            " There are: open overdue circulating unprinted waiting mine undecided todo toread handled read",
            "可用：待办 待阅 已办 已阅 在办 逾期 传阅中 未打印 我的 待定")
        let roles = Phrase(
            " There are: " + Role.allCases.map(\.name.en).joined(separator: ", "),
            "可用：" + Role.allCases.map(\.name.zh).joined(separator: "、"))
        let either = Phrase(
            " A new one is entered by: people add %1, or units add %1", "新人员先登记：people add %1，新单位先登记：units add %1")
        return [
            "condition": conditions, "role": roles, "from": unit, "unit": unit, "department": section, "person": person, "owner": person,
            "leader": person, "partners": either,
        ]
    }()

    private static let fieldNames: [String: Phrase] = [
        "title": Phrase("title", "标题"), "owner": Phrase("owner", "经办人"), "supervisor": Phrase("supervisor", "审核人"),
        "due": Phrase("due", "时限"), "pastDue": Phrase("due, already past", "时限（已过）"), "safe": Phrase("latest working day", "最迟工作日"),
        "from": Phrase("sender", "来文单位"),
        "person": Phrase("person", "人员"), "unit": Phrase("unit", "单位"), "register": Phrase("register", "登记簿"),
        "field": Phrase("field", "字段"), "request": Phrase("request", "请求"), "name": Phrase("name", "名称"), "start": Phrase("start", "开始时间"),
        "end": Phrase("end", "结束时间"), "attendees": Phrase("attending", "参会人员"), "place": Phrase("place", "地点"),
        "cover": Phrase("cover", "代班人"),
        "away": Phrase("away", "外出"), "promise": Phrase("promised to", "承诺对象"), "assigner": Phrase("assigned by", "交办人"),
        "department": Phrase("department", "科室"), "tag": Phrase("tag", "标签"), "importance": Phrase("importance", "重要程度"),
        "repeats": Phrase("repeats", "重复"), "remind": Phrase("remind", "提醒"), "condition": Phrase("condition", "条件"),
        "reader": Phrase("reader", "阅件人"), "holder": Phrase("holder", "在谁手"), "reference": Phrase("reference", "文号"),
        "emergency": Phrase("emergency", "应急"), "source": Phrase("source", "来源"), "standard": Phrase("standard", "完成标准"),
        "plannedOn": Phrase("planned on", "计划日"), "bringUpOn": Phrase("bring up on", "定日提醒"), "state": Phrase("state", "状态"),
        "clock": Phrase("limit", "时限"), "heldSince": Phrase("held since", "在手时间"), "received": Phrase("received", "收到时间"),
        "role": Phrase("role", "角色"),
        "option": Phrase("option", "选项"), "command": Phrase("command", "命令"), "lead": Phrase("lead", "主办"),
        "move": Phrase("move", "操作"), "kind": Phrase("kind", "文种"), "year": Phrase("year", "年度"), "number": Phrase("number", "编号"),
        "dept": Phrase("lead", "主办"), "theme": Phrase("theme", "主题"), "limits": Phrase("set of limits", "时限预设"),
        "approver": Phrase("approver", "批准人"), "level": Phrase("level", "层级"), "query": Phrase("search", "搜索词"),
        "loanKind": Phrase("kind of loan", "借阅方式"), "account": Phrase("account", "账号"),
        "view": Phrase("view", "视图"), "sent": Phrase("sent", "发出时间"), "on": Phrase("day of the act", "办理日期"),
        "rank": Phrase("rank", "排名"),
    ]
}
