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

    func drawHeader(_ area: Rectangle, _ sizeClass: Layout.SizeClass, on surface: inout Surface) {
        surface.fill(area, style: Style(.header))
        var right: [(text: String, style: Style)] = []
        if sizeClass == .wide, let savedAt { right.append((speaker(.savedAtTime, zone.time(of: savedAt).text), Style(.header))) }
        right.append((directory.name(me) ?? me, Style(.header, bold: true)))
        var left: [(text: String, style: Style)] = [(office.name, Style(.header, bold: true))]
        let unusual = speaker.unusual(today, calendar: calendar)
        if sizeClass == .wide {
            left.append((speaker.heading(today, calendar: calendar), Style(.header)))
            left.append((unusual ?? speaker(.workday), Style(.header)))
        } else {
            left.append((today.monthAndDay + " " + speaker.weekday(today), Style(.header)))
            if let unusual { left.append((unusual, Style(.header, bold: true))) }
        }
        let late = snapshot.today.count { item in item.chips.contains { if case .overdue = $0 { true } else { false } } }
        if late > 0 { left.append((speaker(.late, String(late)), Style(.header, bold: true))) }
        if sizeClass == .wide, let meeting = nextMeeting {
            let wait = speaker(.inTime, speaker.countdown(to: meeting.start, from: now))
            left.append(
                (
                    "\(speaker(.next)) \(zone.time(of: meeting.start).text) \(TextWidth.truncated(meeting.title, to: 20)) \(wait)",
                    Style(.header)
                ))
        }
        let tail = right.map(\.text).joined(separator: "  ") + " "
        let room = area.width - TextWidth.of(tail) - 1
        var x = 1
        for (text, style) in left {
            let width = TextWidth.of(text)
            if x + width > room { break }
            surface.put(text, x: x, y: area.y, style: style)
            x += width + 2
        }
        surface.put(tail, x: area.right - TextWidth.of(tail), y: area.y, style: Style(.header))
    }

    private var nextMeeting: Occurrence? {
        snapshot.occurrences.first { $0.start >= now && !$0.isAllDay && $0.status != "cancelled" && zone.day(of: $0.start) <= today + 1 }
    }

    // MARK: Tabs, message, hints

    func drawTabs(_ area: Rectangle, on surface: inout Surface) {
        let urgent = snapshot.today.count { $0.group == 0 }
        let next = nextMeeting.map { " " + zone.time(of: $0.start).text } ?? ""
        let tabs: [(PaneID, String)] = [
            (.today, "1 \(speaker(.paneToday)) \(snapshot.today.count)\(urgent > 0 ? " !\(urgent)" : "")"),
            (.inbound, "2 \(speaker(.paneInbound)) \(snapshot.lists[.inbound]?.total.text ?? "0")"),
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
        if let message {
            surface.putTruncated(
                message.text, x: area.x + 1, y: area.y, width: area.width - 2, style: Style(message.tone == .refusal ? .error : .notice))
        } else if let alarm {
            surface.putTruncated(alarm, x: area.x + 1, y: area.y, width: area.width - 2, style: Style(.error))
        } else if let doubt = doubts.first, overlays.isEmpty {
            surface.putTruncated(words(of: doubt), x: area.x + 1, y: area.y, width: area.width - 2, style: Style(.accent))
        } else if let needle = filters[focus], overlays.isEmpty {
            surface.putTruncated(
                "\(speaker(.promptFilter)): \(needle)", x: area.x + 1, y: area.y, width: area.width - 2, style: Style(.accent))
        }
    }

    /// The hint bar: what can be pressed here, `?` never cut.
    func drawHints(_ area: Rectangle, on surface: inout Surface) {
        let bindings = keymap.bindings(in: focus).filter(\.isHinted)
        // The ways on that an input method lets through are never cut.
        let kept: [(key: String, word: String)] = [(Action.moves, Phrase.keyMoves), (.help, .keyHelp)].compactMap { action, phrase in
            keyName(of: action).map { ($0, speaker(phrase)) }
        }
        let tail = kept.map { TextWidth.of($0.key) + 1 + TextWidth.of($0.word) }.reduce(0) { $0 + $1 + 2 }
        var x = area.x + 1
        let limit = area.right - tail - 1
        for binding in bindings where binding.action != .help && binding.action != .moves {
            let isOpenAndNothingProposed =
                binding.action == .open && focus == .inbound && (snapshot.preview.map { proposedMove($0) == nil } ?? true)
            if isOpenAndNothingProposed { continue }
            let key = binding.keys.map(Binding.name).first ?? ""
            let word = speaker(binding.phrase)
            let width = TextWidth.of(key) + 1 + TextWidth.of(word) + 2
            if x + width > limit { break }
            let isOffered = isOffered(binding.action)
            x += surface.put(key, x: x, y: area.y, style: isOffered ? Style(.hintKey, bold: true) : Style(.dim)) + 1
            x += surface.put(word, x: x, y: area.y, style: Style(isOffered ? .hint : .dim)) + 2
        }
        x = area.right - tail + 1
        for (key, word) in kept {
            x += surface.put(key, x: x, y: area.y, style: Style(.hintKey, bold: true)) + 1
            x += surface.put(word, x: x, y: area.y, style: Style(.hint)) + 2
        }
    }

    /// Whether the paper under the cursor allows what a hint names; the hint of what would be refused stands dim in its place.
    private func isOffered(_ action: Action) -> Bool {
        let move: Move
        switch action {
        case .move(let named): move = named
        case .done: move = .conclude
        default: return true
        }
        guard marks.isEmpty, let paper = snapshot.preview, paper.id == current, let definition = office.register(paper.register) else {
            return true
        }
        return definition.path(to: meant(move), from: paper.state) != nil
    }

    /// How what was just done is taken back.
    var undoHint: String { speaker(.undoHint, keyName(of: .undo) ?? "F9") }

    /// How the first key of an action is written; nil where it has none.
    func keyName(of action: Action) -> String? {
        keymap.keys(of: action, in: focus).first.map(Binding.name)
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
    func drawEmpty(_ phrase: Phrase, _ area: Rectangle, on surface: inout Surface) {
        surface.putTruncated(speaker(phrase), x: area.x + 2, y: area.y, width: area.width - 3, style: Style(.dim))
    }
}
