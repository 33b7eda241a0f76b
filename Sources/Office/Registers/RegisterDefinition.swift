/// A word in the languages a definition gives it; zh-Hant follows from zh-Hans.
public struct Term: Hashable, Sendable {
    public let zh: String
    public let en: String
    public init(zh: String, en: String) {
        self.zh = zh
        self.en = en
    }
}

/// A register 登记簿 as data: fields, states, steps, number series. Nothing here is code.
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
    public let steps: [Step]
    /// The clocks it names beside the limit.
    public let clocks: [ClockDefinition]
    /// How it is listed and printed, and what stands for it elsewhere.
    public let uses: RegisterUses
    /// How a leader's words come back; nil where no paper goes up to one.
    let instruction: InstructionWay?
    /// The steps that use capabilities by name.
    let effectSteps: [Step]

    public init(
        id: String, revision: Int, prefix: String, name: Term, capture: [String], format: String?, opens: String,
        opensRegistered: String, fields: [FieldDefinition], states: [StateDefinition], steps: [Step],
        clocks: [ClockDefinition] = [], uses: RegisterUses = RegisterUses()
    ) {
        self.id = id
        self.revision = revision
        self.prefix = prefix
        self.name = name
        self.capture = capture
        self.format = format
        self.opens = opens
        self.opensRegistered = opensRegistered
        self.fields = fields.map { field in
            field.playing(
                RegisterUses.Part.allCases.first { uses.plays[$0] ?? $0.rawValue == field.id },
                taking: RegisterUses.Finding.allCases.first { uses.recognised[$0] ?? $0.rawValue == field.id })
        }
        self.states = states
        self.steps = steps
        self.clocks = clocks
        self.uses = uses
        instruction = InstructionWay(steps)
        effectSteps = steps.filter { !$0.effects.all.isEmpty }
    }

    public func field(_ id: String) -> FieldDefinition? { fields.first { $0.id == id } }
    public func state(_ id: String) -> StateDefinition? { states.first { $0.id == id } }
    public func isOpen(_ state: String) -> Bool { self.state(state)?.stage != .closed }

    /// The step of a name as offered from a state, folded steps not counted.
    public func step(_ name: Move, from state: String) -> Step? {
        ownStep(name, from: state) ?? (isNameOfInstruction(name) ? lateInstruction(from: state) : nil)
    }

    /// The step of a name that the register itself has for a state: by its id, else by its older verb.
    public func ownStep(_ name: Move, from state: String) -> Step? {
        var byAlias: Int?
        for index in steps.indices where steps[index].isNamed(name) && steps[index].from.contains(state) {
            if steps[index].id == name.rawValue { return steps[index] }
            byAlias = byAlias ?? index
        }
        return byAlias.map { steps[$0] }
    }

    /// The first step of an act that the register itself has for a state.
    public func ownStep(doing act: Act, from state: String) -> Step? { steps.first { $0.act == act && $0.from.contains(state) } }

    /// The name of the step somebody means who types its id, its older verb or its word, those offered from a state first; nil where the
    /// register has none.
    ///
    /// What the register has elsewhere is named all the same, so that the refusal can say where it stands.
    public func meant(by text: String, from state: String) -> Move? {
        let name = Move(rawValue: text)
        if steps.contains(where: { $0.isNamed(name) }) || FormerVerb(rawValue: text) != nil { return name }
        let called = steps.filter { $0.name.isMeant(by: text) }
        return (called.first { path(to: $0.verb, from: state) != nil } ?? called.first)?.verb
    }

    /// The steps that lead from a state to the end of a named one, folding those a regulation requires in between (分办 on a fresh
    /// paper records 登记 and 初审 first); nil where no such way exists.
    public func path(to name: Move, from state: String) -> [Step]? { path(from: state) { step(name, from: $0) } }

    /// The same to the first step of a kind.
    ///
    /// - Parameter last: the step it ends with, as offered from a state.
    func path(from state: String, to last: (String) -> Step?) -> [Step]? {
        if let direct = last(state) { return [direct] }
        var visited: Set<String> = [state]
        var frontier: [(state: String, steps: [Step])] = [(state, [])]
        while !frontier.isEmpty {
            let (here, before) = frontier.removeFirst()
            for step in steps where step.isFolded && step.from.contains(here) {
                guard let next = step.to, visited.insert(next).inserted else { continue }
                if let end = last(next) {
                    // A chase presumes that somebody has the paper: nothing is recorded on the way to it.
                    return end.act == .chase ? nil : before + [step, end]
                }
                frontier.append((next, before + [step]))
            }
        }
        return nil
    }
}

public struct FieldDefinition: Hashable, Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        case text, long, reference, day, moment, unit, person, leader, department, assignee, people, choice, count
        case length, place, flag
        /// From when to when.
        case span
        /// An amount of money, kept in 分.
        case money
        /// Rows of cells, each row with a number.
        case lines
    }

    public let id: String
    public let kind: Kind
    public let name: Term
    public let choices: [Choice]
    /// What each row of a `lines` field is made of.
    public let columns: [FieldDefinition]
    /// The steps before which the field must be filled, by their names.
    public let neededFor: [Move]
    /// Shown on the first page of the form.
    public let isFirst: Bool
    /// The part it plays for rules in its register; nil where it plays none.
    public private(set) var part: RegisterUses.Part?
    /// What recognition finds that it takes; nil where it takes nothing.
    public private(set) var finding: RegisterUses.Finding?

    public init(id: String, kind: Kind, name: Term, choices: [Choice], neededFor: [Move], isFirst: Bool, columns: [FieldDefinition] = []) {
        self.id = id
        self.kind = kind
        self.name = name
        self.choices = choices
        self.columns = columns
        self.neededFor = neededFor
        self.isFirst = isFirst
    }

    /// The same field with what its register makes of it.
    func playing(_ part: RegisterUses.Part?, taking finding: RegisterUses.Finding?) -> FieldDefinition {
        var field = self
        (field.part, field.finding) = (part, finding)
        return field
    }

    /// The same field on the first page of its form.
    public var onFirstPage: FieldDefinition {
        FieldDefinition(id: id, kind: kind, name: name, choices: choices, neededFor: neededFor, isFirst: true, columns: columns)
            .playing(part, taking: finding)
    }

    /// Where the value stands in a matter's record: common values at the top, the register's own under `fields`, rows in a
    /// group of their own.
    public var path: String { kind == .lines ? Lines.group(id) : FieldDefinition.path(of: id) }

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
