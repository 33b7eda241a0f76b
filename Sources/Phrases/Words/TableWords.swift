import Office

extension Phrase {
    public static let importUntaken = Phrase("columns that are not taken: %1", "未导入的列：%1")
    public static let importKeptAsRemark = Phrase(
        "columns of no field, kept in the remark under their headings: %1", "登记簿没有对应字段的列，连同列名记入备注：%1")
    public static let importUntakenColumn = Phrase("%1 (%2)", "%1（%2）")
    static let untakenUnknown = Phrase("the register has no such field", "登记簿没有此字段")
    static let untakenNumber = Phrase("the office numbers its matters itself", "编号由本机编排")
    static let untakenSteps = Phrase("it comes of the steps of a matter", "由办理步骤决定")
    static let untakenLimit = Phrase("it is reckoned from the register's limits", "由登记簿的时限算出")
}

extension Speaker {
    /// Why a column of a table is not taken.
    public func callAsFunction(_ why: UntakenColumn) -> String {
        switch why {
        case .unknown: self(.untakenUnknown)
        case .number: self(.untakenNumber)
        case .steps: self(.untakenSteps)
        case .limit: self(.untakenLimit)
        }
    }
}
