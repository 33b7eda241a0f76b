import Office
import Phrases
import Screen

/// Where a binding holds.
public enum KeyScope: Hashable, Sendable, CaseIterable {
    case everywhere, today, inbound, calendar, preview, matters, search

    init(_ pane: PaneID) {
        self =
            switch pane {
            case .today: .today
            case .inbound: .inbound
            case .calendar: .calendar
            case .preview: .preview
            case .matters: .matters
            case .search: .search
            }
    }
}

/// One key and what it does; the help, the hint bar and the palette are printed from these.
public struct Binding: Hashable, Sendable {
    public let scope: KeyScope
    public let keys: [Key]
    public let action: Action
    public let phrase: Phrase
    /// Shown in the hint bar, in this order.
    public let isHinted: Bool
    /// It is the key a register gave to a step of its own.
    let isOfRegister: Bool

    init(
        _ scope: KeyScope, _ keys: [Key], _ action: Action, _ phrase: Phrase, hinted: Bool = false, ofRegister isOfRegister: Bool = false
    ) {
        self.scope = scope
        self.keys = keys
        self.action = action
        self.phrase = phrase
        isHinted = hinted
        self.isOfRegister = isOfRegister
    }

    /// The key as people write it: `Ctrl-r`, `F9`, `⏎`.
    public static func name(_ key: Key) -> String {
        switch key {
        case .character(" "): "␣"
        case .character(let character): String(character)
        case .control(let character): "Ctrl-\(character)"
        case .enter: "⏎"
        case .escape: "Esc"
        case .tab: "Tab"
        case .backTab: "Shift-Tab"
        case .up: "↑"
        case .down: "↓"
        case .left: "←"
        case .right: "→"
        case .home: "Home"
        case .end: "End"
        case .pageUp: "PgUp"
        case .pageDown: "PgDn"
        case .backspace: "⌫"
        case .delete: "Del"
        case .insert: "Ins"
        case .function(let number): "F\(number)"
        }
    }
}

/// The one table of keys: the help, the hint bar, the palette and the manual are printed from it.
public struct Keymap: Sendable {
    public let bindings: [Binding]
    /// The bindings that hold in each scope, laid out once: the hint bar asks at every key.
    private let holding: [KeyScope: [Binding]]

    public static let standard = Keymap(bindings: navigation + tools + inbound + worklists + calendar)

    init(bindings: [Binding]) {
        self.bindings = bindings
        let everywhere = bindings.filter { $0.scope == .everywhere }
        holding = Dictionary(
            uniqueKeysWithValues: KeyScope.allCases.map { scope in
                var seen: Set<Action> = []
                return (scope, (bindings.filter { $0.scope == scope } + everywhere).filter { seen.insert($0.action).inserted })
            })
    }

    private static func key(_ character: Character) -> Key { .character(character) }

    private static let navigation: [Binding] = [
        Binding(.everywhere, [key("k"), .up], .up, .keyUp), Binding(.everywhere, [key("j"), .down], .down, .keyDown),
        Binding(.everywhere, [key("g"), .home], .top, .keyTop), Binding(.everywhere, [key("G"), .end], .bottom, .keyBottom),
        Binding(.everywhere, [.control("u"), .pageUp], .pageUp, .keyPageUp),
        Binding(.everywhere, [.control("d"), .pageDown], .pageDown, .keyPageDown),
        Binding(.everywhere, [.tab], .nextPane, .keyNextPane), Binding(.everywhere, [.backTab], .previousPane, .keyPreviousPane),
        Binding(.everywhere, [key("1")], .pane(.today), .paneToday), Binding(.everywhere, [key("2")], .pane(.inbound), .paneInbound),
        Binding(.everywhere, [key("3")], .pane(.calendar), .paneCalendar),
        Binding(.everywhere, [key("4")], .pane(.matters), .paneMatters), Binding(.everywhere, [key("7")], .pane(.search), .paneSearch),
        Binding(.everywhere, [key("0")], .pane(.preview), .panePreview), Binding(.everywhere, [key("z")], .zoom, .keyZoom),
        Binding(.everywhere, [.escape], .leave, .keyLeave), Binding(.everywhere, [key("q")], .quit, .keyQuit),
        Binding(.everywhere, [key(" ")], .mark, .keyMark), Binding(.everywhere, [key("v")], .markRange, .keyMarkRange),
        Binding(.everywhere, [key("*")], .markAll, .keyMarkAll), Binding(.everywhere, [key("/")], .filter, .keyFilter),
        Binding(.everywhere, [key("\\")], .searchOnly, .keyFind), Binding(.everywhere, [key("n")], .nextHit, .keyNextHit),
        Binding(.everywhere, [key("N")], .previousHit, .keyPreviousHit), Binding(.everywhere, [key("#")], .goTo, .keyGoTo),
        Binding(.everywhere, [key("@")], .whose, .keyWhose),
        Binding(.everywhere, [key("!"), .function(10), .function(12)], .mostUrgent, .keyMostUrgent),
        Binding(.everywhere, [key("[")], .earlier, .keyEarlier), Binding(.everywhere, [key("]")], .later, .keyLater),
        Binding(.everywhere, [key("T")], .today, .keyGoToday),
    ]

    private static let tools: [Binding] = [
        Binding(.everywhere, [.enter], .open, .keyOpen), Binding(.everywhere, [key("u")], .undo, .keyUndo),
        Binding(.everywhere, [.control("r")], .redo, .keyRedo),
        Binding(.everywhere, [key("A"), .function(2)], .capture, .keyCapture, hinted: true),
        Binding(.everywhere, [key("+")], .new, .keyNew), Binding(.everywhere, [key("e"), .function(4)], .edit, .keyEdit),
        Binding(.everywhere, [key("i")], .explain, .keyExplain), Binding(.everywhere, [key("h")], .history, .keyHistory),
        Binding(.everywhere, [key("|")], .print, .keyPrint), Binding(.everywhere, [key("E")], .closeDay, .keyCloseDay),
        Binding(.everywhere, [key("W")], .callList, .keyCallList),
        Binding(.everywhere, [key("y")], .copy, .keyCopy), Binding(.everywhere, [key("o")], .openFile, .keyOpenFile),
        Binding(.everywhere, [.function(9)], .moves, .keyMoves, hinted: true),
        Binding(.everywhere, [key(":"), .control("p")], .palette, .keyPalette),
        Binding(.everywhere, [key("R"), .function(5)], .reload, .keyReload), Binding(.everywhere, [key("%")], .mouse, .keyMouse),
        Binding(.everywhere, [.function(6)], .views, .keyViews), Binding(.everywhere, [.function(8)], .themes, .keyThemes),
        Binding(.everywhere, [.control("l")], .repaint, .keyRepaint), Binding(.everywhere, [.control("z")], .suspend, .keySuspend),
        Binding(.everywhere, [key("=")], .doubts, .keyDoubts), Binding(.everywhere, [], .firstSteps, .keyFirstSteps),
        Binding(.everywhere, [key("?"), .function(1)], .help, .keyHelp, hinted: true),
    ]

    private static func move(_ scope: KeyScope, _ letter: Character, _ move: Move, _ phrase: Phrase, hinted: Bool = false) -> Binding {
        Binding(scope, [key(letter)], .move(move), phrase, hinted: hinted)
    }

    private static let inbound: [Binding] = [
        Binding(.inbound, [.enter], .open, .keyOpenShort, hinted: true),
        move(.inbound, "r", .register, Phrase("register", "登记"), hinted: true),
        move(.inbound, "a", .dispatch, Phrase("dispatch", "分办"), hinted: true),
        move(.inbound, "c", .circulate, Phrase("circulate", "传阅"), hinted: true),
        move(.inbound, "p", .propose, Phrase("propose", "拟办"), hinted: true),
        move(.inbound, "b", .back, Phrase("back", "批回"), hinted: true),
        move(.inbound, "f", .putaway, Phrase("put away", "存查"), hinted: true),
        move(.inbound, "s", .sign, Phrase("sign for", "签收")), move(.inbound, "l", .bringup, Phrase("bring up", "定日提醒")),
        move(.inbound, "x", .return, Phrase("send back", "退文")), Binding(.inbound, [key("d")], .done, .keyDone),
        Binding(.inbound, [key("t")], .taskFrom, .keyTaskFrom), Binding(.inbound, [key("m")], .meetingFrom, .keyMeetingFrom),
        Binding(.inbound, [key("Y")], .answerTo, .keyAnswerTo), move(.inbound, "K", .check, Phrase("check", "审核")),
        move(.inbound, "w", .chase, Phrase("chase", "催办")),
        Binding(.inbound, [key("P")], .progress, .keyProgress), Binding(.inbound, [key("L")], .lend, .keyLend),
        Binding(.inbound, [key("D")], .turnDown, .keyTurnDown, hinted: true),
    ]

    private static let worklists: [Binding] =
        [KeyScope.today, .matters, .search, .preview].flatMap { scope -> [Binding] in
            [
                Binding(scope, [key("d")], .done, .keyDone, hinted: true),
                Binding(scope, [key("a")], .reassign, .keyReassign, hinted: true),
                move(scope, "l", .bringup, Phrase("bring up", "定日提醒"), hinted: true), move(scope, "s", .sign, Phrase("sign for", "签收")),
                move(scope, "w", .chase, Phrase("chase", "催办")), Binding(scope, [key("P")], .progress, .keyProgress, hinted: true),
                Binding(scope, [key("O")], .obstacle, .keyObstacle), move(scope, "r", .register, Phrase("register", "登记")),
                move(scope, "c", .circulate, Phrase("circulate", "传阅")), move(scope, "p", .propose, Phrase("propose", "拟办")),
                move(scope, "b", .back, Phrase("back", "批回")), move(scope, "f", .putaway, Phrase("put away", "存查")),
                move(scope, "x", .return, Phrase("send back", "退文")), Binding(scope, [key("t")], .taskFrom, .keyTaskFrom),
                Binding(scope, [key("m")], .meetingFrom, .keyMeetingFrom), Binding(scope, [key("Y")], .answerTo, .keyAnswerTo),
                move(scope, "K", .check, Phrase("check", "审核")), Binding(scope, [key("L")], .lend, .keyLend),
                Binding(scope, [key("D")], .turnDown, .keyTurnDown, hinted: true),
            ]
        } + [
            Binding(.search, [key("F"), .function(7)], .facets, .keyFacets, hinted: true),
            Binding(.matters, [.right], .nextRegister, .keyNextRegister, hinted: true),
        ]

    private static let calendar: [Binding] = [
        Binding(.calendar, [.left], .left, .keyLeft, hinted: true), Binding(.calendar, [.right], .right, .keyRight, hinted: true),
        Binding(.calendar, [key("+")], .new, .keyNew, hinted: true),
        Binding(.calendar, [key("e"), .function(4)], .edit, .keyEdit, hinted: true),
        Binding(.calendar, [key("D")], .cancelMeeting, .keyCancelMeeting, hinted: true),
    ]

    /// What a key does in a pane: the pane's own binding first.
    public func action(for key: Key, in pane: PaneID) -> Action? {
        let folded = Keymap.fold(key)
        let scope = KeyScope(pane)
        return
            (bindings.first { $0.scope == scope && $0.keys.contains(folded) }
            ?? bindings.first { $0.scope == .everywhere && $0.keys.contains(folded) })?.action
    }

    /// Where bindings of a scope hold, in words.
    public static func name(_ scope: KeyScope) -> Phrase {
        switch scope {
        case .everywhere: .scopeEverywhere
        case .today: .paneToday
        case .inbound: .paneInbound
        case .calendar: .paneCalendar
        case .preview: .panePreview
        case .matters: .paneMatters
        case .search: .paneSearch
        }
    }

    /// Full-width forms an input method leaves behind, brought to the keys they stand for.
    static func fold(_ key: Key) -> Key {
        guard case .character(let character) = key else { return key }
        switch character {
        case "、": return .character("/")
        case "。": return .character(".")
        case "【": return .character("[")
        case "】": return .character("]")
        case "·", "～": return .character("`")
        case "￥": return .character("$")
        default:
            let folded = Folding.width(String(character))
            return folded.count == 1 ? .character(folded.first ?? character) : key
        }
    }

    /// Whether a key means the same in a form as outside: it is no character that would be typed.
    static func passesForms(_ key: Key) -> Bool { if case .function = key { true } else { false } }

    /// The keys of an action in a pane, the first the one to name.
    func keys(of action: Action, in pane: PaneID) -> [Key] { bindings(in: pane).first { $0.action == action }?.keys ?? [] }

    /// The bindings that hold in a pane, its own first, each action once.
    public func bindings(in pane: PaneID) -> [Binding] { holding[KeyScope(pane)] ?? [] }
}
