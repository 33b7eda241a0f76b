import Office
import Phrases
import Screen

/// What closing the day asks of a leftover besides a digit: another day, another hand, or whom it waits for.
public enum ClosingStep: String, Hashable, Sendable {
    case later, hand, wait

    var phrase: Phrase {
        switch self {
        case .later: .closeDayLater
        case .hand: .closeDayHand
        case .wait: .closeDayWait
        }
    }
}

extension DeskState {
    /// A small form of its own, so that days are read and names are picked as everywhere else.
    mutating func ask(_ step: ClosingStep, of id: SubjectID, day: String = "") -> [Effect] {
        let matter = leftover(id)?.matter
        let title = "\(speaker(step.phrase)) · \(matter?.title ?? speaker(.papersCount, "1"))"
        var form = FormState(.closing(step, id), title: title, fields: fields(step, matter, day))
        form.focused = form.fields.firstIndex { $0.text.isEmpty && $0.definition.isFirst } ?? 0
        overlays.append(.form(form))
        return [.loadDraft(form: form.draftKey)]
    }

    /// The row a leftover had in Today.
    func leftover(_ id: SubjectID) -> TodayItem? { (snapshot.leftovers ?? snapshot.mine).first { $0.matter.id == id } }

    private func fields(_ step: ClosingStep, _ matter: Matter?, _ day: String) -> [FormField] {
        func field(_ id: String, _ text: String = "", isFirst: Bool = true) -> [FormField] {
            MoveForm.standard.filter { $0.id == id }.map { field in
                let own = FieldDefinition(
                    id: field.id, kind: field.kind, name: field.name, choices: field.choices, neededFor: [], isFirst: isFirst)
                return FormField(own, text: text, selected: !text.isEmpty)
            }
        }
        let told = matter?.promise == nil ? [] : field("told")
        switch step {
        case .later: return field("day", day) + told + field("reason", isFirst: false)
        case .wait:
            return field("waitingOn") + field("day", day.isEmpty ? calendar.workday(after: today).iso : day) + told
                + field("reason", isFirst: false)
        case .hand:
            let limit = field("limit", isFirst: matter?.urgency != nil).map {
                proposal(for: $0.definition, act: .hand, matter: matter)
            }
            return field("target") + limit + field("note", isFirst: false)
        }
    }

    /// Records what was asked; a day that is no later one is said beside its field.
    mutating func submitClosing(_ step: ClosingStep, _ id: SubjectID, _ given: FormState, _ values: [String: JSON]) -> [Effect] {
        let purpose = Purpose(.closing, subjects: [id], form: given.draftKey)
        if let day = values["day"]?.string.flatMap({ Day(iso: $0) }), day <= today,
            let index = given.fields.firstIndex(where: { $0.definition.id == "day" })
        {
            var form = given
            form.focused = index
            form.fields[index].error = speaker(.closeDayNotPast)
            overlays[overlays.count - 1] = .form(form)
            return []
        }
        if step == .later, let day = values["day"]?.string.flatMap({ Day(iso: $0) }), let matter = leftover(id)?.matter {
            return [.submit(matter.puttingOff(to: day, values, in: office.registers, zone: zone), purpose)]
        }
        guard step == .hand else { return [.submit([.move(id, .bringup, form: values)], purpose)] }
        // Where a register hands nothing on, whoever answers for it changes.
        if let place = state(of: id), let target = values["target"]?.string, directory.person(target) != nil,
            office.register(place.register, holding: place.state)?.path(to: .dispatch, from: place.state) == nil
        {
            return [.submit([.amend(id, .owner(target))], purpose)]
        }
        return [.submit([.move(id, .dispatch, form: values)], purpose)]
    }
}
