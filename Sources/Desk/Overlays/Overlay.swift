import Office
import Screen

/// What stands over the panes; the topmost takes the keys.
public enum Overlay: Hashable, Sendable {
    case form(FormState)
    case line(LinePrompt)
    case picker(PickerState)
    case reader(ReaderState)
    case closing(ClosingState)
    case calls(CallListState)
    case door([SecrecyHit])

    /// Under which what was typed into it is kept as a draft; nil where nothing would be lost.
    var keptAs: String? {
        switch self {
        case .form(let form): form.draftKey
        case .line(let line): line.draftKey
        default: nil
        }
    }
}

extension DeskState {
    /// Whether what is typed goes into a line, and does nothing but that.
    public var isTypingLine: Bool { if case .line? = overlays.last { true } else { false } }
}

/// One line asked for: a filter, a number, a capture.
public struct LinePrompt: Hashable, Sendable {
    public enum Purpose: Hashable, Sendable {
        case filter(PaneID)
        case find(PaneID)
        case goTo
        case capture
        case search
        case note(kind: String, [SubjectID])
        case cancel(SubjectID)
        /// Why a request is turned down; its step by name.
        case turnDown(SubjectID, request: Int, step: String)
        case viewName(PaneID)
        case command
        /// Why something with a secrecy mark may come in, and by whom.
        case clearance(LetIn)
    }

    public var purpose: Purpose
    public var editor: LineEditor
    /// What the line is read as, echoed while it is typed.
    public var echo = ""
    public var isError = false
    /// The words that are wrong, shown as such where they stand.
    public var fault = ""
    /// A kept draft whose place other words took; the up key brings it back.
    public var replaced: String?
    /// The filter that stood when the line was opened.
    public let taken: String

    init(_ purpose: Purpose, text: String = "") {
        self.purpose = purpose
        editor = LineEditor(text)
        taken = text
    }

    /// Remembers a marked text that was typed over.
    mutating func noteReplaced(_ before: LineEditor) {
        if before.isSelected, editor.text != before.text { replaced = before.text }
    }

    /// Under which its text is kept as a draft; nil where nothing would be lost.
    var draftKey: String? {
        switch purpose {
        case .capture: "capture"
        case .cancel(let id): "cancel.\(id)"
        case .turnDown(let id, let request, _): "turnDown.\(id).\(request)"
        case .note(let kind, let subjects): "note.\(kind).\(subjects.map(\.text).joined(separator: "."))"
        default: nil
        }
    }
}

/// A list to choose from by arrow, digit or typed initials.
public struct PickerState: Hashable, Sendable {
    public enum Purpose: Hashable, Sendable {
        case palette, moves, whose, register, theme, views, print, doubt, undo, enclosure, steps
        /// A number that is here already, in continuous entry.
        case twin
        /// The counts of a search: the most frequent of all, or all values of one.
        case facets(Facet?)
    }

    public struct Item: Hashable, Sendable {
        public let label: String
        public let detail: String
        /// Why it cannot be chosen now; nil where it can.
        public let reason: String?
        public let choice: Choice
        /// Its words as they are searched: folded once, for a list of everybody is gone through at every key.
        let key: String

        public init(label: String, detail: String, reason: String?, choice: Choice) {
            (self.label, self.detail, self.reason, self.choice) = (label, detail, reason, choice)
            key = Folding.key(label + detail)
        }
    }

    public enum Choice: Hashable, Sendable {
        case action(Action)
        case scope(DeskScope)
        case register(String)
        case theme(String)
        case view(SavedView)
        case keepView
        case verb(String)
        case sheet(SheetOrder)
        case sheetForm(SheetOrder.Form)
        case facet(Facet)
        /// A term that narrows the search.
        case term(String)
        case settle(Doubt, Doubt.Answer)
        /// The same paper by another channel, or another paper of that number.
        case secondReceipt(of: String)
        case registerAnyway
        /// Takes back the act of an entry; leaves everything as it is.
        case undoEntry(String)
        case leaveIt
        case enclosure(digest: String, name: String)
        case firstStep(FirstStep)
    }

    public var purpose: Purpose
    public var title: String
    public var items: [Item]
    /// What the choice is about, over the items.
    public var notes: [String] = []
    public var editor = LineEditor()
    public var position = ListPosition()

    /// Whether a digit chooses.
    var takesDigits: Bool { [.moves, .print, .doubt, .twin, .undo, .enclosure, .steps].contains(purpose) }

    /// The items that fit what was typed: part of the label, or its initials.
    public var shown: [Item] {
        let wanted = Folding.key(editor.text)
        if wanted.isEmpty { return items }
        let isLatin = wanted.utf8.allSatisfy { $0 < 0x80 }
        return items.filter { $0.key.contains(wanted) || (isLatin && Pinyin.matches(wanted, in: $0.key)) }
    }
}

/// Lines to read: explanation, history, help.
public struct ReaderState: Hashable, Sendable {
    public enum Kind: Hashable, Sendable { case explain, history, help, text }

    public struct Line: Hashable, Sendable {
        public let label: String
        public let text: String
        /// What Enter does on the line.
        public let action: Action?

        public init(_ label: String, _ text: String, action: Action? = nil) {
            self.label = label
            self.text = text
            self.action = action
        }
    }

    public var kind: Kind
    public var title: String
    public var lines: [Line]
    public var editor = LineEditor()
    public var position = ListPosition()

    public var shown: [Line] {
        let wanted = Folding.key(editor.text)
        if wanted.isEmpty { return lines }
        return lines.filter { line in
            let text = Folding.key(line.label + line.text)
            return text.contains(wanted) || (wanted.utf8.allSatisfy { $0 < 0x80 } && Pinyin.matches(wanted, in: text))
        }
    }
}

/// Closing the day: my leftovers one by one, one digit each.
public struct ClosingState: Hashable, Sendable {
    public var items: [SubjectID] = []
    public var titles: [String] = []
    /// What is left was not told yet.
    public var isAwaited = true
    public var index = 0
    public var settled = 0
    /// Asking for what is written into the row itself.
    public var question: Question?
    public var editor = LineEditor()
    public var error = ""

    public enum Question: Hashable, Sendable { case result }
}
