import Office

extension Phrase {
    public static let reasonRule = Phrase("rule “%1”", "规则“%1”")
    public static let reasonHabit = Phrase("%1 of this sender's last %2", "该单位近%2件中%1件如此")
    public static let offerDispatch = Phrase("His words name who is to handle it: %1", "批示已指明承办，可分办：%1")
    public static let offerRedispatch = Phrase("His words change lead or limit; to reassign: %1", "批示改变主办或时限，可改派：%1")
    public static let opinionInstruct = Phrase("For %1 to read and instruct.", "拟请%1阅示。")
    public static let opinionRead = Phrase("For %1 to read.", "拟请%1阅。")
    public static let opinionHandling = Phrase("%1 to take the lead; for %2 to read and instruct.", "拟请%1牵头办理，请%2阅示。")
    public static let sourceFeedback = Phrase("from %1's answer", "据%1反馈")
    public static let sourceInstruction = Phrase("from the instruction", "据批示")
    /// Others a proposed name fits as well.
    public static let sourceDoubt = Phrase("? or %1", "? 或为%1")
    public static let sourceChecked = Phrase("found by the check", "初审所见")
    public static let labelChecked = Phrase("Check", "初审")
    public static let labelHandlers = Phrase("Signed for", "签收反馈")
    public static let handlerWaits = Phrase("%1 not signed", "%1 未签收")
    public static let handlerSigned = Phrase("%1 signed %2", "%1 %2签收")
    public static let handlerAnswered = Phrase("%1 answered %2", "%1 %2反馈")
    public static let readerLater = Phrase("%1 (away, reads later)", "%1（外出，补阅）")
    public static let readerOwes = Phrase("%1 (opinion owed)", "%1（待复意见）")
    public static let readerLateral = Phrase("%1 (not on the list)", "%1（横传）")
    public static let readersRecalled = Phrase("taken back: %1", "已收回：%1")
    public static let listTodo = Phrase("To do", "待办")
    public static let listToRead = Phrase("To read", "待阅")
    public static let listHandled = Phrase("Handled", "已办")
    public static let listRead = Phrase("Read", "已阅")
    public static let rulesNone = Phrase("The office has no routing rules.", "未设分办规则。")
    public static let rulesTaken = Phrase("%1 rules hold from now on.", "%1 条规则自即日起生效。")
    public static let rulesWrong = Phrase("%1: nothing was taken; %2 problems.", "%1：有 %2 处问题，未采用。")
    public static let circlesNone = Phrase("The office has no circles of readers.", "未设传阅范围。")
    public static let circleEmpty = Phrase("name at least one reader", "至少写一名传阅人")
    public static let registerIsOld = Phrase("(kept at revision %1; a newer one comes with the program: adopt)", "（现用第%1版，程序附有新版：adopt）")
    public static let registerAdopted = Phrase("%1: revision %2 → %3", "%1：第%2版 → 第%3版")
    /// What a register adopted has no place for goes on by the revision it began with.
    public static let registerTakesStep = Phrase("%1: “%2” is no longer taken, only asked for, by %3.", "%1：“%2”今后须请求，不再由%3直接办理。")
    public static let registerStrands = Phrase(
        "%1: %2 in the state “%3”, which the new definition does not have, go on by revision %4.",
        "%1：处于“%3”状态的 %2 件，新定义没有该状态，仍按第%4版办理。")
    public static let registersNew = Phrase("The registers are as new as the program's.", "登记簿定义已是最新。")
    static let chipGiveBack = Phrase("give back", "清退")
    public static let sheetGiveBack = Phrase("Papers to give back", "清退清单")
    public static let columnCopyNumber = Phrase("Copy number", "份号")
    public static let columnCopies = Phrase("Copies", "份数")
    public static let columnGiveBackOn = Phrase("Give back on", "清退日期")
    public static let columnReceipt = Phrase("Received by", "签收")
    public static let giveBackLate = Phrase("(late)", "（逾期）")
    static let checkSeveralAddressees = Phrase("a request to several addressees: %1", "请示多头主送：%1")
    static let checkAddressedToLeader = Phrase("a request addressed to a leader personally: %1", "请示直送领导个人：%1")
    static let checkRequestInReport = Phrase("a report that carries a request: “%1”", "报告夹带请示事项：“%1”")
    static let checkNoSigner = Phrase("an upward paper (%1) without its signer", "上行文（%1）未标注签发人")
    static let checkNoContact = Phrase("a request without contact and telephone", "请示未注明联系人和电话")
    static let checkAttachmentMissing = Phrase("attachment listed but not here: %1", "所列附件缺失：%1")
    static let checkNumberForm = Phrase("form of the number: %1", "文号格式：%1")
}

extension Speaker {
    /// Why a value is proposed.
    public func callAsFunction(_ reason: Routing.Reason) -> String {
        switch reason {
        case .rule(let name): self(.reasonRule, name)
        case .habit(let times, let papers): self(.reasonHabit, String(times), String(papers))
        }
    }

    /// What the check found, in one line.
    public func callAsFunction(_ finding: PreliminaryCheck.Finding) -> String {
        let phrase: Phrase =
            switch finding.kind {
            case .severalAddressees: .checkSeveralAddressees
            case .addressedToLeader: .checkAddressedToLeader
            case .requestInReport: .checkRequestInReport
            case .noSigner: .checkNoSigner
            case .noContact: .checkNoContact
            case .attachmentMissing: .checkAttachmentMissing
            case .numberForm: .checkNumberForm
            }
        return finding.ground.rawValue + " " + self(phrase, finding.words)
    }

    /// The name of one of the four lists a person has.
    public func list(_ condition: Filter.Condition) -> String {
        switch condition {
        case .todo: self(.listTodo)
        case .toread: self(.listToRead)
        case .handled: self(.listHandled)
        case .read: self(.listRead)
        default: condition.rawValue
        }
    }

    /// A circulation in one line: how many have read it, who has not and why, who was passed over, who it was taken back from.
    public func circulation(_ matter: Matter, _ directory: Directory) -> String {
        let readers = matter.readers
        func name(_ reader: Reader) -> String { directory.name(reader.person) ?? reader.person }
        let waiting = readers.filter { !$0.isDone }.map { reader in
            reader.read != nil ? self(.readerOwes, name(reader)) : reader.passedOver ? self(.readerLater, name(reader)) : name(reader)
        }
        let lateral = readers.filter(\.isLateral).map { self(.readerLateral, name($0)) }
        var parts = [self(.readOf, String(readers.count(where: \.isDone)), String(readers.count))]
        if let purpose = readers.compactMap(\.purpose).first { parts.append(purpose) }
        if !waiting.isEmpty { parts.append(waiting.joined(separator: "、")) }
        if !lateral.isEmpty { parts.append(lateral.joined(separator: "、")) }
        let recalled = matter.recalledReaders.map(name)
        if !recalled.isEmpty { parts.append(self(.readersRecalled, recalled.joined(separator: "、"))) }
        return parts.joined(separator: " · ")
    }

    /// Who signed for it and who answered, the lead first.
    public func handlers(_ matter: Matter, _ directory: Directory, now: Moment) -> String {
        matter.handlers.map { handler in
            let name = (directory.name(handler.id) ?? handler.id) + (handler.signedBy.map { "（\($0)）" } ?? "")
            if let answered = handler.answered { return self(.handlerAnswered, name, short(answered, now: now)) }
            return handler.signed.map { self(.handlerSigned, name, short($0, now: now)) } ?? self(.handlerWaits, name)
        }.joined(separator: language.isChinese ? "、" : ", ")
    }
}
