import Office
import Phrases
import Screen
import TestKit
import Testing

@testable import Desk

/// Laws every key obeys.
@Suite struct KeymapTests {
    @Test func `no key means two things in one scope`() {
        for scope in KeyScope.allCases {
            var seen: [Key: Action] = [:]
            for binding in Keymap.standard.bindings where binding.scope == scope {
                for key in binding.keys {
                    #expect(seen[key] == nil || seen[key] == binding.action, "\(scope) \(Binding.name(key))")
                    seen[key] = binding.action
                }
            }
        }
    }

    @Test func `every binding is worded in every language`() {
        for binding in Keymap.standard.bindings {
            for language in Language.allCases {
                let word = Speaker(language)(binding.phrase)
                #expect(!word.isEmpty)
                let hasHan = word.contains { Folding.isHan($0) }
                #expect(hasHan == language.isChinese, "\(word)")
            }
        }
    }

    @Test func `reserved keys are left alone`() {
        for reserved in ["a", "b", "s", "q"] {
            #expect(!Keymap.standard.bindings.contains { $0.keys.contains(.control(Character(reserved))) }, "Ctrl-\(reserved)")
        }
    }

    @Test func `every decision has a way an input method lets through`() throws {
        let kit = try DeskKit()
        try kit.type("2<F9>")
        guard case .picker(let picker)? = kit.desk.overlays.last else { throw TestFault("no picker") }
        #expect(picker.items.count >= 5)
        try kit.type("1")
        #expect(try kit.matter(titled: "年终决算").state == "registered")
    }

    @Test func `full-width signs an input method leaves are the keys they stand for`() {
        #expect(Keymap.standard.action(for: .character("？"), in: .today) == .help)
        #expect(Keymap.standard.action(for: .character("："), in: .today) == .palette)
        #expect(Keymap.standard.action(for: .character("、"), in: .today) == .filter)
        #expect(Keymap.standard.action(for: .character("【"), in: .today) == .earlier)
    }

    @Test(arguments: Language.allCases)
    func `the hint bar never loses its help`(language: Language) throws {
        for columns in [40, 60, 80, 120] {
            for pane in "1234" {
                let kit = try DeskKit(language, columns: columns, rows: 24)
                try kit.type(String(pane))
                let last = kit.screen.text.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
                #expect(last.contains("?"), "\(columns) \(pane): \(last)")
            }
        }
    }

    @Test func `a keys file changes keys, swaps them, and is what the keys are printed as`() throws {
        let tree = Located(["inbound": ["dispatch": "f", "putaway": ["a", "F11"]], "everywhere": ["undo": "U"]])
        let (keymap, problems) = Keymap.read(tree)
        #expect(problems == [])
        #expect(keymap.action(for: .character("f"), in: .inbound) == .move(.dispatch))
        #expect(keymap.action(for: .function(11), in: .inbound) == .move(.putaway))
        #expect(keymap.action(for: .character("u"), in: .inbound) == nil)
        #expect(keymap.action(for: .character("U"), in: .today) == .undo)
        #expect(Keymap.standard.action(for: .character("f"), in: .inbound) == .move(.putaway))
        let kit = try DeskKit()
        kit.desk.keymap = keymap
        #expect(kit.screen.text.contains("?"))
        try kit.type("2j")
        #expect(kit.screen.text.contains("f 分办"))
    }

    @Test(
        arguments: [
            ["inbound": ["dispatch": "f"]], ["inbound": ["no-such": "x"]], ["nowhere": ["undo": "u"]], ["everywhere": ["undo": "Ctrl-s"]],
            ["everywhere": ["undo": ""]], ["everywhere": "u"], "x", ["inbound": ["dispatch": "?"]], ["everywhere": ["undo": "f"]],
            ["everywhere": ["help": []]], ["everywhere": ["palette": []]],
        ] as [JSON])
    func `a broken keys file is named and the standard keys hold`(file: JSON) {
        let (keymap, problems) = Keymap.read(Located(file))
        #expect(!problems.isEmpty)
        #expect(keymap.bindings == Keymap.standard.bindings)
    }

    @Test func `a theme is shown while it is chosen, kept by Enter, and put back by Esc`() throws {
        let kit = try DeskKit()
        kit.desk.themes = ["calm-dark", "calm-light", "mono"]
        kit.desk.theme = "calm-dark"
        try kit.type("<F8><down>")
        #expect(kit.dressed == ["calm-light"])
        try kit.type("<esc>")
        #expect(kit.dressed == ["calm-light", "calm-dark"])
        #expect(kit.kept == nil)
        try kit.type("<F8>mono<enter>")
        #expect(kit.dressed.last == "mono")
        #expect(kit.kept == "mono")
        #expect(kit.desk.theme == "mono")
    }
}
