import Office

extension Phrase {
    static let reminder = Phrase("reminder", "提醒")
    /// What is done with a superior in place of chasing.
    public static let askProgress = Phrase("ask how it stands", "请示进展")
    static let slipBlue = Phrase("blue slip", "蓝单")
    static let slipYellow = Phrase("yellow slip", "黄单")
    static let slipRed = Phrase("red slip", "红单")
    static let reasonUnsigned = Phrase("unsigned %1 wd", "%1日未签收")
    static let reasonUnread = Phrase("unread %1 wd", "%1日未阅")
    public static let chasedTimes = Phrase("chase %1", "第%1次催办")
    static let promisedFor = Phrase("promised for %1", "承诺 %1")

    static let quietNotYet = Phrase("not before %1", "%1 起方催")
    static let quietOutsideHours = Phrase("outside office hours; from %1", "非办公时间，%1 起可催")
    static let quietCalledToday = Phrase("called today at %1", "今日 %1 已催")
    static let quietAwaitsAnswer = Phrase("chased; time to answer until %1", "已催，待答复至 %1")
    static let quietPromised = Phrase("promised for %1", "对方承诺 %1")
    static let quietWaits = Phrase("waits until %1", "等待至 %1")
    static let quietPaused = Phrase("on hold", "已暂停计时")
    public static let quietAway = Phrase("away until %1", "外出至 %1")
    static let quietWithLeader = Phrase("with the leader, working day %1", "送批第%1日")

    public static let callTitle = Phrase("Call list", "催办清单")
    public static let callNobody = Phrase("Nobody is to be chased now.", "目前没有需要催办的。")
    public static let callOpens = Phrase("Outside office hours: these calls may be made from %1.", "现在不是办公时间，以下自 %1 起催办。")
    public static let callWould = Phrase("By the rules these would be chased at %1:", "按规则，%1 将催办：")
    public static let callWouldNobody = Phrase("By the rules nobody would be chased at %1.", "按规则，%1 不催办任何人。")
    public static let callLeftOut = Phrase("Left alone:", "不催办：")
    public static let callNotYetMore = Phrase("%1 more: no limit near yet", "另有 %1 件未到催办时间")
    public static let callThrough = Phrase("%1 to call", "请%1出面")
    public static let callReport = Phrase("propose a report to the leader in charge, %1", "建议报分管领导 %1")
    public static let callReportNobody = Phrase("propose a report to the leader in charge", "建议报分管领导")
    public static let callPapers = Phrase("%1 papers", "%1件")
    public static let callLogged = Phrase("%1: %2, chase %3", "%1：%2，第%3次催办")
    public static let callKeys = Phrase("Enter log · Esc back", "Enter 记催办 · Esc 返回")
    public static let callNoLeader = Phrase("Leaders are not chased: it comes back by itself or at your next visit", "不催办领导；请面报时顺带了解")
    public static let callAlso = Phrase("%1 more: %2", "另有%1件：%2")
    public static let callAlsoAll = Phrase("The same call may speak of %1 more: %2 (--all logs them too)", "该次通话另有%1件待催：%2（一并登记请加 --all）")
    public static let callNoPhone = Phrase("no telephone known", "未录电话")
    public static let keyCallList = Phrase("call list", "催办清单")

    public static let columnContact = Phrase("Speak to", "联系人")
    public static let columnLevel = Phrase("Slip", "催办单")
    public static let columnReason = Phrase("Reason", "催办原因")
    public static let columnTimes = Phrase("Times", "次数")
    public static let columnLastAnswer = Phrase("Last answer", "上次答复")

    public static let rulesOwn = Phrase("set by this office", "本办公室设定")
    public static let rulesStandard = Phrase("the program's rule", "系统默认")
    public static let rulesNote = Phrase(
        "Working days. No law names them: they are product rules, changed by: banshi chase rules --set unsigned=1",
        "单位：工作日。法规未作规定，均为系统规则，可改：banshi chase rules --set unsigned=1")
    public static let rulesExpected = Phrase("a number of working days, 0 to 30", "工作日数，0 至 30")
}

extension Speaker {
    /// What a chase is: a reminder, or the slip of its level: the first word, a warning, the last (domain C, K2).
    public func notice(_ notice: ChaseNotice) -> String {
        guard case .slip(let level) = notice else { return self(.reminder) }
        return self(level <= 1 ? .slipBlue : level == 2 ? .slipYellow : .slipRed)
    }

    public func chaseReason(_ reason: ChaseReason) -> String {
        switch reason {
        case .overdue(let days): chip(.overdue(workdays: days))
        case .dueToday: chip(.dueToday)
        case .soon: chip(.soon)
        case .unsigned(let days): self(.reasonUnsigned, String(days))
        case .unread(let days): self(.reasonUnread, String(days))
        }
    }

    public func chaseQuiet(_ quiet: ChaseQuiet, now: Moment) -> String {
        switch quiet {
        case .notYet(let moment): self(.quietNotYet, dayAndTime(moment))
        case .outsideHours(let moment): self(.quietOutsideHours, dayAndTime(moment))
        case .calledToday(let moment): self(.quietCalledToday, zone.time(of: moment).text)
        case .awaitsAnswer(let moment): self(.quietAwaitsAnswer, dayAndTime(moment))
        case .promised(let day): self(.quietPromised, day.monthAndDay)
        case .waits(let day): self(.quietWaits, day.monthAndDay)
        case .paused: self(.quietPaused)
        case .away(let day): self(.quietAway, day.monthAndDay)
        case .withLeader(let days): self(.quietWithLeader, String(days))
        case .superior(let contact):
            [self(.askProgress), contact.name, contact.phone].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " ")
        }
    }

    /// `11-24 08:30`
    public func dayAndTime(_ moment: Moment) -> String { "\(zone.day(of: moment).monthAndDay) \(zone.time(of: moment).text)" }

    /// What carried a chase, also in the words of older records.
    public func chaseMedium(_ code: String?) -> String? {
        guard let code else { return nil }
        return ChaseMedium(rawValue: code).map { self($0.name) } ?? medium(Attribution.Medium(recorded: code))
    }

    /// One chase on one line: when, whom, by what, spoken to, answer, the day they named.
    public func chase(_ chase: Chase, names directory: Directory, now: Moment) -> String {
        let head = [short(chase.at, now: now), directory.name(chase.to), chaseMedium(chase.medium), chase.spokenTo]
        let answer = [chase.answer, chase.nextOn.map { self(.promisedFor, $0.monthAndDay) }].compactMap { $0 }.filter { !$0.isEmpty }
        let colon = language.isChinese ? "：" : ": "
        return head.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " ")
            + (answer.isEmpty ? "" : colon + answer.joined(separator: language.isChinese ? "，" : ", "))
    }

    /// Whom to speak to and under which number; a person's own name is not said twice.
    public func contact(_ call: ChaseCall, names directory: Directory) -> String {
        let name = call.speakTo.name == directory.name(call.target) ? nil : call.speakTo.name
        return [name, call.speakTo.post, call.speakTo.phone].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// What a call's level asks for beyond the call: the director to speak, a report to the leader in charge.
    public func escalation(_ call: ChaseCall, names directory: Directory) -> String? {
        var parts: [String] = []
        if let through = directory.name(call.through) { parts.append(self(.callThrough, through)) }
        if call.proposesReport { parts.append(directory.name(call.leader).map { self(.callReport, $0) } ?? self(.callReportNobody)) }
        return parts.isEmpty ? nil : parts.joined(separator: language.isChinese ? "；" : "; ")
    }

    /// What a limit of the rules means.
    public func chasingLimit(_ name: ChasingLimits.Name) -> String {
        switch name {
        case .unsigned: self(Phrase("handed over and not signed for", "交办后未签收"))
        case .readers: self(Phrase("sent to read and not read", "送阅后未阅"))
        case .urgentReaders: self(Phrase("the same for urgent papers", "急件送阅后未阅"))
        case .answer: self(Phrase("chased without an answer, until the next level", "催办后未答复，升一级"))
        case .overdueAnswer: self(Phrase("the same once overdue (0: the next working day)", "逾期件催办后未答复（0：次一工作日）"))
        case .again: self(Phrase("answered without a date, until asked again", "已答复但未定日期，再次催办"))
        }
    }
}
