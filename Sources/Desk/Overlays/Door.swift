import Office
import Phrases
import Screen

/// What bore a secrecy mark: the file's name, made safe for a screen, or nothing for what was typed; and the level.
public struct SecrecyHit: Hashable, Sendable {
    public let name: String
    public let level: String

    public init(name: String, level: String) {
        self.name = name
        self.level = level
    }
}

extension DeskState {
    /// Puts hits over everything else until each is acknowledged; what comes meanwhile waits behind the others (J13).
    mutating func showDoor(_ hits: [SecrecyHit]) {
        guard !hits.isEmpty else { return }
        if case .door(let waiting)? = overlays.last {
            overlays[overlays.count - 1] = .door(waiting + hits)
        } else {
            overlays.append(.door(hits))
        }
    }

    /// Only Enter and Esc acknowledge: a letter typed into whatever lies below is not a yes.
    mutating func doorKey(_ hits: [SecrecyHit], _ key: Key) -> [Effect] {
        guard key == .enter || key == .escape else { return [] }
        overlays.removeLast()
        if hits.count > 1 { overlays.append(.door(Array(hits.dropFirst()))) }
        return []
    }

    /// Stops what bears a mark before it is recorded or kept as a draft; it stays in the field it was typed into, and nowhere else.
    mutating func keepingDoor(_ effects: [Effect]) -> [Effect] {
        var passed: Set<String> = []
        return effects.filter { effect in
            switch effect {
            case .keepDraft(_, let values):
                guard let level = level(of: SecrecyDoor.texts(in: values), &passed) else { return true }
                refuse(speaker(.doorNotKept))
                // Said once: a draft is tried at every pause.
                if doorSaid != values {
                    doorSaid = values
                    showDoor([SecrecyHit(name: "", level: level)])
                }
                return false
            case .submit(let commands, let purpose):
                guard let level = level(of: commands.flatMap(\.typedTexts), &passed) else { return true }
                refused(speaker(Refusal.classified(secrecy: level), in: nil), purpose)
                showDoor([SecrecyHit(name: "", level: level)])
                return false
            default: return true
            }
        }
    }

    private func level(of texts: [String], _ passed: inout Set<String>) -> String? {
        for text in texts where passed.insert(text).inserted { if let level = SecrecyDoor.mark(inTyped: text) { return level } }
        return nil
    }

    /// The hits among the lines of a command that was run from the desk.
    func hits(in output: [String]) -> [SecrecyHit] {
        output.compactMap { line in
            for level in SecrecyDoor.levels {
                guard let said = line.firstRange(of: speaker(Refusal.classified(secrecy: level), in: nil)) else { continue }
                // `banshi: drop/a.docx: …`, as `receive` says it.
                var name = line[..<said.lowerBound].trimmed
                if name.hasPrefix("banshi:") { name = String(name.dropFirst("banshi:".count)) }
                if name.hasSuffix(":") { name.removeLast() }
                return SecrecyHit(name: name.trimmed, level: level)
            }
            return nil
        }
    }

    // MARK: Drawing

    func draw(_ hits: [SecrecyHit], in layout: Layout, on surface: inout Surface) {
        guard let hit = hits.first else { return }
        let width = min(layout.body.width, 80)
        let name = hit.name.isEmpty ? [] : TextWidth.wrapped(hit.name, to: width - 4, limit: 2)
        let words = TextWidth.wrapped(speaker(Refusal.classified(secrecy: hit.level), in: nil), to: width - 4, limit: 12)
        let height = min(layout.body.height, name.count + words.count + 4)
        let area = layout.body.centered(width: width, height: height)
        let title = hits.count > 1 ? speaker(.doorTitleOf, String(hits.count)) : speaker(.doorTitle)
        let inner = Frame.window(area, title: title, on: &surface)
        let (body, foot) = inner.splitBottom(1)
        for (line, text) in (name + words).prefix(body.height).enumerated() {
            surface.put(
                text, x: body.x, y: body.y + line, limit: body.width, style: line < name.count ? Style(.text, bold: true) : Style(.error))
        }
        surface.putTruncated(speaker(.doorKeys), x: foot.x, y: foot.y, width: foot.width, style: Style(.hint))
        surface.cursor = (foot.x, foot.y)
    }
}

extension Phrase {
    static let doorTitle = Phrase("Secrecy mark", "涉密警示")
    static let doorTitleOf = Phrase("Secrecy mark · 1 of %1", "涉密警示 · 1/%1")
    static let doorNotKept = Phrase("Not kept: it bears a secrecy mark", "带有密级标志，未留存")
    static let doorKeys = Phrase("Enter: I have read it", "Enter 已知晓")
}
