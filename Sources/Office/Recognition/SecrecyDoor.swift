/// The door for what is typed or pasted: the same marks as on a paper's head, looked for before a word of it is kept (J13).
public enum SecrecyDoor {
    /// The levels a mark may name.
    public static let levels = ["绝密", "机密", "秘密", "密电", "绝对机密", "极机密", "密"]

    /// The level a typed text bears as a mark; nil where it bears none. 机密文件管理办法 in a title is no mark.
    public static func mark(inTyped text: String) -> String? {
        // Most lines hold none of these signs, and every key asks.
        guard text.contains(where: { "密★☆".contains($0) }) else { return nil }
        return SecrecyGate.mark(in: PaperPieces.cut(text))?.level
    }

    /// The level of the first mark in the words of a command.
    public static func mark(in command: Command) -> String? {
        for text in command.typedTexts { if let level = mark(inTyped: text) { return level } }
        return nil
    }
}

extension Command {
    /// The words a person typed for it. Papers have passed the door of their own.
    public var typedTexts: [String] {
        switch self {
        case .found, .see, .enclose, .slipPrinted: []
        case .receiveAgain(_, let receipt): SecrecyDoor.texts(in: .object(receipt))
        case .open(let draft): draft.enclosures.isEmpty ? SecrecyDoor.texts(in: .object(draft.values)) : []
        case .enlist(_, let fields), .revise(_, let fields), .amend(_, let fields), .move(_, _, let fields), .schedule(let fields),
            .lend(_, let fields), .giveBack(_, let fields), .renew(_, let fields):
            SecrecyDoor.texts(in: .object(fields))
        case .note(_, _, let text), .cancel(_, let text), .correct(_, let text): [text]
        }
    }
}

extension SecrecyDoor {
    /// Every text within a value.
    public static func texts(in json: JSON) -> [String] {
        if let text = json.string { return [text] }
        return (json.array ?? []).flatMap(texts) + (json.object ?? [:]).sorted { $0.key < $1.key }.flatMap { texts(in: $0.value) }
    }
}
