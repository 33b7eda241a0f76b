import Office
import Phrases
import Screen

extension DeskState {
    /// A register as a list: our number, title, sender, state, with whom since when, limit, chips.
    func drawList(_ pane: PaneID, _ area: Rectangle, on surface: inout Surface) {
        let focused = focus == pane
        let waiting = pane == .inbound && !doubts.isEmpty ? " · " + speaker(.doubtsWaiting, String(doubts.count)) : ""
        let title = "\(pane.rawValue) \(paneName(pane))" + filterName(pane) + waiting
        let inner = Frame.titled(area, title: title, remark: position(pane), focused: focused, on: &surface)
        if showsFirstSteps(pane) { return drawFirstSteps(pane, inner, on: &surface) }
        guard let page = snapshot.lists[pane], page.total.count > 0 else {
            return drawEmpty(pane, pane == .inbound ? .nothingInbound : .nothingHere, inner, on: &surface)
        }
        let position = positions[pane, default: ListPosition()]
        let lines = page.rows.map { ListLine($0, self, isWide: inner.width >= 100) }
        // One set of widths for all that was read, so that the columns stay where they are while the list is scrolled.
        var widths: [RowColumns.Column: Int] = [:]
        for line in lines {
            for column in RowColumns.Column.allCases { widths[column] = max(widths[column] ?? 0, line.width(column)) }
        }
        if inner.width < 100 { widths[.reference] = nil }
        let columns = RowColumns(widths, left: inner.x + 2, right: inner.right - 1)
        for y in 0..<inner.height {
            let index = position.top + y - page.offset
            guard lines.indices.contains(index) else { continue }
            draw(lines[index], page.rows[index], columns, inner, inner.y + y, on: &surface)
            ground(inner, inner.y + y, selected: position.top + y == position.selected, focused: focused, on: &surface)
        }
    }

    private func draw(
        _ line: ListLine, _ row: MatterRow, _ columns: RowColumns, _ area: Rectangle, _ y: Int, on surface: inout Surface
    ) {
        let isMarked = marks.contains(row.id)
        surface.put(isMarked ? "*" : " ", x: area.x + 1, y: y, style: Style(.mark))
        columns.put(line.number, .number, y: y, style: Style(.dim), on: &surface)
        let title = directory.shortTitle(row.title, from: row.from, keepsName: !columns.shows(.from))
        columns.put(title, .title, y: y, style: isMarked ? Style(.mark) : .plain, on: &surface)
        columns.put(line.reference, .reference, y: y, style: Style(.dim), on: &surface)
        columns.put(line.from, .from, y: y, style: Style(.dim), on: &surface)
        columns.put(line.state, .state, y: y, style: Style(line.isOffice ? .accent : .dim), on: &surface)
        columns.put(line.holding, .holding, y: y, style: Style(.dim), on: &surface)
        let dueStyle = line.isOpen ? style(due: row.due, yellowAt: row.yellowAt) : Style(.dim)
        columns.put(line.due, .due, y: y, style: dueStyle, on: &surface)
        columns.put(line.chips, y: y, on: &surface)
    }

    /// What narrows a pane, for its title: ` · 筛选“财政局”`.
    func filterName(_ pane: PaneID) -> String {
        if let name = spokenFilter(pane) { return " · " + speaker(.filteredBy, TextWidth.truncated(name, to: 40)) }
        guard case .line(let line)? = overlays.last, case .filter(pane) = line.purpose, line.isError else { return "" }
        return " · " + speaker(.filterRefused)
    }

    /// The filter of a pane as people call it: a state or a list that a key has set by its name, anything else as it was typed.
    func spokenFilter(_ pane: PaneID) -> String? {
        guard let typed = filters[pane], !typed.isEmpty else { return nil }
        guard let filter = try? filter(of: pane), filter.terms.count == 1 else { return typed }
        switch filter.terms[0] {
        case .state(let condition):
            let name = speaker.list(condition)
            return name == condition.rawValue ? typed : name
        case .field("state", let ids) where ids.count == 1 && typed.hasSuffix(ids[0]):
            let registers = pane == .matters ? [mattersRegister] : pane == .inbound ? ["inbound"] : office.order
            return registers.lazy.compactMap { self.office.register($0)?.state(ids[0]) }.first.map { speaker($0.name) } ?? typed
        default: return typed
        }
    }

    /// A number of ours as it is said in its own book: `117`, of another year `25-117`; both can be typed after `#`.
    func inOwnBook(_ printed: String?) -> String {
        guard let printed else { return "" }
        guard let number = DocumentNumber(printed) else { return printed }
        return number.year == today.year ? String(number.sequence) : "\(number.year % 100)-\(number.sequence)"
    }
}

/// What stands in a row of a list.
private struct ListLine {
    let number: String
    let title: String
    let reference: String
    let from: String
    let state: String
    let holding: String
    let due: String
    let chips: [(text: String, style: Style)]
    let isOffice: Bool
    let isOpen: Bool

    init(_ row: MatterRow, _ desk: DeskState, isWide: Bool) {
        let speaker = desk.speaker
        let definition = desk.office.register(row.register, holding: row.state)
        let place = definition?.state(row.state)
        number = isWide ? row.number ?? "" : desk.inOwnBook(row.number)
        title = desk.directory.shortTitle(row.title, from: row.from)
        reference = row.reference ?? ""
        from = row.from.map { desk.directory.unit($0)?.short ?? desk.directory.name($0) ?? $0 } ?? ""
        state = place.map { speaker($0.name) } ?? row.state
        isOffice = place?.stage == .office
        isOpen = place?.stage != .closed
        let holder = isOpen ? desk.directory.name(row.holder) ?? "" : ""
        holding = [holder, holder.isEmpty ? "" : row.heldSince.map { speaker.short($0, now: desk.now) } ?? ""]
            .filter { !$0.isEmpty }.joined(separator: " ")
        let late = isOpen ? row.due.flatMap { desk.calendar.lateness(of: $0, at: desk.now) } : nil
        due = late.map { speaker.chip(.overdue(workdays: $0)) } ?? row.due.map { speaker.short($0, now: desk.now) } ?? ""
        var chips: [(text: String, style: Style)] = []
        if let busy = desk.busyNote(row.id) { chips.append((busy, Style(.notice))) }
        if let urgency = row.urgency { chips.append((speaker.chip(.mark(urgency)), Style(.urgent, bold: true))) }
        if row.readersAll > row.readersDone {
            chips.append((speaker(.chipCirculating, String(row.readersDone), String(row.readersAll)), Style(.dim)))
        }
        self.chips = chips
    }

    func width(_ column: RowColumns.Column) -> Int {
        switch column {
        case .number: TextWidth.of(number)
        case .title: TextWidth.of(title)
        case .reference: TextWidth.of(reference)
        case .from: TextWidth.of(from)
        case .state: TextWidth.of(state)
        case .holding: TextWidth.of(holding)
        case .due: TextWidth.of(due)
        case .chips: RowColumns.width(chips)
        }
    }
}
