import Office
import Phrases
import Screen

extension DeskState {
    /// A register as a list: number, title, sender, state, limit.
    func drawList(_ pane: PaneID, _ area: Rectangle, on surface: inout Surface) {
        let focused = focus == pane
        let title = "\(pane.rawValue) \(paneName(pane))"
        let inner = Frame.titled(area, title: title, remark: position(pane), focused: focused, on: &surface)
        if showsFirstSteps(pane) { return drawFirstSteps(pane, inner, on: &surface) }
        guard let page = snapshot.lists[pane], page.total.count > 0 else {
            return drawEmpty(pane == .inbound ? .nothingInbound : .nothingHere, inner, on: &surface)
        }
        let position = positions[pane, default: ListPosition()]
        let shown = (0..<inner.height).compactMap { line in
            let index = position.top + line - page.offset
            return page.rows.indices.contains(index) ? (line, page.rows[index]) : nil
        }
        // One width for all rows, so that the columns stand in line.
        let circulating = shown.map { TextWidth.of(circulation($0.1)) }.max() ?? 0
        for (line, row) in shown {
            drawRow(row, inner, inner.y + line, circulating, on: &surface)
            ground(inner, inner.y + line, selected: position.top + line == position.selected, focused: focused, on: &surface)
        }
    }

    /// How many have read it, while some have not.
    private func circulation(_ row: MatterRow) -> String {
        row.readersAll > row.readersDone ? " \(row.readersDone)/\(row.readersAll)" : ""
    }

    private func drawRow(_ row: MatterRow, _ area: Rectangle, _ y: Int, _ circulating: Int, on surface: inout Surface) {
        let isMarked = marks.contains(row.id)
        surface.put(isMarked ? "*" : " ", x: area.x + 1, y: y, style: Style(.mark))
        var x = area.x + 2
        let urgency = row.urgency.map { speaker.chip(.mark($0)) } ?? ""
        let urgencyWidth = speaker.language.isChinese ? 5 : 10
        surface.put(urgency, x: x, y: y, limit: urgencyWidth, style: Style(.urgent, bold: true))
        if area.width >= 56 || !urgency.isEmpty { x += urgencyWidth }
        let definition = office.register(row.register)
        let state = definition?.state(row.state).map { speaker($0.name) } ?? row.state
        let right = row.due.map { speaker.short($0, now: now) } ?? ""
        let busy = busyNote(row.id)
        let circulation = circulation(row)
        let isWide = area.width >= 56
        var stateWidth =
            isWide ? (speaker.language.isChinese ? 10 : 11) + circulating : min(TextWidth.of(state + circulation), 14)
        if let busy { stateWidth = max(stateWidth, min(TextWidth.of(busy), 20)) }
        let dueWidth = isWide ? 6 : max(0, TextWidth.of(right))
        let sender = directory.name(row.from) ?? ""
        let senderWidth = isWide ? min(12, max(0, area.width / 6)) : 0
        var end = area.right - 1
        if dueWidth > 0 {
            surface.putTruncated(
                right, x: end - dueWidth, y: y, width: dueWidth, toTheRight: true, style: style(due: row.due, yellowAt: row.yellowAt))
            end -= dueWidth + 1
        }
        let isOffice = definition?.state(row.state)?.stage == .office
        surface.putTruncated(
            busy ?? state + circulation, x: end - stateWidth, y: y, width: stateWidth,
            style: Style(busy != nil ? .notice : isOffice ? .accent : .dim))
        end -= stateWidth + 1
        if senderWidth > 0 {
            surface.putTruncated(sender, x: end - senderWidth, y: y, width: senderWidth, style: Style(.dim))
            end -= senderWidth + 1
        }
        let number = row.reference ?? row.number ?? ""
        if isWide, !number.isEmpty, end - x > 44 {
            x += surface.putTruncated(number, x: x, y: y, width: 22, style: Style(.dim)) + 1
        }
        surface.putTruncated(row.title, x: x, y: y, width: max(0, end - x), style: isMarked ? Style(.mark) : .plain)
    }
}
