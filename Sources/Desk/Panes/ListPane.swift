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
        let isWide = inner.width >= 100
        let laid = laidLists.laid(page.rows, isWide: isWide, of: pane, in: self)
        let lines = laid.lines
        let columns = RowColumns(laid.widths, left: inner.x + 2, right: inner.right - 1)
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
        let title = columns.shows(.from) ? line.title : directory.shortTitle(row.title, from: row.from, keepsName: true)
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
            let registers = pane == .matters ? [mattersRegister] : pane == .inbound ? [papers] : office.order
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
