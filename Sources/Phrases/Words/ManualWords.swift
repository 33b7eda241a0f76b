/// The manual's own words; commands and keys bring theirs along.
extension Phrase {
    public static let manualName = Phrase("NAME", "名称")
    public static let manualPurpose = Phrase("the terminal desk of an administrative office", "办公室的终端工作台")
    public static let manualKeys = Phrase("KEYS", "按键")
    public static let manualCommands = Phrase("COMMANDS", "命令")
    public static let manualNumbers = Phrase("NUMBERS", "编号")
    public static let manualNumbersText = Phrase(
        """
        m117 is a handle, given once and never reused. inbound/117, inbound/2025/117 and in117 name a place in a register,
        a bare 117 this year's in the register meant (else inbound). A reference is read in any bracket form: 〔2026〕 [2026] (2026).
        Several fit: 65 and the candidates. None fits: 66.
        """,
        """
        m117 是永久代号，只给一次、不再使用。inbound/117、inbound/2025/117、in117 指某登记簿中的序号，
        单写 117 指当前登记簿（默认收文）今年的序号。文号可用任意括号：〔2026〕、[2026]、（2026）。
        不止一个符合：退出码 65 并列出；没有符合：66。
        """)
    public static let manualFilters = Phrase("FILTERS", "筛选")
    public static let manualFiltersText = Phrase(
        """
        Terms are joined by AND: word (text, number, pinyin initials), "literal", field:value, field:a,b (or), field<day,
        field>=day, field:none, and a leading - that negates.
        Fields: those of the register, and state owner holder with from dept kind urgency due safe received year
        is:open|overdue|circulating|unprinted|waiting|mine. Fields, states and choices are also read by their names:
        状态:待拟办, 来文单位:财政局; a state's name alone finds its papers, in quotation marks it is a word.
        A number alone finds our own paper of that number before all that mention it.
        """,
        """
        各项之间为“且”：词（文字、文号、拼音首字母）、"原文"、字段:值、字段:甲,乙（或）、字段<日期、字段>=日期、
        字段:none（未填），前加 - 表示排除。
        字段：登记簿各字段，以及 state owner holder with from dept kind urgency due safe received year
        is:open|overdue|circulating|unprinted|waiting|mine。字段、状态、选项也可写中文名：
        状态:待拟办、来文单位:财政局；只写状态名即找该状态的文件，加引号则按文字找。
        只写数字，先找本单位该号的文件，再列提到它的。
        """)
    public static let manualCapture = Phrase("QUICK CAPTURE", "快速记录")
    public static let manualCaptureText = Phrase(
        """
        Review budget @finance #budget !1 due:fri 17:00 sup:Li remind:-30m
        m: tomorrow 14-15 room 3 weekly meeting      said: Director Zhou by phone asked me to send the list by wed
        promise: Ms Li by 17:00 call back            away: Wang Fang tomorrow morning dentist
        every:month 25 payroll repeats, "…" is literal. A date is read wherever it stands; one that cannot be read is refused.
        """,
        """
        审阅预算 @财务科 #预算 !1 截止:周五17:00 督办:李主任 提醒:-30m
        m: 明天14-15点 三楼会议室 例会      说:王县长微信让我周三前送名单
        诺:答应李女士今天17:00前回电        假:王芳明天上午看病 代:陈晓
        每月25日前报工资表 为重复；"…" 为原文。日期写在哪里都能识别，读不懂的日期会报错，不会留在标题里。
        """)
    public static let manualCodes = Phrase("EXIT CODES", "退出码")
    public static let codeDone = Phrase("done", "完成")
    public static let codeUsage = Phrase("wrong use", "用法错误")
    public static let codeData = Phrase("bad data, or more than one fits", "数据有误，或不止一个符合")
    public static let codeNotFound = Phrase("not found", "未找到")
    public static let codeBug = Phrase("our own fault", "程序故障")
    public static let codeCannotCreate = Phrase("cannot be created or opened", "无法创建或打开")
    public static let codeLacking = Phrase("too few open files or processes", "可打开的文件或进程数不足")
    public static let codeStorage = Phrase("reading or writing failed", "读写失败")
    public static let codeBusy = Phrase("busy, or written by a newer program", "正忙，或由更新版本写入")
    public static let codeRefused = Phrase("refused by a rule of the office", "被办公室规则拒绝")
    public static let manualFiles = Phrase("FILES", "文件")
    public static let manualFilesText = Phrase(
        """
        The office's folder holds everything: office.sqlite (with -wal and -shm while in use), files/ with the papers.
        What is put into drop/ is taken in; it may be a link to a folder elsewhere, if you or root made the link. No link in it is followed.
        Copy it with `banshi backup`, never file by file. Themes: themes/ beside the program, $XDG_CONFIG_HOME/banshi/themes.
        F8 keeps the theme chosen at the desk in $XDG_CONFIG_HOME/banshi/theme; BANSHI_BORDERS=ascii does without line drawing.
        BANSHI_NOTIFY=osc9, osc777 or a command tells the desktop that a reminder rings, never of what.
        Keys: `banshi keys` prints them as a file; kept as $XDG_CONFIG_HOME/banshi/keys.yaml it changes them.
        BANSHI_OPEN names the program that opens an enclosure (o); without it the desktop's own, and over SSH a copy is laid out.
        What is opened is a copy; unless a program still shows it or wrote into it, it goes with the desk or when the next one starts.
        BANSHI_OFFICE names the folder, BANSHI_LANG the language, BANSHI_THEME the theme, NO_COLOR turns colours off.
        """,
        """
        办公室文件夹即全部数据：office.sqlite（使用时另有 -wal、-shm），files/ 存放文件原件。
        放进 drop/ 的文件自动收进；drop 可以是指向别处文件夹的链接，但须由本人或 root 建立；其中的链接一律不跟随。
        请用 `banshi backup` 备份，不要逐个复制文件。主题：程序旁的 themes/、$XDG_CONFIG_HOME/banshi/themes。
        在工作台按 F8 选定的配色记在 $XDG_CONFIG_HOME/banshi/theme；BANSHI_BORDERS=ascii 不用制表线。
        BANSHI_NOTIFY=osc9、osc777 或某命令：提醒响起时通知桌面，不含内容。
        按键：`banshi keys` 以文件形式列出；存为 $XDG_CONFIG_HOME/banshi/keys.yaml 即可修改。
        BANSHI_OPEN 指定打开附件（o）的程序；不写用桌面默认程序，远程会话则存出文件并告知位置。
        打开的是副本：没有程序在用、也未被改动的，退出工作台或下次启动时清除。
        BANSHI_OFFICE 指定文件夹，BANSHI_LANG 语言，BANSHI_THEME 主题，NO_COLOR 关闭颜色。
        """)

    public static let keysStandard = Phrase("the standard keys hold", "已用默认按键")

    // Doctor.
    public static let doctorTerminal = Phrase("terminal", "终端")
    public static let doctorNoTerminal = Phrase("none; the desk needs one", "无；工作台需要终端")
    public static let doctorTooSmall = Phrase("%1; the desk needs 40×8", "%1；工作台至少需要 40×8")
    public static let doctorLocale = Phrase("characters", "字符集")
    public static let doctorNotUTF8 = Phrase("%1; set LANG to a UTF-8 locale such as C.UTF-8", "%1；请将 LANG 设为 UTF-8，如 C.UTF-8")
    public static let doctorWidths = Phrase("glyph widths", "字符宽度")
    public static let doctorWidthsFine = Phrase("as the terminal draws them", "与终端一致")
    public static let doctorWidthsDiffer = Phrase("the terminal draws these otherwise: %1", "终端宽度不一致：%1")
    public static let doctorNotProbed = Phrase("not probed without a terminal", "无终端，未测试")
    public static let doctorOffice = Phrase("office", "办公室")
    public static let doctorStorage = Phrase("storage", "存储")
    public static let doctorFiles = Phrase("papers", "文件")
    public static let doctorEnvelopes = Phrase("envelopes", "压缩包和邮件")
    public static let doctorEnvelopesFine = Phrase("opened in memory (%1), never on the disk", "在内存中打开（%1），不落盘")
    public static let doctorEnvelopesDisk = Phrase(
        "opened on the disk (%1): no folder in memory has 600 MiB free", "在磁盘上打开（%1）：没有剩余 600 MiB 以上的内存文件夹")
    public static let doctorFree = Phrase("free space", "可用空间")
    public static let doctorWho = Phrase("you are", "当前操作人")
    public static let doctorRegisters = Phrase("registers", "登记簿定义")
    public static let doctorRegistersFine = Phrase("as the program brings them", "与程序附带的一致")
    public static let doctorRegistersOld = Phrase(
        "registers or newer definitions come with the program: %1; see `banshi register list`, take them with `banshi register adopt --shipped`",
        "程序附有新登记簿或新版：%1；用 banshi register list 查看，用 banshi register adopt --shipped 采用")
    public static let doctorCalendars = Phrase("calendars", "节假日安排")
    public static let doctorCalendarsText = Phrase("notices %1; %2 provisional", "已载入 %1 年；%2 年起为暂定")
    public static let doctorTools = Phrase("optional: %1", "可选：%1")
    public static let doctorMissing = Phrase("missing; %1", "未安装；%1")
    public static let doctorForPDF = Phrase("papers in .pdf (Debian: poppler-utils)", "读取 .pdf（Debian：poppler-utils）")
    public static let doctorForCalendars = Phrase("calendars in .ics (Debian: libical3)", "读写 .ics（Debian：libical3）")
    public static let doctorForZip = Phrase("papers in .docx, and backups (Debian: libarchive13)", "读取 .docx 与备份（Debian：libarchive13）")
    public static let doctorForPacking = Phrase(
        "texts and records as they lie packed (Debian: zlib1g)", "读写压缩存放的文本与记录（Debian：zlib1g）")
    public static let doctorForPages = Phrase("papers in HTML (Debian: libgumbo-dev)", "读取网页（HTML）（Debian：libgumbo-dev）")
    public static let doctorForWorkbooksOut = Phrase(
        "tables written as .xlsx (Debian: libxlsxwriter-dev)", "导出 .xlsx 表格（Debian：libxlsxwriter-dev）")
    public static let doctorForOldWorkbooks = Phrase("tables in .xls (Debian: libfreexl1)", "读取 .xls 表格（Debian：libfreexl1）")
    public static let doctorForOldPapers = Phrase("papers in .doc (Debian: antiword or catdoc)", "读取 .doc（Debian：antiword 或 catdoc）")
    public static let doctorForXML = Phrase(
        "papers in .docx, .pptx, .odt, .odp and .ofd (Debian: libxml2)", "读取 .docx、.pptx、.odt、.odp 与 .ofd（Debian：libxml2）")
    public static let doctorForMail = Phrase("mails (Debian: libgmime-3.0-0)", "读取邮件（Debian：libgmime-3.0-0）")
    public static let doctorJournal = Phrase("%1 entries, log %2 KiB, %3, synchronous %4", "记录 %1 条，日志 %2 KiB，%3，同步级别 %4")
}
