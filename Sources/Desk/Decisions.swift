import Office
import Phrases
import Screen

extension DeskState {
    /// The matters a decision is for; refuses where the cursor stands on something else.
    mutating func decidable() -> [SubjectID]? {
        let ids = targets
        guard !ids.isEmpty, ids.allSatisfy({ $0.kind == .matter }) else {
            refuse(speaker(.noMatter))
            return nil
        }
        return ids
    }

    /// What is known of a matter: the preview's whole record, else its row.
    func known(_ id: SubjectID) -> Matter? {
        if snapshot.preview?.id == id { return snapshot.preview }
        return snapshot.today.first { $0.matter.id == id }?.matter
    }

    /// The title of a matter, from its record or the row of a list.
    func knownTitle(_ id: SubjectID) -> String? {
        known(id)?.title ?? snapshot.lists.values.lazy.flatMap(\.rows).first { $0.id == id }?.title
            ?? snapshot.hits.first { $0.row.id == id }?.row.title
    }

    func state(of id: SubjectID) -> (register: String, state: String)? {
        if let matter = known(id) { return (matter.register, matter.state) }
        for page in snapshot.lists.values { if let row = page.rows.first(where: { $0.id == id }) { return (row.register, row.state) } }
        return snapshot.hits.first { $0.row.id == id }.map { ($0.row.register, $0.row.state) }
    }

    /// Enter: a stage leads to its papers, a paper waiting for a decision gets the proposed one, anything else opens.
    mutating func openCurrent() -> [Effect] {
        if showsFirstSteps(focus) { return takeFirstStep() }
        guard let id = current else { return [] }
        if id.text.hasPrefix("stage:") {
            let parts = id.text.dropFirst("stage:".count).split(separator: "/").map(String.init)
            if parts.last == StageCount.toRead {
                apply(SavedView(name: "", expression: "is:toread", register: parts[0], pane: PaneID.matters.rawValue))
            } else if parts.count == 2, parts[0] == papers {
                setFocus(.inbound)
                applyFilter("state:\(parts[1])", to: .inbound)
            } else if parts.count == 2 {
                mattersRegister = parts[0]
                setFocus(.matters)
                applyFilter("state:\(parts[1])", to: .matters)
            }
            return []
        }
        if let matter = snapshot.preview, matter.id == id, let move = nextMove(of: matter, in: focus) { return decide(move) }
        let seen = sightOfReader(id)
        if focus == .preview {
            isZoomed.toggle()
        } else {
            let hit = focus == .search ? snapshot.hits.first { $0.row.id == id } : nil
            setFocus(.preview)
            if Layout(self).sizeClass != .wide { isZoomed = true }
            if let hit { scrollPreview(to: hit) }
        }
        return seen
    }

    /// A reader who opens what was sent to them has had it; that they read it they say themselves.
    private func sightOfReader(_ id: SubjectID) -> [Effect] {
        guard let reader = snapshot.preview?.reader(me), snapshot.preview?.id == id, reader.seen == nil, reader.read == nil else {
            return []
        }
        return [.submit([.see(id)], Purpose(.sight, subjects: [id]))]
    }

    /// What Enter in a list does with a paper before it only opens it; the preview's first line says it. What the register does not offer is
    /// not proposed.
    func nextMove(of matter: Matter, in pane: PaneID) -> Move? {
        guard let definition = office.register(of: matter), pane == .inbound || pane == .matters && definition.leadsOn else { return nil }
        return definition.nextStep(for: matter, directory)?.verb
    }

    mutating func decide(_ asked: Move) -> [Effect] {
        let move = meant(asked)
        // In a batch the form is that of the first paper the move is offered for; the others are refused one by one, with the reason.
        guard let ids = decidable() else { return [] }
        let offered = ids.first { id in
            guard let place = state(of: id) else { return false }
            return office.register(place.register, holding: place.state)?.path(to: move, from: place.state) != nil
        }
        guard let first = offered ?? ids.first, let place = state(of: first),
            let definition = office.register(place.register, holding: place.state)
        else { return [] }
        guard let path = definition.path(to: move, from: place.state), let last = path.last else {
            refuse(speaker(Refusal.notOffered(move: move, state: place.state, register: place.register), in: office))
            return []
        }
        // Only of a promise it is asked who was told.
        let asks = definition.form(of: last).filter { field in
            if field.id == "told" { return ids.contains { known($0)?.promise != nil } }
            // What is there already is not asked for again.
            return !definition.isOnlyNeeded(field, for: last) || ids.contains { known($0)?.record[field.path].isNull ?? true }
        }
        if last.act == .comeBack, ids.count > 1, asks.contains(where: { $0.id == "day" }) {
            return openFolder(ids, asks, speaker(last.name))
        }
        func isOwn(_ field: FieldDefinition) -> Bool { definition.isOwn(field) }
        let needsForm =
            switch last.act {
            case .advance where last.numbers: missesSomething(first, last, definition, ids)
            // A remark may be made of a check, and need not.
            case .advance: asks.contains { $0.id != "note" }
            case .approve where asks.contains { $0.id == "decision" }: true
            case .sign, .approve: asks.contains(where: isOwn) || ids.count == 1 && (known(first)?.handlers.count ?? 0) > 1
            case .conclude where last.putsAway:
                asks.contains(where: isOwn) || ids.count == 1 && openEnds(ids).contains(where: \.keepsOnTheTable)
            default: !asks.isEmpty
            }
        if !needsForm {
            return [.submit(ids.map { .move($0, move, form: [:]) }, Purpose(.move(move), subjects: ids, act: last.act))]
        }
        return openForm(move, last, asks, ids, definition)
    }

    /// The step a letter means on the first of the papers it is for.
    func meant(_ move: Move) -> Move { targets.first.map { meant(move, of: $0) } ?? move }

    /// The step a letter means on a paper: the one its register calls so, else the first that does the same.
    ///
    /// `b` is “it came back”, from whomever: where no leader and no unit has it, from a reader (J2).
    func meant(_ move: Move, of id: SubjectID) -> Move {
        guard let place = state(of: id), let definition = office.register(place.register, holding: place.state) else { return move }
        if move == .back, definition.ownStep(doing: .comeBack, from: place.state) == nil,
            definition.path(to: .read, from: place.state) != nil
        {
            return known(id)?.readers.contains { !$0.isDone } == true ? .read : move
        }
        return definition.meant(byLetter: move, from: place.state) ?? move
    }

    /// Whether a registration lacks what the register requires before it.
    private func missesSomething(_ id: SubjectID, _ step: Step, _ definition: RegisterDefinition, _ ids: [SubjectID]) -> Bool {
        guard ids.count == 1, let matter = known(id) else { return false }
        // A sender that may be either of two units is asked for, though its words are there.
        let sender = matter.text(of: .from, by: definition)
        if !matter.possibleSenders.isEmpty, sender.map({ directory.unit($0) == nil }) ?? true { return true }
        return definition.fields.contains { $0.neededFor.contains(where: step.isNamed) && matter.record[$0.path].isNull }
    }

    mutating func decideDone() -> [Effect] {
        guard let ids = decidable() else { return [] }
        let asksResult =
            ids.count == 1
            && (known(ids[0]).map { $0.importance >= 4 || !openEnds([$0.id]).isEmpty } ?? false)
        if asksResult || ids.contains(where: concludingAsksMore) { return decide(.conclude) }
        let commands = ids.map { Command.move($0, meant(.conclude, of: $0), form: [:]) }
        return [.submit(commands, Purpose(.move(meant(.conclude)), subjects: ids, act: .conclude))]
    }

    /// Whether the register of a matter asks for a field of its own before it is concluded.
    private func concludingAsksMore(_ id: SubjectID) -> Bool {
        guard let place = state(of: id), let definition = office.register(place.register, holding: place.state),
            let step = definition.path(to: meant(.conclude, of: id), from: place.state)?.last
        else { return false }
        return definition.form(of: step).contains { field in
            definition.isOwn(field) && (!definition.isOnlyNeeded(field, for: step) || known(id)?.record[field.path].isNull ?? true)
        }
    }

    // MARK: Forms

    mutating func openForm(
        _ move: Move, _ step: Step, _ asks: [FieldDefinition], _ ids: [SubjectID], _ definition: RegisterDefinition
    ) -> [Effect] {
        // In a batch each paper is its own: nothing of the first is proposed for all.
        let matter = ids.count == 1 ? ids.first.flatMap { known($0) } : nil
        let fields = asks.map { field in proposal(for: field, act: step.act, matter: matter) }
        // Handing on what somebody has already is 改派.
        let act = move == .dispatch && matter?.isHandedOut == true ? speaker(.keyReassign) : speaker(step.name)
        let title = formTitle(act, ids, matter?.title)
        var form = FormState(.move(move, ids), title: title, fields: fields)
        form.step = step
        form.notes = notes(for: step, ids)
        if step.proposes, let matter { propose(&form, matter) }
        if step.act == .chase, let matter {
            form.callTargets = chasingRules.targets(of: matter)
            // A superior is asked how it stands; the form of a chase would only be refused.
            if let refusal = chasingRules.refusal(toChase: form.callTargets) {
                refuse(speaker(refusal, in: office, directory: directory))
                return []
            }
            form.banner = callBanner(form.callTargets)
        }
        overlays.append(.form(form))
        return [.loadDraft(form: form.draftKey)]
    }

    /// What stands over a form: its act, and the paper or how many.
    func formTitle(_ act: String, _ ids: [SubjectID], _ title: String?) -> String {
        ids.count > 1 ? speaker(.batchTitle, act, String(ids.count)) : "\(act) · \(title ?? ids.first.flatMap(knownTitle) ?? "")"
    }

    /// A stored value as a person would type it.
    func written(_ value: JSON, _ field: FieldDefinition) -> String {
        field.text(value).map { speaker.text($0, directory, as: .typed) } ?? ""
    }

    mutating func openNew() -> [Effect] {
        // The card of an empty office names this key for its first paper.
        if showsFirstSteps(focus) { return begin(.paper) }
        switch focus == .preview ? lastList : focus {
        case .inbound: return openEntry(papers, sticky: [:])
        case .calendar: return openMeeting(from: nil, start: zone.moment(day, TimeOfDay(9, 0)), place: nil, title: "")
        case .matters: return openEntry(mattersRegister, sticky: [:])
        default:
            overlays.append(.line(LinePrompt(.capture)))
            return [.loadDraft(form: "capture")]
        }
    }

    /// Continuous entry: stays open, sticky from row to row.
    mutating func openEntry(_ register: String, sticky: [String: String], banner: String? = nil) -> [Effect] {
        guard let definition = office.register(register) else { return [] }
        let fields = definition.fields.map { field -> FormField in
            switch field.id {
            case definition.id(of: .copies): FormField(field, text: "1")
            case "received": FormField(field, text: sticky["received"] ?? zone.plain(now))
            default: FormField(field, text: sticky[field.id] ?? "", selected: sticky[field.id] != nil)
            }
        }
        var form = FormState(.entry(register: register), title: speaker(.entryTitle, speaker(definition.name)), fields: fields)
        form.banner = banner
        overlays.append(.form(form))
        return banner == nil ? [.loadDraft(form: form.draftKey)] : []
    }

    mutating func openEdit() -> [Effect] {
        if let id = current, id.kind == .meeting, let meeting = snapshot.previewMeeting, meeting.id == id {
            return openMeetingEdit(meeting)
        }
        guard let matter = snapshot.preview, let definition = office.register(of: matter) else {
            refuse(speaker(.noMatter))
            return []
        }
        var fields = definition.fields.map { field -> FormField in
            let source = confidence(in: field, of: matter)
            // What is empty was not recognised.
            let text = written(field.value(in: matter), field)
            return FormField(field, text: text, source: text.isEmpty ? nil : source)
        }
        // The date of a promise is set by whoever made it, and is corrected like a title.
        if let promise = matter.promise, let limit = MoveForm.standard.first(where: { $0.id == "limit" }) {
            fields.insert(FormField(limit, text: promise.due.map { zone.plain($0) } ?? ""), at: min(1, fields.count))
        }
        var form = FormState(.edit(matter.id), title: speaker(.editTitle, matter.number?.printed ?? matter.title), fields: fields)
        form.standing = FormState.Standing(register: matter.register, state: matter.state)
        form.showsMore = Layout(self).sizeClass == .wide
        overlays.append(.form(form))
        return [.loadDraft(form: form.draftKey)]
    }

    mutating func openTask() -> [Effect] {
        guard let id = current, let matter = known(id), let definition = office.registers[standing: .lines] else {
            refuse(speaker(.noMatter))
            return []
        }
        let reference = office.text(of: .reference, in: matter)
        var fields = definition.fields.map { field -> FormField in
            switch field.id {
            case "title": FormField(field, text: matter.title, selected: true)
            case "owner": FormField(field, text: directory.name(me) ?? "")
            case definition.id(of: .source): FormField(field, text: matter.number?.printed ?? reference ?? id.text)
            default: FormField(field)
            }
        }
        // What is to be done for a paper is due before the paper is.
        if let limit = MoveForm.standard.first(where: { $0.id == "limit" }) {
            let due = matter.clock?.due ?? matter.record["proposals/limit"]["due"].int.map { Moment(milliseconds: $0) }
            let text = due.flatMap { $0 > now ? zone.plain($0) : nil }
            let field = FormField(limit.onFirstPage, text: text ?? "", source: text == nil ? nil : speaker(.sourceProposed))
            fields.insert(field, at: min(2, fields.count))
        }
        let form = FormState(.task(from: id), title: speaker(.keyTaskFrom), fields: fields)
        overlays.append(.form(form))
        return [.loadDraft(form: form.draftKey)]
    }

    /// 复文: an outgoing paper that answers the one under the cursor and concludes it when it is sent.
    mutating func openAnswer() -> [Effect] {
        guard let id = current, let matter = known(id), let definition = office.registers[standing: .answers] else {
            refuse(speaker(.noMatter))
            return []
        }
        let answer = AnswerDraft(to: matter, of: office.register(of: matter), by: office.name, directory)
        let fields = definition.fields.map { field -> FormField in
            switch field.id {
            case "title": self.filled(field, answer.title, speaker(.sourceProposed))
            case definition.id(of: .kind): self.filled(field, answer.kind, speaker(.sourceProposed))
            case definition.id(of: .addressees): self.filled(field, answer.addressees, speaker(.sourceProposed))
            case definition.id(of: .author): FormField(field, text: directory.name(me) ?? "")
            default: FormField(field)
            }
        }
        let title = speaker(.answerTitle, matter.number?.printed ?? office.text(of: .reference, in: matter) ?? matter.title)
        let form = FormState(.answer(to: id), title: title, fields: fields)
        overlays.append(.form(form))
        return [.loadDraft(form: form.draftKey)]
    }

    // MARK: Meetings

    static let meetingFields: [FieldDefinition] = {
        func field(_ id: String, _ kind: FieldDefinition.Kind, _ zh: String, _ en: String, first: Bool = true) -> FieldDefinition {
            FieldDefinition(id: id, kind: kind, name: Term(zh: zh, en: en), choices: [], neededFor: [], isFirst: first)
        }
        return [
            field("title", .long, "会议名称", "Title"), field("start", .moment, "开始", "Start"), field("end", .moment, "结束", "End"),
            field("place", .place, "地点", "Place"), field("expected", .count, "应到", "Expected", first: false),
            field("note", .long, "备注", "Note", first: false),
        ]
    }()

    mutating func openMeeting(
        from id: SubjectID?, start: Moment, end: Moment? = nil, place: String?, title: String, note: String = "",
        sources: [String: String] = [:], isPlaceOurs: Bool = false
    ) -> [Effect] {
        let texts = [
            "title": title, "start": zone.plain(start), "end": zone.plain(end ?? start.adding(minutes: 60)), "place": place ?? "",
            "note": note,
        ]
        let isProposed = id != nil
        let fields = DeskState.meetingFields.map { field -> FormField in
            let text = texts[field.id] ?? ""
            var field = FormField(
                field, text: text, source: isProposed && !text.isEmpty ? sources[field.id] ?? speaker(.sourceProposed) : nil,
                selected: !text.isEmpty)
            field.isFromPaper = isProposed && !isPlaceOurs
            return field
        }
        var form = FormState(.newMeeting(from: id), title: speaker(.meetingTitle), fields: fields)
        form.showsMore = !note.isEmpty
        overlays.append(.form(form))
        return [.loadDraft(form: form.draftKey)]
    }

    private mutating func openMeetingEdit(_ meeting: Meeting) -> [Effect] {
        // When and where a series is held stands in its own calendar; here it takes notes.
        let open = DeskState.meetingFields.filter { !meeting.isRecurring || ["expected", "note"].contains($0.id) }
        let fields = open.map { field in
            // Of one from a calendar file the place stands in its own words there.
            FormField(field, text: written(field.id == "place" ? JSON(meeting.room) : meeting.record[field.id], field))
        }
        var form = FormState(.editMeeting(meeting.id), title: speaker(.meetingTitle), fields: fields)
        form.showsMore = fields.contains { !$0.definition.isFirst && !$0.text.isEmpty }
        overlays.append(.form(form))
        return [.loadDraft(form: form.draftKey)]
    }
}
