import Office
import Phrases
import Screen

/// Draws the whole desk; a pure function of its state.
public func draw(_ desk: DeskState) -> Surface {
    var surface = Surface(width: desk.columns, height: desk.rows)
    let layout = Layout(desk)
    if layout.sizeClass == .tiny {
        surface.putTruncated(desk.speaker(.tooSmall), x: 0, y: 0, width: desk.columns)
        return surface
    }
    desk.drawHeader(layout.header, layout.sizeClass, on: &surface)
    if let tabs = layout.tabs { desk.drawTabs(tabs, on: &surface) }
    for (pane, area) in layout.panes {
        switch pane {
        case .today: desk.drawToday(area, on: &surface)
        case .inbound, .matters: desk.drawList(pane, area, on: &surface)
        case .search: desk.drawSearch(area, on: &surface)
        case .calendar: desk.drawCalendar(area, on: &surface)
        case .preview: desk.drawPreview(area, on: &surface)
        }
    }
    if layout.sizeClass == .wide, !desk.isZoomed, let right = layout.panes[.preview] {
        for y in layout.body.y..<layout.body.bottom { surface.put("│", x: right.x - 1, y: y, style: Style(.border)) }
    }
    desk.drawMessage(layout.message, on: &surface)
    // What stands over the panes takes the keys and names its own.
    if desk.overlays.isEmpty { desk.drawHints(layout.hints, on: &surface) }
    for overlay in desk.overlays { desk.draw(overlay, in: layout, on: &surface) }
    return surface
}

extension DeskState {
    // MARK: Header

    /// A part of the header; the one with the highest rank gives way first where there is no room.
    private struct HeaderPart {
        var text: String
        var style = Style(.header)
        let rank: Int
        /// What stands in its place, with which rank, before it is left out.
        var shorter: (text: String, rank: Int)?
        var isRight = false
    }

    func drawHeader(_ area: Rectangle, _ sizeClass: Layout.SizeClass, on surface: inout Surface) {
        surface.fill(area, style: Style(.header))
        var parts = headerParts(sizeClass)
        func width() -> Int { parts.reduce(2) { $0 + TextWidth.of($1.text) + 2 } - 2 }
        // What was saved, the moon and the week give way before a count or a date does.
        while width() > area.width, let last = parts.indices.max(by: { parts[$0].rank < parts[$1].rank }) {
            if let shorter = parts[last].shorter {
                parts[last] = HeaderPart(text: shorter.text, style: parts[last].style, rank: shorter.rank)
            } else {
                parts.remove(at: last)
            }
        }
        var x = area.x + 1
        for part in parts where !part.isRight { x += surface.put(part.text, x: x, y: area.y, style: part.style) + 2 }
        var right = area.right - 1
        for part in parts.reversed() where part.isRight {
            right -= TextWidth.of(part.text)
            surface.put(part.text, x: right, y: area.y, style: part.style)
            right -= 2
        }
    }

    /// The header in the order it stands; its counts are of my own, in every scope and under every filter.
    private func headerParts(_ sizeClass: Layout.SizeClass) -> [HeaderPart] {
        let bold = Style(.header, bold: true)
        let isWide = sizeClass == .wide
        let unusual = speaker.unusual(today, calendar: calendar)
        let short = today.monthAndDay + " " + speaker.weekday(today)
        var parts = [HeaderPart(text: office.name, style: bold, rank: 6)]
        parts.append(
            isWide
                ? HeaderPart(text: speaker.heading(today, calendar: calendar), rank: 9, shorter: (short, 2))
                : HeaderPart(text: short, rank: 2))
        if let unusual {
            parts.append(HeaderPart(text: unusual, style: isWide ? Style(.header) : bold, rank: 3))
        } else if isWide {
            parts.append(HeaderPart(text: speaker(.workday), rank: 8))
        }
        let late = lateCount
        if late > 0 { parts.append(HeaderPart(text: speaker(.late, String(late)), style: bold, rank: 0)) }
        let overnight = snapshot.mine.count { $0.chips.contains(.overnight) }
        if overnight > 0 { parts.append(HeaderPart(text: speaker(.overnightCount, String(overnight)), style: bold, rank: 1)) }
        if isWide, let meeting = nextMeeting {
            let wait = speaker(.inTime, speaker.countdown(to: meeting.start, from: now))
            let time = "\(speaker(.next)) \(whenNext(meeting))"
            parts.append(
                HeaderPart(
                    text: "\(time) \(TextWidth.truncated(meeting.title, to: 20)) \(wait)", rank: 7,
                    shorter: ("\(time) \(wait)", 4)))
        }
        if isWide, let savedAt {
            parts.append(HeaderPart(text: speaker(.savedAtTime, zone.time(of: savedAt).text), rank: 10, isRight: true))
        }
        parts.append(HeaderPart(text: directory.name(me) ?? me, style: bold, rank: 5, isRight: true))
        return parts
    }

    private var nextMeeting: Occurrence? {
        snapshot.coming.first { $0.start >= now && !$0.isAllDay && $0.status != "cancelled" && zone.day(of: $0.start) <= today + 1 }
    }

    /// When the next meeting begins, with its day where that is not today.
    private func whenNext(_ meeting: Occurrence) -> String {
        let time = zone.time(of: meeting.start).text
        return zone.day(of: meeting.start) == today ? time : "\(speaker(.tomorrow)) \(time)"
    }

    /// How many rows of my own are shown as late.
    private var lateCount: Int { snapshot.mine.count(where: \.isLate) }

    // MARK: Tabs, message, hints

    func drawTabs(_ area: Rectangle, on surface: inout Surface) {
        // Under a filter the number is of what it leaves, not of what waits.
        let total = snapshot.lists[.inbound]?.total.text ?? "0"
        let filter = speaker.language.isChinese ? speaker(.promptFilter) : speaker(.promptFilter) + " "
        let inbound = " " + (filters[.inbound] == nil ? "" : filter) + total
        let next = nextMeeting.map { " " + whenNext($0) } ?? ""
        let tabs: [(PaneID, String)] = [
            (.today, "1 \(speaker(.paneToday)) \(snapshot.mine.count)\(lateCount > 0 ? " !\(lateCount)" : "")"),
            (.inbound, "2 \(speaker(.paneInbound))\(inbound)"),
            (.calendar, "3 \(speaker(.paneCalendar))\(next)"), (.matters, "4 \(speaker(.paneMatters))"),
            (.search, "7 \(speaker(.paneSearch))"),
        ]
        var x = area.x + 1
        let shown = focus == .preview ? lastList : focus
        for (pane, text) in tabs {
            if x + TextWidth.of(text) > area.right { break }
            x += surface.put(text, x: x, y: area.y, style: pane == shown ? Style(.accent, bold: true, underlined: true) : Style(.dim)) + 1
            if pane != .search, x < area.right - 2 { x += surface.put("│ ", x: x, y: area.y, style: Style(.border)) }
        }
    }

    func drawMessage(_ area: Rectangle, on surface: inout Surface) {
        if let message, !message.isAside || heard == nil {
            surface.putTruncated(
                message.text, x: area.x + 1, y: area.y, width: area.width - 2, style: Style(message.tone == .refusal ? .error : .notice))
        } else if let said = heard ?? alarm(width: area.width - 2) {
            surface.putTruncated(said, x: area.x + 1, y: area.y, width: area.width - 2, style: Style(.error))
        } else if let unfinished {
            surface.putTruncated(unfinished, x: area.x + 1, y: area.y, width: area.width - 2, style: Style(.accent))
        } else if let doubt = doubts.first, overlays.isEmpty {
            surface.putTruncated(words(of: doubt), x: area.x + 1, y: area.y, width: area.width - 2, style: Style(.accent))
        } else if let needle = spokenFilter(focus), overlays.isEmpty {
            surface.putTruncated(
                "\(speaker(.promptFilter)): \(needle) · \(speaker(.leavesFilter, keyName(of: .leave) ?? "F9"))", x: area.x + 1, y: area.y,
                width: area.width - 2, style: Style(.accent))
        }
    }

    /// The hint bar: what can be pressed here, `?` never cut.
    func drawHints(_ area: Rectangle, on surface: inout Surface) {
        // The ways on that an input method lets through are never cut.
        let kept: [(key: String, word: String)] = [(Action.moves, Phrase.keyMoves), (.help, .keyHelp)].compactMap { action, phrase in
            keyName(of: action).map { ($0, speaker(phrase)) }
        }
        let tail = kept.map { TextWidth.of($0.key) + 1 + TextWidth.of($0.word) }.reduce(0) { $0 + $1 + 2 }
        var x = area.x + 1
        let limit = area.right - tail - 1
        for hint in hints() {
            let width = TextWidth.of(hint.key) + 1 + TextWidth.of(hint.word) + 2
            if x + width > limit { break }
            x += surface.put(hint.key, x: x, y: area.y, style: Style(.hintKey, bold: true)) + 1
            x += surface.put(hint.word, x: x, y: area.y, style: Style(.hint)) + 2
        }
        x = area.right - tail + 1
        for (key, word) in kept {
            x += surface.put(key, x: x, y: area.y, style: Style(.hintKey, bold: true)) + 1
            x += surface.put(word, x: x, y: area.y, style: Style(.hint)) + 2
        }
    }

    /// How what was just done is taken back.
    var undoHint: String { speaker(.undoHint, keyName(of: .undo) ?? "F9") }

    /// How the first key of an action is written; nil where it has none.
    func keyName(of action: Action) -> String? { keyName(of: action) { _ in true } }

    /// The first of an action's keys that fits where it is to be pressed.
    func keyName(of action: Action, among fits: (Key) -> Bool) -> String? {
        keymap.keys(of: action, in: keyPane).first(where: fits).map(Binding.name)
    }

    // MARK: What panes share

    /// The style of a clock's text by its light.
    func style(due: Moment?, yellowAt: Moment?) -> Style {
        guard let due else { return Style(.dim) }
        if now > due { return Style(.overdue) }
        if zone.day(of: due) == today { return Style(.urgent) }
        return (yellowAt.map { now >= $0 } ?? false) ? Style(.soon) : Style(.dim)
    }

    /// Draws one row's ground and cursor.
    func ground(_ area: Rectangle, _ y: Int, selected: Bool, focused: Bool, on surface: inout Surface) {
        guard selected else { return }
        let row = Rectangle(x: area.x, y: y, width: area.width, height: 1)
        if focused {
            surface.tint(row) { $0.isSelected = true }
            if overlays.isEmpty { surface.cursor = (area.x, y) }
        }
        surface.put(focused ? "▸" : "·", x: area.x, y: y, style: Style(focused ? .accent : .dim, bold: focused, selected: focused))
    }

    func position(_ pane: PaneID) -> String {
        if showsFirstSteps(pane) { return speaker(.keyFirstSteps) }
        let count = count(pane)
        let total = pane == .inbound || pane == .matters ? snapshot.lists[pane]?.total.text ?? "0" : String(count)
        let here = count == 0 ? "0" : String(positions[pane, default: ListPosition()].selected + 1)
        let marked = marks.isEmpty || pane != focus ? "" : " · " + speaker(.markedCount, String(marks.count))
        return "\(here)/\(total)\(marked)"
    }

    /// A list has nothing to show: say so, and what would fill it.
    func drawEmpty(_ phrase: Phrase, _ area: Rectangle, on surface: inout Surface) { drawEmpty(speaker(phrase), area, on: &surface) }

    func drawEmpty(_ text: String, _ area: Rectangle, on surface: inout Surface) {
        surface.putTruncated(text, x: area.x + 2, y: area.y, width: area.width - 3, style: Style(.dim))
    }

    /// A pane has nothing to show: say why, and how what narrows it is left. Under a filter or in a scope it never says that there is nothing.
    func drawEmpty(_ pane: PaneID, _ phrase: Phrase, _ area: Rectangle, on surface: inout Surface) {
        let leave = keyName(of: .leave) ?? "F9"
        var text = speaker(phrase)
        if let needle = filters[pane], !needle.isEmpty {
            let why = problem(needle, in: pane) ?? speaker(.nothingMatches, spokenFilter(pane) ?? needle)
            // A number may stand in another list.
            let number =
                pane == .today && Filter.ownNumber(needle) != nil ? keyName(of: .goTo).map { " · " + speaker(.findsNumber, $0) } : nil
            text = why + (number ?? "") + " · " + speaker(.leavesFilter, leave)
        } else if pane == .today, scope != .person(me) {
            text = speaker(.nothingInScope, scopeName, leave)
        }
        drawEmpty(text, area, on: &surface)
    }
}
