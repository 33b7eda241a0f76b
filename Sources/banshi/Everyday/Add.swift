import Ledger
import Office
import Phrases

/// Quick capture, one line.
struct Add: Errand {
    let words: [String]
    let isDryRun: Bool

    static func plain(_ arguments: [String]) -> (Add, Options)? {
        guard let plain = PlainArguments(arguments, options: [], flags: ["--dry-run"]), !plain.words.isEmpty else { return nil }
        return (Add(words: plain.words, isDryRun: plain.has("--dry-run")), plain.options)
    }

    func run(_ session: Session) throws {
        let ledger = try session.ledger(.writing)
        let office = try ledger.office()
        let attribution = try session.attribution(ledger)
        let capture = Capture(
            registers: office.registers, directory: try ledger.directory(), calendar: office.calendar,
            now: attribution.recorded, asker: attribution.recordedBy)
        let line = words.joined(separator: " ")
        // Read apart, a mark may be none any more: the line is asked as it was typed.
        if attribution.clearance == nil, let level = SecrecyDoor.mark(inTyped: line) { throw Refusal.classified(secrecy: level) }
        let reading = try capture.read(line)
        if case .matter(let draft) = reading.target, let register = office.register(draft.register),
            let reference = draft.values[register.path(of: .reference)]?.string,
            let twin = try ledger.twins(reference: reference).first(where: { $0.from == draft.values[register.path(of: .from)]?.string })
        {
            throw Refusal.duplicate(of: twin.number ?? twin.id.text, title: twin.title)
        }
        if isDryRun {
            // What the record would be refused is refused here too.
            for case .failure(let refusal) in try ledger.rehearse([reading.command], as: attribution) { throw refusal }
            return tell(reading, session, office, try ledger.directory())
        }
        let receipt = try ledger.submit([reading.command], as: attribution, wholly: true)
        guard let id = receipt.subjects.first else { return }
        let number = id.kind == .matter ? try ledger.matter(id)?.number?.printed : nil
        if session.options.json {
            session.print(json: ["id": .string(id.text), "number": JSON(number)])
        } else {
            session.print([id.text, number].compactMap { $0 }.joined(separator: "  "))
        }
    }

    private func tell(_ reading: CaptureReading, _ session: Session, _ office: OfficeRecord, _ directory: Directory) {
        if session.options.json {
            let kind: String
            var values: [String: JSON] = [:]
            switch reading.target {
            case .matter(let draft): (kind, values) = (draft.register, draft.values)
            case .meeting(let fields): (kind, values) = ("meetings", fields)
            case .absence(let person, let fields):
                (kind, values) = ("absence", fields)
                values["person"] = .string(person)
            }
            return session.print(json: [
                "register": .string(kind), "values": .object(values),
                "echo": .array(reading.echo.map { ["field": .string($0.field), "text": .string($0.text)] }),
            ])
        }
        for piece in reading.echo {
            session.print("\(session.speaker.fieldName(piece.field, in: office)): \(session.speaker.stored(piece.text, of: piece.field))")
        }
    }
}
