import Office
import Phrases
import Screen

extension DeskState {
    /// The leftovers, each with why it stands there and when it is due; below them all that is known of the one under the cursor.
    func draw(_ closing: ClosingState, in layout: Layout, on surface: inout Surface) {
        let area = layout.body.centered(width: min(layout.body.width, 110), height: min(layout.body.height, closing.items.count + 7))
        let title = speaker(.closeDayTitle, String(min(closing.index + 1, closing.items.count)), String(closing.items.count))
        let inner = Frame.window(area, title: title, remark: speaker(.readMore), on: &surface)
        let (list, foot) = inner.splitBottom(min(4, max(2, inner.height - 1)))
        var position = ListPosition(selected: closing.index)
        position.settle(count: closing.titles.count, height: list.height)
        for (line, title) in closing.titles.dropFirst(position.top).prefix(list.height).enumerated() {
            let index = position.top + line
            let isHere = index == closing.index
            let row = Rectangle(x: list.x, y: list.y + line, width: list.width, height: 1)
            let end = drawReasons(leftover(closing.items[index]), row, on: &surface)
            surface.putTruncated(
                title, x: row.x + 2, y: row.y, width: max(0, end - row.x - 3), style: isHere ? Style(.text, bold: true) : Style(.dim))
            if isHere {
                surface.put("▸", x: row.x, y: row.y, style: Style(.accent))
                if closing.question == nil { surface.cursor = (row.x, row.y) }
            }
        }
        if closing.question != nil {
            let label = speaker(.closeDayResultShort) + " › "
            let x = foot.x + TextWidth.of(label)
            let (text, caret) = closing.editor.window(max(1, foot.right - x - 1))
            surface.put(label, x: foot.x, y: foot.y, style: Style(.accent))
            surface.put(text, x: x, y: foot.y)
            surface.cursor = (x + caret, foot.y)
            surface.showsCaret = true
        } else if closing.items.indices.contains(closing.index), let item = leftover(closing.items[closing.index]) {
            let detail = TextWidth.wrapped(detail(of: item), to: foot.width, limit: max(1, foot.height - 2))
            for (line, text) in detail.enumerated() { surface.put(text, x: foot.x, y: foot.y + line, limit: foot.width) }
        }
        if !closing.error.isEmpty {
            let y = foot.bottom - 2
            surface.fill(Rectangle(x: foot.x, y: y, width: foot.width, height: 1))
            surface.putTruncated(closing.error, x: foot.x, y: y, width: foot.width, style: Style(.error))
        }
        surface.putTruncated(speaker(.closeDayKeys), x: foot.x, y: foot.bottom - 1, width: foot.width, style: Style(.hint))
    }

    /// Chips and the due date at the right of a row; where they begin.
    private func drawReasons(_ item: TodayItem?, _ row: Rectangle, on surface: inout Surface) -> Int {
        guard let item else { return row.right }
        let due = item.due.map { speaker.short($0, now: now) } ?? ""
        var x = row.right - TextWidth.of(due)
        surface.put(due, x: x, y: row.y, style: style(due: item.due, yellowAt: item.matter.clock?.yellowAt))
        var room = row.width / 2 - TextWidth.of(due) - 1
        var shown: [(text: String, style: Style)] = []
        for chip in item.chips {
            let text = speaker.chip(chip)
            if TextWidth.of(text) + 1 > room { break }
            room -= TextWidth.of(text) + 1
            shown.append((text, chipStyle(chip)))
        }
        for (text, style) in shown.reversed() {
            x -= TextWidth.of(text) + (x == row.right ? 0 : 1)
            surface.put(text, x: x, y: row.y, style: style)
        }
        return x
    }

    /// Number, why, due, with whom and for whom it waits, how often it was carried over.
    private func detail(of item: TodayItem) -> String {
        let matter = item.matter
        var parts = [matter.number?.printed].compactMap { $0 }
        parts.append(item.chips.map(speaker.chip).joined(separator: " "))
        let due = item.due.map { "\(zone.plain($0)) (\(speaker.remaining(to: $0, from: now, calendar)))" }
        // An incident without a limit says how long it waits for somebody to begin.
        let limit = "\(speaker(.labelDue)) \(due ?? speaker(.noLimit))"
        parts.append(due == nil ? waiting(item) ?? limit : limit)
        if let waiting = matter.waiting {
            let name = directory.name(waiting.on) ?? waiting.on
            parts.append("\(speaker(.labelWaitsFor)) \(speaker(.waitingSince, name, speaker.short(waiting.since, now: now)))")
        } else if let addressee = matter.awaitsSignature.flatMap({ directory.name($0) }) {
            parts.append(speaker(.closeDayUnsigned, addressee))
        } else if let holder = matter.holder, holder != me, let name = directory.name(holder) {
            parts.append("\(speaker.fieldName("holder", in: nil)) \(name)")
        }
        if matter.carried > 0 { parts.append("\(speaker(.labelCarried)) \(speaker(.carriedTimes, String(matter.carried)))") }
        return parts.filter { !$0.isEmpty }.joined(separator: " · ")
    }
}
