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
        var target = ""
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
                speaker.slip(call.level), count, speaker.contact(call, names: directory), speaker.escalation(call, names: directory),
            ]
            let name = [directory.name(call.target), call.speakTo.name == directory.name(call.target) ? nil : call.speakTo.name]
            rows.append(
                CallRow(
                    left: name.compactMap { $0 }.joined(separator: " "), right: call.speakTo.phone ?? "–",
                    detail: more.compactMap { $0 }.joined(separator: " · "), style: Style(.title, bold: true),
                    matters: call.cases.map(\.matter), target: call.target))
            rows += call.cases.map { paper($0, call) }
        }
        let left = run.leftOut.filter { if case .notYet = $0.quiet { false } else { true } }
        if !left.isEmpty { rows.append(CallRow(left: speaker(.callLeftOut), style: Style(.dim))) }
        rows += left.map { item in
            let isSilent = if case .withLeader = item.quiet { true } else { false }
            let quiet = speaker.chaseQuiet(item.quiet, now: now)
            let detail = [item.matter.number?.printed, directory.name(item.target), quiet].compactMap { $0 }
            return CallRow(
                left: "  " + item.matter.title, right: "\(directory.name(item.target) ?? "") \(quiet)", brief: quiet,
                detail: detail.joined(separator: " · "), style: Style(.dim), matters: [item.matter], target: item.target, isSilent: isSilent
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
            detail: [times, last ?? speaker.slip(found.level), matter.number?.printed, due].compactMap { $0 }.joined(separator: " · "),
            matters: [matter], target: call.target)
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
            refuse(speaker(.callNoLeader))
            return []
        }
        guard let definition = office.register(first.register), let step = definition.path(to: .chase, from: first.state)?.last else {
            refuse(speaker(Refusal.notOffered(move: .chase, state: first.state, register: first.register), in: office))
            return []
        }
        let fields = definition.form(of: step).map { chaseField($0, targets: [row.target]) }
        let ids = row.matters.map(\.id)
        var form = FormState(.move(.chase, ids), title: formTitle(speaker(step.name), ids, first.title), fields: fields)
        // Whom and by what is known here: what they say is what is typed.
        form.focused = form.fields.firstIndex { $0.definition.id == "answer" } ?? 0
        overlays.append(.form(form))
        return [.loadDraft(form: form.draftKey)]
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
