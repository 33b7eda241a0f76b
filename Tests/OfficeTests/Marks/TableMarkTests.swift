import Office
import Testing

/// Tables that list papers with their levels, and tables that only look like them (J13).
@Suite struct TableMarkTests {
    /// The head of a table that names papers, and a row of one that bears no mark.
    private static let (head, row) = ("序号,标题,密级,份数", "1,关于防汛检查的通知,内部,3")

    @Test(arguments: [
        ("标题,密级\n关于某事的通知,机密\n", "机密"), ("标题,密级\r\n关于某事的通知,机密\r\n", "机密"), ("\(head)\n\(row)\n2,某方案,绝密★30年,1\n", "绝密"),
        ("标题\t密级\t备注\n某件\t秘密级\t无\n", "秘密"), ("标题\t密级\n甲\t公开\n乙\t机密10年\n", "机密"), ("| 标题 | 密级 |\n|---|---|\n| 某件 | 机密 |\n", "机密"),
        ("标题,密级和保密期限\n某件,机密★10年\n", "机密"), ("标题,密级标识\n某件,秘密长期\n", "秘密"), ("标题,文件密级\n某件,機密\n", "机密"), ("标题,密 级\n某件,机 密\n", "机密"),
        ("标题,内容,密级\n\"某件\",\"第一行\n第二行，完\",机密\n", "机密"), ("标题;密级\n某件;绝密\n", "绝密"),
        ("2026年收文目录\n\n标题\t密级\n一、上级来文\n某件\t机密\n", "机密"), ("标题　　密级\n某件　　机密\n", "机密"), ("标题,密级\n7\" 显示屏采购,公开\n某件,机密\n", "机密"),
        ("密级,标题\n机密,某件\n", "机密"), ("标题\t密级\n某件\t机密（含附件）\n", "机密"), ("标题│密级\n某件│极机密\n", "机密"),
    ])
    func `a table is refused for one cell under 密级`(text: String, level: String) {
        #expect(Recognition(of: text).mark == level)
        #expect(SecrecyDoor.mark(inTyped: text) == level)
        // Far down in a paper as well.
        #expect(Recognition(of: String(repeating: "　　请按要求办理。\n", count: 60) + text).mark == level)
        for other in ["工作秘密", "商业秘密", "内部", "公开", "无", ""] {
            var clean = text
            for word in ["绝密★30年", "机密★10年", "机密（含附件）", "极机密", "秘密级", "秘密长期", "机密10年", "機密", "机 密", "机密", "绝密"] {
                clean = clean.replacing(word, with: other)
            }
            #expect(Recognition(of: clean).mark == nil, "\(clean)")
        }
    }

    @Test(arguments: [
        "密级,说明\n绝密,一类\n机密,二类\n秘密,三类\n", "密级\t件数\n绝密\t0件\n机密\t2件\n秘密\t5件\n", "序号,密级,份数\n1,机密,2\n2,秘密,5份\n",
        "标题,原密级\n某件,机密\n", "标题,密级（绝密/机密/秘密/公开）\n某件,公开\n", "标题,密级\n填写说明,绝密、机密、秘密\n",
        "标题,缓急\n某件,特急\n机密文件管理办法,平急\n", "登记内容包括标题,密级\n登记,机密文件应当单独登记,不得与其他文件混放。\n", "标题，密级，份数等要素应当齐全。\n其中，机密文件由专人登记，每月核对。\n",
        "标题,密级\n某件,内部\n\n会议另行通知,机密文件,由专人送达\n",
    ])
    func `a table of the levels themselves, of counts or of what was once secret is let in`(text: String) {
        #expect(Recognition(of: text).mark == nil)
        #expect(SecrecyDoor.mark(inTyped: text) == nil)
    }

    @Test func `cells that are no neighbours make no mark`() {
        // The next table, and the next page, have heads of their own.
        #expect(Recognition(of: "标题\t密级\n某件\t内部\n\u{0C}设备\t用途\n甲\t机密文件柜\n").mark == nil)
        #expect(Recognition(of: "标题\t密级\n某件\t内部\n设备\t密级要求\t说明\n甲\t无\t机密设备\n").mark == nil)
    }

    @Test func `rows that are cut already are judged alike`() {
        #expect(SecrecyDoor.mark(inTable: [["收文目录"], ["标题", "密级"], ["某件", "内部"], ["某件", "机密★10年"]]) == "机密")
        #expect(SecrecyDoor.mark(inTable: [["标题", "密级"], ["某件", "内部", "机密室"], ["某件", "工作秘密"]]) == nil)
        #expect(SecrecyDoor.mark(inTable: [["密级", "机密"], ["某件", "某事"]]) == nil)
    }

    @Test func `a long table costs a walk along it`() {
        let rows = String(repeating: "某件,内部,\"未闭合\n", count: 20_000)
        let begun = ContinuousClock.now
        #expect(Recognition(of: "标题,密级,备注\n" + rows).mark == nil)
        #expect(ContinuousClock.now - begun < .seconds(20))
        #expect(Recognition(of: "标题,密级,备注\n" + rows + "某件,机密,无\n").mark == "机密")
    }
}
