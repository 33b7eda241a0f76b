import Ledger
import Office
import Phrases

/// Takes back my latest act, or the act of an entry.
struct Undo: Errand {
    let entry: String?

    static func plain(_ arguments: [String]) -> (Undo, Options)? {
        guard let plain = PlainArguments(arguments, options: [], flags: []), plain.words.count <= 1 else { return nil }
        return (Undo(entry: plain.words.first), plain.options)
    }

    func run(_ session: Session) throws {
        let ledger = try session.ledger(.writing)
        let receipt = try ledger.undo(entry: entry, as: try session.attribution(ledger))
        try Undone.tell(receipt, session, ledger, .undone)
    }
}

/// Does again what I took back.
struct Redo: Errand {
    static func plain(_ arguments: [String]) -> (Redo, Options)? {
        guard let plain = PlainArguments(arguments, options: [], flags: []), plain.words.isEmpty else { return nil }
        return (Redo(), plain.options)
    }

    func run(_ session: Session) throws {
        let ledger = try session.ledger(.writing)
        let receipt = try ledger.redo(as: try session.attribution(ledger))
        try Undone.tell(receipt, session, ledger, .redone)
    }
}

private enum Undone {
    static func tell(_ receipt: Receipt, _ session: Session, _ ledger: Ledger, _ phrase: Phrase) throws {
        if session.options.json {
            return session.print(json: ["act": .string(receipt.act), "subjects": .array(receipt.subjects.map { .string($0.text) })])
        }
        // A whole import taken back is told by its ends and its number.
        let names = receipt.subjects.map(\.text)
        let told = names.count <= 12 ? names : names.prefix(3) + ["…", names[names.count - 1], "(\(names.count))"]
        session.print(session.speaker(phrase, told.joined(separator: " ")))
    }
}
