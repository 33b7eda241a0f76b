import Office
import Phrases
import Screen

/// A number that is here already, met in continuous entry: the same paper by a second channel adds a receipt, not a matter (J4).
extension DeskState {
    func isEntry(_ purpose: Purpose) -> Bool {
        guard case .entry = purpose.kind, case .form(let form)? = overlays.last, case .entry = form.purpose else { return false }
        return true
    }

    mutating func offerSecondReceipt(_ number: String, _ title: String) {
        guard case .form(var form)? = overlays.last else { return }
        form.error = speaker(.twinHere, number, title)
        overlays[overlays.count - 1] = .form(form)
        func item(_ phrase: Phrase, _ choice: PickerState.Choice) -> PickerState.Item {
            PickerState.Item(label: speaker(phrase), detail: "", reason: nil, choice: choice)
        }
        var picker = PickerState(
            purpose: .twin, title: speaker(.twinTitle, number),
            items: [item(.twinSame, .secondReceipt(of: number)), item(.twinOther, .registerAnyway)])
        picker.notes = [[number, title].joined(separator: "  ")]
        overlays.append(.picker(picker))
    }

    /// The same paper: what was typed of its arrival is added to the paper that is here.
    mutating func receiveAgain(_ number: String) -> [Effect] {
        guard case .form(let form)? = overlays.last, case .entry(let register) = form.purpose,
            let twin = snapshot.twins.first(where: { ($0.number ?? $0.id.text) == number })
        else { return [] }
        var receipt: [String: JSON] = [:]
        for (word, field) in [("received", form.field("received")), ("channel", form.field(.channel)), ("copies", form.field(.copies))] {
            guard let field, let value = try? value(field), !value.isNull else { continue }
            receipt[word] = value
        }
        return [
            .submit(
                [.receiveAgain(twin.id, receipt: receipt)],
                Purpose(.receipt(register: register), subjects: [twin.id], form: form.draftKey))
        ]
    }

    /// Another paper that bears the same number.
    mutating func registerAnyway() -> [Effect] {
        guard case .form(var form)? = overlays.last else { return [] }
        form.acceptsTwin = true
        form.error = nil
        return accept(form)
    }
}
