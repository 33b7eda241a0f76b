import Office
import Phrases
import Screen

/// Takes one event into the state and says what the world is to do. Pure and total: every input is answered, none crashes.
public func update(_ desk: inout DeskState, _ event: DeskEvent, at now: Moment) -> [Effect] {
    desk.now = now
    switch event {
    case .input(let input): return desk.take(input)
    case .action(let action): return desk.perform(action)
    case .recorded(_, let results, let numbers, let purpose): return desk.recorded(results, numbers, purpose)
    case .refused(let refusal, let purpose):
        desk.refused(desk.speaker(refusal, in: desk.office, directory: desk.directory), purpose)
    case .failed(let text, let purpose): desk.refused(text, purpose)
    case .undone(let subjects, let isRedo):
        let matters = subjects.filter { $0.kind == .matter || $0.kind == .meeting }
        let what = matters.count == 1 ? desk.known(matters[0])?.title ?? matters[0].text : desk.speaker(.papersCount, String(matters.count))
        desk.say(desk.speaker(isRedo ? .redoneMessage : .undoneMessage, what))
        desk.savedAt = now
    case .draft(let form, let values): desk.restoreDraft(form, values)
    case .told(let text): desk.say(text)
    case .found(let subjects): desk.markFound(subjects)
    case .printed(let path, let remembering): return desk.printed(path, remembering)
    case .views(let views): desk.showViews(views)
    case .doubtful(let doubts): desk.queue(doubts)
    case .settled(let doubt, let text): desk.settled(doubt, text)
    case .commandEnded(let text, let output, let succeeded): desk.showOutput(of: text, output, succeeded)
    }
    return []
}

extension DeskState {
    mutating func take(_ input: Input) -> [Effect] {
        switch input {
        case .idle:
            guard hasUnsavedText else { return [] }
            hasUnsavedText = false
            return keepDrafts()
        case .gone: return keepDrafts() + [.quit]
        case .resized:
            settle()
            return []
        case .paste(let text): return paste(text)
        case .wheel(let up, _, _):
            guard overlays.isEmpty else { return [] }
            return perform(up ? .up : .down)
        case .click(let x, let y):
            click(x, y)
            return []
        case .key(let key): return take(key)
        }
    }

    private mutating func take(_ given: Key) -> [Effect] {
        var key = given
        // A line feed is Enter everywhere but in a field of several lines, where it breaks the line.
        if key == .control("j") {
            if case .form(let form)? = overlays.last, form.focusedField?.editor.allowsBreaks == true {} else { key = .enter }
        }
        switch overlays.last {
        case .form(let form): return formKey(form, key)
        case .line(let line): return lineKey(line, key)
        case .picker(let picker): return pickerKey(picker, key)
        case .reader(let reader): return readerKey(reader, key)
        case .closing(let closing): return closingKey(closing, key)
        case .calls(let calls): return callsKey(calls, key)
        case nil: break
        }
        message = nil
        if let action = keymap.action(for: key, in: focus) { return perform(action) }
        // Han text committed by an input method in a list becomes the filter.
        if case .character(let character) = key, Folding.isHan(character) {
            let pane = focus == .preview ? lastList : focus
            overlays.append(.line(LinePrompt(.filter(pane), text: String(character))))
            applyFilter(String(character), to: pane)
            if case .line(var line)? = overlays.last {
                line.echo = speaker(.imeFilter)
                overlays[overlays.count - 1] = .line(line)
            }
        }
        return []
    }

    private mutating func paste(_ text: String) -> [Effect] {
        switch overlays.last {
        case .form(var form):
            let index = form.focused
            guard form.fields.indices.contains(index) else { return [] }
            form.fields[index].editor.insert(text)
            form.fields[index].isTouched = true
            overlays[overlays.count - 1] = .form(form)
            return [.keepDraft(form: form.draftKey, form.draft)]
        case .line(var line):
            line.editor.insert(text)
            return changed(line)
        case .picker(var picker):
            picker.editor.insert(text)
            overlays[overlays.count - 1] = .picker(picker)
        default: break
        }
        return []
    }

    /// A click selects and never decides.
    private mutating func click(_ x: Int, _ y: Int) {
        guard overlays.isEmpty else { return }
        let layout = Layout(self)
        for (pane, area) in layout.panes where area.contains(x: x, y: y) {
            setFocus(pane)
            guard pane != .preview, y > area.y else { return }
            var position = positions[pane, default: ListPosition()]
            position.selected = position.top + y - area.y - 1
            positions[pane] = position
            settle()
        }
    }

    func keepDrafts() -> [Effect] {
        overlays.compactMap { overlay in
            switch overlay {
            case .form(let form): form.isTouched ? .keepDraft(form: form.draftKey, form.draft) : nil
            case .line(let line): line.draftKey.map { .keepDraft(form: $0, .object(["line": .string(line.editor.text)])) }
            default: nil
            }
        }
    }

    mutating func perform(_ action: Action) -> [Effect] {
        switch action {
        case .up, .down, .top, .bottom, .pageUp, .pageDown, .left, .right, .nextPane, .previousPane, .pane, .zoom, .leave, .quit,
            .earlier, .later, .today, .nextRegister:
            return navigate(action)
        case .mark, .markRange: mark(action)
        case .markAll: return markAll()
        case .open: return openCurrent()
        case .filter, .searchOnly, .goTo, .capture: return prompt(action)
        case .nextHit, .previousHit: nextHit(forward: action == .nextHit)
        case .help, .palette, .moves, .whose, .explain, .history, .closeDay, .themes, .views, .callList, .facets,
            .doubts, .firstSteps:
            return show(action)
        case .mostUrgent: goToMostUrgent()
        case .new: return openNew()
        case .edit: return openEdit()
        case .undo: return [.undo]
        case .redo: return [.redo]
        case .copy: return copyNumber()
        case .openFile:
            guard let enclosure = snapshot.preview?.enclosures.first else {
                refuse(speaker(.noMatter))
                return []
            }
            return [.openFile(digest: enclosure.digest, name: enclosure.name)]
        case .print: return openPrintMenu()
        case .reload, .repaint: return [.repaint]
        case .mouse:
            usesMouse.toggle()
            return [.mouse(usesMouse)]
        case .suspend: return keepDrafts() + [.suspend]
        case .move(.back): return comeBack()
        case .lend: return openLending()
        case .move(let move): return decide(move)
        case .done: return decideDone()
        case .reassign: return decide(.dispatch)
        case .progress: return ask(.note(kind: "progress", targets))
        case .obstacle: return ask(.note(kind: "obstacle", targets))
        case .taskFrom: return openTask()
        case .meetingFrom: return openMeetingFrom()
        case .answerTo: return openAnswer()
        case .cancelMeeting:
            guard let id = current, id.kind == .meeting else {
                refuse(speaker(.noMatter))
                return []
            }
            return ask(.cancel(id))
        }
        return []
    }

    /// What a command said: one line on the message line, more to be read; the line that failed stands ready to be mended.
    fileprivate mutating func showOutput(of text: String, _ output: [String], _ succeeded: Bool) {
        if !succeeded {
            var line = LinePrompt(.command, text: text)
            line.echo = output.last { !$0.trimmed.isEmpty } ?? text
            line.isError = true
            overlays.append(.line(line))
            // All it said is read first.
            if output.count > 1 { overlays.append(outputReader(text, output)) }
        } else if output.count <= 1 {
            say(output.first ?? speaker(.commandDone, text))
        } else {
            overlays.append(outputReader(text, output))
        }
    }

    private func outputReader(_ text: String, _ output: [String]) -> Overlay {
        .reader(ReaderState(kind: .text, title: "banshi " + text, lines: output.map { ReaderState.Line("", $0) }))
    }

    private mutating func ask(_ purpose: LinePrompt.Purpose) -> [Effect] {
        if case .note(_, let subjects) = purpose, subjects.isEmpty || subjects.contains(where: { $0.kind != .matter }) {
            refuse(speaker(.noMatter))
            return []
        }
        let line = LinePrompt(purpose)
        overlays.append(.line(line))
        return line.draftKey.map { [.loadDraft(form: $0)] } ?? []
    }

    mutating func restoreDraft(_ form: String, _ values: JSON?) {
        guard let values else { return }
        if form == DeskState.printFormDraft { return setPrintForm(values) }
        switch overlays.last {
        case .form(var state) where state.draftKey == form:
            if state.restore(values) { say(speaker(.draftBack)) }
            overlays[overlays.count - 1] = .form(state)
        case .line(var line) where line.draftKey == form:
            guard let text = values["line"].string, !text.isEmpty, line.editor.isEmpty else { return }
            line.editor = LineEditor(text)
            overlays[overlays.count - 1] = .line(line)
            say(speaker(.draftBack))
        default: break
        }
    }
}
