import Screen
import Testing

@Suite struct TextTests {
    @Test(arguments: [
        ("abc", 3), ("收文", 4), ("〔2026〕", 8), ("é", 1), ("e\u{301}", 1), ("…", 1), ("│", 1), ("Ａ", 2), ("", 0), ("①", 1), ("\u{200B}", 0),
        ("ｱ", 1), ("한", 2),
    ])
    func `columns`(text: String, width: Int) { #expect(TextWidth.of(text) == width) }

    @Test func `control, escape and direction-changing characters become visible`() {
        #expect(Visible.text("a\u{1B}[31mb") == "a␛[31mb")
        #expect(Visible.text("x\u{202E}y") == "x⇄y")
        #expect(Visible.text("行\n次\t列") == "行 次 列")
        #expect(Visible.text("\u{7}") == "␇")
        #expect(Visible.text("\u{9B}31m") == "␦31m")
        for scalar in (0..<0x3000).compactMap(Unicode.Scalar.init) {
            let shown = Visible.text(String(Character(scalar)))
            #expect(
                shown.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) },
                "U+\(String(scalar.value, radix: 16))")
        }
    }

    @Test func `what is drawn without a look at clusters is what such a look gives`() {
        // A cluster at the end has the whole text looked at cluster by cluster.
        let cluster = "👍🏽"
        var unlike: [String] = []
        for value in UInt32(0x20)..<0x1_0400 where value < 0x3100 || value % 61 == 0 || value > 0xFE00 {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let text = "收e" + String(Character(scalar)) + "b"
            let glyphs = Visible.glyphs(text + cluster).dropLast()
            let columns = TextWidth.of(text + cluster) - TextWidth.of(cluster)
            if !glyphs.elementsEqual(Visible.glyphs(text)) || TextWidth.of(text) != columns { unlike.append(String(value, radix: 16)) }
        }
        #expect(unlike.isEmpty)
    }

    @Test(arguments: ["云溪县财政局（收文）〔2026〕12号", "cafe\u{301}，行", "→ ① ▸ │", "👍🏽好", "", "a\u{1B}[31m"])
    func `a cut text takes the cells of what is left of it`(text: String) {
        for columns in 1...12 {
            for toTheRight in [false, true] {
                var cut = Surface(width: 14, height: 1)
                let taken = cut.putTruncated(text, x: 1, y: 0, width: columns, toTheRight: toTheRight)
                var whole = Surface(width: 14, height: 1)
                let left = TextWidth.truncated(text, to: columns)
                #expect(whole.put(left, x: toTheRight ? 1 + columns - TextWidth.of(left) : 1, y: 0) == taken)
                #expect(cut.cells == whole.cells)
            }
        }
    }

    @Test func `disputed clusters draw as their base or a box`() {
        #expect(Visible.text("👨\u{200D}👩\u{200D}👧") == "👨")
        #expect(Visible.text("👍🏽") == "👍")
        #expect(Visible.text("🇨🇳") == "□")
        #expect(Visible.text("❤\u{FE0F}") == "❤")
        #expect(Visible.text("\u{E000}") == "□")
    }

    @Test func `cutting never leaves half a glyph`() {
        #expect(TextWidth.truncated("关于报送决算", to: 7) == "关于报…")
        #expect(TextWidth.truncated("关于报送决算", to: 6) == "关于…")
        #expect(TextWidth.truncated("abc", to: 3) == "abc")
        #expect(TextWidth.truncated("abcd", to: 3) == "ab…")
        #expect(TextWidth.truncated("关于", to: 0) == "")
        for columns in 0...14 {
            #expect(TextWidth.of(TextWidth.truncated("a关于b报送c决算d", to: columns)) <= columns)
            #expect(TextWidth.of(TextWidth.padded("a关于b报送c决算d", to: columns)) == columns)
        }
    }

    @Test func `wrapping keeps marks off the beginning of a line and words whole`() {
        #expect(TextWidth.wrapped("请各单位，认真执行。", to: 8) == ["请各单", "位，认真", "执行。"])
        #expect(TextWidth.wrapped("see the annual report", to: 10) == ["see the ", "annual ", "report"])
        #expect(TextWidth.wrapped("关", to: 1) == ["关"])
        #expect(TextWidth.wrapped("一\r\n二\n\n三", to: 8) == ["一", "二", "", "三"])
        // An accent never begins a line, and is not counted.
        #expect(TextWidth.wrapped("cafe\u{301}，cafe\u{301}。", to: 4) == ["caf", "e\u{301}，", "caf", "e\u{301}。"])
        for columns in 2...20 {
            for line in TextWidth.wrapped("现将《2026年度工作方案（试行）》印发给你们，please read。", to: columns) { #expect(TextWidth.of(line) <= columns) }
        }
    }

    @Test func `parts stand whole, as many on a line as there is room for`() {
        #expect(TextWidth.gathered(["1 永久", "2 30年", "3 10年"], to: 14) == ["1 永久  2 30年", "3 10年"])
        #expect(TextWidth.gathered(["1 not ours", "2 wrong type"], to: 12) == ["1 not ours", "2 wrong type"])
        #expect(TextWidth.gathered(["不属本机关办理", "a"], to: 8) == ["不属本机", "关办理", "a"])
        #expect(TextWidth.gathered([], to: 8).isEmpty)
    }

    @Test func `a terminal is sent what changed, a glyph whole`() {
        func sent(_ new: Surface, since old: Surface?) -> [String] {
            var sent: [String] = []
            new.eachChange(since: old) { x, y, cell in sent.append("\(x),\(y) \(cell.glyph.text)") }
            return sent
        }
        var before = Surface(width: 5, height: 2)
        before.put("收文x", x: 0, y: 0)
        #expect(sent(before, since: nil).count == 8)
        #expect(sent(before, since: Surface(width: 4, height: 2)).count == 8)
        #expect(sent(before, since: before).isEmpty)
        var after = before
        after.put("a", x: 1, y: 1, style: Style(.dim))
        after.put("y", x: 4, y: 0)
        #expect(sent(after, since: before) == ["4,0 y", "1,1 a"])
        // Half of a wide glyph that goes takes the other with it.
        after = before
        after.put("b", x: 3, y: 0)
        #expect(sent(after, since: before) == ["2,0  ", "3,0 b"])
    }

    @Test func `overwriting one half of a wide glyph clears the other`() {
        var surface = Surface(width: 6, height: 1)
        surface.put("收文", x: 0, y: 0)
        surface.put("x", x: 1, y: 0)
        #expect(surface.text == " x文")
        surface.put("y", x: 2, y: 0)
        #expect(surface.text == " xy")
        surface.put("章", x: 5, y: 0)
        #expect(surface.text == " xy")
    }

    @Test func `drawing outside is cut, never a crash`() {
        var surface = Surface(width: 4, height: 2)
        surface.put("长长长长", x: -3, y: 0)
        surface.put("x", x: 0, y: 9)
        surface.fill(Rectangle(x: -5, y: -5, width: 100, height: 100), with: "·")
        _ = Frame.window(Rectangle(x: 0, y: 0, width: 1, height: 1), title: "很长的标题", on: &surface)
        _ = Frame.titled(Rectangle(x: 0, y: 0, width: 3, height: 1), title: "很长的标题", remark: "9/9", focused: true, on: &surface)
        #expect(surface.text.split(separator: "\n").count == 2)
        let empty = Surface(width: 0, height: 0)
        #expect(empty.text == "")
    }

    @Test func `the line editor keeps Chinese whole`() {
        var editor = LineEditor("收文", selected: true)
        _ = editor.handle(.character("发"))
        #expect(editor.text == "发")
        editor.insert("文登记簿")
        _ = editor.handle(.left)
        _ = editor.handle(.backspace)
        #expect(editor.text == "发文登簿")
        _ = editor.handle(.control("w"))
        #expect(editor.text == "发文簿")
        editor.insert("a\nb\u{1B}c")
        #expect(editor.text == "发文a bc簿")
        _ = editor.handle(.home)
        _ = editor.handle(.control("k"))
        #expect(editor.isEmpty)
        let long = LineEditor(String(repeating: "长", count: 50))
        let (shown, caret) = long.window(11)
        #expect(TextWidth.of(shown) <= 11)
        #expect(caret <= 10)
    }

    @Test func `lists keep the selected row in view`() {
        var position = ListPosition(selected: 30, top: 0)
        position.settle(count: 20, height: 5)
        #expect(position == ListPosition(selected: 19, top: 15))
        position.settle(count: 0, height: 5)
        #expect(position == ListPosition(selected: 0, top: 0))
    }

    @Test func `every role has a name of its own, the one themes use`() {
        for role in Role.allCases { #expect(role.name == String(describing: role)) }
    }

    @Test func `plain borders leave no glyph of disputed width in the frame`() {
        #expect("─━│┃┌┐└┘├┼▸…·⏎“”".map { PlainBorders.text(of: Glyph($0)) }.joined().utf8.allSatisfy { $0 < 0x80 })
        #expect(PlainBorders.text(of: Glyph("文" as Character)) == "文")
    }

    @Test func `several lines: breaks, arrows, and the keys of a line`() {
        var editor = LineEditor("拟请水利局牵头，\r\n财政局配合。", allowsBreaks: true)
        #expect(editor.text == "拟请水利局牵头，\n财政局配合。")
        #expect(editor.lines(40).lines == ["拟请水利局牵头，", "财政局配合。"])
        #expect(editor.lines(40).row == 1 && editor.lines(40).column == 12)
        // Up keeps the column, and a wide character is never entered half-way.
        let isUp = editor.moveLine(down: false, columns: 40)
        #expect(isUp && editor.lines(40).row == 0 && editor.lines(40).column == 12)
        let isBeyond = editor.moveLine(down: false, columns: 40)
        #expect(!isBeyond)
        _ = editor.handle(.home)
        _ = editor.handle(.control("k"))
        #expect(editor.text == "\n财政局配合。")
        _ = editor.handle(.control("j"))
        #expect(editor.text == "\n\n财政局配合。")
        _ = editor.handle(.end)
        editor.insert("x")
        _ = editor.handle(.control("u"))
        #expect(editor.text == "\n\n财政局配合。")
        _ = editor.handle(.control("u"))
        #expect(editor.text == "\n财政局配合。")
        // Long lines wrap, with a column left for the caret; an accent stays with its letter.
        var long = LineEditor(String(repeating: "长", count: 25) + "e\u{301}", allowsBreaks: true)
        #expect(long.lines(21).lines.map { TextWidth.of($0) } == [20, 20, 11])
        let isLongUp = long.moveLine(down: false, columns: 21)
        #expect(isLongUp && long.lines(21).row == 1)
        // At the end of a wrapped row the caret stays on it.
        var full = LineEditor(String(repeating: "长", count: 20), allowsBreaks: true)
        _ = full.handle(.end)
        let isFullUp = full.moveLine(down: false, columns: 21)
        #expect(isFullUp && full.lines(21).row == 0)
        var one = LineEditor("一\n二")
        #expect(one.text == "一 二")
        let isBreak = one.handle(.control("j"))
        #expect(!isBreak)
        one.insert("三\n四")
        #expect(one.text.hasSuffix("三 四"))
    }
}
