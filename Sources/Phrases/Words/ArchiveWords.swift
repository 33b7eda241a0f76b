import Office

/// Words of the archive and of lending.
extension Phrase {
    static let filedLate = Phrase(
        "The files of %1 are frozen: a paper filed later needs a note saying why.", "%1 年档案已固化，补归须写明补归说明。")
    static let filesFrozen = Phrase("The files of %1 are frozen; nothing is taken out of them.", "%1 年档案已固化，不能撤回。")
    static let laterItems = Phrase(
        "Item numbers of %1 run without gaps: take back what was archived after these first.", "%1 年件号须连续：请先撤回其后归档的文件。")
    static let lentOut = Phrase("It is out already: %1.", "已借出：%1。")
    static let notLent = Phrase("%1 is not lent out.", "%1 没有借出。")
    static let borrowerIsLate = Phrase("Not lent: the borrower must first bring back %1, which is overdue.", "不能借出：该借阅人逾期未还 %1，请先归还。")
    static let renewedOnce = Phrase("A loan is renewed once (%1); let it come back first.", "只能续借一次（%1），请先归还。")
    static let consentNeeded = Phrase("Outsiders borrow with consent (%1); name who approved it.", "外单位借阅须经同意（%1），请写明批准人。")

    static let chipLoanDue = Phrase("loan due", "借阅到期")
    static let chipLoanLate = Phrase("loan %1 d late", "借阅逾期%1天")
    static let noteCorrection = Phrase("correction", "勘误")
    public static let didLend = Phrase("lent", "借出")
    public static let didGiveBack = Phrase("given back", "归还")
    static let didRenew = Phrase("loan renewed", "续借")
    static let didCorrect = Phrase("corrected", "勘误")

    public static let labelLoan = Phrase("Loan", "借阅")
    public static let loanOut = Phrase("out with %1, due %2", "借出 %1 应还 %2")
    public static let loanLate = Phrase("%1 d late", "逾期%1天")
    public static let loanBack = Phrase("%1, back %2", "%1 已还 %2")
    public static let loanCopied = Phrase("%1, copied %2", "%1 复制 %2")
    public static let loanPages = Phrase("%1 pages counted, %2 on record", "清点 %1 页，登记 %2 页")
    public static let loansNone = Phrase("Nothing is out.", "没有借出的文件。")

    public static let archiveDeadline = Phrase("%1 is to be filed by %2: %3 days left (%4).", "%1 年文件须于 %2 前归档，还有 %3 天（%4）。")
    public static let archiveDeadlinePast = Phrase("%1 was to be filed by %2: %3 days late (%4).", "%1 年文件应于 %2 前归档，已逾期 %3 天（%4）。")
    public static let archiveCounts = Phrase(
        "Open %1 · to put away %2 · incomplete %3 · ready %4 · archived %5", "在办 %1 · 待存查 %2 · 不齐全 %3 · 待归档 %4 · 已归档 %5")
    public static let archiveFrozenOn = Phrase("Frozen on %1: what comes now is filed late (补归).", "已于 %1 固化，此后归入的为补归。")
    public static let whyOpen = Phrase("still open", "在办")
    public static let whyNotPutAway = Phrase("concluded, not put away", "已办结未存查")
    public static let whyNoSlip = Phrase("no slip printed", "缺处理单")
    public static let whyNoPaper = Phrase("no paper enclosed", "缺正本（未附文件）")
    public static let whyNoTerm = Phrase("no retention term", "保管期限未定")
    public static let whyKept = Phrase("kept to those who need to know", "限知悉范围")
    public static let planBox = Phrase("%1 · %2 · box %3", "%1 · %2 · 第%3盒")
    public static let planLeft = Phrase("Left out: %1 (%2)", "未列入：%1（%2）")
    public static let nothingArchived = Phrase("Nothing of %1 is archived.", "%1 年没有已归档文件。")
    public static let planEmpty = Phrase("Nothing of %1 waits to be archived.", "%1 年没有待归档文件。")
    public static let planTotal = Phrase("%1 papers in %2 boxes. Do it: banshi archive box %3", "共 %1 件 %2 盒。执行：banshi archive box %3")
    public static let boxed = Phrase(
        "Archived %1 papers of %2: %3 – %4. One act: banshi undo takes it back.", "%2 年归档 %1 件：%3 至 %4。可用 banshi undo 整批撤销。")
    public static let frozen = Phrase(
        "The files of %1 are frozen: %2 papers; %3 still wait and would be filed late.", "%1 年档案已固化：共 %2 件；尚有 %3 件未归，此后为补归。")
    public static let frozenAlready = Phrase("The files of %1 are frozen already.", "%1 年档案已经固化。")
    public static let fondsNone = Phrase(
        "No fonds number; codes stand without it. Set one: banshi archive fonds Z109", "未设全宗号，档号中不含。设置：banshi archive fonds Z109")
    public static let fondsSet = Phrase("Fonds number %1, for papers archived from now on.", "全宗号 %1，用于此后归档的文件。")
    public static let fondsForm = Phrase("four capital letters or digits, such as Z109", "四位大写字母或数字，如 Z109")
    public static let unitCodeForm = Phrase("one to four capital letters or digits, such as ZHK", "一至四位大写字母或数字，如 ZHK")
    public static let termSet = Phrase("%1: kept %2", "%1：保管期限 %2")
    public static let termForm = Phrase("permanent (永久), 30 years (30年) or 10 years (10年)", "永久、30年 或 10年")
    public static let scheduleRules = Phrase("Rules of the office: %1", "本单位规则：%1 条")
    public static let scheduleDefaults = Phrase("Defaults of this program, where none of these fits:", "本程序默认规则（本单位规则均不符合时）：")
    public static let scheduleTaken = Phrase("%1: %2 rules taken; they go before the defaults.", "%1：已采用 %2 条规则，优先于默认规则。")
    public static let scheduleRefused = Phrase("%1 problems; nothing was taken.", "有 %1 处问题，未采用。")
    public static let correctionKept = Phrase("%1: the correction stands beside the record.", "%1：已记勘误，原记录不变。")
    public static let lateFiling = Phrase("filed late: %1", "补归：%1")
    public static let correctionRemark = Phrase("correction: %1", "勘误：%1")

    public static let sheetSpine = Phrase("Box spine", "档案盒盒脊")
    public static let sheetRemarks = Phrase("Remarks on a box", "备考表")
    public static let sheetStamp = Phrase("Archive stamp", "归档章")
    public static let sheetAppraisal = Phrase("Appraisal list of %1", "%1 年档案鉴定清册")
    public static let sheetTransfer = Phrase("Transfer notice (a notice, no order)", "移交提示（仅供提示）")
    public static let sheetTermLabel = Phrase("Retention", "保管期限")
    public static let stampNotArchived = Phrase("%1 is not archived; it has no stamp.", "%1 尚未归档，没有归档章。")
    public static let labelFonds = Phrase("Fonds", "全宗号")
    public static let labelYear = Phrase("Year", "年度")
    public static let labelUnit = Phrase("Unit", "机构")
    public static let labelItems = Phrase("Items", "起止件号")
    public static let labelItem = Phrase("Item", "件号")
    public static let labelBoxNumber = Phrase("Box no.", "盒号")
    public static let labelCount = Phrase("Papers", "件数")
    public static let labelSituation = Phrase("Remarks", "情况说明")
    public static let labelArranger = Phrase("Arranged by", "整理人")
    public static let labelChecker = Phrase("Checked by", "检查人")
    public static let labelOnDay = Phrase("Date", "日期")
    public static let pagesPartly = Phrase("%1, and %2 papers not counted", "%1，另有 %2 件未计页数")
    public static let columnExpires = Phrase("Expires", "到期")
    public static let columnAppraisal = Phrase("Appraisal", "鉴定意见")
    public static let columnTenYears = Phrase("10 years (county)", "满10年（县级）")
    public static let columnTwentyYears = Phrase("20 years (city and above)", "满20年（市级及以上）")
    public static let dueWord = Phrase("due", "到期")
    public static let appraisalRemark = Phrase(
        "Terms over by the end of %1. People appraise; this program destroys nothing (档案法 §21).", "截至 %1 年底保管期限已满。由人鉴定，本程序不销毁任何档案（档案法 §21）。"
    )
    public static let transferRemark = Phrase("档案法实施条例 (2024) §20; may be put off or brought forward.", "档案法实施条例（2024）§20，可依法延期或提前。")

    static let levelSuperior = Phrase("from above", "上级")
    static let levelSubordinate = Phrase("from below", "下级")
    static let levelPeer = Phrase("from peers", "平级")
    static let levelInternal = Phrase("internal", "内设")

    public static let keyLend = Phrase("lend", "借出")
    public static let keyGiveBack = Phrase("given back", "归还")
    static let loanRenewed = Phrase("once renewed", "已续借")
}

extension Speaker {
    /// How a loan stands: `借出 王芳 应还 12-03`.
    public func loan(_ loan: Loan, on today: Day, directory: Directory) -> String {
        let name = directory.name(loan.borrower) ?? loan.borrower
        func day(_ day: Day) -> String { day.year == today.year ? day.monthAndDay : day.iso }
        var parts: [String] = []
        if loan.kind == .copied {
            parts.append(self(.loanCopied, name, day(zone.day(of: loan.out))))
        } else if let back = loan.back {
            parts.append(self(.loanBack, name, day(zone.day(of: back))))
        } else {
            parts.append(self(.loanOut, name, loan.due.map(day) ?? "–"))
            if let days = loan.daysLate(on: today) { parts.append(self(.loanLate, String(days))) }
            if loan.renewals > 0 { parts.append(self(.loanRenewed)) }
            if loan.kind != .taken { parts.append(self(loan.kind.name)) }
        }
        parts += [loan.reason, loan.condition].compactMap { $0 }
        return parts.joined(separator: " · ")
    }

    /// How a sender stands to the office.
    public func level(_ level: Unit.Level) -> String {
        switch level {
        case .superior: self(.levelSuperior)
        case .subordinate: self(.levelSubordinate)
        case .peer: self(.levelPeer)
        case .internal: self(.levelInternal)
        }
    }

    public func why(_ reason: FilingCheck.Reason) -> String {
        switch reason {
        case .open: self(.whyOpen)
        case .notPutAway: self(.whyNotPutAway)
        case .noSlip: self(.whyNoSlip)
        case .noPaper: self(.whyNoPaper)
        case .noTerm: self(.whyNoTerm)
        }
    }

    /// What a catalogue and a box say of a paper beside its columns: that it was filed late, what was put right.
    public func filingRemarks(_ matter: Matter) -> [String] {
        (matter.lateNote.map { [self(.lateFiling, $0)] } ?? []) + matter.corrections.map { self(.correctionRemark, $0.text) }
    }
}

extension MatterSheet {
    /// Where it stands in the archive: code, term, box, and that it was filed late.
    var filing: [(label: Phrase, text: String)] {
        var lines: [(label: Phrase, text: String)] = []
        if let code = matter.field("archiveNumber") { lines.append((.columnArchiveNumber, code)) }
        if let term = matter.field("retention").flatMap(ArchivalCode.Term.init(named:)) {
            lines.append((.sheetTermLabel, speaker(term.name)))
        }
        if let box = matter.boxNumber { lines.append((.labelBoxNumber, String(box))) }
        if let pages = matter.pages { lines.append((.columnPages, String(pages))) }
        if let note = matter.lateNote { lines.append((.columnRemark, speaker(.lateFiling, note))) }
        return lines
    }

    /// The loans of a paper: the open one, else the last three.
    var loans: [String] {
        let today = zone.day(of: now)
        if let open = matter.openLoan { return [speaker.loan(open, on: today, directory: directory)] }
        return matter.loans.suffix(3).map { speaker.loan($0, on: today, directory: directory) }
    }
}
