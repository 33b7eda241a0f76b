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
            // 7 in 7 searches again.
            let isAgain = focus == pane
            setFocus(pane)
            if pane == .search, searchText.isEmpty || isAgain { return prompt(.filter) }
        case .zoom: isZoomed.toggle()
        case .nextRegister:
            let order = office.order
            let index = order.firstIndex(of: mattersRegister) ?? 0
            mattersRegister = order.isEmpty ? mattersRegister : order[(index + 1) % order.count]
            positions[.matters] = ListPosition()
            selected[.matters] = nil
        case .leave: leave()
        case .quit:
            if !asides.isEmpty {
                returnToForm()
            } else if isZoomed || focus == .preview || focus == .matters || focus == .search {
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
        if !asides.isEmpty, !isZoomed, focus != .preview {
            returnToForm()
        } else if !marks.isEmpty {
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

    /// - Parameter isFirst: whether what is looked for was just typed; then a number of ours goes before all else.
    mutating func nextHit(forward: Bool, isFirst: Bool = false) {
        if focus == .preview, lastList == .search { return nextFind(forward: forward) }
        let pane = focus == .preview ? lastList : focus
        guard let needle = findText[pane], !needle.isEmpty else { return say(speaker(.nothingToFind, keyName(of: .searchOnly) ?? "F9")) }
        let rows = titles(pane)
        guard !rows.isEmpty else { return }
        // What was read of a long list is a window of it.
        let first = snapshot.lists[pane]?.offset ?? 0
        let position = positions[pane, default: ListPosition()].selected - first
        if isFirst, let number = Filter.ownNumber(needle), let index = numbers(pane).firstIndex(of: number) {
            positions[pane, default: ListPosition()].selected = index + first
            return settle()
        }
        for offset in 1...rows.count {
            let index = ((position + (forward ? offset : -offset)) % rows.count + rows.count) % rows.count
            if matches(rows[index], needle) {
                positions[pane, default: ListPosition()].selected = index + first
                return settle()
            }
        }
        say(speaker(rows.count < count(pane) ? .notFoundNear : .notFoundHere, needle, keyName(of: .filter) ?? "F9"))
    }

    /// The number of ours each row bears.
    func numbers(_ pane: PaneID) -> [Int?] {
        func sequence(_ printed: String?) -> Int? { printed.flatMap { DocumentNumber($0)?.sequence } }
        return switch pane {
        case .today: todayRows.map { if case .item(let item) = $0 { item.matter.number?.sequence } else { nil } }
        case .inbound, .matters: snapshot.lists[pane]?.rows.map { sequence($0.number) } ?? []
        case .search: snapshot.hits.map { sequence($0.row.number) }
        case .calendar, .preview: []
        }
    }

    /// What a row of Today shows of a matter in words: number, reference and title.
    func shown(of matter: Matter) -> [String] {
        [matter.number?.printed, office.text(of: .reference, in: matter), matter.title].compactMap(\.self)
    }

    func titles(_ pane: PaneID) -> [String] {
        switch pane {
        case .today:
            todayRows.map { row in
                guard case .item(let item) = row else { return "" }
                return shown(of: item.matter).joined(separator: " ")
            }
        case .inbound, .matters: snapshot.lists[pane]?.rows.map(titles) ?? []
        case .search: snapshot.hits.map { titles($0.row) }
        case .calendar: dayOccurrences.map(\.title)
        case .preview: []
        }
    }

    private func titles(_ row: MatterRow) -> String { [row.number, row.reference, row.title].compactMap { $0 }.joined(separator: " ") }

    mutating func applyFilter(_ text: String, to pane: PaneID) {
        filters[pane] = text.isEmpty ? nil : text
        positions[pane] = ListPosition()
        settle()
        // What is chosen is the first of what will be found, not of what still stands there.
        selected[pane] = nil
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
        let number = office.text(of: .reference, in: matter) ?? matter.number?.printed ?? matter.id.text
        say(speaker(.copied, number))
        return [.copy(number)]
    }
}
