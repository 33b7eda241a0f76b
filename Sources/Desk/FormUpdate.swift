import Office
import Phrases
import Screen

extension DeskState {
    /// Keys in a form: Enter accepts, Tab moves, arrows choose, Esc leaves and keeps what was typed.
    mutating func formKey(_ given: FormState, _ key: Key) -> [Effect] {
        var form = given
        message = nil
        form.error = nil
        if key != .escape { unkept = nil }
        let index = form.focused
        var effects: [Effect] = []
        switch key {
        case .escape:
            overlays.removeLast()
            let isGivenUp = unkept == form.draftKey
            unkept = nil
            if isGivenUp { return [] }
            if form.isTouched {
                // A form brought back to what it came with leaves no draft behind.
                if form.fields.allSatisfy({ $0.text == form.initial[$0.definition.id] }) { return [.dropDraft(form: form.draftKey)] }
                say(speaker(.draftKept))
                leaving = .form(form)
                return [.keepDraft(form: form.draftKey, form.draft)]
            }
            return []
        case .tab, .backTab:
            complete(&form)
            moveFocus(&form, forward: key == .tab)
            if form.isTouched { effects = [.keepDraft(form: form.draftKey, form.draft)] }
        case .down, .up:
            // In a field of several lines the arrows go from line to line first.
            let width = focusedTextWidth(form)
            let isLong = form.focusedField?.definition.kind == .long
            if !isLong || !form.fields[index].editor.moveLine(down: key == .down, columns: width) {
                choose(&form, forward: key == .down)
            }
        case .function(2): return perform(.capture)
        case .control("z"): return perform(.suspend)
        case .control("l"): return perform(.repaint)
        case .function(3): form.showsMore.toggle()
        case .function(1):
            overlays[overlays.count - 1] = .form(form)
            return show(.help)
        // In a folder an empty row says 圈阅: Enter goes from paper to paper, and only the last one saves.
        case .enter where form.isFolder && form.focused != form.shownFields.last:
            complete(&form)
            moveFocus(&form, forward: true)
        case .pageDown where form.isFolder: form.focused = form.shownFields.last ?? form.focused
        case .enter: return accept(form)
        default:
            guard form.fields.indices.contains(index) else { return [] }
            let before = form.fields[index].editor.text
            guard form.fields[index].editor.handle(key) else { return [] }
            if form.fields[index].editor.text != before {
                hasUnsavedText = true
                noteTyping(in: &form.fields[index])
            }
        }
        overlays[overlays.count - 1] = .form(form)
        return effects
    }

    /// What was typed or pasted is the clerk's own: it has no source any more, and no choice was made of it yet.
    func noteTyping(in field: inout FormField) {
        field.isTouched = true
        field.error = dateProblem(field)
        field.source = nil
        field.choice = 0
        field.isFromPaper = false
    }

    /// A date that does not read is said while it is typed, not only when the field is left.
    private func dateProblem(_ field: FormField) -> String? {
        guard [.day, .moment, .length].contains(field.definition.kind), !field.text.isEmpty else { return nil }
        do {
            _ = try value(field)
            return nil
        } catch {
            return speaker(error, in: office, directory: directory)
        }
    }

    /// A name half typed becomes the chosen one; a bare number in a reference becomes the whole reference.
    private func complete(_ form: inout FormState) {
        guard form.fields.indices.contains(form.focused) else { return }
        var field = form.fields[form.focused]
        guard field.isTouched, !field.text.isEmpty else { return }
        if field.definition.kind == .reference, let whole = wholeReference(field.text, form) {
            field.editor = LineEditor(whole)
        } else if field.definition.kind == .people, field.choice > 0 {
            // The name chosen takes the place of the one half typed; those before it stay.
            let offered = candidates(field)
            let typed = field.text.split(omittingEmptySubsequences: false, whereSeparator: Directory.partsNames).map(String.init)
            if offered.indices.contains(field.choice) {
                field.editor = LineEditor((typed.dropLast() + [offered[field.choice].name]).joined(separator: "、"))
                field.choice = 0
            }
        } else if field.scope != nil, field.definition.kind != .people {
            do {
                let value = try value(field)
                if let name = directory.name(value.string) { field.editor = LineEditor(name) }
                if field.definition.kind == .place { (field.choice, field.isFromPaper) = (0, false) }
            } catch { field.error = speaker(error, in: office, directory: directory) }
        } else {
            do { _ = try value(field) } catch { field.error = speaker(error, in: office, directory: directory) }
        }
        form.fields[form.focused] = field
        if field.definition.id == "leader" { followLeader(&form) }
        if field.definition.id == "title", let kind = form.fields.firstIndex(where: { $0.definition.finding == .kind }),
            form.fields[kind].text.isEmpty,
            let found = DocumentKinds.kind(ofTitle: field.text)
        {
            form.fields[kind].editor = LineEditor(found)
            form.fields[kind].source = speaker(.sourceProposed)
        }
        if field.definition.id == "start", let end = form.fields.firstIndex(where: { $0.definition.id == "end" }),
            !form.fields[end].isTouched,
            let start = try? value(field).int
        {
            form.fields[end].editor = LineEditor(zone.plain(Moment(milliseconds: start).adding(minutes: 60)))
        }
    }

    /// `12` under a sender that issues as 财函 is 财函〔2026〕12号.
    private func wholeReference(_ text: String, _ form: FormState) -> String? {
        guard let sequence = Int(Folding.width(text)), sequence > 0 else { return DocumentNumber(text)?.canonical }
        guard let from = form.field(.from), let id = try? value(from).string,
            let code = directory.unit(id)?.codes.first
        else { return nil }
        return DocumentNumber(code: code, year: today.year, sequence: sequence).canonical
    }

    private func moveFocus(_ form: inout FormState, forward: Bool) {
        let shown = form.shownFields
        guard !shown.isEmpty else { return }
        let here = shown.firstIndex(of: form.focused) ?? 0
        form.focused = shown[(here + (forward ? 1 : shown.count - 1)) % shown.count]
    }

    private func choose(_ form: inout FormState, forward: Bool) {
        guard form.fields.indices.contains(form.focused) else { return }
        var field = form.fields[form.focused]
        if field.definition.kind == .choice, !field.definition.choices.isEmpty {
            let choices = field.definition.choices
            let here = choices.firstIndex { speaker($0.name) == field.text || $0.isMeant(by: field.text) }
            let next = here.map { ($0 + (forward ? 1 : choices.count - 1)) % choices.count } ?? 0
            field.editor = LineEditor(speaker(choices[next].name))
            field.isTouched = true
        } else if field.scope != nil, field.isTouched || field.text.isEmpty || unclearRoom(field) != nil {
            let count = candidates(field).count
            if unclearRoom(field) != nil { field.isTouched = true }
            if count > 0 { field.choice = (field.choice + (forward ? 1 : count - 1)) % count }
            if field.text.isEmpty, count > 0 { field.isTouched = true }
        } else {
            return moveFocus(&form, forward: forward)
        }
        form.fields[form.focused] = field
    }

    /// Enter: everything filled is recorded; else the first field that is missing or wrong gets the focus.
    mutating func accept(_ given: FormState) -> [Effect] {
        var form = given
        let focusedField = form.fields.indices.contains(form.focused) ? form.fields[form.focused] : nil
        if let field = focusedField, field.scope != nil, field.text.isEmpty, field.isTouched {
            let offered = candidates(field)
            if offered.indices.contains(field.choice) { form.fields[form.focused].editor = LineEditor(offered[field.choice].name) }
        }
        complete(&form)
        var values: [String: JSON] = [:]
        for index in form.fields.indices {
            do {
                let value = try value(form.fields[index])
                values[form.fields[index].definition.id] = value
                form.fields[index].error = nil
            } catch {
                form.fields[index].error = speaker(error, in: office, directory: directory)
                // Whoever may be meant is offered below, to be chosen with the arrows.
                if case .ambiguous = error { form.fields[index].isTouched = true }
                form.focused = index
                if !form.fields[index].definition.isFirst { form.showsMore = true }
                overlays[overlays.count - 1] = .form(form)
                return [.keepDraft(form: form.draftKey, form.draft)]
            }
        }
        if let missing = firstMissing(form, values) {
            if form.focused != missing || focusedField?.isTouched == false { form.fields[missing].error = speaker(.needed) }
            form.focused = missing
            overlays[overlays.count - 1] = .form(form)
            return form.isTouched ? [.keepDraft(form: form.draftKey, form.draft)] : []
        }
        if let field = limitMissing(form, values) {
            form.fields[field].error = speaker(Refusal.guarded(.urgentNeedsLimit, article: "条例 §24(4)"), in: office, directory: directory)
            form.focused = field
            overlays[overlays.count - 1] = .form(form)
            return form.isTouched ? [.keepDraft(form: form.draftKey, form.draft)] : []
        }
        if let day = values["day"]?.string, form.askedAbout != day, let limit = limitBefore(day, of: form.broughtUp) {
            form.askedAbout = day
            form.error = speaker(.pastTheLimit, limit)
            overlays[overlays.count - 1] = .form(form)
            return [.keepDraft(form: form.draftKey, form.draft)]
        }
        overlays[overlays.count - 1] = .form(form)
        return submit(form, values)
    }

    /// The limit field of an urgent paper's dispatch that was left empty: it is asked for where it is to be written (J9).
    private func limitMissing(_ form: FormState, _ values: [String: JSON]) -> Int? {
        guard case .move(_, let ids) = form.purpose, let step = form.step, step.act == .hand, !step.proposes, ids.count == 1,
            let matter = known(ids[0]),
            matter.urgency != nil, office.register(of: matter)?.sendsUp == true
        else { return nil }
        return form.fields.firstIndex { $0.definition.id == "limit" && (values["limit"] ?? .null).isNull }
    }

    /// The earliest limit of the matters that is over before a day; nil where none is.
    func limitBefore(_ day: String, of ids: [SubjectID]) -> String? {
        guard let day = Day(iso: day) else { return nil }
        let limits = ids.compactMap { known($0) }.compactMap { $0.clock?.due ?? $0.promise?.due }
        return limits.filter { zone.day(of: $0) < day }.min().map { zone.plain($0) }
    }

    /// What a step is not taken without, as the register of the first of its matters has it.
    private func needed(by step: Step?, _ ids: [SubjectID]) -> Set<String> {
        guard let step, let place = ids.first.flatMap({ state(of: $0) }) else { return [] }
        return office.register(place.register, holding: place.state)?.needed(for: step) ?? []
    }

    private func firstMissing(_ form: FormState, _ values: [String: JSON]) -> Int? {
        let needed: Set<String> =
            switch form.purpose {
            case .loan(.lend, _): ["borrower"]
            case .move(_, let ids): needed(by: form.step, ids)
            case .entry(let register):
                office.register(register).map { $0.neededToOpen(registered: $0.numbersWhenOpened) } ?? ["title"]
            case .task, .answer: ["title"]
            case .edit: ["title"]
            case .newMeeting, .editMeeting: ["title", "start"]
            case .closing(.hand, _): ["target"]
            case .closing(.later, _): ["day"]
            case .closing(.wait, _): ["waitingOn", "day"]
            default: []
            }
        return form.fields.indices.first { index in
            let id = form.fields[index].definition.id
            return needed.contains(id) && [.null, []].contains(values[id] ?? .null)
        }
    }

    /// What a form records, with what had been seen when it was opened.
    private mutating func submit(_ form: FormState, _ values: [String: JSON]) -> [Effect] {
        submission(of: form, values).map { effect in
            guard case .submit(let commands, var purpose) = effect else { return effect }
            purpose.seen = form.seen
            return .submit(commands, purpose)
        }
    }

    private mutating func submission(of form: FormState, _ values: [String: JSON]) -> [Effect] {
        let filled = values.filter { !$0.value.isNull }
        switch form.purpose {
        case .move(let move, let ids):
            var sent = filled
            // An emptied limit of an urgent paper is said to be empty, and refused for it.
            if let limit = form.field("limit"), limit.text.isEmpty, !(form.initial["limit"] ?? "").isEmpty { sent["limit"] = "none" }
            var purpose = Purpose(.move(move), subjects: ids, act: form.step?.act, form: form.draftKey)
            if purpose.act == .comeBack {
                purpose.medium = sent["medium"]?.string.flatMap { Attribution.Medium(word: $0) }
                sent["medium"] = nil
            }
            if purpose.act == .chase {
                let commands = chaseCommands(form, ids, sent)
                purpose.subjects = commands.flatMap(\.subjects).filter { $0.kind == .matter }
                return [.submit(commands, purpose)]
            }
            return [.submit(ids.map { .move($0, move, form: sent) }, purpose)]
        case .folder(let ids): return submitFolder(ids, filled, draft: form.draftKey)
        case .loan(let step, let ids): return submitLoan(step, ids, filled, draft: form.draftKey)
        case .entry(let register):
            guard let definition = office.register(register) else { return [] }
            var draft = MatterDraft(
                register: register, values: byPath(filled, definition), registers: definition.numbersWhenOpened)
            draft.isSole = !form.acceptsTwin
            return [.submit([.open(draft)], Purpose(.entry(register: register), form: form.draftKey))]
        case .edit(let id):
            // A colleague may have moved it out of every list that is shown: the ledger knows whether it may still be corrected.
            let place = state(of: id).map { FormState.Standing(register: $0.register, state: $0.state) } ?? form.standing
            guard let place, let definition = office.register(place.register, holding: place.state) else {
                refused(speaker(Refusal.notFound(form.title), in: office, directory: directory), nil)
                return []
            }
            let changed = values.filter { form.field($0.key)?.text != form.initial[$0.key] }
            if changed.isEmpty {
                overlays.removeLast()
                return []
            }
            return submitting(Purpose(.edit, subjects: [id], form: form.draftKey)) { () throws(Refusal) in
                .amend(id, try Amendment(changed, of: definition))
            }
        case .newMeeting(let id):
            var fields = filled
            fields["owner"] = .string(me)
            fields["matter"] = id.map { .string($0.text) }
            return submitting(Purpose(.meeting, form: form.draftKey)) { () throws(Refusal) in .schedule(try MeetingChange(fields)) }
        case .editMeeting(let id):
            return submitting(Purpose(.meeting, subjects: [id], form: form.draftKey)) { () throws(Refusal) in
                .reschedule(id, try MeetingChange(values))
            }
        case .answer(let id):
            guard let definition = office.registers[standing: .answers] else { return [] }
            var fields = byPath(filled, definition)
            fields["links/" + id.text] = .string(AnswerLink.kind)
            return [
                .submit(
                    [.open(MatterDraft(register: definition.id, values: fields))],
                    Purpose(.entry(register: definition.id), subjects: [id], form: form.draftKey))
            ]
        case .closing(let step, let id): return submitClosing(step, id, form, filled)
        case .task(let id):
            guard let definition = office.registers[standing: .lines] else { return [] }
            var fields = byPath(filled, definition)
            fields["links/" + id.text] = "link"
            return [
                .submit(
                    [.open(MatterDraft(register: definition.id, values: fields, registers: true))],
                    Purpose(.entry(register: definition.id), subjects: [id], form: form.draftKey))
            ]
        }
    }

    /// Hands in what a form says; what nobody may say by a form is told in it.
    private mutating func submitting(_ purpose: Purpose, _ command: () throws(Refusal) -> Command) -> [Effect] {
        do throws(Refusal) { return [.submit([try command()], purpose)] } catch {
            refused(speaker(error, in: office, directory: directory), purpose)
            return []
        }
    }

    private func byPath(_ values: [String: JSON], _ definition: RegisterDefinition) -> [String: JSON] {
        Dictionary(values.map { (definition.field($0.key)?.path ?? $0.key, $0.value) }, uniquingKeysWith: { $1 })
    }
}
