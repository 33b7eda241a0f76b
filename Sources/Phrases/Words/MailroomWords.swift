/// What is said of papers that strangers sent, and of the readers they are given to.
extension Phrase {
    public static let whyNoScanReader = Phrase(
        "a scan or a picture; install tesseract to read it (Debian: tesseract-ocr tesseract-ocr-chi-sim), or enter it by hand",
        "是扫描件或图片；请安装 tesseract 后重试（Debian：tesseract-ocr tesseract-ocr-chi-sim），或手工登记")
    public static let intakeScan = Phrase(
        "Read by machine from a scan: check the number, the title and the dates.", "由扫描件识别所得，请核对文号、标题和日期。")
    public static let intakeUnread = Phrase("Kept, but not read: %1 (%2)", "已保存，但未能读取内容：%1（%2）")
    public static let whyPages = Phrase("no text on page %1: look there for a secrecy mark", "第%1页未读出文字，请人工核对密级标志")
    public static let intakeInvitation = Phrase("It contains an invitation to a meeting: %1", "含会议邀请：%1")
    public static let doctorForScans = Phrase(
        "scans and pictures (Debian: tesseract-ocr tesseract-ocr-chi-sim tesseract-ocr-chi-tra)",
        "识别扫描件和图片（Debian：tesseract-ocr tesseract-ocr-chi-sim tesseract-ocr-chi-tra）")
    public static let doctorScanLanguages = Phrase("reads %1", "可识别 %1")
    public static let doctorNoChinese = Phrase(
        "reads %1, but no Chinese (Debian: tesseract-ocr-chi-sim tesseract-ocr-chi-tra)",
        "可识别 %1，但不含中文（Debian：tesseract-ocr-chi-sim tesseract-ocr-chi-tra）")
    public static let doctorForScannedPDF = Phrase("scanned papers in .pdf (Debian: poppler-utils)", "读取扫描的 .pdf（Debian：poppler-utils）")
    public static let doctorReaders = Phrase("readers of papers", "文件读取进程")
    public static let doctorReadersFine = Phrase(
        "a process of their own that sees its one paper: no network, no other file, no other process", "独立进程，只能读取交给它的一份文件，不能联网，不能接触其他文件和进程")
    public static let doctorReadersFiles = Phrase(
        "a process of their own without network; this kernel cannot keep it from reading and writing other files (Landlock is off)",
        "独立进程，不能联网；本机内核无法限制其读写其他文件（Landlock 未启用）")
    public static let doctorReadersOpen = Phrase(
        "a process of their own with limits of time and memory; this kernel cannot take network and other processes from it (seccomp is off)",
        "独立进程，限制时间和内存；本机内核无法禁止其联网和接触其他进程（seccomp 未启用）")
    public static let doctorReadersSome = Phrase("a process of their own; it is not kept from: %1", "独立进程；以下操作未能禁止：%1")
    public static let intakeNoLandlock = Phrase(
        "This kernel cannot keep the readers of papers from other files (Landlock is off); what strangers send is read all the same.",
        "本机内核无法限制文件读取进程接触其他文件（Landlock 未启用）；外来文件仍照常读取。")
    public static let intakeNoSeccomp = Phrase(
        "This kernel cannot keep the readers of papers from the network and other processes (seccomp is off); what strangers send is read all the same.",
        "本机内核无法禁止文件读取进程联网和接触其他进程（seccomp 未启用）；外来文件仍照常读取。")
    public static let dropNoBarrier = Phrase(
        "Drop folder: papers are read without a barrier on this kernel (%1 off) · banshi doctor",
        "收件夹：本机内核缺少读取隔离（%1 未启用）· banshi doctor")
    public static let whyNoHandles = Phrase(
        "no more than %1 files may be open at once here, too few to read it (ulimit -n)", "本机限制同时打开 %1 个文件，不足以读取（ulimit -n）")
    public static let whyNotStarted = Phrase("its reader could not be started: %1", "无法启动读取进程：%1")
    public static let doctorReadersNone = Phrase("cannot be started; papers other than plain text are refused", "无法启动；除纯文本外的文件将被拒收")
}
