import Phrases

/// Words for what a meeting notice proposes.
extension Phrase {
    static let noticeAttendees = Phrase("Attending: %1", "参会：%1")
    static let noticeBranches = Phrase("Branch venues: %1", "分会场：%1")
    static let noticeReceipt = Phrase("Names due: %1", "回执：%1")
    static let noticeDress = Phrase("Dress: %1", "着装：%1")
    static let noticeContact = Phrase("Contact: %1", "联系：%1")
    static let noticeWeekday = Phrase("the notice says %1, that day is %2: ask", "通知写%1，当日是%2，请核实")
}
