import Office

extension Phrase {
    static let chipEmergency = Phrase("emergency", "应急")
    static let chipOverdue = Phrase("%1 wd late", "逾期%1日")
    static let chipDueToday = Phrase("due today", "今日到期")
    static let chipSendUp = Phrase("send up today", "当日送批")
    static let chipNotSentUp = Phrase("not sent up", "未送批")
    static let chipClock = Phrase("%1 today", "今日%1")
    static let chipClockPast = Phrase("%1 past", "%1已过")
    static let chipSoon = Phrase("soon", "临期")
    static let chipLeader = Phrase("leader's order", "领导交办")
    static let chipPromise = Phrase("promise", "承诺")
    static let chipPromisedTo = Phrase("to %1", "%1")
    static let chipSaidBy = Phrase("said by %1", "%1说")
    static let chipInstructed = Phrase("instructed", "领导批示")
    static let chipImportant = Phrase("important", "重要")
    static let chipAwaitedBy = Phrase("%1 waits for you", "%1在等")
    static let chipWaitingOn = Phrase("waiting on %1", "等%1")
    static let chipStuck = Phrase("stuck", "难点")
    static let chipAsked = Phrase("%1 asks: %2", "%1请求%2")
    static let chipTurnedDown = Phrase("%1 turned down: %2", "%1不同意%2")
    static let chipRequested = Phrase("asked for: %1", "已请求%1")
    static let didTurnDown = Phrase("turned down: %1", "不同意请求：%1")
    static let didWithdrawRequest = Phrase("took back the request: %1", "收回请求：%1")
    public static let requestTurnedDown = Phrase("Request %1 “%2” is turned down: %3", "第%1号请求“%2”不同意：%3")
    public static let requestWithdrawn = Phrase("Request %1 “%2” is taken back.", "第%1号请求“%2”已收回。")
    public static let requestNoted = Phrase("The refusal of request %1 “%2” is put away.", "第%1号请求“%2”的答复已收起。")
    public static let requestsNoneOwn = Phrase("You have asked for nothing here.", "此件没有您提出的请求。")
    public static let requestsNoneOthers = Phrase(
        "Nobody else asks for anything here; your own request you take back: withdraw.", "此件没有他人的请求；自己的请求请用 withdraw 收回。")
    public static let requestsNone = Phrase("Nothing is asked for.", "没有请求。")
    static let didRequest = Phrase("asked for: %1", "请求办理：%1")
    public static let stepAsked = Phrase(
        "Asked for “%1”, as request %3: %2 decides.", "“%1”已提出请求（第%3号），由%2决定。")
    static let chipToApprove = Phrase("to approve", "待审批")
    static let chipCountersign = Phrase("signature to follow", "待补签")
    static let chipCountersignPast = Phrase("signature overdue", "补签逾期")
    static let didRefuse = Phrase("refused: %1", "不同意：%1")
    static let chipToSign = Phrase("to sign", "待签收")
    static let chipPlanned = Phrase("planned", "计划")
    static let chipBringUp = Phrase("brought up", "定日提醒")
    static let chipCovering = Phrase("for %1", "代%1")
    static let chipProvisional = Phrase("provisional", "暂定")
    static let chipReminder = Phrase("reminder", "提醒")
    static let chipUnaccounted = Phrase("left over", "未收尾")
    static let chipOvernight = Phrase("overnight", "过夜")

    static let mediumOriginal = Phrase("original", "原件")
    static let mediumPhone = Phrase("phone", "电话")
    static let mediumOral = Phrase("oral", "口头")
    static let mediumText = Phrase("text", "短信")
    static let mediumWeChat = Phrase("WeChat", "微信")
    static let mediumUnsaid = Phrase("source not said", "依据未注明")
    static let mediumOwn = Phrase("in person", "本人")
    public static let originalAt = Phrase("original: %1", "原件：%1")
    static let didErase = Phrase("erased", "依法清除")
    static let recordedFor = Phrase("%1 (recorded by %2 · %3)", "%1（%2代录·%3）")
    static let late = Phrase("recorded later", "补记")

    static let noteProposal = Phrase("proposal", "拟办")
    static let noteInstruction = Phrase("instruction", "批示")
    static let noteOpinion = Phrase("opinion", "意见")
    static let noteProgress = Phrase("progress", "进展")
    static let noteTold = Phrase("told", "改期说明")
    static let noteBringUp = Phrase("brought up", "定日提醒")
    static let noteHold = Phrase("on hold", "暂停计时")
    static let noteResume = Phrase("taken up again", "恢复办理")
    static let noteExtend = Phrase("extended", "延期")
    static let noteVoid = Phrase("void", "作废")
    static let noteObstacle = Phrase("obstacle", "难点")
    static let noteResult = Phrase("result", "结果")
    static let noteReturn = Phrase("sent back", "退文")
    static let noteOther = Phrase("note", "备注")
    static let noteFeedback = Phrase("answer", "反馈")
    static let noteReply = Phrase("reply", "答复")

    static let actOnSeveral = Phrase("%1 %2 … (%3 in all)", "%1 %2 等%3件")
    static let didOpen = Phrase("opened", "新建")
    static let didAmend = Phrase("amended", "修改")
    static let didNote = Phrase("noted", "记载")
    static let didEnclose = Phrase("paper enclosed", "附入文件")
    static let didNumber = Phrase("numbered", "编号")
    static let didUndo = Phrase("undone: %1", "撤销：%1")
    static let didRedo = Phrase("redone: %1", "重做：%1")
    static let didSchedule = Phrase("scheduled", "安排")
    static let didRevise = Phrase("revised", "变更")
    static let didAdopt = Phrase("register adopted: %1", "采用登记簿定义：%1")
    static let adoptedRevision = Phrase("%1 (%2), revision %3", "%1（%2）第%3版")
    static let didCancel = Phrase("cancelled", "取消")
    static let didEnlist = Phrase("entered in the directory", "列入名录")
    static let didFound = Phrase("office founded", "建立办公室")
    static let didUnknown = Phrase("recorded by a newer version: %1", "由较新版本记录：%1")
    static let didReceiveAgain = Phrase("received by another channel", "另一渠道收到")
    public static let labelReceipt = Phrase("Receipt", "再次签收")
    public static let copiesCount = Phrase("%1 copies", "%1份")
    static let didSee = Phrase("opened by the reader", "阅件人打开")
    static let didPrintSlip = Phrase("slip printed", "打印处理单")
    static let didLink = Phrase("linked", "关联")
}

extension Speaker {
    public func chip(_ chip: Chip) -> String {
        switch chip {
        case .emergency: self(.chipEmergency)
        case .mark(let text): urgency(text)
        case .overdue(let days): self(.chipOverdue, String(days))
        case .dueToday: self(.chipDueToday)
        case .sendUp(let isPast): self(isPast ? .chipNotSentUp : .chipSendUp)
        case .clock(_, let name, let isPast): self(isPast ? .chipClockPast : .chipClock, self(name))
        case .soon: self(.chipSoon)
        case .leaderTask: self(.chipLeader)
        case .promise: self(.chipPromise)
        case .promisedTo(let name): self(.chipPromisedTo, name)
        case .saidBy(let name): self(.chipSaidBy, name)
        case .instructed: self(.chipInstructed)
        case .important: self(.chipImportant)
        case .stuck: self(.chipStuck)
        case .waitingOn(let name): self(.chipWaitingOn, name)
        case .awaitedBy(let name): self(.chipAwaitedBy, name)
        case .asked(let name, let step): self(.chipAsked, name, self(step))
        case .turnedDown(let name, let step): self(.chipTurnedDown, name, self(step))
        case .requested(let step): self(.chipRequested, self(step))
        case .toSign: self(.chipToSign)
        case .planned: self(.chipPlanned)
        case .bringUp: self(.chipBringUp)
        case .covering(let name): self(.chipCovering, name)
        case .provisional: self(.chipProvisional)
        case .overnight: self(.chipOvernight)
        case .reminder: self(.chipReminder)
        case .unaccounted: self(.chipUnaccounted)
        case .loanDue: self(.chipLoanDue)
        case .giveBack: self(.chipGiveBack)
        case .loanLate(let days): self(.chipLoanLate, String(days))
        case .waiting(let stage): stage
        case .askProgress: self(.askProgress)
        case .toApprove: self(.chipToApprove)
        case .countersign(let isPast): self(isPast ? .chipCountersignPast : .chipCountersign)
        }
    }

    /// A paper's own mark: 特急, 加急.
    public func urgency(_ text: String) -> String { language == .english ? Speaker.marks[text] ?? text : self(Phrase(text, text)) }

    private static let marks = ["特提": "flash", "特急": "immediate", "加急": "priority", "平急": "routine", "急件": "urgent"]

    /// From what it was recorded; one of a newer program as it stands in the journal.
    public func medium(_ medium: Attribution.Medium) -> String {
        switch medium {
        case .original: self(.mediumOriginal)
        case .phone: self(.mediumPhone)
        case .oral: self(.mediumOral)
        case .text: self(.mediumText)
        case .wechat: self(.mediumWeChat)
        case .own: self(.mediumOwn)
        case .unsaid: self(.mediumUnsaid)
        case .other(let id): id
        }
    }

    public func noteKind(_ kind: String) -> String {
        switch kind {
        case "proposal": self(.noteProposal)
        case "instruction": self(.noteInstruction)
        case "opinion": self(.noteOpinion)
        case "progress": self(.noteProgress)
        case "obstacle": self(.noteObstacle)
        case "result": self(.noteResult)
        case "return": self(.noteReturn)
        case "reply": self(.noteReply)
        case "feedback": self(.noteFeedback)
        case "correction": self(.noteCorrection)
        case "told": self(.noteTold)
        case "bringup": self(.noteBringUp)
        case "hold": self(.noteHold)
        case "resume": self(.noteResume)
        case "extend": self(.noteExtend)
        case "void": self(.noteVoid)
        default: self(.noteOther)
        }
    }

    /// 王县长（张敏代录·原件）: whose act, and who wrote it down from what.
    public func author(by: String, recordedBy: String, medium: Attribution.Medium, directory: Directory) -> String {
        let name = directory.name(by) ?? by
        guard by != recordedBy else { return name }
        return self(.recordedFor, name, directory.name(recordedBy) ?? recordedBy, self.medium(medium))
    }

    /// An act as undo names it: 分办 收文〔2026〕117号, or with how many.
    public func act(_ name: ActName, in office: OfficeRecord) -> String {
        let what = deed(name.deed, in: office, register: name.register)
        // What has neither number, title nor name is called by its kind and handle.
        let isBeside = name.deed.subject.kind?.isBeside ?? false
        guard let first = name.papers.first.map({ isBeside ? subject(SubjectID($0)) : $0 }) else { return what }
        return name.papers.count == 1 ? "\(what) \(first)" : self(.actOnSeveral, what, first, String(name.papers.count))
    }

    /// What an event did, in the words of the matter's register; where that is not known, of the first that has such a step.
    public func deed(_ event: Event, in office: OfficeRecord, register: String? = nil) -> String {
        if event.kind.hasSuffix(Undoing.suffix) {
            // Taken back and done again however often, it is one of the two.
            var (done, isUndone) = (event, false)
            while done.kind.hasSuffix(Undoing.suffix) { (done, isUndone) = (Undoing.taken(done), !isUndone) }
            return self(isUndone ? .didUndo : .didRedo, deed(done, in: office, register: register))
        }
        if let phrase = Speaker.requestDeeds[event.kind] { return self(phrase, asked(event, register.flatMap { office.register($0) })) }
        let own = register.flatMap { office.register($0) }?.step(of: event)
        if let step = office.step(of: event) ?? own {
            return Approval.isRefusal(event) ? self(.didRefuse, self(step.name)) : self(step.name)
        }
        // Of a matter whose register is not known, the first register that has such a step.
        if event.isFormerStep {
            for register in office.registers {
                if let step = register.steps.first(where: { $0.formerKind == event.kind }) { return self(step.name) }
            }
        }
        if let adopted = adopted(event, in: office) { return self(.didAdopt, adopted) }
        if let phrase = Speaker.deeds[event.kind] { return self(phrase) }
        let isBeside = event.subject.kind?.isBeside ?? false
        return self(.didUnknown, (isBeside ? subject(event.subject) + " " : "") + (event.step?.text ?? event.kind))
    }

    /// The registers whose definitions a change of the office adopted, each with its revision; nil where it changed something else.
    private func adopted(_ event: Event, in office: OfficeRecord) -> String? {
        guard event.kind == "office.revised" else { return nil }
        let named = event.changes.compactMap { change -> String? in
            guard let id = RegisterDefinition.id(at: change.path), change.now.object != nil else { return nil }
            let revision = RegisterDefinition.revision(of: change.now)
            let name = (office.register(id, at: revision) ?? office.register(id))?.name
            return self(.adoptedRevision, name.map { self($0) } ?? id, id, String(revision))
        }
        return named.isEmpty ? nil : named.joined(separator: language.isChinese ? "、" : ", ")
    }

    /// What is said of each kind of event that this program writes, but for steps and requests.
    static let deeds: [String: Phrase] = [
        "matter.opened": .didOpen, "matter.erased": .didErase, "matter.amended": .didAmend, "matter.noted": .didNote,
        "matter.enclosed": .didEnclose, "matter.numbered": .didNumber, "matter.linked": .didLink, "matter.seen": .didSee,
        "matter.receivedAgain": .didReceiveAgain, Undoing.slipPrinted: .didPrintSlip,
        "matter.lent": .didLend, "matter.givenBack": .didGiveBack, "matter.renewed": .didRenew, "matter.corrected": .didCorrect,
        "meeting.scheduled": .didSchedule, "meeting.revised": .didRevise, "meeting.cancelled": .didCancel,
        "person.enlisted": .didEnlist, "unit.enlisted": .didEnlist, "place.enlisted": .didEnlist,
        "person.revised": .didRevise, "unit.revised": .didRevise, "place.revised": .didRevise,
        "office.founded": .didFound, "office.revised": .didRevise,
    ]

    /// What is said of those about a step that was asked for.
    static let requestDeeds: [String: Phrase] = [
        StepRequest.kind: .didRequest, StepRequest.turnedDown: .didTurnDown, StepRequest.withdrawn: .didWithdrawRequest,
    ]
}

extension Speaker {
    /// The step an event asks for, by its register's word; where its words are gone, nothing is named.
    private func asked(_ event: Event, _ definition: RegisterDefinition?) -> String {
        let changes = event.changes
        let id = changes.lazy.compactMap { $0.now["step"].string }.first ?? changes.lazy.compactMap { $0.was["step"].string }.first ?? "…"
        return definition?.steps.first { $0.id == id }.map { self($0.name) } ?? id
    }

    /// What is told to whoever asked for a step: its word, who decides, and under which number it stands.
    public func asked(_ request: StepRequest, in definition: RegisterDefinition, _ directory: Directory) -> String {
        let step = definition.steps.first { $0.id == request.step }
        let names = step.map { directory.deciders(on: $0) } ?? []
        let role = request.role.map { self($0.name) } ?? ""
        return self(
            .stepAsked, step.map { self($0.name) } ?? request.step,
            names.isEmpty ? role : names.joined(separator: language.isChinese ? "、" : ", "), String(request.number))
    }

    /// What is told of a request that is turned down: its number, its step, and why.
    public func turnedDown(_ request: StepRequest, in definition: RegisterDefinition?) -> String {
        self(.requestTurnedDown, String(request.number), step(of: request, in: definition), request.answer?.reason ?? "")
    }

    /// What is told of a request that is taken back, or put away once it was turned down.
    public func withdrawn(_ request: StepRequest, in definition: RegisterDefinition?) -> String {
        self(request.answer == nil ? .requestWithdrawn : .requestNoted, String(request.number), step(of: request, in: definition))
    }

    /// The step that is asked for, by its register's word.
    public func step(of request: StepRequest, in definition: RegisterDefinition?) -> String {
        definition?.steps.first { $0.id == request.step }.map { self($0.name) } ?? request.step
    }

    /// The question before an act is taken back that was done at another terminal: the act with its paper, then where and when.
    public func elsewhere(_ act: ActName, in office: OfficeRecord) -> [String] {
        [self.act(act, in: office), self(.doneElsewhere, act.device, zone.plain(act.recorded))]
    }
}
