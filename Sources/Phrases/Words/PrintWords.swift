/// Printing from the desk, the office's own header and template.
extension Phrase {
    public static let countedTotal = Phrase("Total", "合计")
    public static let countedNothing = Phrase("(nothing)", "（未填）")
    public static let countedMonth = Phrase("%1-%2", "%1年%2月")
    public static let columnPurpose = Phrase("Purpose", "送阅事由")
    public static let columnOutcome = Phrase("Outcome", "办理结果")
    public static let columnSignedFor = Phrase("Signed for", "签收")
    public static let columnAnswer = Phrase("Answer", "答复情况")

    public static let printChase = Phrase("Call list: these", "催办单：所选")
    public static let printCalls = Phrase("Call list: all that is due", "催办单：全部应催")
    public static let printForm = Phrase("Write it as", "格式")
    public static let formText = Phrase("text", "文本")
    public static let formHTML = Phrase("HTML", "网页（HTML）")
    public static let formXLSX = Phrase("Excel", "Excel 表格")
    public static let workbookNoLibrary = Phrase(
        "Workbooks are written by libxlsxwriter, which is not installed (Debian: %1).", "生成 Excel 表格需要 libxlsxwriter，尚未安装（Debian：%1）。")
    public static let formDocx = Phrase("Word", "Word 模板")
    public static let sheetSavedAt = Phrase("Saved: %1", "已存：%1")

    public static let headerIs = Phrase("Sheets are headed: %1", "单据抬头：%1")
    public static let noTemplate = Phrase(
        "The office has no template of its own for this sheet; keep one with: banshi report template %1 FILE.docx",
        "这张表尚无本单位模板；请先运行：banshi report template %1 文件.docx")
    public static let templateKept = Phrase("Template kept: %1", "模板已存：%1")
    public static let templateGone = Phrase("The office has no template any more.", "已停用模板。")
    public static let templateEmpty = Phrase(
        "%1 holds no place to fill; write {{title}}, {{number}}, {{instructions}} where they shall stand.",
        "%1 没有占位符；请在相应位置写 {{标题}}、{{编号}}、{{批示}} 等。")
    public static let placeholdersKnown = Phrase("What this sheet can be asked for: %1", "此表可用：%1")
    public static let placeholderUnknown = Phrase("{{%1}} is not known and stays as it is", "{{%1}} 无法识别，原样保留")
    public static let placeholderNear = Phrase(
        "{{%1}} is not known and stays as it is; did you mean {{%2}}?", "{{%1}} 无法识别，原样保留；是否为 {{%2}}？")
    public static let placeholderOpen = Phrase("braces are not closed within the paragraph: %1", "占位符未在同一段内闭合：%1")
}
