import Foundation
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
        let attribution = try session.attribution(ledger)
        if entry == nil, !session.options.json, isatty(0) == 1, let next = try ledger.nextUndo(as: attribution),
            next.isElsewhere(than: attribution)
        {
            // What was done at another terminal is named first; a script names its entry or has it named afterwards.
            guard try Undone.agree(to: next, session, ledger) else { return }
            let receipt = try ledger.undo(entry: next.entry, as: attribution)
            return try Undone.tell(receipt, session, ledger)
        }
        let receipt = try ledger.undo(entry: entry, as: attribution)
        try Undone.tell(receipt, session, ledger)
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
        try Undone.tell(receipt, session, ledger)
    }
}

private enum Undone {
    /// Asks at the terminal, 1 or 2, with what would be taken back.
    static func agree(to act: ActName, _ session: Session, _ ledger: Ledger) throws -> Bool {
        for line in session.speaker.elsewhere(act, in: try ledger.office()) { session.print(line) }
        session.print("  1  \(session.speaker(.undoIt))\n  2  \(session.speaker(.leaveIt))")
        FileHandle.standardOutput.write(Data("> ".utf8))
        return Folding.width(readLine()?.trimmed ?? "") == "1"
    }

    /// Says what was taken back; of an undo that was itself taken back, that its act is in force again.
    static func tell(_ receipt: Receipt, _ session: Session, _ ledger: Ledger) throws {
        let office = try ledger.office()
        let name = receipt.named.map { session.speaker.act($0, in: office) }
        if session.options.json {
            return session.print(
                json: .compact([
                    "act": .string(receipt.act), "subjects": .array(receipt.subjects.map { .string($0.text) }), "name": JSON(name),
                ]))
        }
        // A whole import taken back is told by its ends and its number.
        let names = receipt.subjects.map(\.text)
        let told = names.count <= 12 ? names : names.prefix(3) + ["…", names[names.count - 1], "(\(names.count))"]
        session.print(session.speaker(receipt.isRedo ? .redone : .undone, ([name].compactMap(\.self) + told).joined(separator: "  ")))
    }
}
