import Office
import Phrases
import Screen

/// What an office that has nothing yet is furnished with, in order: each row begins the line or the form that does it.
public enum FirstStep: Hashable, Sendable, CaseIterable {
    case people, units, hours, paper, demo

    var phrase: Phrase {
        switch self {
        case .people: .stepPeople
        case .units: .stepUnits
        case .hours: .stepHours
        case .paper: .stepPaper
        case .demo: .stepDemo
        }
    }

    /// The line of the command line it begins; nil where it opens a form.
    var line: String? {
        switch self {
        case .people: "people add "
        case .units: "units add "
        case .hours: "hours "
        case .paper: nil
        case .demo: "demo"
        }
    }
}

extension DeskState {
    /// Whether the card stands in a pane: in the empty Today, or in the empty Inbound where Today is not to be seen.
    func showsFirstSteps(_ pane: PaneID) -> Bool {
        guard snapshot.isBare, filters[pane] == nil else { return false }
        switch pane {
        case .today: return todayRows.isEmpty
        case .inbound: return snapshot.lists[.inbound]?.total.count ?? 0 == 0 && !Layout(self).shows(.today)
        default: return false
        }
    }

    /// Whether the directory or the office shows that the step was taken.
    func isTaken(_ step: FirstStep) -> Bool {
        switch step {
        case .people: directory.people.count > 1
        case .units: !directory.units.isEmpty
        case .hours: !office.record["hours"].isNull
        case .paper: !snapshot.isBare
        case .demo: false
        }
    }

    private func label(_ step: FirstStep) -> String { "\(isTaken(step) ? "✓" : "–") \(speaker(step.phrase))" }

    /// What is begun by a step, beside its name.
    private func begun(_ step: FirstStep) -> String {
        switch step {
        case .people: speaker(.stepPeopleLine)
        case .units: speaker(.stepUnitsLine)
        case .hours: "hours"
        case .paper: keyName(of: .new) ?? "F9"
        case .demo: "demo"
        }
    }

    /// The row under the cursor is begun.
    mutating func takeFirstStep() -> [Effect] {
        let steps = FirstStep.allCases
        let index = positions[focus, default: ListPosition()].selected
        return steps.indices.contains(index) ? begin(steps[index]) : []
    }

    mutating func begin(_ step: FirstStep) -> [Effect] {
        if let line = step.line {
            overlays.append(.line(LinePrompt(.command, text: line)))
            return []
        }
        // An office that keeps no register of papers begins with its first one.
        let register = papers
        let hasPapers = office.registers[standing: .papers] != nil
        if !hasPapers { mattersRegister = register }
        setFocus(hasPapers ? .inbound : .matters)
        return openEntry(register, sticky: [:])
    }

    /// The same steps as a list in which digits choose, from the palette or the help.
    mutating func showFirstSteps() {
        let items = FirstStep.allCases.map {
            PickerState.Item(label: label($0), detail: begun($0), reason: nil, choice: .firstStep($0))
        }
        overlays.append(.picker(PickerState(purpose: .steps, title: speaker(.keyFirstSteps), items: items)))
    }

    func drawFirstSteps(_ pane: PaneID, _ area: Rectangle, on surface: inout Surface) {
        let focused = focus == pane
        let selected = positions[pane, default: ListPosition()].selected
        let labels = FirstStep.allCases.map(label)
        let width = labels.map { TextWidth.of($0) }.max() ?? 0
        for (index, step) in FirstStep.allCases.enumerated() where index < area.height {
            let y = area.y + index
            let used = surface.putTruncated(
                labels[index], x: area.x + 2, y: y, width: max(0, area.width - 3), style: isTaken(step) ? Style(.dim) : .plain)
            let room = area.width - width - 6
            if used <= width, room > 8 {
                surface.putTruncated(begun(step), x: area.x + width + 5, y: y, width: room, style: Style(.hint))
            }
            ground(area, y, selected: index == selected, focused: focused, on: &surface)
        }
        let top = area.y + FirstStep.allCases.count + 1
        guard top < area.bottom else { return }
        let words = TextWidth.wrapped(speaker(.stepsNote), to: max(10, area.width - 4), limit: area.bottom - top)
        for (line, text) in words.enumerated() {
            surface.put(text, x: area.x + 2, y: top + line, limit: area.width - 3, style: Style(.dim))
        }
    }
}
