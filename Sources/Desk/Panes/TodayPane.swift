import Office
import Phrases
import Screen

extension DeskState {
    func drawToday(_ area: Rectangle, on surface: inout Surface) {
        let focused = focus == .today
        let inner = Frame.titled(
            area, title: "1 \(speaker(.paneToday)) · \(scopeName)", remark: position(.today), focused: focused, on: &surface)
        let rows = todayRows
        if showsFirstSteps(.today) { return drawFirstSteps(.today, inner, on: &surface) }
        if rows.isEmpty { return drawEmpty(.nothingToday, inner, on: &surface) }
        let position = positions[.today, default: ListPosition()]
        for (line, row) in rows.dropFirst(position.top).prefix(inner.height).enumerated() {
            let y = inner.y + line
            switch row {
            case .stage(let stage): drawStage(stage, inner, y, on: &surface)
            case .item(let item): drawItem(item, inner, y, on: &surface)
            }
            ground(inner, y, selected: position.top + line == position.selected, focused: focused, on: &surface)
        }
    }

    var scopeName: String {
        switch scope {
        case .person(let id): id == me ? speaker(.whoseMine) : directory.name(id) ?? id
        case .office: speaker(.whoseOffice)
        case .unit(let id): directory.name(id) ?? id
        case .holder(let id): speaker(.whoseWith, directory.name(id) ?? id)
        }
    }

    private func drawStage(_ stage: StageCount, _ area: Rectangle, _ y: Int, on surface: inout Surface) {
        guard let register = office.register(stage.register) else { return }
        let state = register.state(stage.state).map { speaker($0.name) } ?? speaker.list(.toread)
        var text = "\(speaker(register.name)) · \(state) \(stage.count)"
        if stage.urgent > 0 { text += "  ! \(stage.urgent)" }
        let earliest = stage.earliest.map { speaker.short($0, now: now) } ?? ""
        surface.putTruncated(text, x: area.x + 4, y: y, width: area.width - 6 - TextWidth.of(earliest), style: Style(.accent))
        surface.put(earliest, x: area.right - TextWidth.of(earliest) - 1, y: y, style: Style(.dim))
    }

    private func drawItem(_ item: TodayItem, _ area: Rectangle, _ y: Int, on surface: inout Surface) {
        let matter = item.matter
        let isMarked = marks.contains(matter.id)
        surface.put(isMarked ? "*" : " ", x: area.x + 1, y: y, style: Style(.mark))
        let sign = item.isUntouchedEmergency ? "!!" : item.group == 0 ? "! " : item.group == 1 ? "~ " : "  "
        let signStyle = Style(item.group == 0 || item.isUntouchedEmergency ? .overdue : .soon, bold: true)
        surface.put(sign, x: area.x + 2, y: y, style: signStyle)
        // Lateness is said once, in working days, by its chip.
        let isLate = item.chips.contains { if case .overdue = $0 { true } else { false } }
        let count = isLate ? "" : item.due.map { speaker.countdown(to: $0, from: now) } ?? ""
        let busy = busyNote(matter.id).map { [($0, Style(.notice))] } ?? []
        let chips = busy + item.chips.map { (speaker.chip($0), chipStyle($0)) }
        let right = area.right - 1
        var x = right - TextWidth.of(count)
        surface.put(count, x: x, y: y, style: style(due: item.due, yellowAt: matter.clock?.yellowAt))
        // At most as many chips as leave the title half the row; the first are the most important.
        var room = area.width / 2 - TextWidth.of(count) - 2
        var shown: [(String, Style)] = []
        for chip in chips {
            let width = TextWidth.of(chip.0) + 1
            if width > room { break }
            room -= width
            shown.append(chip)
        }
        for (text, style) in shown.reversed() {
            x -= TextWidth.of(text) + (x == right ? 0 : 1)
            surface.put(text, x: x, y: y, style: style)
        }
        surface.putTruncated(matter.title, x: area.x + 5, y: y, width: max(0, x - area.x - 6), style: isMarked ? Style(.mark) : .plain)
    }

    private func chipStyle(_ chip: Chip) -> Style {
        switch chip {
        case .emergency, .overdue, .loanLate: Style(.overdue)
        case .mark, .dueToday, .overnight, .reminder, .unaccounted: Style(.urgent)
        case .soon, .loanDue: Style(.soon)
        case .leaderTask, .promise: Style(.accent)
        default: Style(.dim)
        }
    }
}
