/// A word in the languages a definition gives it; zh-Hant follows from zh-Hans.
public struct Term: Hashable, Sendable {
    public let zh: String
    public let en: String
    public init(zh: String, en: String) {
        self.zh = zh
        self.en = en
    }
}

/// A register 登记簿 as data: fields, states, moves, number series. Nothing here is code.
public struct RegisterDefinition: Hashable, Sendable {
    public let id: String
    public let revision: Int
    /// ASCII prefix of its handles on the command line: `in117`.
    public let prefix: String
    public let name: Term
    /// Prefixes that name the register in quick capture: `收`, `in`.
    public let capture: [String]
    /// How a number is written; `{year}` and `{seq}` are filled in. Nil for a register without numbers.
    public let format: String?
    /// The state a matter opens in, and the one it opens in when it is registered at once.
    public let opens: String
    public let opensRegistered: String
    public let fields: [FieldDefinition]
    public let states: [StateDefinition]
    public let moves: [MoveDefinition]

    public init(
        id: String, revision: Int, prefix: String, name: Term, capture: [String], format: String?, opens: String,
        opensRegistered: String, fields: [FieldDefinition], states: [StateDefinition], moves: [MoveDefinition]
    ) {
        self.id = id
        self.revision = revision
        self.prefix = prefix
        self.name = name
        self.capture = capture
        self.format = format
        self.opens = opens
        self.opensRegistered = opensRegistered
        self.fields = fields
        self.states = states
        self.moves = moves
    }

    public func field(_ id: String) -> FieldDefinition? { fields.first { $0.id == id } }
    public func state(_ id: String) -> StateDefinition? { states.first { $0.id == id } }
    public func isOpen(_ state: String) -> Bool { self.state(state)?.stage != .closed }

    /// The definition of a move as offered from a state, folded steps not counted.
    public func move(_ move: Move, from state: String) -> MoveDefinition? {
        ownMove(move, from: state) ?? (move == .back ? lateInstruction(from: state) : nil)
    }

    /// The row of a move that the register itself has for a state.
    public func ownMove(_ move: Move, from state: String) -> MoveDefinition? { moves.first { $0.move == move && $0.from.contains(state) } }

    /// The steps that lead from a state to the end of a move, folding those a regulation requires in between (分办 on a fresh
    /// paper records 登记 and 初审 first); nil where no such way exists.
    public func path(to move: Move, from state: String) -> [MoveDefinition]? {
        if let direct = self.move(move, from: state) { return [direct] }
        // A chase presumes that somebody has the paper: nothing is recorded on the way to it.
        if move == .chase { return nil }
        var visited: Set<String> = [state]
        var frontier: [(state: String, steps: [MoveDefinition])] = [(state, [])]
        while !frontier.isEmpty {
            let (here, steps) = frontier.removeFirst()
            for step in moves where step.isFolded && step.from.contains(here) {
                guard let next = step.to, visited.insert(next).inserted else { continue }
                if let last = self.move(move, from: next) { return steps + [step, last] }
                frontier.append((next, steps + [step]))
            }
        }
        return nil
    }

    /// How a number of this register is written.
    public func printed(year: Int, sequence: Int) -> String {
        var printed = ""
        for (index, piece) in (format ?? "{seq}").split(separator: "{", omittingEmptySubsequences: false).enumerated() {
            if piece.hasPrefix("year}") {
                printed += String(year) + piece.dropFirst(5)
            } else if piece.hasPrefix("seq}") {
                printed += String(sequence) + piece.dropFirst(4)
            } else {
                printed += (index == 0 ? "" : "{") + piece
            }
        }
        return printed
    }
}

public struct FieldDefinition: Hashable, Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        case text, long, reference, day, moment, unit, person, leader, department, assignee, people, choice, count
        case length, place, flag
    }

    public let id: String
    public let kind: Kind
    public let name: Term
    public let choices: [Term]
    /// The moves before which the field must be filled.
    public let neededFor: [Move]
    /// Shown on the first page of the form.
    public let isFirst: Bool

    public init(id: String, kind: Kind, name: Term, choices: [Term], neededFor: [Move], isFirst: Bool) {
        self.id = id
        self.kind = kind
        self.name = name
        self.choices = choices
        self.neededFor = neededFor
        self.isFirst = isFirst
    }

    /// The same field on the first page of its form.
    public var onFirstPage: FieldDefinition {
        FieldDefinition(id: id, kind: kind, name: name, choices: choices, neededFor: neededFor, isFirst: true)
    }

    /// Where the value stands in a matter's record: common values at the top, the register's own under `fields`.
    public var path: String { FieldDefinition.path(of: id) }

    public static func path(of id: String) -> String { common.contains(id) ? id : "fields/" + id }

    /// Values every matter has, whatever its register.
    public static let common: Set<String> = [
        "title", "owner", "lead", "supervisor", "holder", "urgency", "importance", "received", "plannedOn", "bringUpOn",
        "place", "secrecy", "emergency", "knowers",
    ]
}

public struct StateDefinition: Hashable, Sendable {
    public enum Stage: String, Sendable, CaseIterable {
        /// In the office's own hands: counts as 过夜 at the close of the day.
        case office
        /// With a leader or unit, whose own limit counts.
        case away
        /// Being worked on.
        case doing
        case closed
    }

    public let id: String
    public let name: Term
    public let stage: Stage

    public init(id: String, name: Term, stage: Stage) {
        self.id = id
        self.name = name
        self.stage = stage
    }
}

public struct MoveDefinition: Hashable, Sendable {
    public let move: Move
    public let name: Term
    public let from: [String]
    /// The state after; nil where the state stays (circulation is a track beside it).
    public let to: String?
    /// Where it leads in the other case the move knows: one of two units has answered, a request that was sent awaits its reply.
    public let alternative: String?
    /// The fields of the move's form.
    public let asks: [String]
    /// Recorded on the way to a later move without being asked for.
    public let isFolded: Bool
    /// The move gives the matter its number.
    public let numbers: Bool
    /// Another person than the author takes it (凡事有人监督: approver ≠ applicant).
    public let needsSecond: Bool
    /// Once taken it is true outside the office: recalled, never undone.
    public let isFinal: Bool

    public init(
        move: Move, name: Term, from: [String], to: String?, asks: [String], isFolded: Bool, numbers: Bool, needsSecond: Bool = false,
        isFinal: Bool = false, alternative: String? = nil
    ) {
        self.alternative = alternative
        self.move = move
        self.name = name
        self.from = from
        self.to = to
        self.asks = asks
        self.isFolded = isFolded
        self.numbers = numbers
        self.needsSecond = needsSecond
        self.isFinal = isFinal
    }

    /// What the journal calls it. A final move is recorded as sent, whatever carried it.
    public var eventKind: String { isFinal ? "matter.sent" : move.eventKind }
}
