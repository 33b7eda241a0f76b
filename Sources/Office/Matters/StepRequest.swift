/// A step somebody asked for that is not theirs to take: it stands with the matter until whoever may takes it 揽事不揽权、到位不越位.
public struct StepRequest: Hashable, Sendable {
    /// Its number with the matter.
    public let number: Int
    /// The id of the step in the register.
    public let step: String
    /// What its form said.
    public let form: [String: JSON]
    public let by: String
    /// The first of the roles it is left to.
    public let role: Role?
    public let at: Moment
    /// That it was turned down; nil while it waits.
    public let answer: Answer?

    /// Who turned a request down, why and when.
    public struct Answer: Hashable, Sendable {
        public let by: String
        public let reason: String
        public let at: Moment

        init?(_ json: JSON) {
            guard let by = json["by"].string else { return nil }
            self.by = by
            reason = json["reason"].string ?? ""
            at = Moment(milliseconds: json["at"].int ?? 0)
        }
    }

    init?(number: Int, _ json: JSON) {
        guard let step = json["step"].string, let by = json["by"].string else { return nil }
        self.number = number
        self.step = step
        self.by = by
        form = json["form"].object ?? [:]
        role = json["role"].string.flatMap { Role(rawValue: $0) }
        at = Moment(milliseconds: json["at"].int ?? 0)
        answer = Answer(json[StepRequest.answer])
    }

    /// What its form says in words, in the order forms ask for it.
    public var words: [String] {
        MoveForm.standard.filter { $0.kind == .long || $0.kind == .text }.compactMap { form[$0.id]?.string }.filter { !$0.isEmpty }
    }

    /// Where a matter keeps them.
    static let group = "requests"
    static func path(_ number: Int) -> String { "\(group)/\(number)" }
    /// What the event is called that asks.
    public static let kind = "matter.requested"
    /// What the events are called that turn a request down and take it back.
    public static let turnedDown = "matter.requestTurnedDown"
    public static let withdrawn = "matter.requestWithdrawn"
    /// Where a request says that it was turned down.
    static let answer = "turnedDown"
    /// The field of a step's form that says which request it grants.
    public static let accepts = "accepts"
}

extension Matter {
    /// The steps asked for that nobody has taken or turned down yet.
    public var requests: [StepRequest] { allRequests.filter { $0.answer == nil } }

    /// Those that were turned down, until whoever asked has taken note of it.
    public var turnedDown: [StepRequest] { allRequests.filter { $0.answer != nil } }

    private var allRequests: [StepRequest] {
        record.group(StepRequest.group).compactMap { key, value in Int(key).flatMap { StepRequest(number: $0, value) } }
    }

    /// A person's own requests, those turned down among them: what they may take back or put away.
    public func ownRequests(of person: String) -> [StepRequest] { allRequests.filter { $0.by == person } }

    /// The request of a person for a step, by any of the step's names.
    public func request(of name: Move, by person: String, in definition: RegisterDefinition) -> StepRequest? {
        requests.last { request in
            request.by == person && definition.steps.contains { $0.id == request.step && ($0.isNamed(name) || $0.verb == name) }
        }
    }

    /// The requests a person may grant: others' alone, of steps that are left to a role of theirs.
    public func requests(for person: String, in definition: RegisterDefinition, _ directory: Directory) -> [StepRequest] {
        requests.filter { request in
            guard request.by != person, let step = definition.steps.first(where: { $0.id == request.step }) else { return false }
            return directory.may(person, step.by)
        }
    }
}

extension Directory {
    /// Who decides on a step that is left to roles, by name.
    public func deciders(on step: Step) -> [String] {
        guard !step.by.isEmpty else { return [] }
        let holders = holders(of: step.by) ?? []
        return people.filter { holders.contains($0.id) }.map(\.name)
    }
}

extension MatterCourse {
    /// The first step on the way to the one named that is not theirs whose act it is; nil where the whole way is.
    ///
    /// Words that come back are a leader's own act, whoever brings them, and are asked when it is known whose they are.
    func othersStep(on name: Move, by form: [String: JSON]) -> Step? {
        guard facts.directory.person(by)?.isActive ?? false else { return nil }
        return definition.path(to: name, from: matter.state)?.first { step in
            step.act != .comeBack && !facts.directory.may(author(of: step, by: form), step.by)
        }
    }

    /// Asks for a step instead of taking it; what its form says must hold as if it were taken.
    mutating func request(_ name: Move, _ given: [String: JSON], left blocked: Step) throws {
        var form = given.filter { $0.key != StepRequest.accepts }
        // The other end of a link is bound by whoever takes the step, and a row that stands for a classified paper takes no word.
        if form["into"] != nil || matter.isPlaceholder { try blocked.refuseOthers(by, facts.directory) }
        guard let step = definition.path(to: name, from: matter.state)?.last else { return }
        var trial = try MatterCourse(matter, TriedFacts(facts: facts))
        let signer = definition.value(of: .signer, in: form)
        do { try trial.take(name, form: form) } catch let refusal as Refusal {
            switch refusal {
            case .role: break
            // Whoever asks for a signature without naming anybody signs nothing, though they wrote it.
            case .guarded(.signerIsAuthor, _) where signer == nil, .guarded(.needsAnother, _) where signer == nil: break
            default: throw refusal
            }
        }
        // Who may not sign it is not whom it is asked of: whoever takes it signs.
        if step.act == .approve, let named = signer?.string, !facts.directory.may(named, step.by) {
            for key in definition.keys(of: .signer) { form[key] = nil }
        }
        let same = matter.requests.contains { $0.step == step.id && $0.by == by && $0.form == form }
        if same { return }
        // Who asks again has taken note of the answer.
        var values: [String: JSON] = [:]
        for answered in matter.turnedDown where answered.step == step.id && answered.by == by {
            values[StepRequest.path(answered.number)] = .null
        }
        values[StepRequest.path(matter.record.nextIndex(in: StepRequest.group))] = .compact([
            "step": .string(step.id), "form": form.isEmpty ? .null : .object(form), "by": .string(by),
            "role": JSON(blocked.by.first?.rawValue), "at": .int(at.milliseconds),
        ])
        record(StepRequest.kind, values)
    }

    /// Turns down what somebody else asked for: whoever may take the step may, and says why.
    mutating func turnDown(_ number: Int, reason: String) throws(Refusal) {
        if isArchived { throw .guarded(.archived, article: "档案法 §14、§21") }
        let reason = reason.trimmed
        if reason.isEmpty { throw .missing(field: "reason") }
        guard let request = matter.requests.first(where: { $0.number == number && $0.by != by }) else { throw unknown(number) }
        // A step the register has no more is the administrator's to clear away.
        let roles = definition.steps.first { $0.id == request.step }?.by ?? [.administrator]
        guard facts.directory.may(by, roles) else { throw .role(roles) }
        let path = StepRequest.path(number)
        var value = matter.record[path].object ?? [:]
        value[StepRequest.answer] = ["by": .string(by), "reason": .string(reason), "at": .int(at.milliseconds)]
        record(StepRequest.turnedDown, [path: .object(value)])
    }

    /// Takes back what one asked for oneself, or puts it away once it was turned down.
    mutating func withdrawRequest(_ number: Int) throws(Refusal) {
        if isArchived { throw .guarded(.archived, article: "档案法 §14、§21") }
        guard matter.ownRequests(of: by).contains(where: { $0.number == number }) else { throw unknown(number) }
        record(StepRequest.withdrawn, [StepRequest.path(number): .null])
    }

    private func unknown(_ number: Int) -> Refusal { .unknown(what: "request", text: String(number), nearest: nil) }

    /// The form of a step with what the request said that it grants: the one named, else the only one for it.
    func granting(_ form: [String: JSON], of name: Move) throws(Refusal) -> [String: JSON] {
        let step = definition.path(to: name, from: matter.state)?.last
        let asked = matter.requests.filter { $0.step == step?.id && $0.by != by }
        var granted = asked.count == 1 ? asked.first : nil
        if let wanted = form[StepRequest.accepts] {
            guard let found = asked.first(where: { Int64($0.number) == wanted.int }) else {
                throw .invalid(field: StepRequest.accepts, value: wanted.string ?? wanted.int.map { String($0) } ?? "", expected: .choice)
            }
            granted = found
        }
        var whole = form
        whole[StepRequest.accepts] = nil
        return (granted?.form ?? [:]).merging(whole) { $1 }
    }

    /// The requests that a step ends: those for it, and those for steps that are not offered any more.
    func ending(_ step: Step, in state: String) -> [String: JSON] {
        var values: [String: JSON] = [:]
        for request in matter.requests + matter.turnedDown {
            let isOffered = definition.path(to: Move(rawValue: request.step), from: state) != nil
            if isOffered, request.step != step.id { continue }
            values[StepRequest.path(request.number)] = .null
        }
        return values
    }
}

extension TodayRules {
    /// The row of a closed matter in which a step is asked for.
    func requested(_ matter: Matter, _ definition: RegisterDefinition) -> TodayReason? {
        (asked(matter, definition) ?? turnedDown(matter, definition)).map {
            TodayReason(chip: $0, group: 1, day: calendar.zone.day(of: now), importance: 1)
        }
    }

    /// The chip of a step that is asked of this desk.
    func asked(_ matter: Matter, _ definition: RegisterDefinition) -> Chip? {
        let requests = person.map { matter.requests(for: $0, in: definition, directory) } ?? matter.requests
        guard let first = requests.first, let step = definition.steps.first(where: { $0.id == first.step }) else { return nil }
        return .asked(by: directory.name(first.by) ?? first.by, step: step.name)
    }

    /// The chip of a step that this desk asked for and was not given.
    func turnedDown(_ matter: Matter, _ definition: RegisterDefinition) -> Chip? {
        guard let first = matter.turnedDown.first(where: { $0.by == person }), let answer = first.answer else { return nil }
        return .turnedDown(by: directory.name(answer.by) ?? answer.by, step: name(of: first, definition))
    }

    /// The chip of a step that this desk asked for and nobody has answered.
    func ownRequest(_ matter: Matter, _ definition: RegisterDefinition) -> Chip? {
        matter.requests.first { $0.by == person }.map { .requested(step: name(of: $0, definition)) }
    }

    /// What the register calls the step; one it has no more goes by its id.
    private func name(of request: StepRequest, _ definition: RegisterDefinition) -> Term {
        definition.steps.first { $0.id == request.step }?.name ?? Term(zh: request.step, en: request.step)
    }
}

/// Facts for a step that is only tried: no number and no handle is used up by it.
private struct TriedFacts: FactsReader {
    let facts: any FactsReader
    var circumstances: Circumstances { facts.circumstances }

    func newHandle(_ kind: SubjectID.Kind) -> SubjectID { SubjectID(kind, 0) }
    func newNumber(in series: String, _ year: Int) -> Int { 0 }
    func isBookClosed(of series: String, _ year: Int) throws(FactFault) -> Bool { try facts.isBookClosed(of: series, year) }
    func waiting(in register: String, title: String) throws(FactFault) -> Subject? { try facts.waiting(in: register, title: title) }
    func samePaper(in register: String, reference: String, from sender: String) throws(FactFault) -> MatterRow? {
        try facts.samePaper(in: register, reference: reference, from: sender)
    }
    func overdueLoans(of borrower: String) throws(FactFault) -> [String] { try facts.overdueLoans(of: borrower) }
    func bookings(of place: String, from: Moment, to: Moment) throws(FactFault) -> [Booking] {
        try facts.bookings(of: place, from: from, to: to)
    }
    func occurrences(of meeting: Meeting) throws(FactFault) -> [Expanded] { try facts.occurrences(of: meeting) }
    func runningLimits() throws(FactFault) -> [Matter] { try facts.runningLimits() }
    func book(of series: String, _ year: Int) throws(FactFault) -> ClosedBook { try facts.book(of: series, year) }
    func archivedCount(under year: Int) throws(FactFault) -> Int { try facts.archivedCount(under: year) }
    func standing(in register: String) throws(FactFault) -> [StandingMatters] { try facts.standing(in: register) }
}
