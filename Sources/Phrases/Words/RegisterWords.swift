import Office

extension Phrase {
    static let faultyDefinition = Phrase("The definition of “%1” is not adopted: %2.", "“%1”的定义有误，未采用：%2。")
    static let revisionTaken = Phrase(
        "“%1” has this revision already, with other words: raise `revision` to %2, or leave it out.",
        "“%1”已有此版，内容不同：请将 revision 改为 %2，或不写 revision。")
    static let strandingMatters = Phrase(
        "“%1” is not adopted: %3 stand in “%2”, which the new definition does not have: %4. Take them on first, or leave them to the revision they have with --leave.",
        "“%1”未采用新定义：有 %3 件处于“%2”，新定义没有该状态：%4。请先办理，或用 --leave 让其仍按原版办理。")
    static let retiringOpen = Phrase(
        "“%1” is not retired: %2 are not concluded: %3.", "“%1”不能停用：尚有 %2 件未办结：%3。")
    static let registerRetired = Phrase("“%1” is retired: it takes no new matter.", "“%1”已停用，不再登记新事项。")
    static let andMore = Phrase("%1 and %2 more", "%1 等，另有 %2 件")
}

extension Speaker {
    /// What stands between the items of a list.
    var listSeparator: String { language.isChinese ? "、" : ", " }

    /// The first of many by their numbers, and how many there are besides.
    func named(_ numbers: [String], of count: Int) -> String {
        let list = numbers.joined(separator: listSeparator)
        return count > numbers.count ? self(.andMore, list, String(count - numbers.count)) : list
    }
}
