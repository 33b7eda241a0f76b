/// What a step says under `effects: {approved: …}`: whose request it approves, at which levels, and how long a signature may be missing.
struct ApprovalLevels: StepEffect {
    static let key = "approved"

    /// One level: somebody who holds a role, or somebody of a unit of the office.
    enum Level: Hashable, Sendable {
        case role(Role)
        case unit(String)
    }

    /// The id of the field that names the applicant.
    let of: String
    let levels: [Level]
    /// How long whoever approved by telephone has to sign.
    let term: Length

    init(_ reader: inout StrictReader) {
        of = reader.text("of")
        var levels: [Level] = []
        if reader.required("levels") != nil {
            let items = reader.items("levels")
            for item in items {
                if case .scalar(let word, let line) = item {
                    let role = Role(rawValue: word)
                    if role == nil { reader.note(Problem(line: line, kind: .unknownValue(word, allowed: Role.allCases.map(\.rawValue)))) }
                    levels += role.map { [.role($0)] } ?? []
                } else {
                    var unit = StrictReader(item)
                    levels.append(.unit(unit.text("unit")))
                    reader.note(unit.finish())
                }
            }
            if items.isEmpty { reader.note(Problem(line: reader.line, kind: .missing("levels"))) }
        }
        self.levels = levels
        let term = reader.text("term", default: "1 workday")
        if Length(term) == nil { reader.note(Problem(line: reader.line, kind: .wrongKind(term, expected: "1 workday"))) }
        self.term = Length(term) ?? Length(1, .workday)
    }

    func problems(of step: Step, in definition: RegisterDefinition) -> [Problem.Kind] {
        var problems: [Problem.Kind] = []
        if step.act != .approve { problems.append(.wrongKind(step.act.rawValue, expected: "act: approve")) }
        if let field = definition.field(of) {
            if ![.person, .leader, .assignee].contains(field.kind) { problems.append(.wrongKind(of, expected: "kind: person")) }
        } else if !of.isEmpty {
            problems.append(.noSuch(of, what: "field"))
        }
        if step.to == nil { problems.append(.missing("to")) }
        // Where it is refused it goes back somewhere.
        if step.otherwise == nil { problems.append(.missing("otherwise")) }
        let unsigned = definition.states.map(\.id).filter { after(step, in: definition).contains($0) }
        if let state = unsigned.first(where: { definition.ownStep(doing: .sign, from: $0) == nil }) {
            problems.append(.missing("{act: sign, from: [\(state)]}"))
        }
        return problems
    }

    /// The states in which an approval by telephone may wait for its signature.
    private func after(_ step: Step, in definition: RegisterDefinition) -> Set<String> {
        var reached = Set([step.to].compactMap(\.self))
        var isGrowing = true
        while isGrowing {
            // What is void or sent back needs no signature, and nothing is archived before it is signed.
            let on = definition.steps.filter { other in
                ![.withdraw, .return, .archive].contains(other.act) && !reached.isDisjoint(with: other.from)
            }
            let more = Set(on.compactMap(\.to)).subtracting(reached)
            reached.formUnion(more)
            isGrowing = !more.isEmpty
        }
        // What goes another way before the last level is asked for anew.
        return reached.union(levels.count > 1 ? step.from : [])
    }

    /// A level by its place; where a later definition has fewer, the last.
    func level(_ place: Int) -> Level { levels.indices.contains(place) ? levels[place] : levels.last ?? .role(.administrator) }

    func applicant(of matter: Matter, in definition: RegisterDefinition) -> String? {
        definition.field(of).flatMap { matter.record[$0.path].string }
    }

    /// Whether a person asks for it themselves, or stands in today for whoever does.
    func isOwn(
        _ person: String, of matter: Matter, in definition: RegisterDefinition, _ directory: Directory, at now: Moment,
        _ calendar: WorkCalendar
    ) -> Bool {
        guard let applicant = applicant(of: matter, in: definition) else { return false }
        if applicant == person { return true }
        guard let asking = directory.person(applicant), asking.isAway(at: now, in: calendar) else { return false }
        return (asking.away?.cover ?? asking.deputy) == person
    }

    func refuseOwn(_ person: String, of matter: Matter, in definition: RegisterDefinition, _ facts: any FactsReader) throws(Refusal) {
        guard isOwn(person, of: matter, in: definition, facts.directory, at: facts.now, facts.calendar) else { return }
        let applicant = applicant(of: matter, in: definition)
        throw .guarded(.ownRequest, article: facts.directory.name(applicant) ?? applicant ?? "")
    }
}

extension ApprovalLevels.Level {
    func isMet(by person: String, _ directory: Directory) -> Bool {
        switch self {
        case .role(let role): directory.may(person, [role])
        case .unit(let name): directory.person(person).map { $0.isActive && directory.isMember($0, ofUnit: name) } ?? false
        }
    }

    func require(_ person: String, _ directory: Directory) throws(Refusal) {
        if isMet(by: person, directory) { return }
        switch self {
        case .role(let role): throw .role([role])
        case .unit(let name): throw .guarded(.notOfUnit, article: name)
        }
    }

    /// Under which name the obligations keep what waits for it.
    var desk: String {
        switch self {
        case .role(let role): Obligation.desk(of: role)
        case .unit(let name): Obligation.desk(ofUnit: name)
        }
    }
}

extension Step {
    /// The levels at which it approves; nil for every other step.
    var approval: ApprovalLevels? { effects[ApprovalLevels.self] }
}

extension Directory {
    /// Whether somebody is of the unit that one of its names means.
    fileprivate func isMember(_ person: Person, ofUnit name: String) -> Bool {
        guard let id = person.department, let unit = self.unit(id) else { return false }
        return unit.name == name || unit.shortNames.contains(name)
    }
}
