import Office
import Phrases
import Screen

extension DeskState {
    /// What is left of my day: mine, in my hands; papers with a leader or a unit are not (J8).
    mutating func openClosing() {
        let leftovers = snapshot.mine.filter { item in
            // A closed paper that is out on loan is nothing to account for.
            guard office.register(item.matter.register)?.isOpen(item.matter.state) == true else { return false }
            let holder = item.matter.holder ?? item.matter.owner
            return holder == me || (item.matter.owner == me && holder == nil)
        }
        .sorted { $0.isUnaccounted && !$1.isUnaccounted }
        guard !leftovers.isEmpty else {
            say(speaker(.closeDayEmpty))
            return
        }
        overlays.append(.closing(ClosingState(items: leftovers.map(\.matter.id), titles: leftovers.map(\.matter.title))))
    }

    mutating func closingKey(_ given: ClosingState, _ key: Key) -> [Effect] {
        var closing = given
        guard closing.items.indices.contains(closing.index) else {
            overlays.removeLast()
            return []
        }
        let id = closing.items[closing.index]
        if let question = closing.question { return answer(closing, question, id, key) }
        switch Keymap.fold(key) {
        case .escape, .character("q"): overlays.removeLast()
        case .character("1"):
            // What stands open is not closed without its result.
            guard let open = openEnds([id]).first else {
                return settle(closing, .move(id, .conclude, form: [:]))
            }
            closing.question = .result
            closing.editor = LineEditor()
            closing.error = speaker(Refusal.unfinished(open), in: office, directory: directory)
            overlays[overlays.count - 1] = .closing(closing)
        case .character("2"):
            let tomorrow = calendar.workday(after: today)
            // A promise is not put off before it was said to whom it was given.
            if leftover(id)?.matter.breaksPromise(on: tomorrow, at: now, zone: zone) == true {
                return ask(.later, of: id, day: tomorrow.iso)
            }
            return settle(closing, .move(id, .bringup, form: ["day": .string(tomorrow.iso)]))
        case .character("3"): return ask(.later, of: id)
        case .character("4"): return ask(.hand, of: id)
        case .character("5"): return ask(.wait, of: id)
        case .down, .tab:
            closing.index = (closing.index + 1) % closing.items.count
            overlays[overlays.count - 1] = .closing(closing)
        case .up:
            closing.index = (closing.index + closing.items.count - 1) % closing.items.count
            overlays[overlays.count - 1] = .closing(closing)
        default: break
        }
        return []
    }

    private mutating func answer(_ given: ClosingState, _ question: ClosingState.Question, _ id: SubjectID, _ key: Key) -> [Effect] {
        var closing = given
        switch key {
        case .escape:
            closing.question = nil
            closing.error = ""
        case .enter:
            switch question {
            case .result:
                return settle(closing, .move(id, .conclude, form: ["result": .string(closing.editor.text)]))
            }
        default: _ = closing.editor.handle(key)
        }
        overlays[overlays.count - 1] = .closing(closing)
        return []
    }

    private mutating func settle(_ given: ClosingState, _ command: Command) -> [Effect] {
        var closing = given
        let id = closing.items[closing.index]
        closing.question = nil
        closing.error = ""
        overlays[overlays.count - 1] = .closing(closing)
        return [.submit([command], Purpose(.closing, subjects: [id]))]
    }

    /// The item is settled once it is on disk; then the next one is asked.
    mutating func settledClosing(_ id: SubjectID) {
        if case .form(let form)? = overlays.last, case .closing = form.purpose { overlays.removeLast() }
        guard case .closing(var closing)? = overlays.last, let index = closing.items.firstIndex(of: id) else { return }
        closing.items.remove(at: index)
        closing.titles.remove(at: index)
        closing.settled += 1
        closing.index = min(closing.index, max(0, closing.items.count - 1))
        if closing.items.isEmpty {
            overlays.removeLast()
            say(speaker(.closeDayDone, String(closing.settled)))
        } else {
            overlays[overlays.count - 1] = .closing(closing)
        }
    }
}
