import Office
import Phrases
import Screen
import TestKit
import Testing

@testable import Desk

/// What comes in from outside may be anything; on the screen it is text, in its place, and nothing else.
@Suite struct HostileTests {
    /// Seven hundred strings: every kind of trouble, at the beginning, in the middle, at the end, and with another.
    static let strings: [String] = {
        let troubles = [
            "\u{0}", "\u{1B}[31m", "\u{1B}]0;x\u{7}", "\u{1B}]52;c;eA==\u{7}", "\u{9B}2J", "\u{8}\u{8}", "\r\n", "\t", "\u{7F}", "\u{202E}",
            "\u{2066}\u{2069}", "\u{200B}", "\u{FEFF}", "\u{AD}", "e\u{301}\u{323}\u{30A}\u{328}", String(repeating: "\u{301}", count: 60),
            "👨‍👩‍👧‍👦", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🇨🇳🇨", "☎️", "❤︎", "\u{E000}", "\u{10FFFF}", "\u{FFFE}", "ﷺ", "नि", "กำ", "한\u{1112}\u{1161}", "𠮷𪚥", "㊙️", "%1%2%s%n",
            "{year}", "'; DROP TABLE entry;--", "\\", "\"", "`$(id)`", "../../etc/passwd",
            "<script>", "&amp;", "=1+1", "：；，。", "　", " ", String(repeating: "长", count: 3000), String(repeating: "x", count: 3000),
            "\u{2028}", "\u{85}", "\u{1F468}\u{200D}",
            "\u{0300}", "\u{FE0F}", "①②③", "→…—“”", "\u{3099}か\u{3099}", "ー゛", "１２３ＡＢＣ", "〔2026〕", "机密★", "NULL", "-1", "1e999", "NaN",
            "true", "m1", "p1", "u2", "o1",
        ]
        var all: [String] = []
        for (index, trouble) in troubles.enumerated() {
            let other = troubles[(index * 7 + 3) % troubles.count]
            all += [
                trouble, trouble + "通知", "关于" + trouble + "的通知", "通知" + trouble, trouble + other, other + "与" + trouble, trouble + trouble,
                "a" + trouble + "b", trouble + " " + trouble, "《" + trouble + "》", trouble + "。" + other + "。",
            ]
        }
        return Array(all.prefix(700))
    }()

    @Test func `seven hundred hostile strings in every field, on every screen`() throws {
        #expect(Self.strings.count == 700)
        let office = try TestOffice(.memory, now: "2026-11-23T11:38")
        // Some of them bear what looks like a secrecy mark.
        var attribution = office.by()
        attribution.clearance = Clearance(ground: "误报，试验用字", by: "张敏")
        let fields = ["fields/reference", "fields/kind", "fields/issuer", "fields/channel", "fields/place", "note"]
        for slice in stride(from: 0, to: 700, by: 100) {
            let commands = try (slice..<slice + 100).map { index -> Command in
                let text = Self.strings[index]
                var values: [String: JSON] = ["title": .string("\(index)" + text), "urgency": index % 3 == 0 ? .string(text) : .null]
                for (offset, field) in fields.enumerated() { values[field] = .string(Self.strings[(index + offset * 97) % 700]) }
                return .open(
                    MatterDraft(
                        register: "inbound", values: values,
                        enclosures: [
                            try cleared(
                                digest: "d\(index)", name: text, size: 1, text: text + "\n" + text, clearance: attribution.clearance)
                        ]))
            }
            let receipt = try office.ledger.submit(commands, as: attribution)
            for result in receipt.results { if case .failure(let refusal) = result { Issue.record("refused: \(refusal)") } }
        }
        for (columns, rows) in [(120, 36), (80, 24), (41, 9)] {
            let kit = try DeskKit(.simplified, columns: columns, rows: rows, office: office)
            try kit.type("2")
            // Every row in the list by pages, and a hundred under the cursor with its preview.
            for step in 0..<60 {
                check(kit.screen, "page \(step) at \(columns)×\(rows)")
                try kit.type("<C-d>")
            }
            for step in stride(from: 0, to: columns == 80 ? 700 : 0, by: 7) {
                check(kit.screen, "row \(step)")
                try kit.type("k")
            }
            for overlay in ["e", "h", "i", "c", "/"] {
                try kit.type(overlay)
                try kit.send(.paste(Self.strings[(columns + overlay.utf8.count * 31) % 700]))
                check(kit.screen, "\(overlay) at \(columns)×\(rows)")
                try kit.type("<esc><esc>")
            }
        }
    }

    @Test func `seven hundred hostile strings typed into a form and the capture line`() throws {
        let kit = try DeskKit(.english, columns: 80, rows: 24)
        try kit.type("2+")
        // Straight into the state: nothing of this asks the ledger anything.
        func press(_ input: Input) { _ = update(&kit.desk, .input(input), at: kit.office.now) }
        for text in Self.strings {
            press(.paste(text))
            check(kit.screen, "form")
            press(.key(.control("u")))
            press(.key(.tab))
        }
        try kit.type("<esc>A")
        for text in Self.strings {
            press(.paste(text))
            check(kit.screen, "capture")
            press(.key(.control("u")))
        }
    }

    @Test func `a calendar that holds more than can be shown says so in its title`() throws {
        let kit = try DeskKit()
        #expect(!kit.screen.text.contains("未全部显示"))
        var snapshot = kit.desk.snapshot
        snapshot.areOccurrencesCut = true
        kit.desk.take(snapshot)
        let title = kit.screen.text.split(separator: "\n").first { $0.contains("3 日程") }
        #expect(title?.contains("未全部显示") == true, "\(kit.screen.text)")
    }

    @Test func `a series that could not be expanded says so beside its one day`() throws {
        let kit = try DeskKit()
        var day = Occurrence(
            meeting: SubjectID(.meeting, 7), uid: "7", recurrenceID: nil, title: "每小时巡查", start: kit.desk.now,
            end: kit.desk.now.adding(minutes: 30), offset: 28_800, zone: nil, isAllDay: false, place: nil, status: nil)
        var snapshot = kit.desk.snapshot
        snapshot.occurrences = [day]
        kit.desk.take(snapshot)
        #expect(kit.screen.text.contains("每小时巡查") && !kit.screen.text.contains("重复未展开"), "\(kit.screen.text)")
        day.isUnfollowed = true
        snapshot.occurrences = [day]
        kit.desk.take(snapshot)
        let row = kit.screen.text.split(separator: "\n").first { $0.contains("每小时巡查") }
        #expect(row?.contains("重复未展开") == true, "\(kit.screen.text)")
    }

    /// No cell drives the terminal, every wide glyph has both its halves, and nothing stands outside the screen.
    private func check(_ surface: Surface, _ what: String) {
        for y in 0..<surface.height {
            for x in 0..<surface.width {
                let cell = surface[x, y]
                if cell.glyph == .blank, !cell.isCovered { continue }
                let text = cell.glyph.text
                let isClean = text.unicodeScalars.allSatisfy { scalar in
                    switch scalar.value {
                    case 0..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFE00...0xFE0F, 0xFEFF,
                        0xE0000...0xE007F:
                        false
                    default: true
                    }
                }
                if !isClean { Issue.record("\(what): \(text.unicodeScalars.map { String($0.value, radix: 16) }) at \(x),\(y)") }
                let isWide = !cell.isCovered && cell.glyph.width == 2
                if isWide, x + 1 >= surface.width || !surface[x + 1, y].isCovered { Issue.record("\(what): half a glyph at \(x),\(y)") }
                if cell.isCovered, x == 0 || surface[x - 1, y].glyph.width != 2 { Issue.record("\(what): a loose half at \(x),\(y)") }
            }
        }
    }
}
