import Office
import Phrases
import Screen

extension DeskState {
    /// Asks what is left of my day; the ledger tells (J8).
    mutating func openClosing() { overlays.append(.closing(ClosingState())) }

    /// The leftovers have come: they are asked about one by one, or there are none.
    mutating func fillFromLeftovers() {
        guard case .closing(var closing)? = overlays.last, closing.isAwaited, let left = snapshot.leftovers else { return }
        guard !left.isEmpty else {
            overlays.removeLast()
            say(speaker(.closeDayEmpty))
            return
        }
        closing.isAwaited = false
        closing.items = left.map(\.matter.id)
        closing.titles = left.map(\.matter.title)
        overlays[overlays.count - 1] = .closing(closing)
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
                return settle(closing, [.move(id, .conclude, form: [:])])
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
            return settle(closing, leftover(id)?.matter.puttingOff(to: tomorrow, [:], in: office.registers, zone: zone) ?? [])
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
                return settle(closing, [.move(id, .conclude, form: ["result": .string(closing.editor.text)])])
            }
        default: _ = closing.editor.handle(key)
        }
        overlays[overlays.count - 1] = .closing(closing)
        return []
    }

    private mutating func settle(_ given: ClosingState, _ commands: [Command]) -> [Effect] {
        var closing = given
        let id = closing.items[closing.index]
        closing.question = nil
        closing.error = ""
        overlays[overlays.count - 1] = .closing(closing)
        return [.submit(commands, Purpose(.closing, subjects: [id]))]
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
