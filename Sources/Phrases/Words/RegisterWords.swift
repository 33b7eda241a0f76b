import Office

extension Phrase {
    static let faultyDefinition = Phrase("The definition of “%1” is not adopted: %2.", "“%1”的定义有误，未采用：%2。")
    static let revisionTaken = Phrase(
        "“%1” has this revision already, with other words: raise `revision` to %2, or leave it out.",
        "“%1”已有此版，内容不同：请将 revision 改为 %2，或不写 revision。")
    static let strandingMatters = Phrase(
        "“%1” is not adopted: %3 stand in “%2”, which the new definition does not have: %4. Take them on first, or leave them to the revision they have with --leave.",
        "“%1”未采用新定义：有 %3 件处于“%2”，新定义没有该状态：%4。请先办理，或用 --leave 让其仍按原版办理。")
    static let otherRegister = Phrase(
        "“%1” is not adopted: the office's register “%3” takes %2, and this one would not. Give yours another `id`.",
        "“%1”未采用：代号 %3 的登记簿承接%2，此定义不能。请将 id 改为其他代号。")
    static let otherRegisterLacks = Phrase(
        "“%1” is not adopted: the office's register “%4” takes %2, and this one lacks its fields: %3. Give yours another `id`, or add them.",
        "“%1”未采用：代号 %4 的登记簿承接%2，此定义缺少其内容：%3。请将 id 改为其他代号，或补上这些内容。")
    static let retiringStanding = Phrase(
        "“%1” is not retired: it takes %2, and no other register does. Adopt one with `default: [%3]` first.",
        "“%1”不能停用：%2由其承接，别无登记簿承接。请先采用写有 default: [%3] 的登记簿。")
    static let standingPapers = Phrase("papers that come in", "收到的公文")
    static let standingLines = Phrase("lines of quick capture without a prefix", "不带前缀的随手记")
    static let standingAnswers = Phrase("answers to papers", "对来文的答复")
    static let problemUnasked = Phrase(
        "nobody could take the step “%1”: it needs “%2”, and does not ask for it (asks: [%2])", "步骤“%1”无人能办：需要“%2”而未填写（asks: [%2]）")
    static let problemUnaskedTarget = Phrase(
        "nobody could take the step “%1”: it hands over and asks for nobody (asks: [target], or [leader])",
        "步骤“%1”无人能办：移交而不问交给谁（asks: [target]，送领导写 [leader]）")
    public static let doctorRegistersDiffer = Phrase(
        "the office's own, in other words than the program's: %1; `banshi register adopt --shipped ID` takes the program's",
        "与程序附带的不同，为本单位自定：%1；可用 banshi register adopt --shipped 代号 改用程序附带的")
    public static let registerAdoptedAlready = Phrase(
        "%1: adopted already, as it stands in the file (revision %2).", "%1：已经采用，与文件一致（第%2版）。")
    public static let registerDisplaces = Phrase("%1: takes %2 from now on, no longer “%3”.", "%1：%2自即日起由其承接，不再由“%3”承接。")
    public static let registerStepVacant = Phrase(
        "%1: nobody is %3, for whom “%2” is kept; until somebody is, it falls to the director, and to everybody where there is none.",
        "%1：“%2”限%3办理，现无人任此角色；在有人之前由主任办理，没有主任的人人可办。")
    static let retiringOpen = Phrase(
        "“%1” is not retired: %2 are not concluded: %3.", "“%1”不能停用：尚有 %2 件未办结：%3。")
    static let registerRetired = Phrase("“%1” is retired: it takes no new matter.", "“%1”已停用，不再登记新事项。")
    public static let registerRetiredAlready = Phrase("“%1” is retired already.", "“%1”已经停用。")
    public static let registerRetiredNow = Phrase(
        "“%1” takes no new matter from now on; what is there stays readable.", "“%1”自即日起不再登记新事项，已有的仍可查阅。")
    public static let registerIsRetired = Phrase("(retired)", "（已停用）")
    public static let registerOffered = Phrase(
        "%1  %2  (comes with the program; take it by: banshi register adopt --shipped %1)",
        "%1  %2  （程序附带，尚未采用：banshi register adopt --shipped %1）")
    public static let registersOffered = Phrase(
        "Registers that come with the program: %1; take them by: banshi register adopt --shipped",
        "程序附带的登记簿：%1；采用：banshi register adopt --shipped")
    public static let registerTaken = Phrase("%1: adopted, revision %2", "%1：已采用，第%2版")
    static let registerDropsField = Phrase("%1: the field “%2” is gone; no open matter holds anything in it.", "%1：不再有“%2”一项，未办结的均未填写。")
    static let registerDropsFilled = Phrase(
        "%1: the field “%2” is gone; %3 open matters hold something in it, which stays in their history (banshi history NUMBER --json).",
        "%1：不再有“%2”一项，未办结的有 %3 件已填，内容仍在其办理全程中（banshi history 编号 --json）。")
    public static let registerFileThere = Phrase("%1 is there already; nothing was written.", "%1 已存在，未写入。")
    public static let registerWritten = Phrase(
        "%1 is written. See it with: banshi register preview %1; take it into the office with: banshi register adopt %1",
        "已写入 %1。预览：banshi register preview %1；采用：banshi register adopt %1")
    public static let registerIDTaken = Phrase("There is a register “%1” already: name another with --id.", "已有登记簿“%1”，请用 --id 另定代号。")
    public static let registerOptionWrong = Phrase("%1: %2.", "%1：%2。")
    public static let askRegisterName = Phrase("1/5 What is the register called? (用车/Cars)", "1/5 登记簿叫什么？（如：用车/Cars）")
    public static let askRegisterID = Phrase("2/5 Its id, the file's name? (Enter: %1)", "2/5 代号，也是文件名？（回车：%1）")
    public static let askRegisterPrefix = Phrase("2/5 The prefix of its numbers? (Enter: %1)", "2/5 编号前缀？（回车：%1）")
    public static let askRegisterFields = Phrase(
        "3/5 What does one record hold? A line each, name/English:kind; an empty line ends. Kinds: %1",
        "3/5 每件记哪些内容？每行一项，名称/英文:类型，空行结束。类型：%1")
    public static let askRegisterApproval = Phrase(
        "4/5 Does it need approval, by which role? (leader, director, keeper …; Enter: no)", "4/5 是否要批准，由何角色？（如 领导、主任；回车：不需要）")
    public static let askRegisterHanded = Phrase(
        "4/5 Is it handed to somebody, and does it come back? (y; Enter: no)", "4/5 是否移交他人并交回？（是；回车：否）")
    public static let askRegisterLimit = Phrase(
        "5/5 Has it a limit? (3 for 3 working days, 48 hours; Enter: none)", "5/5 有无时限？（3 即3个工作日，或 48小时；回车：无）")
    public static let expectsRegisterField = Phrase("name/English:kind, kinds: %1; choices behind choice:", "名称/英文:类型，类型：%1；选项写在“选项:”之后")
    public static let expectsRegisterAnswer = Phrase("3, 5 workdays, 48 hours", "3、5个工作日、48小时")
    public static let callNameOfOther = Phrase(
        "A line of quick capture that begins with “%1:” goes to “%2”, which has that word.", "随手记以“%1:”开头的归入登记簿“%2”，该词已属后者。")
    public static let callNameOfDesk = Phrase(
        "A line of quick capture that begins with “%1:” is read otherwise, not as one of this register.", "随手记以“%1:”开头的另有含义，不归入本登记簿。")
    public static let previewCapture = Phrase("Quick capture: %1", "随手记：%1")
    public static let previewForm = Phrase("Form (› behind “more”)", "表单（› 在“更多”之后）")
    public static let previewMore = Phrase("›", "›")
    public static let previewList = Phrase("List, at 80 columns", "列表（80列）")
    public static let previewSteps = Phrase("Steps from each state", "各状态可办的步骤")
    public static let previewOpens = Phrase("← a new one", "← 新登记")
    public static let previewLimit = Phrase("Limit: %1 (%2)", "时限：%1（%2）")
    public static let previewNeeded = Phrase("needed for: %1", "必填于：%1")
    public static let previewBy = Phrase("by %1", "由%1")
    public static let previewAsks = Phrase("asks %1", "填写 %1")
    static let andMore = Phrase("%1 and %2 more", "%1 等，另有 %2 件")
}

extension Speaker {
    /// What a register stands for.
    public func callAsFunction(_ standing: RegisterUses.Standing) -> String {
        switch standing {
        case .papers: self(.standingPapers)
        case .lines: self(.standingLines)
        case .answers: self(.standingAnswers)
        }
    }

    /// That a field is gone with a definition, and where what stands in it is still read.
    public func gone(_ gone: Adoption.Gone, from definition: RegisterDefinition) -> String {
        let (register, field) = (self(definition.name), self(gone.field.name))
        if gone.open.count == 0 { return self(.registerDropsField, register, field) }
        return self(.registerDropsFilled, register, field, gone.open.text)
    }

    /// What stands between the items of a list.
    var listSeparator: String { language.isChinese ? "、" : ", " }

    /// The first of many by their numbers, and how many there are besides.
    func named(_ numbers: [String], of count: Int) -> String {
        let list = numbers.joined(separator: listSeparator)
        return count > numbers.count ? self(.andMore, list, String(count - numbers.count)) : list
    }
}
