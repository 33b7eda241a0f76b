import Office
import Phrases
import Screen

extension DeskState {
    mutating func setFocus(_ pane: PaneID) {
        if pane != .preview { lastList = pane }
        if focus != pane { previewTop = pane == .preview ? previewTop : 0 }
        focus = pane
        settle()
    }

    mutating func navigate(_ action: Action) -> [Effect] {
        switch action {
        case .up: step(-1)
        case .down: step(1)
        case .top: step(-1_000_000_000)
        case .bottom: step(1_000_000_000)
        case .pageUp: step(-pageHeight)
        case .pageDown: step(pageHeight)
        case .left, .right: moveDay(action == .left ? -1 : 1)
        case .earlier: moveDay(focus == .calendar ? -7 : -1)
        case .later: moveDay(focus == .calendar ? 7 : 1)
        case .today:
            day = today
            settle()
        case .nextPane, .previousPane: cycle(forward: action == .nextPane)
        case .pane(let pane):
            setFocus(pane)
            if pane == .search, searchText.isEmpty { return prompt(.filter) }
        case .zoom: isZoomed.toggle()
        case .nextRegister:
            let order = office.order
            let index = order.firstIndex(of: mattersRegister) ?? 0
            mattersRegister = order.isEmpty ? mattersRegister : order[(index + 1) % order.count]
            positions[.matters] = ListPosition()
            selected[.matters] = nil
        case .leave: leave()
        case .quit:
            if isZoomed || focus == .preview || focus == .matters || focus == .search {
                leave()
            } else {
                return keepDrafts() + [.quit]
            }
        default: break
        }
        return []
    }

    private var pageHeight: Int {
        let layout = Layout(self)
        return max(1, (focus == .preview ? (layout.panes[.preview]?.height ?? 10) : layout.listHeight(focus)) - 1)
    }

    private mutating func step(_ count: Int) {
        if focus == .preview {
            previewTop = max(0, previewTop + max(-100_000, min(100_000, count)))
            return
        }
        var position = positions[focus, default: ListPosition()]
        position.selected = max(0, min(position.selected + count, self.count(focus) - 1))
        position.settle(count: self.count(focus), height: Layout(self).listHeight(focus))
        positions[focus] = position
        selected[focus] = subject(in: focus)
        previewTop = 0
    }

    private mutating func moveDay(_ days: Int) {
        day = day + days
        positions[.calendar] = ListPosition()
        settle()
    }

    private mutating func cycle(forward: Bool) {
        let order: [PaneID] = [.today, .inbound, .calendar, .preview]
        let index = order.firstIndex(of: focus) ?? 0
        setFocus(order[(index + (forward ? 1 : order.count - 1)) % order.count])
    }

    /// One level back; never quits.
    private mutating func leave() {
        if message != nil { message = nil }
        if !marks.isEmpty {
            marks = []
        } else if isZoomed {
            isZoomed = false
            if focus == .preview { setFocus(lastList) }
        } else if let pane = Optional(focus), filters[pane] != nil {
            filters[pane] = nil
        } else if focus == .preview {
            setFocus(lastList)
        } else if focus == .matters || focus == .search {
            setFocus(.today)
        } else if case .person(let person) = scope, person == me {
            return
        } else {
            scope = .person(me)
        }
    }

    // MARK: Marks

    mutating func mark(_ action: Action) {
        guard focus != .preview, focus != .calendar else { return say(speaker(.notInThisPane)) }
        switch action {
        case .mark:
            if let id = current, id.kind == .matter {
                if marks.remove(id) == nil { marks.insert(id) }
            }
            step(1)
        case .markRange:
            let shown = subjects(focus)
            guard let here = current, let end = shown.firstIndex(of: here) else { return }
            let start = shown[..<end].lastIndex(where: marks.contains) ?? end
            marks.formUnion(shown[start...end].filter { $0.kind == .matter })
        default: break
        }
    }

    /// Marks all that the list holds, beyond the window that was read too.
    mutating func markAll() -> [Effect] {
        guard focus != .preview, focus != .calendar else {
            say(speaker(.notInThisPane))
            return []
        }
        if !marks.isEmpty {
            marks = []
            return []
        }
        if let query = wanted().lists[focus] { return [.findAll(query)] }
        marks = Set(subjects(focus).filter { $0.kind == .matter && !$0.text.hasPrefix("stage:") })
        return []
    }

    mutating func markFound(_ subjects: [SubjectID]) {
        marks = Set(subjects)
        say(speaker(.markedCount, String(subjects.count)))
    }

    /// The most urgent thing nobody has touched yet.
    mutating func goToMostUrgent() {
        let rows = todayRows
        let index =
            rows.firstIndex { row in
                if case .item(let item) = row { item.isUntouchedEmergency } else { false }
            } ?? rows.firstIndex { row in
                if case .item(let item) = row { item.group == 0 && item.matter.record["lastMove"] == .null } else { false }
            } ?? rows.firstIndex { if case .item = $0 { true } else { false } }
        guard let index else {
            say(speaker(.nothingUrgent))
            return
        }
        setFocus(.today)
        positions[.today, default: ListPosition()].selected = index
        settle()
    }

    mutating func nextHit(forward: Bool) {
        if focus == .preview, lastList == .search { return nextFind(forward: forward) }
        guard let needle = findText[focus], !needle.isEmpty else { return say(speaker(.nothingToFind, keyName(of: .searchOnly) ?? "F9")) }
        let rows = titles(focus)
        guard !rows.isEmpty else { return }
        let position = positions[focus, default: ListPosition()].selected
        for offset in 1...rows.count {
            let index = ((position + (forward ? offset : -offset)) % rows.count + rows.count) % rows.count
            if matches(rows[index], needle) {
                positions[focus, default: ListPosition()].selected = index
                return settle()
            }
        }
    }

    func titles(_ pane: PaneID) -> [String] {
        switch pane {
        case .today:
            todayRows.map { if case .item(let item) = $0 { item.matter.title } else { "" } }
        case .inbound, .matters: snapshot.lists[pane]?.rows.map { [$0.reference, $0.title].compactMap { $0 }.joined(separator: " ") } ?? []
        case .search: snapshot.hits.map(\.row.title)
        case .calendar: dayOccurrences.map(\.title)
        case .preview: []
        }
    }

    mutating func applyFilter(_ text: String, to pane: PaneID) {
        filters[pane] = text.isEmpty ? nil : text
        positions[pane] = ListPosition()
        selected[pane] = nil
        settle()
    }

    /// The paper's file in the program the desktop has for it; of several the clerk says which.
    mutating func openEnclosure() -> [Effect] {
        let enclosures = snapshot.preview?.enclosures ?? []
        guard enclosures.count > 1 else {
            if let only = enclosures.first { return [.openFile(digest: only.digest, name: only.name)] }
            refuse(speaker(.noEnclosure))
            return []
        }
        let items = enclosures.map {
            PickerState.Item(label: $0.name, detail: "", reason: nil, choice: .enclosure(digest: $0.digest, name: $0.name))
        }
        overlays.append(.picker(PickerState(purpose: .enclosure, title: speaker(.chooseEnclosure), items: items)))
        return []
    }

    mutating func copyNumber() -> [Effect] {
        guard let matter = snapshot.preview else { return [] }
        let number = matter.reference ?? matter.number?.printed ?? matter.id.text
        say(speaker(.copied, number))
        return [.copy(number)]
    }
}
