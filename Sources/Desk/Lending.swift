import Office
import Phrases
import Screen

/// What a form of lending does with a paper.
public enum LoanStep: String, Hashable, Sendable {
    case lend, giveBack

    var phrase: Phrase { self == .lend ? .keyLend : .keyGiveBack }
    /// What is said once it is done, as undo and the history say it.
    var done: Phrase { self == .lend ? .didLend : .didGiveBack }
}

extension DeskState {
    /// `L`: who has it, for what, until when.
    mutating func openLending() -> [Effect] {
        guard let ids = decidable() else { return [] }
        if ids.count == 1, let loan = known(ids[0])?.openLoan {
            refuse(speaker.loan(loan, on: today, directory: directory))
            return []
        }
        let fields = LoanForm.lend.map { field -> FormField in
            switch field.id {
            case "loanKind": FormField(field, text: speaker(Loan.Kind.taken.name), source: speaker(.sourceProposed), selected: true)
            case "due":
                FormField(
                    field, text: calendar.workday(onOrAfter: today + Loan.usualDays).iso, source: speaker(.sourceProposed), selected: true)
            default: FormField(field)
            }
        }
        return openLoanForm(.lend, ids, fields)
    }

    /// `b` = it came back: from a borrower where the paper is out, else from leader or unit as the register has it.
    mutating func comeBack() -> [Effect] {
        let ids = targets.filter { $0.kind == .matter }
        let isOut = ids.count == 1 && ids.first.flatMap { known($0) }?.openLoan != nil
        // Of a batch nobody knows what is out until it is asked; where the register has no way back, it can only be loans.
        let isOffered = ids.contains { id in
            state(of: id).map { office.register($0.register)?.path(to: .back, from: $0.state) != nil } ?? false
        }
        guard isOut || ids.count > 1 && !isOffered else { return decide(.back) }
        return openLoanForm(.giveBack, ids, LoanForm.giveBack.map { FormField($0) })
    }

    private mutating func openLoanForm(_ step: LoanStep, _ ids: [SubjectID], _ fields: [FormField]) -> [Effect] {
        let title = formTitle(speaker(step.phrase), ids, ids.first.flatMap { known($0) }?.title)
        let form = FormState(.loan(step, ids), title: title, fields: fields)
        overlays.append(.form(form))
        return [.loadDraft(form: form.draftKey)]
    }

    /// What F9 offers of lending: a paper that is out comes back, any other may be lent.
    func lendingItems(_ id: SubjectID) -> [PickerState.Item] {
        let isOut = known(id)?.openLoan != nil
        let action = isOut ? Action.move(.back) : .lend
        let keys = keymap.keys(of: action, in: focus).map(Binding.name).joined(separator: " ")
        return [
            PickerState.Item(label: speaker(isOut ? .keyGiveBack : .keyLend), detail: keys, reason: nil, choice: .action(action))
        ]
    }

    func submitLoan(_ step: LoanStep, _ ids: [SubjectID], _ values: [String: JSON], draft: String) -> [Effect] {
        let commands = ids.map { id -> Command in
            switch step {
            case .lend: .lend(id, form: values)
            case .giveBack: .giveBack(id, form: values)
            }
        }
        return [.submit(commands, Purpose(.loan(step), subjects: ids, form: draft))]
    }
}
