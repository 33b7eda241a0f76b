import Office
import Phrases
import Screen

/// A paper of the drop folder that may be here already: what it is like, and the paper it is like.
public struct Doubt: Hashable, Sendable {
    public enum Likeness: Hashable, Sendable {
        case sameBytes
        /// The same number from the same issuer.
        case sameNumber
        /// The same mail, come another way.
        case sameMail
        /// Much the same words, in per cent.
        case alike(Int)
    }

    public enum Answer: Hashable, Sendable { case same, version, different }

    /// What tells a paper from another, as far as it is known.
    public struct Paper: Hashable, Sendable {
        public let title: String
        public let number: String
        public let day: String

        public init(title: String?, number: String?, day: String?) {
            self.title = title ?? ""
            self.number = number ?? ""
            self.day = day ?? ""
        }

        var line: String { [number, day, title].filter { !$0.isEmpty }.joined(separator: "  ") }
    }

    /// The file it lies in.
    public let path: String
    /// The file's name, made safe for a screen.
    public let name: String
    public let likeness: Likeness
    public let twin: SubjectID
    public let new: Paper
    public let here: Paper

    public init(path: String, name: String, likeness: Likeness, twin: SubjectID, new: Paper, here: Paper) {
        self.path = path
        self.name = name
        self.likeness = likeness
        self.twin = twin
        self.new = new
        self.here = here
    }
}

extension DeskState {
    /// Lines up papers to be decided on; a file that was written anew takes its former place.
    mutating func queue(_ new: [Doubt]) {
        for doubt in new {
            if let index = doubts.firstIndex(where: { $0.path == doubt.path }) { doubts[index] = doubt } else { doubts.append(doubt) }
        }
        if let last = new.last { say(words(of: last)) }
    }

    mutating func settled(_ doubt: Doubt, _ text: String) {
        doubts.removeAll { $0.path == doubt.path }
        say(text)
    }

    /// What the message line says of a paper that waits.
    func words(of doubt: Doubt) -> String {
        let number = doubt.here.number
        let what =
            switch doubt.likeness {
            case .sameBytes: speaker(.doubtSameBytes, number)
            case .sameNumber: speaker(.doubtSameNumber, number)
            case .sameMail: speaker(.doubtSameMail, number)
            case .alike(let percent): speaker(.doubtAlike, number, String(percent))
            }
        return speaker(.doubtWaits, doubt.name, what, keyName(of: .doubts) ?? "F9")
    }

    /// The first paper that waits, beside the one it is like, with what may be done.
    mutating func showDoubt() {
        guard let doubt = doubts.first else { return say(speaker(.doubtNone)) }
        let number = doubt.here.number
        func item(_ label: String, _ answer: Doubt.Answer, reason: String? = nil) -> PickerState.Item {
            PickerState.Item(label: label, detail: "", reason: reason, choice: .settle(doubt, answer))
        }
        let nothingNew: String? =
            switch doubt.likeness {
            case .sameBytes: speaker(.doubtNothingNew)
            case .sameMail: speaker(.doubtNothingNewMail)
            case .sameNumber, .alike: nil
            }
        let items = [
            item(speaker(.doubtSame), .same), item(speaker(.doubtVersion, number), .version, reason: nothingNew),
            item(speaker(.doubtDifferent), .different),
        ]
        let title = doubts.count > 1 ? speaker(.doubtTitleOf, doubt.name, String(doubts.count)) : speaker(.doubtTitle, doubt.name)
        var picker = PickerState(purpose: .doubt, title: title, items: items)
        picker.notes = [speaker(.doubtNew) + "  " + doubt.new.line, speaker(.doubtHere) + "  " + doubt.here.line]
        overlays.append(.picker(picker))
    }

    /// Left with Esc it goes behind the others, so that these can be decided on.
    mutating func putOffDoubt() {
        if doubts.count > 1 { doubts.append(doubts.removeFirst()) }
    }
}
