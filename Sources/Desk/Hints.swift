import Office
import Phrases
import Screen

/// What the hint bar and the help name: the keys of the pane in focus, in the words of the register under its cursor.
extension DeskState {
    /// One key of the hint bar.
    struct Hint {
        let key: String
        let word: String
    }

    /// The pane whose keys hold: a preview of a meeting takes those of the calendar it comes from.
    var keyPane: PaneID { focus == .preview && lastList == .calendar ? .calendar : focus }

    /// The register whose matters the focused pane is about; nil where none is under the cursor.
    private var registerUnderCursor: RegisterDefinition? {
        if let id = current, id.kind == .matter, let place = state(of: id) { return office.register(place.register, holding: place.state) }
        return focus == .matters ? office.register(mattersRegister) : nil
    }

    /// Panes that show papers of any register: what can be done hangs on the row, not on the pane.
    private var isMixed: Bool { [.today, .matters, .search, .preview].contains(keyPane) }

    /// The keys to name, the most wanted first.
    func hints() -> [Hint] {
        let bindings = bindings
        let standing = standing
        guard isMixed else {
            return bindings.filter(\.isHinted).compactMap {
                hint($0, word: stepName($0.action, standing) ?? word(for: $0.action, $0.phrase))
            }
        }
        let scope = KeyScope(keyPane)
        let hasFile = keyPane == .preview && snapshot.preview?.enclosures.isEmpty == false
        let own = bindings.filter {
            $0.scope == scope && $0.isHinted && !$0.action.isStep || hasFile && $0.action == .openFile
        }
        var steps = [Int?](repeating: nil, count: DeskState.stepOrder.count)
        for index in bindings.indices where !bindings[index].isOfRegister {
            guard let step = bindings[index].action.step, let place = DeskState.stepOrder.firstIndex(of: step) else { continue }
            steps[place] = steps[place] ?? index
        }
        let keyed = bindings.filter(\.isOfRegister).compactMap { hint($0, word: speaker.key(Term(zh: $0.phrase.zh, en: $0.phrase.en))) }
        let offered = steps.compactMap { index -> Hint? in
            guard let binding = index.map({ bindings[$0] }), let name = stepName(binding.action, standing) else { return nil }
            return hint(binding, word: name)
        }
        let others = bindings.filter { $0.isHinted && ($0.scope == .everywhere || $0.action == .progress) }
        let rest = others.filter { $0.action != .progress || registerUnderCursor != nil }
        return keyed + offered + (own + rest).compactMap { hint($0, word: word(for: $0.action, $0.phrase)) }
    }

    private func hint(_ binding: Binding, word: String) -> Hint? {
        guard binding.action != .help, binding.action != .moves, let key = binding.keys.first else { return nil }
        // What does not work here is left out.
        return isOffered(binding.action) ? Hint(key: Binding.name(key), word: word) : nil
    }

    /// The steps in the order a paper takes them.
    private static let stepOrder: [Move] = [
        .register, .check, .dispatch, .circulate, .propose, .back, .putaway, .conclude, .bringup, .sign, .chase, .return,
    ]

    /// The register under the cursor, and the state in which the row stands.
    typealias Standing = (definition: RegisterDefinition, state: String)

    var standing: Standing? {
        guard let definition = registerUnderCursor, let id = current, let place = state(of: id) else { return nil }
        return (definition, place.state)
    }

    /// What the register under the cursor calls an action's step from where the row stands; nil where it has no such step there.
    private func stepName(_ action: Action, _ standing: Standing?) -> String? {
        guard let step = action.step, let standing else { return nil }
        return standing.definition.path(to: meant(step), from: standing.state)?.last.map { speaker.key($0.name) }
    }

    /// Whether what a hint names works here: on the paper under the cursor, or on any of those marked.
    func isOffered(_ action: Action) -> Bool {
        // What is out comes back, whatever the register has.
        if case .move(.back) = action, current.flatMap({ known($0) })?.openLoan != nil { return true }
        guard let step = action.step else {
            switch action {
            case .open: return focus != .inbound || snapshot.preview.map { $0.id == current && nextMove(of: $0, in: focus) != nil } ?? false
            case .edit where focus == .calendar: return current?.kind == .meeting
            default: return reason(action) == nil
            }
        }
        // Of a very large batch the first papers speak for all: the bar is drawn at every key.
        return targets.prefix(50).contains { id in
            guard let place = state(of: id), let definition = office.register(place.register, holding: place.state) else { return false }
            return definition.path(to: meant(step, of: id), from: place.state) != nil
        }
    }

    /// The lines of the help: what the pane's register cannot do is left out, and its steps bear its own names.
    func helpLines() -> [ReaderState.Line] {
        let definition = registerUnderCursor ?? (keyPane == .inbound ? office.registers[standing: .papers] : nil)
        let standing = standing
        return bindings.compactMap { binding in
            if isAbsent(binding.action) { return nil }
            var word = self.word(for: binding.action, binding.phrase)
            if let definition, let step = binding.action.step {
                guard let named = definition.step(ofLetter: step) else { return nil }
                word = stepName(binding.action, standing) ?? speaker.key(named.name)
            }
            return ReaderState.Line(binding.keys.map(Binding.name).joined(separator: " "), word, action: binding.action)
        }
    }

    /// A key that does nothing here says so, and where it would do something.
    mutating func sayNoEffect(of key: Key) {
        let name = Binding.name(key)
        if case .character(let character) = key, let digit = character.wholeNumberValue {
            return say(speaker(.noSuchPane, String(digit)))
        }
        let elsewhere = keymap.bindings.filter { $0.keys.contains(Keymap.fold(key)) }
        guard let first = elsewhere.first else { return say(speaker(.keyUnused, name, keyName(of: .help) ?? "F1")) }
        var scopes: [KeyScope] = []
        for binding in elsewhere where binding.action == first.action && !scopes.contains(binding.scope) { scopes.append(binding.scope) }
        let panes = scopes.map { speaker(Keymap.name($0)) }.joined(separator: speaker.language.isChinese ? "、" : ", ")
        say(speaker(.keyElsewhere, name, speaker(first.phrase), panes))
    }
}

extension Action {
    /// The step of a register's way an action takes; nil where it takes none.
    var step: Move? {
        switch self {
        case .move(let move): move
        case .done: .conclude
        case .reassign: .dispatch
        default: nil
        }
    }

    var isStep: Bool { step != nil || [.progress, .obstacle].contains(self) }
}

extension Phrase {
    static let noSuchPane = Phrase("%1: no such pane yet", "%1：此页尚未开放")
    static let keyUnused = Phrase("%1 does nothing here; %2 lists the keys", "%1 在此无作用，按 %2 查看可用的键")
    static let keyElsewhere = Phrase("Not here: %1 (%2) belongs to %3", "此处不用 %1：“%2”用于%3")
    static let notInThisPane = Phrase("Not here: this pane has no list to mark or search", "此页不能标记或查找")
    static let nothingToFind = Phrase("Nothing was looked for yet; %1 looks", "尚未查找，按 %1 查找")
    static let noEnclosure = Phrase("No file is enclosed", "此件没有附件")
    static let chooseEnclosure = Phrase("Open which file?", "打开哪个附件？")
    public static let fileOpened = Phrase("Opened: %1", "已打开：%1")
    public static let fileExported = Phrase(
        "Copied to %1; nothing opens it here (BANSHI_OPEN names a program)", "已存到 %1（此处无打开程序，可设 BANSHI_OPEN）")
}
