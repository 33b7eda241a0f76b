extension Phrase {
    public static let founded = Phrase("Made the office “%1” in %2.", "已在 %2 建立“%1”。")
    public static let unknownProfile = Phrase("No profile “%1”: secretary, general or full.", "没有“%1”类型：secretary、general 或 full。")
    public static let unknownGroup = Phrase("This machine has no group “%1”.", "本机没有用户组“%1”。")
    public static let unknownAction = Phrase("“%1” is not one of: %2.", "“%1”无效，可用：%2。")
    public static let unknownCommand = Phrase("There is no command “%1”; banshi --help lists them.", "没有“%1”命令，banshi --help 列出全部命令。")
    public static let unknownCommandNear = Phrase("There is no command “%1”; did you mean “%2”?", "没有“%1”命令，是否为“%2”？")
    public static let actBeforeArrival = Phrase(
        "Recorded as done on %1, before the matter came on %2. If that is a slip: banshi undo.",
        "已按 %1 办理记录，早于该事项收到之日 %2；若日期有误，请 banshi undo。")
    public static let onFuture = Phrase("--on %1 lies in the future; an act is recorded when it has been done.", "--on %1 在将来；办完才能记录。")
    public static let noticeEmpty = Phrase("%1 names no year or no days; the year stays provisional.", "%1 没有年份或日期，该年仍为暂定。")
    public static let nameNeeded = Phrase("A name is needed.", "请给出名称。")
    public static let fileNeeded = Phrase("A file is needed.", "请给出文件。")
    public static let fieldsToAmend = Phrase("field=value is needed; fields: %1", "缺少“字段=内容”，可用字段：%1")
    public static let importUnnumbered = Phrase(
        "%1 rows have no number yet: the step “%2” gives it (banshi do HANDLE %3).", "%1 件尚无编号，由“%2”一步编号（banshi do 代号 %3）。")
    public static let fieldEqualsValue = Phrase("“%1” is not field=value.", "“%1”应写作 字段=内容。")
    public static let optionNotRead = Phrase("%1 “%2” cannot be read; expected %3.", "无法识别 %1 “%2”，应为 %3。")
    public static let optionNeeded = Phrase("%1 is needed.", "缺少 %1。")
    public static let expectsDayWords = Phrase("a date such as 2026-11-25, fri, +3wd", "日期，如 2026-11-25、周五、3个工作日")
    public static let expectsClearance = Phrase(
        "the ground and by whom: \"false alarm, title of a film; Zhang Min\"", "依据和由谁认定：“误报，系片名；张敏”")
    public static let expectsMomentWords = Phrase("a time such as 2026-11-25T14:00", "时间，如 2026-11-25T14:00")
    public static let expectsLengthWords = Phrase("5 workdays, 15 days, 48 hours or 1 month", "5个工作日、15日、48小时、1个月")
    public static let importNoHeading = Phrase("%1: line 1: no column is headed %2.", "%1：第1行：没有“%2”列。")
    public static let importNoSheet = Phrase("%1: no column of any sheet is headed %2; sheets: %3", "%1：各工作表都没有“%2”列；工作表：%3")
    public static let importUnknownSheet = Phrase("%1: no sheet is called “%2”; sheets: %3", "%1：没有名为“%2”的工作表；工作表：%3")
    public static let importSheetless = Phrase("%1: the file has no sheets, so none is called “%2”", "%1：该文件没有工作表，也就没有“%2”")
    public static let tableSheets = Phrase("sheet “%1” is read; not read: %2", "读取工作表“%1”；未读取：%2")
    public static let tableHiddenSheets = Phrase("hidden sheets, not read: %1", "隐藏的工作表，未读取：%1")
    public static let tableHiddenRows = Phrase("hidden rows, read as well: %1", "隐藏的行，一并读取：%1")
    public static let tableHiddenColumns = Phrase("hidden columns, read as well: %1", "隐藏的列，一并读取：%1")
    public static let tableBands = Phrase("headings and notes across the table, not read as rows: %1", "横贯全表的标题或说明，不作为数据行：%1")
    public static let cellError = Phrase("the cell shows an error: %1", "单元格显示错误：%1")
    public static let cellUnworked = Phrase(
        "a formula without a value; open the file in the spreadsheet and save it", "公式没有计算结果；请用表格软件打开并保存一次")
    public static let cellRounded = Phrase(
        "%1 was kept as a number of more than 15 digits and may have lost its last ones; make the cell a text",
        "%1 以数字存放，超过15位，末几位可能已丢失；请改为文本格式")
    public static let tablePeople = Phrase("People", "人员名录")
    public static let tableUnits = Phrase("Units", "单位名录")
    public static let tablePlaces = Phrase("Rooms", "会议室")
    public static let colon = Phrase(": ", "：")
    public static let importNameTwice = Phrase(
        "“%1” stands in line %2 already; add --same-name if it is another", "“%1”与第%2行同名；确为另一个请加 --same-name")
    public static let field = Phrase("field", "字段")
    public static let importClassified = Phrase(
        "It bears the mark “%1”. No state secret may be handled on this machine: stop, disconnect the network, delete nothing yourself, tell the secrecy officer. It was not kept.",
        "此处标有“%1”。本机不得处理国家秘密：停止操作、断开网络、不要自行删除、报告保密员。此处内容未保存。")
    public static let importQuote = Phrase("a quotation mark is never closed", "引号没有闭合")
    public static let importReading = Phrase("Rows looked at: %1 of %2", "已检查 %1／%2 行")
    public static let importProgress = Phrase("Rows: %1 of %2", "已处理 %1／%2 行")
    public static let importStopped = Phrase(
        "%1: stopped, %2 of %3 rows dealt with; what is recorded stays (one undo takes it back), the same command takes the rest.",
        "%1：已停止，%3 行中处理了 %2 行；已写入的保留（撤销一次即全部撤回），重复同一命令导入其余。")
    public static let importStoppedDry = Phrase(
        "%1: stopped, %2 of %3 rows looked at; nothing is recorded.", "%1：已停止，%3 行中检查了 %2 行；未写入任何内容。")
    public static let importSummary = Phrase("%1: %2 taken, %3 changed, %4 same, %5 refused", "%1：新增 %2，变更 %3，相同 %4，拒收 %5")
    public static let exportNoJSON = Phrase(
        "export has no --json: what it writes is named by --format. As JSON: list, people list, units list, places list, agenda --json.",
        "export 不支持 --json，输出格式请用 --format；需要 JSON 请用 list、people list、units list、places list、agenda 加 --json。")
    public static let importInto = Phrase(
        "%1 is no calendar: say what it holds with --into people, units, places, notices or a register.",
        "%1 不是日历，请用 --into 指明类型：people、units、places、notices 或登记簿。")
    public static let calendarFold = Phrase(
        "a line that belongs to nothing (a long line is continued by a blank at its beginning): %1", "此行不属于任何项目（续行须以空格开头）：%1")
    public static let calendarDate = Phrase("a date that cannot be read is left out: %1", "日期无法识别，已略去：%1")
    public static let calendarRule = Phrase(
        "a rule that cannot be read; of this series only the first day is shown: %1", "重复规则无法识别，该系列仅显示首日：%1")
    public static let calendarLunar = Phrase(
        "a lunar rule is expanded for the lunar years %1 only", "农历重复规则仅在农历 %1 年内展开")
    public static let calendarSwapped = Phrase(
        "it ends before it begins; the two are taken the other way round: %1", "结束早于开始，已按对调处理：%1")
    public static let calendarFileLeftOut = Phrase("a file within the calendar is left out", "日历内嵌的文件未收入")
    public static let eventWithoutStart = Phrase("an event without a readable start", "事件没有可识别的开始时间")
    public static let dropTaken = Phrase("From the drop folder: %1", "收件夹收到：%1")
    public static let dropKnown = Phrase("%1 (here already)", "%1（已有）")
    public static let dropLeft = Phrase("Left in the drop folder: %1 (%2)", "收件夹中未收：%1（%2）")
    public static let dropEmpty = Phrase("The drop folder %1 is empty.", "收件夹 %1 是空的。")
    public static let intakeDuplicateHow = Phrase(
        "Same: nothing to do. New version: receive --new-version %1. Different: receive --again %1.",
        "同一件：无须处理；新版本：receive --new-version %1；不同：receive --again %1")
    public static let intakeVersion = Phrase("%1: put to %2 %3 as a version", "%1：作为新版本附入 %2 %3")
    public static let intakeLikeness = Phrase("Reads %1% like %2; the same paper? Then: undo", "文字与 %2 相近（%1%）；若为同一件可用 undo 撤销")
    public static let intakeDuplicate = Phrase("%1: the same paper is here: %2 %3", "%1：该文已在：%2 %3")
    public static let lineNumber = Phrase("line %1", "第%1行")
    public static let searchTotal = Phrase("%1 found", "共 %1 件")
    public static let filterNamesNothing = Phrase(
        "“%1” names nothing to look for: a letter, a digit or a Chinese character is needed.", "“%1”没有可供查找的字：须有文字、字母或数字。")
    public static let listTotal = Phrase("%1 of %2", "%1/%2 件")
    public static let importOwnSeries = Phrase(
        "“%1” is a repeating meeting of this office: change it here, not in the file.", "“%1”是本办公室自己的周期性会议，请在本系统中修改。")
    public static let meetingHasNoSteps = Phrase(
        "%1 is a meeting and has no steps: e in the desk's calendar changes it, `banshi show %1` shows it.",
        "%1 是会议，没有办理步骤：在界面的日程中按 e 修改，用 banshi show %1 查看。")
    public static let importAnswer = Phrase(
        "“%1” is an answer, not an invitation; nothing changed.", "“%1”是对通知的答复，不是会议通知，未作改动。")
    public static let importOlder = Phrase(
        "“%1” is older than what %2 says; nothing changed.", "“%1”早于已有的 %2，未作改动。")
    public static let importKeptChange = Phrase(
        "%1 “%2” was changed here, and the file is no newer: it stays as it is here.", "%1“%2”已在本系统改动，文件并非新版，保留现有内容。")
    public static let importOverChange = Phrase(
        "%1 “%2” was changed here; the newer file takes its place.", "%1“%2”曾在本系统改动，现按新版文件更新。")
    public static let importRooms = Phrase(
        "For all places of the file: --rooms ours, or --rooms outside.", "整个文件一并指定：--rooms ours（本机关），或 --rooms outside（外单位）。")
    public static let undoIt = Phrase("Undo it", "撤销")
    public static let leaveIt = Phrase("Leave it", "不撤销")
    static let doneElsewhere = Phrase(
        "Done at another terminal (%1), %2. Undo it?", "在另一终端（%1）办理，%2。要撤销吗？")
    public static let undone = Phrase("Undone: %1", "已撤销：%1")
    public static let redone = Phrase("Redone: %1", "已重做：%1")
    public static let verifyWhole = Phrase("%1 entries, the chain is whole.", "共 %1 条，链条完整。")
    public static let verifyBroken = Phrase("%1 entries; the first broken one is %2.", "共 %1 条，首个断点：%2。")
    public static let verifyGaps = Phrase("Missing: %1", "缺号：%1")
    public static let verifyBackdated = Phrase("Entries recorded later than their act: %1", "补记（记录号）：%1")
    public static let verifyErased = Phrase("Erased payloads: %1", "已依法清除内容：%1")
    public static let verifyErasing = Phrase(
        "Something erased can still be found in the files: a reader kept it there. It goes when the office is next opened for writing.",
        "有已清除的内容仍留在数据文件中（有程序正在读取），下次写入时清除干净。")
    public static let verifyMissing = Phrase("Payloads that are gone and were not erased: %1", "内容缺失（并非依法清除）：%1")
    public static let verifyDamaged = Phrase("Damaged in the database: %1.", "数据库中已损坏：%1。")
    public static let damagedTable = Phrase("table %1", "%1 表")
    public static let damagedIndex = Phrase("index %2 of table %1", "%1 表的索引 %2")
    public static let verifyDamagedFolded = Phrase(
        "Only what is folded from the journal is hit; run: banshi rebuild", "受损的只是由日志推算出的部分，请运行 banshi rebuild")
    public static let verifyDamagedKept = Phrase(
        "Stop writing, keep a copy of the folder, then run: banshi salvage --into NEW",
        "请停止写入，先备份整个文件夹，再运行：banshi salvage --into 新文件夹")
    public static let verifyUnread = Phrase(
        "The log beside the database is damaged: at least %1 changes saved behind the damage are not read. Stop writing, keep a copy of the "
            + "folder, then run: banshi salvage --into NEW",
        "数据库旁的日志文件（-wal）已损坏：损坏处之后至少有 %1 次已保存的改动未被读入。请停止写入，先备份整个文件夹，再运行：banshi salvage --into 新文件夹")
    public static let verifyUnreadable = Phrase(
        "%1 is damaged (%2): its journal cannot be walked to the end. Stop writing, keep a copy of the folder, then run: "
            + "banshi salvage --into NEW, or restore the last backup: banshi restore FILE --into NEW",
        "%1 已损坏（%2），无法读完日志。请停止写入，先备份整个文件夹，再运行：banshi salvage --into 新文件夹，或恢复最近的备份：banshi restore 文件 --into 新文件夹")
    public static let verifyDiffering = Phrase(
        "Rows that differ from their history: %1 (run: banshi rebuild)", "与历史不符的行：%1（请运行 banshi rebuild）")
    public static let rebuilt = Phrase("Folded %1 entries anew.", "已由 %1 条记录重建。")
    public static let verifyPapers = Phrase("%1 papers, each as it was kept.", "文件 %1 份，逐份与保存时一致。")
    public static let verifyFaultyPapers = Phrase(
        "Papers that are missing, unreadable or altered: %1", "缺失、无法读取或被改动的文件：%1")
    public static let verifyHead = Phrase("End of the journal (keep it elsewhere): %1", "日志末条（请另行保存）：%1")
    public static let verifyNoHead = Phrase(
        "%1 holds no end of a journal: a number and 64 digits, as verify prints them.", "%1 中没有日志末条（编号和 64 位摘要，如 verify 所示）。")
    public static let verifyKeptPresent = Phrase(
        "Entry %1 is the one that was kept: nothing up to it was changed, cut off or written anew.", "第 %1 条与另存的一致：此前的记录未被改动、截去或重写。")
    public static let verifyKeptCutOff = Phrase(
        "The journal ends before entry %1, which was kept elsewhere: its newest entries are gone.", "日志没有另存的第 %1 条：较新的记录已缺失。")
    public static let verifyKeptRewritten = Phrase(
        "Entry %1 is not the one that was kept elsewhere: the journal was written anew.", "第 %1 条与另存的不一致：日志曾被重写。")
    public static let verifyCannot = Phrase(
        "A chain without a key cannot show that it was not written anew from some entry on, that its newest entries were not cut off "
            + "(--head compares with an end kept elsewhere), nor who sat at the keyboard.",
        "没有密钥的链条不能证明日志未被整段重写、最新记录未被截去（可用 --head 与另存的末条比对），也不能证明键盘前是谁。")
    public static let allDay = Phrase("all day", "全天")
    public static let cancelled = Phrase("cancelled", "已取消")
    public static let themeFaint = Phrase(
        "%1 has a contrast of %2; below 4.5 it is hard to read", "%1 的对比度为 %2，低于 4.5 不易看清")
    public static let checkFine = Phrase("%1: no problem.", "%1：没有问题。")
    public static let demoMade = Phrase(
        "Made a sample office in %1. Open it with: banshi --office %1", "已在 %1 建立示例办公室。打开：banshi --office %1")

    public static let problemMissing = Phrase("“%1” is missing", "缺少“%1”")
    public static let problemUnexpected = Phrase("“%1” is not known here", "不认识“%1”")
    public static let problemUnexpectedNear = Phrase("“%1” is not known here; did you mean “%2”?", "不认识“%1”，是否为“%2”？")
    public static let problemWrongKind = Phrase("“%1” must be %2", "“%1”应为%2")
    public static let problemUnknownValue = Phrase("“%1” is not one of: %2", "“%1”无效，可用：%2")
    public static let problemRepeated = Phrase("“%1” is given twice", "“%1”重复")
    public static let problemNoSuch = Phrase("there is no %2 “%1”", "没有名为“%1”的%2")
    public static let problemNotPlain = Phrase("not a plain file that can be read", "不是可以读取的普通文件")
    public static let problemUnreachable = Phrase("nothing leads to the state “%1”", "没有任何操作通向状态“%1”")
    static let problemEndless = Phrase("no step leads from the state “%1” to a closed one", "从状态“%1”没有任何操作通向办结")
    static let problemTooMany = Phrase("more “%1” than %2", "“%1”超过 %2 个")
    static let problemUnreadPrefix = Phrase(
        "“%1:” would never be read as a prefix: one or two Chinese characters, or up to eight letters", "“%1：”不会被识别为前缀，应为一至二个汉字或不超过八个字母")
    static let problemTab = Phrase("a tab; use blanks", "使用了制表符，请改用空格")
    static let problemAnchor = Phrase("a name for use elsewhere (&%1); write things out where they are meant", "使用了锚点（&%1），请在用到处直接写出内容")
    static let problemClash = Phrase("the key %1 is taken by “%2”", "按键 %1 已用于“%2”")
    static let problemTaken = Phrase("“%1” is taken by the register “%2”", "“%1”已由登记簿“%2”使用")
    static let problemReserved = Phrase("“%1” means something else already; not to be used: %2", "“%1”另有用途，不可使用：%2")
    public static let problemSyntax = Phrase("not readable as YAML: %1", "不是有效的 YAML：%1")
}
