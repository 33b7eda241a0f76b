import Office
import Phrases
import Screen

extension DeskState {
    /// Names what was done at another terminal, with its paper and when, before it is taken back: 1 or 2.
    mutating func askUndo(_ act: ActName) {
        let items = [
            PickerState.Item(label: speaker(.undoIt), detail: "", reason: nil, choice: .undoEntry(act.entry)),
            PickerState.Item(label: speaker(.leaveIt), detail: "", reason: nil, choice: .leaveIt),
        ]
        var picker = PickerState(purpose: .undo, title: speaker(.keyUndo), items: items)
        // Nothing is taken back by a key pressed too often: the answer that leaves it is the one chosen.
        picker.position.selected = 1
        picker.notes = speaker.elsewhere(act, in: office)
        overlays.append(.picker(picker))
    }
}
