import Office
import Phrases
import Screen

extension DeskState {
    /// Opens what an action shows.
    mutating func show(_ action: Action) -> [Effect] {
        switch action {
        case .help: overlays.append(.reader(helpReader()))
        case .palette: overlays.append(.picker(PickerState(purpose: .palette, title: speaker(.keyPalette), items: paletteItems())))
        case .moves: showMoves()
        case .whose: overlays.append(.picker(PickerState(purpose: .whose, title: speaker(.keyWhose), items: scopeItems())))
        case .explain: explain()
        case .history:
            guard let id = current, id.kind == .matter || id.kind == .meeting else {
                refuse(speaker(.noMatter))
                return []
            }
            historyOf = id
            overlays.append(.reader(ReaderState(kind: .history, title: speaker(.keyHistory), lines: [])))
        case .closeDay: openClosing()
        case .callList: overlays.append(.calls(CallListState()))
        case .themes: showThemes()
        case .views: return [.loadViews]
        case .facets: showFacets(nil)
        case .doubts: showDoubt()
        case .firstSteps: showFirstSteps()
        default: break
        }
        return []
    }

    private func paletteItems() -> [PickerState.Item] {
        let own = bindings.filter { !isAbsent($0.action) }
        return own.map { binding in
            PickerState.Item(
                label: word(for: binding.action, binding.phrase), detail: binding.keys.map(Binding.name).joined(separator: " "),
                reason: reason(binding.action),
                choice: .action(binding.action))
        } + verbs.map { PickerState.Item(label: $0.purpose, detail: $0.name, reason: nil, choice: .verb($0.name)) }
    }

    /// Why an action is off now; nil where it can be done.
    func reason(_ action: Action) -> String? {
        switch action {
        case .move(.back) where current.flatMap({ known($0) })?.openLoan != nil: return nil
        case .move(let move):
            guard let id = current, let place = state(of: id), let definition = office.register(place.register, holding: place.state) else {
                return speaker(.noMatter)
            }
            return definition.path(to: meant(move, of: id), from: place.state) == nil
                ? speaker(Refusal.notOffered(move: move, state: place.state, register: place.register), in: office) : nil
        case .done, .reassign, .progress, .lend, .obstacle, .taskFrom, .meetingFrom, .answerTo, .explain:
            return current?.kind == .matter && current?.text.hasPrefix("stage:") == false ? nil : speaker(.noMatter)
        case .turnDown: return answerable == nil ? speaker(.noRequest) : nil
        case .cancelMeeting: return current?.kind == .meeting ? nil : speaker(.noMatter)
        case .facets: return searchFilter == nil ? speaker(.nothingHere) : nil
        case .doubts: return doubts.isEmpty ? speaker(.doubtNone) : nil
        case .openFile: return snapshot.preview?.enclosures.isEmpty == false ? nil : speaker(.noEnclosure)
        default: return nil
        }
    }

    /// F9: the offered moves by number, a way through for an input method.
    private mutating func showMoves() {
        guard let id = current, let place = state(of: id), let definition = office.register(place.register, holding: place.state) else {
            overlays.append(.picker(PickerState(purpose: .palette, title: speaker(.keyPalette), items: paletteItems())))
            return
        }
        var seen: Set<Move> = []
        // The usual steps come first, so that they have a digit.
        let usual: [Move] = [.register, .dispatch, .propose, .back, .circulate, .putaway, .conclude, .sign, .bringup, .check]
        let ordered =
            usual.flatMap { verb in definition.steps.filter { $0.verb == verb } } + definition.steps.filter { !usual.contains($0.verb) }
        var items = ordered.compactMap { step -> PickerState.Item? in
            guard seen.insert(step.verb).inserted, let last = definition.path(to: step.verb, from: place.state)?.last else { return nil }
            return PickerState.Item(
                label: speaker.key(last.name), detail: keys(of: step).map(Binding.name).joined(separator: " "), reason: nil,
                choice: .action(.move(step.verb)))
        }
        let lending = lendingItems(id)
        // What is out comes back first; to lend is the rarer wish and takes nobody's digit.
        if known(id)?.openLoan != nil { items += lending }
        let request: [Action] = isAbsent(.turnDown) ? [] : [.turnDown]
        for action in request + [Action.answerTo, .taskFrom, .meetingFrom, .progress, .obstacle, .edit, .history, .explain] {
            let phrase = keymap.bindings.first { $0.action == action }?.phrase
            if let phrase {
                items.append(
                    PickerState.Item(label: word(for: action, phrase), detail: key(of: action), reason: nil, choice: .action(action)))
            }
        }
        if known(id)?.openLoan == nil { items += lending }
        overlays.append(.picker(PickerState(purpose: .moves, title: speaker(.keyMoves), items: items)))
    }

    private func key(of action: Action) -> String {
        keymap.keys(of: action, in: focus).map(Binding.name).joined(separator: " ")
    }

    private func scopeItems() -> [PickerState.Item] {
        func item(_ label: String, _ detail: String, _ scope: DeskScope) -> PickerState.Item {
            PickerState.Item(label: label, detail: detail, reason: nil, choice: .scope(scope))
        }
        var items = [item(speaker(.whoseMine), directory.name(me) ?? "", .person(me)), item(speaker(.whoseOffice), office.name, .office)]
        items += directory.entries(.departments).map { item($0.name, $0.detail, .unit($0.id)) }
        items += directory.entries(.people).map { entry in
            let isLeader = directory.person(entry.id)?.isLeader == true
            return item(
                isLeader ? speaker(.whoseWith, entry.name) : entry.name, entry.detail, isLeader ? .holder(entry.id) : .person(entry.id))
        }
        items += directory.units.filter { $0.level != .internal }.map {
            item(speaker(.whoseWith, directory.name($0.id) ?? $0.short), "", .holder($0.id))
        }
        return items
    }

    private mutating func showThemes() {
        let items = themes.map { PickerState.Item(label: $0, detail: $0 == theme ? "✓" : "", reason: nil, choice: .theme($0)) }
        var picker = PickerState(purpose: .theme, title: speaker(.keyThemes), items: items)
        picker.position.selected = themes.firstIndex(of: theme) ?? 0
        overlays.append(.picker(picker))
    }

    /// The theme under the cursor is shown while it is chosen; leaving brings the worn one back.
    private func preview(_ picker: PickerState) -> [Effect] {
        guard picker.purpose == .theme else { return [] }
        let shown = picker.shown
        guard shown.indices.contains(picker.position.selected), case .theme(let name) = shown[picker.position.selected].choice else {
            return []
        }
        return [.dress(name)]
    }

    mutating func pickerKey(_ given: PickerState, _ key: Key) -> [Effect] {
        var picker = given
        let shown = picker.shown
        switch key {
        case .escape:
            overlays.removeLast()
            if picker.purpose == .doubt { putOffDoubt() }
            return picker.purpose == .theme ? [.dress(theme)] : []
        case .up: picker.position.selected = max(0, picker.position.selected - 1)
        case .down: picker.position.selected = min(max(0, shown.count - 1), picker.position.selected + 1)
        case .pageUp: picker.position.selected = max(0, picker.position.selected - 10)
        case .pageDown: picker.position.selected = min(max(0, shown.count - 1), picker.position.selected + 10)
        case .delete where picker.purpose == .views:
            guard shown.indices.contains(picker.position.selected), case .view(let view) = shown[picker.position.selected].choice else {
                return []
            }
            return [.dropDraft(form: view.form), .loadViews]
        case .enter: return choose(shown, picker.position.selected)
        case .character(let character)
        where picker.takesDigits && picker.editor.isEmpty && character.wholeNumberValue.map({ (1...9).contains($0) }) == true:
            return choose(shown, (character.wholeNumberValue ?? 1) - 1)
        default:
            guard picker.editor.handle(key) else { return [] }
            picker.position = ListPosition()
        }
        overlays[overlays.count - 1] = .picker(picker)
        return preview(picker)
    }

    private mutating func choose(_ items: [PickerState.Item], _ index: Int) -> [Effect] {
        guard items.indices.contains(index) else { return [] }
        let item = items[index]
        if let reason = item.reason {
            refuse(reason)
            return []
        }
        overlays.removeLast()
        switch item.choice {
        case .action(let action): return perform(action)
        case .scope(let scope):
            self.scope = scope
            positions[.today] = ListPosition()
            setFocus(.today)
        case .register(let register): mattersRegister = register
        case .verb(let name): overlays.append(.line(LinePrompt(.command, text: name + " ")))
        case .view(let view): apply(view)
        case .keepView: overlays.append(.line(LinePrompt(.viewName(focus == .preview ? lastList : focus))))
        case .sheet(let order): return place(order)
        case .sheetForm(let form): return reopenPrintMenu(writing: form)
        case .facet(let facet): showFacets(facet)
        case .term(let term): narrow(by: term)
        case .secondReceipt(let number): return receiveAgain(number)
        case .registerAnyway: return registerAnyway()
        case .undoEntry(let entry): return [.undoEntry(entry)]
        case .enclosure(let digest, let name): return [.openFile(digest: digest, name: name)]
        case .leaveIt: break
        case .firstStep(let step): return begin(step)
        case .settle(let doubt, let answer):
            // It may have to be read first: the others can be decided on meanwhile.
            putOffDoubt()
            return [.settle(doubt, answer)]
        case .theme(let name):
            theme = name
            say(speaker(.themeKept, name))
            return [.dress(name), .keepTheme(name)]
        }
        return []
    }

    // MARK: Readers

    private func helpReader() -> ReaderState {
        return ReaderState(kind: .help, title: "\(speaker(.keyHelp)) · \(paneName(focus))", lines: helpLines())
    }

    func paneName(_ pane: PaneID) -> String {
        switch pane {
        case .preview: speaker(.panePreview)
        case .today: speaker(.paneToday)
        case .inbound: speaker(.paneInbound)
        case .calendar: speaker(.paneCalendar)
        case .matters: office.register(mattersRegister).map { speaker($0.name) } ?? speaker(.paneMatters)
        case .search: speaker(.paneSearch)
        }
    }

    private mutating func explain() {
        guard let matter = snapshot.preview else {
            refuse(speaker(.noMatter))
            return
        }
        let sheet = MatterSheet(matter: matter, office: office, directory: directory, speaker: speaker, now: now)
        var lines = sheet.explanation().map { ReaderState.Line($0.label, $0.text) }
        if let item = snapshot.today.first(where: { $0.matter.id == matter.id }) {
            lines.append(ReaderState.Line(speaker(.paneToday), item.chips.map(speaker.chip).joined(separator: " · ")))
        }
        let holder = directory.name(matter.holder) ?? "–"
        lines.append(ReaderState.Line(speaker(.labelState), "\(sheet.stateName) · \(holder)"))
        overlays.append(.reader(ReaderState(kind: .explain, title: matter.title, lines: lines)))
    }

    /// The history as lines once the ledger has answered.
    func historyLines() -> [ReaderState.Line] {
        let register = historyOf.flatMap { state(of: $0) }?.register
        return snapshot.history.map { line in
            let attribution = line.attribution
            let author = speaker.author(
                by: attribution.by, recordedBy: attribution.recordedBy, medium: attribution.medium, directory: directory)
            return ReaderState.Line(
                "#\(line.sequence) \(zone.plain(attribution.at))",
                ([speaker.deed(line.event, in: office, register: register), author]
                    + line.event.readers(besides: attribution.by).map { directory.name($0) ?? $0 } + line.event.noteTexts)
                    .joined(separator: " · "))
        }
    }

    mutating func readerKey(_ given: ReaderState, _ key: Key) -> [Effect] {
        var reader = given
        if reader.kind == .history, reader.lines.isEmpty { reader.lines = historyLines() }
        let count = reader.shown.count
        switch key {
        case .escape:
            overlays.removeLast()
            historyOf = nil
            return []
        case .character("q") where reader.kind != .help:
            overlays.removeLast()
            historyOf = nil
            return []
        case .up: reader.position.selected = max(0, reader.position.selected - 1)
        case .down: reader.position.selected = min(max(0, count - 1), reader.position.selected + 1)
        case .pageUp: reader.position.selected = max(0, reader.position.selected - 10)
        case .pageDown: reader.position.selected = min(max(0, count - 1), reader.position.selected + 10)
        case .home: reader.position.selected = 0
        case .end: reader.position.selected = max(0, count - 1)
        case .enter:
            guard reader.shown.indices.contains(reader.position.selected), let action = reader.shown[reader.position.selected].action else {
                overlays.removeLast()
                historyOf = nil
                return []
            }
            overlays.removeLast()
            return perform(action)
        case .character("G") where reader.kind != .help && reader.editor.isEmpty: return readerKey(reader, .end)
        case .character("g") where reader.kind != .help && reader.editor.isEmpty: return readerKey(reader, .home)
        case .character("j") where reader.kind != .help: return readerKey(reader, .down)
        case .character("k") where reader.kind != .help: return readerKey(reader, .up)
        default:
            guard reader.editor.handle(key) else { return [] }
            reader.position = ListPosition()
        }
        overlays[overlays.count - 1] = .reader(reader)
        return []
    }
}
