import ArgumentParser
import Ledger
import Office
import Phrases
import Settings

/// Takes definitions into the office: from a file, or those that come with the program.
///
/// An office keeps the definitions it has until somebody does this; it is undone like any act.
struct RegisterAdopting {
    let session: Session
    let isLeaving: Bool
    let asJSON: Bool

    init(_ session: Session, isLeaving: Bool, asJSON: Bool) {
        self.session = session
        self.isLeaving = isLeaving
        self.asJSON = asJSON
    }

    /// - Parameter words: a file, or with `--shipped`, or as before without it, ids of registers; none for all of them.
    func run(_ words: [String], isShipped: Bool) throws {
        let ledger = try session.ledger(.writing)
        try session.require(.adopting, ledger)
        let office = try ledger.office()
        var offers: [(definition: RegisterDefinition, json: JSON)] = []
        var known: [RegisterDefinition] = []
        if isShipped || words.isEmpty {
            // What an office never took it takes where it says so.
            let all = ShippedRegisters.offered(to: office).filter { isShipped || office.register($0.definition.id) != nil }
            offers = try words.isEmpty ? all : words.flatMap { word in try chosen(word, office) }
        } else {
            for word in words {
                if let register = try? session.register(word, office), !word.contains(".") {
                    offers += ShippedRegisters.newer(than: register).map { [$0] } ?? []
                } else {
                    let (id, found) = try read(word, office)
                    offers += found.map { [$0] } ?? []
                    if found == nil { known += office.register(id).map { [$0] } ?? [] }
                }
            }
        }
        if !asJSON {
            for register in known {
                session.print(session.speaker(.registerAdoptedAlready, session.speaker(register.name), String(register.revision)))
            }
        }
        if known.isEmpty || asJSON || !offers.isEmpty { try adopt(offers, ledger, office) }
    }

    /// What comes with the program under an id, in place of whatever the office has there.
    private func chosen(_ id: String, _ office: OfficeRecord) throws -> [(definition: RegisterDefinition, json: JSON)] {
        let ids = ShippedRegisters.sources.map(\.id)
        guard ids.contains(id) else { throw Refusal.unknown(what: "register", text: id, nearest: Nearest.of(id, in: ids)) }
        return try ShippedRegisters.again(id, in: office).map { [$0] } ?? []
    }

    /// The id of a file's definition, and the definition with the revision it gets; nil where the office has it already.
    private func read(
        _ file: String, _ office: OfficeRecord
    ) throws -> (id: String, offer: (definition: RegisterDefinition, json: JSON)?) {
        let (definition, text) = try RegisterCommand.definition(in: file, session)
        guard let tree = LocatedYAML.read(text).tree else { throw ExitCode(65) }
        return (definition.id, try Adoption.proposed(tree.json, in: office))
    }

    private func adopt(_ offers: [(definition: RegisterDefinition, json: JSON)], _ ledger: Ledger, _ office: OfficeRecord) throws {
        let speaker = session.speaker
        if offers.isEmpty {
            if asJSON { return session.print(json: []) }
            return session.print(speaker(.registersNew))
        }
        let directory = try ledger.directory()
        var changes: [OfficeChange] = []
        var told: [String] = []
        var shapes: [JSON] = []
        for (definition, json) in offers {
            changes.append(.adopt(register: definition.id, definition: json, leaving: isLeaving))
            let consequences = self.consequences(of: definition, office, directory)
            guard let adoption = try session.adoption(of: definition, office, ledger) else {
                shapes.append(.adopted(definition, gone: [], speaker))
                told.append(speaker(.registerTaken, speaker(definition.name), String(definition.revision)))
                told += consequences
                continue
            }
            shapes.append(.adopted(definition, gone: adoption.gone, speaker))
            told.append(speaker(.registerAdopted, speaker(definition.name), String(adoption.former.revision), String(definition.revision)))
            told += adoption.gone.map { speaker.gone($0, from: definition) }
            for (step, people) in adoption.losses {
                let names = people.map(\.name).joined(separator: speaker.language.isChinese ? "、" : ", ")
                told.append(speaker(.registerTakesStep, speaker(definition.name), speaker(step.name), names))
            }
            for left in adoption.stranded {
                let state = left.name.map { speaker($0) } ?? left.state
                told.append(speaker(.registerStrands, speaker(definition.name), String(left.count), state, String(left.revision)))
            }
            told += consequences
        }
        try ledger.submit([.change(changes)], as: try session.attribution(ledger), wholly: true)
        if asJSON { return session.print(json: .array(shapes)) }
        for line in told { session.print(line) }
    }

    /// What of an office is not as before once it is adopted, whether it had the register or not.
    private func consequences(of definition: RegisterDefinition, _ office: OfficeRecord, _ directory: Directory) -> [String] {
        let speaker = session.speaker
        let separator = speaker.language.isChinese ? "、" : ", "
        let displaced = definition.displaced(in: office).map { standing, former in
            speaker(.registerDisplaces, speaker(definition.name), speaker(standing), speaker(former.name))
        }
        let vacant = definition.vacant(in: directory).map { step in
            let roles = step.by.map { speaker($0.name) }.joined(separator: separator)
            return speaker(.registerStepVacant, speaker(definition.name), speaker(step.name), roles)
        }
        return displaced + vacant
    }
}

extension Session {
    /// What an office comes to by a definition; nil where it has no register of that id.
    func adoption(of definition: RegisterDefinition, _ office: OfficeRecord, _ ledger: Ledger) throws -> Adoption? {
        guard let former = office.register(definition.id) else { return nil }
        let now = try now(office)
        return try Adoption(
            of: definition, after: former, counts: try ledger.counts(register: former.id), in: office, try ledger.directory()
        ) { field in
            let filled = Filter(terms: [.state(.open), .not(.none(field.id))])
            return try ledger.list(register: former.id, filter: filled, limit: 1, now: now, me: nil).total
        }
    }
}

extension JSON {
    fileprivate static func adopted(_ definition: RegisterDefinition, gone: [Adoption.Gone], _ speaker: Speaker) -> JSON {
        ["id": .string(definition.id), "revision": JSON(definition.revision), "gone": .gone(gone, speaker)]
    }

    /// Fields that are gone; where counting stopped, how many hold something is a text as in lists (`1000+`).
    static func gone(_ gone: [Adoption.Gone], _ speaker: Speaker) -> JSON {
        .array(
            gone.map { gone in
                [
                    "id": .string(gone.field.id), "name": .string(speaker(gone.field.name)),
                    "open": gone.open.isExact ? JSON(gone.open.count) : .string(gone.open.text),
                ]
            })
    }
}
