import Office

/// Titles and columns of printed sheets.
extension Phrase {
    public static let sheetSlip = Phrase("Document handling slip", "%1处理单")
    static let sheetOtherSlip = Phrase("%1 handling slip", "%1处理单")
    public static let sheetCirculation = Phrase("Circulation sheet", "文件传阅单")
    public static let sheetRegister = Phrase(" register", "登记簿")
    public static let sheetChase = Phrase("Call list", "催办单")
    public static let sheetCatalogue = Phrase("Catalogue of archived documents", "归档文件目录")
    public static let printedOn = Phrase("printed %1", "打印时间 %1")
    public static let columnReader = Phrase("Reader", "传阅人")
    public static let columnSent = Phrase("Sent", "送阅时间")
    public static let columnRead = Phrase("Read", "阅毕时间")
    public static let columnOpinion = Phrase("Opinion", "意见")
    public static let columnSignature = Phrase("Signature", "签名")
    public static let passedOver = Phrase("away, reads later", "外出，补阅")
    public static let columnWith = Phrase("With", "承办单位")
    public static let columnPhone = Phrase("Telephone", "电话")
    public static let columnLate = Phrase("Left", "剩余")
    public static let columnSerial = Phrase("No.", "序号")
    public static let columnArchiveNumber = Phrase("Archival code", "档号")
    public static let columnReference = Phrase("Reference", "文号")
    public static let columnResponsible = Phrase("Responsible", "责任者")
    public static let columnTitle = Phrase("Title", "题名")
    public static let columnPaper = Phrase("Title", "标题")
    public static let columnDate = Phrase("Date", "日期")
    public static let columnSecrecy = Phrase("Secrecy", "密级")
    public static let columnPages = Phrase("Pages", "页数")
    public static let columnRemark = Phrase("Remark", "备注")
}

extension Speaker {
    /// What the handling slip of a register is called: 收文处理单, 发文处理单.
    public func slipName(_ register: String, in office: OfficeRecord) -> String {
        let isOfPapers = office.registers[standing: .papers]?.id == register
        return self(isOfPapers ? .sheetSlip : .sheetOtherSlip, office.register(register).map { self($0.name) } ?? register)
    }
}
