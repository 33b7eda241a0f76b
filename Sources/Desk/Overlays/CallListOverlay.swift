import Office
import Phrases
import Screen

/// The call list: whom to call, by unit; a clerk phones down it, and Enter logs what was said.
public struct CallListState: Hashable, Sendable {
    public var position = ListPosition()
}

extension DeskState {
    /// A row of the call list: a call, one of its papers, or a paper nobody is chased on now.
    struct CallRow: Hashable {
        var left: String
        var right = ""
        /// In place of it where there is little room.
        var brief = ""
        /// Below the list while the cursor stands here.
        var detail = ""
        var style = Style.plain
        var matters: [Matter] = []
        var targets: [String] = []
        var isSilent = false
    }

    var chasingRules: ChasingRules {
        ChasingRules(
            now: now, calendar: calendar, directory: directory, registers: office.registers, limits: office.chasingLimits, caller: me)
    }

    func callRows() -> [CallRow] {
        guard let run = snapshot.callList else { return [] }
        var rows: [CallRow] = []
        for call in run.calls {
            let count = speaker(.callPapers, String(call.cases.count))
            let more = [
                speaker.notice(call.notice), count, speaker.contact(call, names: directory), speaker.escalation(call, names: directory),
            ]
            let name = [directory.name(call.target), call.speakTo.name == directory.name(call.target) ? nil : call.speakTo.name]
            rows.append(
                CallRow(
                    left: name.compactMap { $0 }.joined(separator: " "), right: call.speakTo.phone ?? "–",
                    detail: more.compactMap { $0 }.joined(separator: " · "), style: Style(.title, bold: true),
                    matters: call.cases.map(\.matter), targets: call.targets))
            rows += call.cases.map { paper($0, call) }
        }
        let left = run.leftOut.filter { if case .notYet = $0.quiet { false } else { true } }
        if !left.isEmpty { rows.append(CallRow(left: speaker(.callLeftOut), style: Style(.dim))) }
        rows += left.map { item in
            let isSilent =
                switch item.quiet {
                case .withLeader, .superior: true
                default: false
                }
            let quiet = speaker.chaseQuiet(item.quiet, now: now)
            let detail = [item.matter.number?.printed, directory.name(item.target), quiet].compactMap { $0 }
            return CallRow(
                left: "  " + item.matter.title, right: "\(directory.name(item.target) ?? "") \(quiet)", brief: quiet,
                detail: detail.joined(separator: " · "), style: Style(.dim), matters: [item.matter], targets: [item.target],
                isSilent: isSilent
            )
        }
        return rows
    }

    private func paper(_ found: ChaseCase, _ call: ChaseCall) -> CallRow {
        let matter = found.matter
        let reasons = found.reasons.map(speaker.chaseReason).joined(separator: " ")
        let last = found.last.map { speaker.chase($0, names: directory, now: now) }
        let due = matter.clock.map { zone.plain($0.due) }
        let times = speaker(.chasedTimes, String(found.times + 1))
        return CallRow(
            left: "  " + matter.title, right: "\(reasons) \(times)", brief: reasons,
            detail: [times, last ?? speaker.notice(found.notice), matter.number?.printed, due].compactMap { $0 }.joined(separator: " · "),
            matters: [matter], targets: [found.target])
    }

    // MARK: Keys

    mutating func callsKey(_ given: CallListState, _ key: Key) -> [Effect] {
        var calls = given
        message = nil
        let rows = callRows()
        let page = 10
        switch key {
        case .escape, .character("q"):
            overlays.removeLast()
            return []
        case .up, .character("k"): calls.position.selected -= 1
        case .down, .character("j"): calls.position.selected += 1
        case .pageUp: calls.position.selected -= page
        case .pageDown: calls.position.selected += page
        case .home, .character("g"): calls.position.selected = 0
        case .end, .character("G"): calls.position.selected = rows.count - 1
        case .function(1): return show(.help)
        case .enter, .character("w"):
            guard rows.indices.contains(calls.position.selected) else { return [] }
            return openChase(rows[calls.position.selected])
        default: return []
        }
        calls.position.selected = max(0, min(rows.count - 1, calls.position.selected))
        overlays[overlays.count - 1] = .calls(calls)
        return []
    }

    /// The form for a call: all its papers from its heading, one from a paper's row.
    private mutating func openChase(_ row: CallRow) -> [Effect] {
        guard let first = row.matters.first else { return [] }
        if row.isSilent {
            let refusal = chasingRules.refusal(toChase: row.targets)
            refuse(refusal.map { speaker($0, in: office, directory: directory) } ?? speaker(.callNoLeader))
            return []
        }
        guard let definition = office.register(first.register, holding: first.state),
            let step = definition.path(to: .chase, from: first.state)?.last
        else {
            refuse(speaker(Refusal.notOffered(move: .chase, state: first.state, register: first.register), in: office))
            return []
        }
        let fields = definition.form(of: step).map { chaseField($0, targets: row.targets) }
        let ids = row.matters.map(\.id)
        var form = FormState(.move(.chase, ids), title: formTitle(speaker(step.name), ids, first.title), fields: fields)
        form.step = step
        // Whom and by what is known here: what they say is what is typed.
        form.focused = form.fields.firstIndex { $0.definition.id == "answer" } ?? 0
        form.callTargets = row.targets
        form.banner = callBanner(row.targets)
        overlays.append(.form(form))
        fillFromCalls()
        return [.loadDraft(form: form.draftKey)]
    }

    // MARK: One call for all papers

    /// Everybody to call and under which number, over the form of a chase.
    func callBanner(_ targets: [String]) -> String? {
        var calls: [String] = []
        for call in targets.compactMap(callWords) where !calls.contains(call) { calls.append(call) }
        return calls.isEmpty ? nil : calls.joined(separator: speaker.language.isChinese ? "；" : "; ")
    }

    private func callWords(_ target: String) -> String? {
        guard directory.person(target)?.isLeader != true else { return nil }
        let contact = chasingRules.contact(of: target)
        let name = directory.name(target)
        let words = [name, contact.name == name ? nil : contact.name, contact.phone ?? speaker(.callNoPhone)]
        return words.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " · ")
    }

    /// Whether the open form waits to be told what else whoever is called has.
    var asksForCompanions: Bool {
        guard case .form(let form)? = overlays.last, !form.isRouted, case .move(_, let ids) = form.purpose, form.step?.act == .chase else {
            return false
        }
        return ids.count == 1 && !form.callTargets.isEmpty
    }

    /// Once the call list is known: the other papers of whoever is called are offered, to be logged by the same call.
    mutating func fillFromCalls() {
        guard asksForCompanions, let run = snapshot.callList, case .form(var form)? = overlays.last,
            case .move(_, let ids) = form.purpose, let id = ids.first
        else { return }
        form.isRouted = true
        for found in run.companions(of: id, with: form.callTargets) {
            if let index = form.companions.firstIndex(where: { $0.id == found.matter.id }) {
                form.companions[index].targets.append(found.target)
            } else {
                form.companions.append(.init(id: found.matter.id, targets: [found.target]))
            }
        }
        if !form.companions.isEmpty {
            let numbers = run.companions(of: id, with: form.callTargets).map { $0.matter.number?.printed ?? $0.matter.id.text }
            let source = speaker(
                .callAlso, String(form.companions.count), numbers.joined(separator: speaker.language.isChinese ? "、" : ", "))
            let field = DeskState.togetherField
            form.fields.append(FormField(field, text: speaker(field.choices[0].name), source: source, selected: true))
            form.initial[field.id] = speaker(field.choices[0].name)
        }
        overlays[overlays.count - 1] = .form(form)
    }

    static let togetherField = FieldDefinition(
        id: "together", kind: .choice, name: Term(zh: "本次通话", en: "This call"),
        choices: [Choice(Term(zh: "其全部待催件", en: "all its papers")), Choice(Term(zh: "仅此件", en: "this paper only"))], neededFor: [],
        isFirst: true)

    /// What a chase form records: its own papers, and those of the same call where they were not left out.
    func chaseCommands(_ form: FormState, _ ids: [SubjectID], _ values: [String: JSON]) -> [Command] {
        var sent = values
        let isTogether = sent.removeValue(forKey: DeskState.togetherField.id) == .string(DeskState.togetherField.choices[0].zh)
        let own = ids.map { Command.move($0, .chase, form: sent) }
        guard isTogether else { return own }
        let isRenamed = form.field("chased")?.isTouched ?? false
        return own
            + form.companions.map { companion in
                var its = sent
                if !isRenamed { its["chased"] = .array(companion.targets.map(JSON.string)) }
                return .move(companion.id, .chase, form: its)
            }
    }

    /// A field of the chase form with what is known: whom, by telephone, and who answers there.
    func chaseField(_ field: FieldDefinition, targets: [String]) -> FormField {
        let text: String? =
            switch field.id {
            case "chased": targets.compactMap { directory.name($0) }.joined(separator: "、")
            case "means": speaker(ChaseMedium.phone.name)
            case "with": targets.count == 1 ? targets.first.flatMap { chasingRules.contact(of: $0).name } : nil
            default: nil
            }
        guard let text, !text.isEmpty else { return FormField(field) }
        return FormField(field, text: text, source: speaker(.sourceProposed), selected: true)
    }

    // MARK: Drawing

    func draw(_ calls: CallListState, in layout: Layout, on surface: inout Surface) {
        let rows = callRows()
        let area = layout.body.centered(
            width: min(layout.body.width, 100), height: min(layout.body.height, max(9, rows.count + 4)))
        let total = snapshot.callList.map { String($0.calls.count) } ?? "0"
        let inner = Frame.window(
            area, title: "\(speaker(.callTitle)) · \(total)", remark: speaker(.callKeys), on: &surface)
        var position = calls.position
        let (list, foot) = inner.splitBottom(inner.height > 4 ? 2 : 1)
        position.settle(count: rows.count, height: list.height)
        if message == nil, let run = snapshot.callList, run.at > now {
            surface.fill(layout.message)
            surface.putTruncated(
                speaker(.callOpens, speaker.dayAndTime(run.at)), x: layout.message.x + 1, y: layout.message.y,
                width: layout.message.width - 2, style: Style(.notice))
        }
        if rows.isEmpty { return drawEmpty(.callNobody, list, on: &surface) }
        for (line, row) in rows.dropFirst(position.top).prefix(list.height).enumerated() {
            let y = list.y + line
            let right = list.width < 60 && !row.brief.isEmpty ? row.brief : row.right
            let rightWidth = min(TextWidth.of(right), list.width / 2)
            surface.putTruncated(row.left, x: list.x + 2, y: y, width: max(0, list.width - rightWidth - 3), style: row.style)
            surface.putTruncated(
                right, x: list.right - rightWidth, y: y, width: rightWidth,
                style: row.matters.count > 1 || row.style.role == .title ? Style(.accent, bold: true) : Style(.dim))
            guard position.top + line == position.selected else { continue }
            surface.tint(Rectangle(x: list.x, y: y, width: list.width, height: 1)) { $0.isSelected = true }
            surface.put("▸", x: list.x, y: y, style: Style(.accent, selected: true))
            surface.cursor = (list.x, y)
        }
        let detail = rows.indices.contains(position.selected) ? rows[position.selected].detail : ""
        for (line, text) in TextWidth.wrapped(detail, to: foot.width, limit: foot.height).enumerated() {
            surface.put(text, x: foot.x, y: foot.y + line, limit: foot.width, style: Style(.hint))
        }
    }
}
