import Office

/// Something somebody does in a random history, and how long after the last thing.
public struct RandomAct: Sendable, CustomStringConvertible {
    public enum Deed: Sendable {
        case submit([Command])
        case undo, redo
        case erase(SubjectID)
    }

    public let minutes: Int
    /// Who types it, and whose act it is where that is another's.
    public let person: String
    public let author: String?
    public let deed: Deed

    public init(minutes: Int = 0, person: String, author: String? = nil, deed: Deed) {
        self.minutes = minutes
        self.person = person
        self.author = author
        self.deed = deed
    }

    public var description: String {
        let who = person + (author.map { " for \($0)" } ?? "")
        let what: String
        switch deed {
        case .submit(let commands): what = commands.map { RandomAct.adoption($0) ?? "\($0)" }.joined(separator: "; ")
        case .undo: what = "undo"
        case .redo: what = "redo"
        case .erase(let id): what = "erase \(id)"
        }
        return "+\(minutes)m \(who): \(what)"
    }

    /// A definition is told by its number: whole it would fill a screen.
    private static func adoption(_ command: Command) -> String? {
        guard case .change(let changes) = command, case .adopt(let register, let definition, _)? = changes.first else { return nil }
        return "adopt \(register)@\(RegisterDefinition.revision(of: definition))"
    }
}

/// An office as random acts see it, in memory or on disk.
public protocol OfficeInSight {
    var now: Moment { get }
    var registers: Registers { get throws }
    /// Every matter and meeting there is, in the order they were opened.
    var matters: [SubjectID] { get }
    var meetings: [SubjectID] { get }
    func matter(inSight id: SubjectID) throws -> Matter?
}

extension MemoryOffice: OfficeInSight {
    public var registers: Registers { office.registers }
    public func matter(inSight id: SubjectID) -> Matter? { matter(id) }

    /// Does it, as far as the rules let it.
    ///
    /// - Throws: the refusal.
    public func perform(_ act: RandomAct) throws -> Entry {
        let attribution = attribution(of: act)
        switch act.deed {
        case .submit(let commands): return try submit(commands, as: attribution)
        case .undo: return try undo(as: attribution)
        case .redo: return try redo(as: attribution)
        case .erase(let id): return try erase(id, as: attribution)
        }
    }

    public func attribution(of act: RandomAct) -> Attribution {
        by(act.person, for: act.author, medium: act.author == nil ? .own : .original)
    }

    /// The erasure of a matter, as the ledger records it.
    private func erase(_ id: SubjectID, as attribution: Attribution) throws -> Entry {
        let event = try Erasing.event(of: id, subject(id), reason: "误收", given: facts(as: attribution).circumstances)
        return record([event], as: attribution)
    }
}
