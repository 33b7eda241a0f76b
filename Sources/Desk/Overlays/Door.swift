import Office
import Phrases
import Screen

/// What bore a secrecy mark: the file's name, made safe for a screen, or nothing for what was typed; and the level.
public struct SecrecyHit: Hashable, Sendable {
    public let name: String
    public let level: String
    /// The paper in the drop folder, where it may be let in from the desk.
    public let path: String?

    public init(name: String, level: String, path: String? = nil) {
        self.name = name
        self.level = level
        self.path = path
    }
}

/// What stands at the door and may be let in: words that were handed in, or a paper in the drop folder.
public enum LetIn: Hashable, Sendable {
    case words([Command], Purpose)
    case paper(path: String, name: String)
}

/// What was handed in last.
struct Asked: Hashable, Sendable {
    let commands: [Command]
    let purpose: Purpose
}

extension DeskState {
    /// Puts hits over everything else until each is acknowledged; what comes meanwhile waits behind the others (J13).
    mutating func showDoor(_ hits: [SecrecyHit]) {
        guard !hits.isEmpty else { return }
        doorIsSeen = false
        if case .door(let waiting)? = overlays.last {
            overlays[overlays.count - 1] = .door(waiting + hits)
        } else {
            overlays.append(.door(hits))
        }
    }

    /// Only Enter and Esc acknowledge: a letter typed into whatever lies below is not a yes, nor is what was typed before the box was seen.
    mutating func doorKey(_ hits: [SecrecyHit], _ key: Key) -> [Effect] {
        if let effects = typeBelow(hits, key) { return effects }
        guard doorIsSeen else { return [] }
        let clears = keymap.keys(of: .edit, in: keyPane).contains(key) && Keymap.passesForms(key)
        let letIn = clears ? hits.first.flatMap(letIn) : nil
        guard key == .enter || key == .escape || letIn != nil else { return [] }
        if let letIn {
            // The box goes on naming what the ground is asked for, until it is given.
            var line = LinePrompt(.clearance(letIn))
            line.echo = speaker(.clearanceHow)
            overlays.append(.line(line))
        } else {
            passDoor()
        }
        return []
    }

    /// Leaves the paper the box names for the next one that stands at the door.
    private mutating func passDoor() {
        guard case .door(let hits)? = overlays.last else { return }
        overlays.removeLast()
        if hits.count > 1 {
            doorIsSeen = false
            overlays.append(.door(Array(hits.dropFirst())))
        }
    }

    /// A paper came to the door while a form or a line is typed in: the words go on into it, and none is lost.
    private mutating func typeBelow(_ hits: [SecrecyHit], _ key: Key) -> [Effect]? {
        guard hits.allSatisfy({ $0.path != nil || !$0.name.isEmpty }), overlays.count > 1 else { return nil }
        switch key {
        case .character, .backspace, .delete: break
        default: return nil
        }
        switch overlays[overlays.count - 2] {
        case .form, .line: break
        default: return nil
        }
        overlays.removeLast()
        defer { overlays.append(.door(hits)) }
        return take(.key(key))
    }

    /// What of a hit may be let in by naming the ground; nil where it lies outside of the desk's reach.
    private func letIn(_ hit: SecrecyHit) -> LetIn? {
        if let path = hit.path { return .paper(path: path, name: hit.name) }
        // A draft stopped at a pause has not been handed in yet.
        guard hit.name.isEmpty, let asked = doorAsked else { return nil }
        return .words(asked.commands, asked.purpose)
    }

    /// Lets in what stood at the door, once ground and name are given (J13).
    mutating func letIn(_ what: LetIn, _ given: LinePrompt) -> [Effect] {
        guard let clearance = Clearance(given.editor.text) else {
            var line = given
            line.echo = speaker(.clearanceHow)
            line.isError = true
            overlays[overlays.count - 1] = .line(line)
            return []
        }
        // The ground says nothing of the content.
        if let level = SecrecyDoor.mark(in: clearance.json) {
            var line = given
            line.echo = speaker(Refusal.classified(secrecy: level), in: nil)
            line.isError = true
            overlays[overlays.count - 1] = .line(line)
            return []
        }
        overlays.removeLast()
        passDoor()
        doorAsked = nil
        switch what {
        case .paper(let path, let name): return [.letIn(path: path, name: name, clearance)]
        case .words(let commands, var purpose):
            purpose.clearance = clearance
            return [.submit(commands, purpose)]
        }
    }

    /// Stops what bears a mark before it is recorded or kept as a draft; it stays in the field it was typed into, and nowhere else.
    mutating func keepingDoor(_ effects: [Effect]) -> [Effect] {
        var passed: Set<String> = []
        return effects.compactMap { effect in
            switch effect {
            case .keepDraft(let form, let values):
                guard let level = level(of: SecrecyDoor.texts(in: values), &passed) else { return effect }
                refuse(speaker(.doorNotKept))
                // Said once: a draft is tried at every pause.
                if doorSaid != values {
                    doorSaid = values
                    showDoor([SecrecyHit(name: "", level: level)])
                }
                // What was kept of it before the mark goes as well: the box says that nothing of it is here.
                return .dropDraft(form: form)
            case .submit(let commands, let purpose):
                doorAsked = Asked(commands: commands, purpose: purpose)
                // Somebody named why it may be kept.
                if purpose.clearance != nil { return effect }
                guard let level = level(of: commands.flatMap(\.typedTexts), &passed) else { return effect }
                refused(speaker(Refusal.classified(secrecy: level), in: nil), purpose)
                showDoor([SecrecyHit(name: "", level: level)])
                return nil
            default: return effect
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
        let clearing = letIn(hit) == nil ? nil : keyName(of: .edit, among: Keymap.passesForms)
        let keys = clearing.map { speaker(.doorKeys) + "  " + speaker(.doorClearing, $0) } ?? speaker(.doorKeys)
        if doorIsSeen { surface.putTruncated(keys, x: foot.x, y: foot.y, width: foot.width, style: Style(.hint)) }
        surface.cursor = (foot.x, foot.y)
    }
}

extension Phrase {
    static let doorTitle = Phrase("Secrecy mark", "涉密警示")
    static let doorTitleOf = Phrase("Secrecy mark · 1 of %1", "涉密警示 · 1/%1")
    static let doorNotKept = Phrase("Not kept: it bears a secrecy mark", "带有密级标志，未留存")
    static let doorKeys = Phrase("Enter: I have read it", "Enter 已知晓")
    static let doorClearing = Phrase("%1: a false alarm, or declassified", "%1 误报或已解密")
    static let clearanceHow = Phrase(
        "The ground; by whom: “false alarm, title of a film; Zhang Min”. Kept in the journal, so nothing of the content.",
        "依据；由谁认定：“误报，系片名；张敏”。记入日志，勿写内容。")
    static let promptClearance = Phrase("Let in:", "准许进入：")
}
