import Office

extension Phrase {
    public static let keyFacets = Phrase("narrow", "细分")
    public static let keyDoubts = Phrase("same paper or not", "疑似同一件")
    public static let facetsMore = Phrase("and %1 more", "另有 %1 个")
    public static let findLine = Phrase("line %1", "第%1行")
    public static let findEnclosure = Phrase("enclosure", "附件名")
    public static let intakeSameBytes = Phrase(
        "%1: byte for byte the paper that is here: %2 %3; nothing was done", "%1：与已有件逐字节相同：%2 %3；未作改动")
    public static let doubtWaits = Phrase("Drop folder: %1 %2 · %3 decides", "收件夹：%1 %2 · %3 处理")
    public static let doubtSameBytes = Phrase("is the same file as %1", "与%1内容相同")
    public static let doubtSameNumber = Phrase("bears the number of %1", "与%1同号")
    public static let doubtSameMail = Phrase("is the same mail as %1", "与%1为同一邮件")
    public static let doubtNothingNewMail = Phrase("It is the same mail: there is no new version", "系同一邮件，没有新版本")
    public static let doubtAlike = Phrase("reads %2% like %1", "与%1文字相近（%2%）")
    public static let doubtNone = Phrase("No paper of the drop folder waits for a decision", "收件夹没有待定的文件")
    public static let doubtTitle = Phrase("Same paper? %1", "是否同一件？%1")
    public static let doubtTitleOf = Phrase("Same paper? %1 (1 of %2)", "是否同一件？%1（共%2件）")
    public static let doubtNew = Phrase("new", "新到")
    public static let doubtHere = Phrase("here", "已有")
    public static let doubtSame = Phrase("the same: nothing more is kept", "同一件：不再收")
    public static let doubtVersion = Phrase("a new version: put to %1", "新版本：附入%1")
    public static let doubtDifferent = Phrase("different: taken as its own", "不同：另收一件")
    public static let doubtNothingNew = Phrase("The file is the same byte for byte: there is no new version", "两个文件逐字节相同，没有新版本")
    public static let doubtSettledSame = Phrase("Put away: %1 is %2", "已归同一件：%1 即 %2")
    public static let doubtSettledVersion = Phrase("%1 put to %2 as a version", "%1 已作为新版本附入 %2")
    public static let doubtSettledTaken = Phrase("%1 taken as %2", "%1 已另收为 %2")
    public static let doubtGone = Phrase("%1 is no longer in the drop folder", "%1 已不在收件夹")
}

extension Speaker {
    /// A value that hits are counted by, as people call it.
    public func name(of count: FacetCount, _ facet: Facet, _ office: OfficeRecord, _ directory: Directory) -> String {
        switch facet {
        case .kind, .year: count.value
        case .from, .holder: directory.name(count.value) ?? count.value
        case .state: office.register(count.register, holding: count.value)?.state(count.value).map { self($0.name) } ?? count.value
        }
    }

    /// Where a word was found and the words around it: `第12行 …二号泵站…`, `批示 …`; empty where it is in the title.
    public func find(_ hit: SearchHit, in office: OfficeRecord?) -> String {
        switch hit.place {
        case .title: return ""
        case .text: return hit.line.map { self(.findLine, String($0)) + " " + hit.snippet } ?? hit.snippet
        case .fields:
            let field = hit.field ?? ""
            let name =
                field == "enclosures"
                ? self(.findEnclosure) : field.hasPrefix("note.") ? noteKind(String(field.dropFirst(5))) : fieldName(field, in: office)
            return name + " " + hit.snippet
        }
    }
}
