import Office
import Phrases
import Screen

/// Takes one event into the state and says what the world is to do. Pure and total: every input is answered, none crashes.
public func update(_ desk: inout DeskState, _ event: DeskEvent, at now: Moment) -> [Effect] {
    desk.now = now
    let effects = desk.answer(event, at: now)
    desk.showWaitingAnswer()
    defer { desk.noteSeen() }
    return desk.keepingDoor(effects)
}

extension DeskState {
    fileprivate mutating func answer(_ event: DeskEvent, at now: Moment) -> [Effect] {
        switch event {
        case .input(let input):
            leaving = nil
            return take(input)
        case .action(let action): return perform(action)
        case .recorded(_, let results, let numbers, let purpose): return recorded(results, numbers, purpose)
        case .refused(.classified(let level), let purpose):
            refused(speaker(Refusal.classified(secrecy: level), in: office), purpose)
            showDoor([SecrecyHit(name: "", level: level)])
        case .classified(let hits, let also):
            if let also { say(also) }
            showDoor(hits)
        case .refused(.unfinished(let open), let purpose?) where asksForResult(purpose):
            return askResult(purpose, for: purpose.subjects, [open])
        case .refused(.duplicate(let number, let title), let purpose?) where isEntry(purpose): offerSecondReceipt(number, title)
        case .refused(let refusal, let purpose):
            if case .overrun(_, _, let entry) = refusal { see(upTo: entry) }
            refused(speaker(refusal, in: office, directory: directory), purpose)
        case .failed(let text, let purpose): refused(text, purpose)
        case .undone(let act, let isRedo):
            let what = act.map { speaker.act($0, in: office) } ?? ""
            say(speaker(isRedo ? .redoneMessage : .undoneMessage, what))
            savedAt = now
        case .doneElsewhere(let act): askUndo(act)
        case .draft(let form, let values): restoreDraft(form, values)
        case .draftUnkept(let form, let text): stay(form, text)
        case .told(let text): say(text)
        case .arrived(let text): message = Message(text: text, tone: .notice, isAside: true)
        case .found(let subjects): markFound(subjects)
        case .lookedUp(let text, let rows): lookedUp(text, rows)
        case .printed(let path, let remembering): return printed(path, remembering)
        case .views(let views): showViews(views)
        case .doubtful(let doubts, let hits):
            queue(doubts)
            showDoor(hits)
        case .settled(let doubt, let text): settled(doubt, text)
        case .commandEnded(let line, let output, let succeeded):
            commandEnded(CommandAnswer(line: line, output: output, succeeded: succeeded))
        case .invitationRead: return openInvited()
        }
        return []
    }
}

extension DeskState {
    /// A form that was just opened shows the office as of the entry read last.
    fileprivate mutating func noteSeen() {
        guard case .form(var form)? = overlays.last, form.seen == nil else { return }
        form.seen = snapshot.version
        overlays[overlays.count - 1] = .form(form)
    }

    /// Whoever was told of a colleague's act has seen it.
    private mutating func see(upTo entry: Int64) {
        guard case .form(var form)? = overlays.last else { return }
        form.seen = entry
        overlays[overlays.count - 1] = .form(form)
    }

    /// A form whose draft could not be kept is not lost by Esc: it stays, and only another Esc gives up what was typed.
    private mutating func stay(_ form: String, _ text: String) {
        guard let overlay = leaving, overlay.keptAs == form else { return refused(text, nil) }
        leaving = nil
        unkept = form
        message = nil
        overlays.append(overlay)
        refused(speaker(.draftNotKept, text), nil)
    }

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
        awaited = nil
        invited = nil
        // It stood on the message line, alone: now it was seen.
        if message.map(\.isAside) ?? true { heard = nil }
        // What was said before gives way to what stays pressing while something is typed.
        switch overlays.last {
        case .form, .line: if !snapshot.alarms.isEmpty { message = nil }
        default: break
        }
        // A line feed is Enter everywhere but in a field of several lines, where it breaks the line.
        if key == .control("j") {
            if case .form(let form)? = overlays.last, form.focusedField?.editor.allowsBreaks == true {} else { key = .enter }
        }
        if !overlays.isEmpty, leadsToMostUrgent(key) { return perform(.mostUrgent) }
        switch overlays.last {
        case .form(let form): return formKey(form, key)
        case .line(let line): return lineKey(line, key)
        case .picker(let picker): return pickerKey(picker, key)
        case .reader(let reader): return readerKey(reader, key)
        case .closing(let closing): return closingKey(closing, key)
        case .calls(let calls): return callsKey(calls, key)
        case .door(let hits): return doorKey(hits, key)
        case nil: break
        }
        message = nil
        if let action = action(for: key) { return perform(action) }
        // Han text committed by an input method in a list becomes the filter.
        if case .character(let character) = key, Folding.isHan(character) {
            let pane = focus == .preview ? lastList : focus
            if pane == .search {
                overlays.append(.line(LinePrompt(.search, text: String(character))))
                searchFor(String(character))
                return []
            }
            overlays.append(.line(LinePrompt(.filter(pane), text: String(character))))
            applyFilter(String(character), to: pane)
            if case .line(var line)? = overlays.last {
                line.echo = speaker(.imeFilter)
                overlays[overlays.count - 1] = .line(line)
            }
        } else {
            sayNoEffect(of: key)
        }
        return []
    }

    private mutating func paste(_ text: String) -> [Effect] {
        switch overlays.last {
        case .form(var form):
            let index = form.focused
            guard form.fields.indices.contains(index) else { return [] }
            form.fields[index].editor.insert(text)
            noteTyping(in: &form.fields[index])
            overlays[overlays.count - 1] = .form(form)
            return [.keepDraft(form: form.draftKey, form.draft)]
        case .line(var line):
            let before = line.editor
            line.editor.insert(text)
            line.noteReplaced(before)
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
        (asides.flatMap(\.overlays) + overlays).compactMap { overlay in
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
            return openEnclosure()
        case .print: return openPrintMenu()
        case .reload, .repaint: return [.repaint]
        case .mouse:
            usesMouse.toggle()
            return [.mouse(usesMouse)]
        case .suspend: return keepDrafts() + [.suspend]
        case .move(.back): return comeBack()
        case .lend: return openLending()
        case .turnDown: return answerRequest()
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

    mutating func ask(_ purpose: LinePrompt.Purpose) -> [Effect] {
        if case .note(_, let subjects) = purpose, subjects.isEmpty || subjects.contains(where: { $0.kind != .matter }) {
            refuse(speaker(.noMatter))
            return []
        }
        if case .note(_, let subjects) = purpose, let gone = subjects.first(where: { known($0)?.record["erased"].isNull == false }) {
            refuse(speaker(Refusal.guarded(.erased, article: gone.text), in: office, directory: directory))
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
            if state.restore(values) {
                say(speaker(.draftBack))
                // The clerk goes on where the typing stopped.
                if let last = state.fields.lastIndex(where: { $0.isTouched && !$0.text.isEmpty }), state.shownFields.contains(last) {
                    state.focused = last
                }
            }
            overlays[overlays.count - 1] = .form(state)
        case .line(var line) where line.draftKey == form:
            guard let text = values["line"].string, !text.isEmpty, line.editor.isEmpty else { return }
            // Marked, so that a new thought takes its place and is not glued behind it.
            line.editor = LineEditor(text, selected: true)
            line.echo = speaker(.lineDraftBack)
            overlays[overlays.count - 1] = .line(line)
        default: break
        }
    }
}
