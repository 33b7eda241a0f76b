import Office
import Phrases

extension DeskState {
    /// The views kept, and first the way to keep the filter that is set.
    mutating func showViews(_ views: [SavedView]) {
        let pane = focus == .preview ? lastList : focus
        let present = filters[pane] ?? ""
        var items = [
            PickerState.Item(
                label: speaker(.keepView), detail: present, reason: present.isEmpty ? speaker(.noFilterToKeep) : nil, choice: .keepView)
        ]
        items += views.map { PickerState.Item(label: $0.name, detail: $0.expression, reason: nil, choice: .view($0)) }
        items += SavedView.standing(of: papers, speaker.list).map {
            PickerState.Item(label: $0.name, detail: $0.expression, reason: nil, choice: .view($0))
        }
        var picker = PickerState(purpose: .views, title: speaker(.keyViews), items: items)
        picker.position.selected = present.isEmpty && !views.isEmpty ? 1 : 0
        if case .picker(let shown)? = overlays.last, shown.purpose == .views { overlays.removeLast() }
        overlays.append(.picker(picker))
    }

    /// Goes to the list the view was kept in and sets its filter.
    mutating func apply(_ view: SavedView) {
        let pane = PaneID(rawValue: view.pane) ?? .matters
        if pane == .matters, let register = view.register { mattersRegister = register }
        setFocus(pane)
        applyFilter(view.expression, to: pane)
    }

    func view(named name: String, of pane: PaneID) -> SavedView? {
        guard !name.isEmpty, let expression = filters[pane] else { return nil }
        let register = pane == .matters ? mattersRegister : pane == .inbound ? papers : nil
        return SavedView(name: name, expression: expression, register: register, pane: pane.rawValue)
    }

    mutating func keepView(_ name: String, of pane: PaneID) -> [Effect] {
        guard let view = view(named: name, of: pane) else { return [] }
        say(speaker(.viewKept, name))
        return [.keepDraft(form: view.form, view.json)]
    }
}
