import Office
import Phrases
import Screen

/// A form that was left for something more urgent, and where its clerk stood.
struct Aside: Hashable, Sendable {
    let overlays: [Overlay]
    let focus: PaneID
    let lastList: PaneID
    let isZoomed: Bool
    let scope: DeskScope
    let positions: [PaneID: ListPosition]
    let selected: [PaneID: SubjectID]
    let marks: Set<SubjectID>
    let filters: [PaneID: String]
}

/// The way to the most urgent thing nobody has touched, from anywhere, and back into the form that was open.
extension DeskState {
    /// Goes to the alarm that is named; what is open stays as it is and waits. Pressed again where it led, it goes to the next, and after the
    /// last it returns.
    mutating func goToMostUrgent() {
        let target = named?.matter.id
        toured = beenTo
        let isThere =
            target.map(toured.contains) ?? (focus == .today && mostUrgentRow == positions[.today, default: ListPosition()].selected)
        if overlays.isEmpty, !asides.isEmpty, isThere { return returnToForm() }
        // The round begins anew.
        if let target, toured.contains(target) { toured = [] }
        let aside = Aside(
            overlays: overlays, focus: focus, lastList: lastList, isZoomed: isZoomed, scope: scope, positions: positions,
            selected: selected, marks: marks, filters: filters)
        // Neither a filter nor a look at another's desk hides what is pressing.
        if let alarm = target {
            if mostUrgentRow.map({ todayRows[$0].subject }) != alarm { filters[.today] = nil }
            if !snapshot.today.contains(where: { $0.matter.id == alarm }) { scope = .person(me) }
        }
        let isElsewhere = scope != aside.scope
        let index = mostUrgentRow
        guard index != nil || isElsewhere else {
            say(speaker(.nothingUrgent))
            return
        }
        if !overlays.isEmpty {
            asides.append(aside)
            overlays = []
            marks = []
        }
        isZoomed = false
        setFocus(.today)
        positions[.today, default: ListPosition()].selected = index ?? 0
        settle()
        // My own desk is still to be read: the cursor follows the paper once it is.
        if isElsewhere { selected[.today] = target }
        if let target {
            toured.insert(target)
            announced.remove(target)
        }
        message = nil
    }

    private var mostUrgentRow: Int? {
        func row(_ fits: (TodayItem) -> Bool) -> Int? {
            todayRows.firstIndex { if case .item(let item) = $0 { fits(item) } else { false } }
        }
        if let target = named?.matter.id, let index = row({ $0.matter.id == target }) { return index }
        return row(\.isAlarm) ?? row { $0.group == 0 && $0.matter.isUntouched } ?? row { _ in true }
    }

    /// Back into the form that waits, with all that was typed, and to where its clerk stood.
    mutating func returnToForm() {
        guard let aside = asides.popLast() else { return }
        toured = []
        scope = aside.scope
        filters = aside.filters
        focus = aside.focus
        lastList = aside.lastList
        isZoomed = aside.isZoomed
        positions = aside.positions
        selected = aside.selected
        marks = aside.marks
        overlays = aside.overlays
        message = nil
        followSelected()
        settle()
    }

    /// Closes every form, those left for something more urgent too: the desk ends.
    public mutating func closeForms() {
        overlays = []
        asides = []
    }

    /// What was left unfinished for something more urgent, and the way back.
    var unfinished: String? {
        guard overlays.isEmpty, let aside = asides.last else { return nil }
        let title = aside.overlays.lazy.reversed().compactMap { if case .form(let form) = $0 { form.title } else { nil } }.first
        return speaker(.unfinishedAside, title ?? speaker(.keyCapture))
    }

    /// Whether a key leads to what is most urgent although something is open that takes the keys.
    ///
    /// A function key always does. A character would be typed: it leads there where a field takes names, days or choices, or is empty, and only
    /// while the red line asks for it.
    func leadsToMostUrgent(_ key: Key) -> Bool {
        guard keymap.action(for: key, in: focus) == .mostUrgent else { return false }
        if Keymap.passesForms(key) { return true }
        guard key == .character("!"), case .form(let form)? = overlays.last, !snapshot.alarms.isEmpty,
            let field = form.focusedField
        else { return false }
        return ![.text, .long].contains(field.definition.kind) || field.text.isEmpty
    }
}
