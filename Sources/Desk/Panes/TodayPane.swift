import Office
import Phrases
import Screen

extension DeskState {
    func drawToday(_ area: Rectangle, on surface: inout Surface) {
        let focused = focus == .today
        let inner = Frame.titled(
            area, title: "1 \(speaker(.paneToday)) · \(scopeName)" + filterName(.today) + filteredCount, remark: position(.today),
            focused: focused,
            on: &surface)
        let rows = todayRows
        if showsFirstSteps(.today) { return drawFirstSteps(.today, inner, on: &surface) }
        if rows.isEmpty { return drawEmpty(.today, .nothingToday, inner, on: &surface) }
        let position = positions[.today, default: ListPosition()]
        let shown = rows.dropFirst(position.top).prefix(inner.height)
        let lines: [TodayLine?] = shown.map { row in if case .item(let item) = row { line(item) } else { nil } }
        let columns = TodayColumns(lines.compactMap(\.self), inner)
        for (line, row) in shown.enumerated() {
            let y = inner.y + line
            switch row {
            case .stage(let stage): drawStage(stage, inner, y, on: &surface)
            case .item(let item): if let parts = lines[line] { drawItem(item, parts, columns, inner, y, on: &surface) }
            }
            ground(inner, y, selected: position.top + line == position.selected, focused: focused, on: &surface)
        }
    }

    /// How many of Today's rows a filter leaves, and of how many.
    private var filteredCount: String {
        guard filters[.today]?.isEmpty == false, problem(filters[.today] ?? "", in: .today) == nil else { return "" }
        return " \(todayRows.count)/\(snapshot.today.count)"
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
        guard let register = office.register(stage.register, holding: stage.state) else { return }
        let state = register.state(stage.state).map { speaker($0.name) } ?? speaker.list(.toread)
        var text = "\(speaker(register.name)) · \(state) \(stage.count)"
        if stage.urgent > 0 { text += "  ! \(stage.urgent)" }
        let earliest = stage.earliest.map { speaker.short($0, now: now) } ?? ""
        surface.putTruncated(text, x: area.x + 5, y: y, width: area.width - 7 - TextWidth.of(earliest), style: Style(.accent))
        surface.put(earliest, x: area.right - TextWidth.of(earliest) - 1, y: y, style: Style(.dim))
    }

    /// What stands in a row of Today beside its title.
    fileprivate struct TodayLine {
        let number: String
        let chips: [(text: String, style: Style)]
        let time: String
    }

    private func line(_ item: TodayItem) -> TodayLine {
        let matter = item.matter
        let sign = office.register(matter.register).map { speaker($0.sign) } ?? ""
        let busy = busyNote(matter.id).map { [(text: $0, style: Style(.notice))] } ?? []
        // Lateness is said once, in working days, by its chip.
        return TodayLine(
            number: sign + inOwnBook(matter.number?.printed), chips: busy + item.chips.map { (speaker.chip($0), chipStyle($0)) },
            time: item.isLate ? "" : until(item).map(timeLeft) ?? waiting(item) ?? "")
    }

    /// What is left until a limit; of one that stopped or lies with a superior nothing runs out, and its day stands there.
    private func timeLeft(_ due: Moment) -> String { due < now ? speaker.short(due, now: now) : speaker.countdown(to: due, from: now) }

    /// What the countdown of a row runs to: its limit, or while it has none the hour by which it is sent up.
    private func until(_ item: TodayItem) -> Moment? {
        item.due ?? [item.sendUp, item.beside].compactMap(\.self).filter { now <= $0 }.min()
    }

    /// Where the parts of Today's rows stand: one place each for all the rows that are shown.
    fileprivate struct TodayColumns {
        let number: (x: Int, width: Int)
        let title: (x: Int, width: Int)
        let chips: (x: Int, width: Int)
        let right: Int

        init(_ lines: [TodayLine], _ area: Rectangle) {
            right = area.right - 1
            func widest(_ width: (TodayLine) -> Int) -> Int { lines.map(width).max() ?? 0 }
            number = (area.x + 5, min(widest { TextWidth.of($0.number) }, 12))
            let time = widest { TextWidth.of($0.time) }
            let left = number.x + number.width + (number.width > 0 ? 1 : 0)
            let end = right - time - (time > 0 ? 1 : 0)
            // The title keeps half of what is between, where that is little only a few words; of the chips the first are the most important.
            let most = max(0, (end - left) / 2, min(28, end - left - 12))
            let wanted = widest { DeskState.fitting($0.chips, most).width }
            chips = (end - wanted, wanted)
            title = (left, max(0, end - wanted - (wanted > 0 ? 1 : 0) - left))
        }
    }

    /// As many chips as fit whole into a width, and how wide these are.
    fileprivate static func fitting(
        _ chips: [(text: String, style: Style)], _ most: Int
    ) -> (chips: ArraySlice<(text: String, style: Style)>, width: Int) {
        var width = 0
        var count = 0
        for chip in chips {
            let next = width + TextWidth.of(chip.text) + (count > 0 ? 1 : 0)
            if next > most { break }
            width = next
            count += 1
        }
        return (chips.prefix(count), width)
    }

    private func drawItem(
        _ item: TodayItem, _ line: TodayLine, _ columns: TodayColumns, _ area: Rectangle, _ y: Int, on surface: inout Surface
    ) {
        let matter = item.matter
        let isMarked = marks.contains(matter.id)
        surface.put(isMarked ? "*" : " ", x: area.x + 1, y: y, style: Style(.mark))
        let sign = item.isAlarm ? "!!" : item.group == 0 ? "! " : item.group == 1 ? "~ " : "  "
        let signStyle = Style(item.group == 0 || item.isAlarm ? .overdue : .soon, bold: true)
        surface.put(sign, x: area.x + 2, y: y, style: signStyle)
        surface.putTruncated(line.number, x: columns.number.x, y: y, width: columns.number.width, style: Style(.dim))
        let title = directory.shortTitle(matter.title, from: office.text(of: .from, in: matter), keepsName: true)
        surface.putTruncated(
            title, x: columns.title.x, y: y, width: columns.title.width, style: isMarked ? Style(.mark) : .plain)
        var x = columns.chips.x
        // Where no time stands its room is the chips'.
        let room = line.time.isEmpty ? max(columns.chips.width, columns.right - columns.chips.x) : columns.chips.width
        for chip in DeskState.fitting(line.chips, room).chips {
            x += surface.put(chip.text, x: x, y: y, style: chip.style) + 1
        }
        surface.put(
            line.time, x: columns.right - TextWidth.of(line.time), y: y, style: style(due: until(item), yellowAt: matter.clock?.yellowAt))
    }

    func chipStyle(_ chip: Chip) -> Style {
        switch chip {
        case .emergency, .overdue, .loanLate: Style(.overdue)
        case .mark, .dueToday, .sendUp, .clock, .overnight, .reminder, .unaccounted: Style(.urgent)
        case .soon, .loanDue: Style(.soon)
        case .leaderTask, .promise, .instructed, .important: Style(.accent)
        case .stuck: Style(.soon)
        default: Style(.dim)
        }
    }
}
