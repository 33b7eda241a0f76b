/// What the changes of an event tell of the step it was.
struct StepTrace {
    /// Whether they are there: what was erased or may not be known tells nothing.
    let isKnown: Bool
    /// Whether they say that a step was taken; the other end of a link does not.
    let isStep: Bool
    /// The state it left, and the one it reached; nil where the state stayed.
    let left: String?
    let reached: String?
    /// Whether it brought a leader's words.
    let isInstruction: Bool
    /// Whether it brought the answer of whoever handles the matter.
    let isAnswer: Bool

    init(_ event: Event) {
        let changes = Undoing.asDone(event).changes
        isKnown = !changes.isEmpty
        isStep = changes.contains { $0.path == "lastMove" }
        let state = changes.first { $0.path == "state" }
        left = state?.was.string
        reached = state?.now.string
        let notes = changes.filter { $0.path.hasPrefix("notes/") }.map { $0.now["kind"].string }
        isInstruction = notes.contains("instruction")
        isAnswer = notes.contains("feedback") || changes.contains { $0.path.hasPrefix("handlers/") }
    }
}

extension RegisterDefinition {
    /// The step of an event of one of its matters, as the register has it now; nil for an event of no step, and for a step of which the
    /// register knows neither the id nor a former name.
    ///
    /// Events from before steps were named in the journal are known by the verb of their kind and the state they left.
    public func step(of event: Event) -> Step? {
        let trace = StepTrace(event)
        let kind = Undoing.plain(event.kind)
        if let reference = event.step {
            guard reference.register == id else { return nil }
            let own = steps.first { $0.id == reference.step } ?? (reference.step == InstructionWay.lateID ? instruction?.late : nil)
            // Another revision may have called another step so.
            if let own, reference.revision == revision || !trace.isKnown || own.fits(trace) { return own }
            return former(reference.step, trace) ?? own
        }
        if kind == FormerVerb.sent { return best(of: steps.filter { $0.isFinal && $0.act != .read }, trace) }
        guard let verb = FormerVerb(kind: kind), verb != .link || trace.isStep || !trace.isKnown else { return nil }
        return former(verb.rawValue, trace)
    }

    /// The reference under which the journal keeps a step now.
    func reference(to step: Step) -> StepReference { StepReference(register: id, revision: revision, step: step.id) }

    /// The step a former name stands for: an id of another revision, a verb, or the n-th move of a verb, `verb-n`.
    private func former(_ name: String, _ trace: StepTrace) -> Step? {
        let named = steps.filter { $0.was.contains(name) || $0.alias == name }
        if !named.isEmpty { return best(of: named, trace) }
        guard let hyphen = name.lastIndex(of: "-"), let place = Int(name[name.index(after: hyphen)...]), place > 0,
            let verb = FormerVerb(rawValue: String(name[..<hyphen]))
        else { return nil }
        let counted = steps.filter { $0.was.contains(verb.rawValue) }
        if trace.isKnown { return best(of: counted, trace) }
        return counted.indices.contains(place - 1) ? counted[place - 1] : counted.first
    }

    /// Of steps that had one name, the one that led from the state that was left; where nothing tells, the first.
    private func best(of steps: [Step], _ trace: StepTrace) -> Step? {
        // A leader's words and a unit's answer came by the same verb, in the same states.
        if let instruction, steps.contains(instruction.back) {
            // Words that did not come back from the leader's desk were written beside the main line.
            if trace.isInstruction { return trace.left == instruction.with ? instruction.back : instruction.late }
            if trace.isAnswer, let feedback = steps.first(where: bringsFeedback) { return feedback }
        }
        guard trace.isKnown else { return steps.first }
        guard let left = trace.left else { return steps.first(where: \.mayStay) ?? steps.first }
        let leading = steps.filter { $0.from.contains(left) }
        return leading.first { [$0.to, $0.otherwise].contains(trace.reached) } ?? leading.first ?? steps.first
    }
}

extension Step {
    /// The kind under which the journal keeps every step.
    public static let kind = "matter.stepped"

    /// Whether it may have been what changes tell of.
    fileprivate func fits(_ trace: StepTrace) -> Bool { trace.left.map(from.contains) ?? mayStay }
}

extension OfficeRecord {
    /// An event with the step its register has for it now, so that it can be named whatever is left out of it.
    ///
    /// - Parameter register: where its matter stands.
    public func naming(_ event: Event, in register: String?) -> Event {
        guard event.subject.kind == .matter,
            let (step, definition) = (event.step?.register ?? register).flatMap({ self.step(of: event, in: $0) })
        else { return event }
        return event.taken(by: definition.reference(to: step))
    }

    /// The kind scripts know an event by: of a step, that under which journals kept it before steps were named in them.
    public func formerKind(of event: Event) -> String {
        guard Undoing.plain(event.kind) == Step.kind, let step = step(of: event) else { return event.kind }
        return step.formerKind + event.kind.dropFirst(Step.kind.count)
    }

    /// The step an event was taken by, as its register has it now, else as it had it then.
    public func step(of event: Event) -> Step? { event.step.flatMap { step(of: event, in: $0.register)?.step } }

    /// The step and the definition it stands in: the adopted one, and where that knows it no more the one it was taken by.
    private func step(of event: Event, in register: String) -> (step: Step, definition: RegisterDefinition)? {
        guard let present = self.register(register) else { return nil }
        if let step = present.step(of: event) { return (step, present) }
        guard let revision = event.step?.revision, let earlier = self.register(register, at: revision),
            let step = earlier.step(of: event)
        else { return nil }
        return (step, earlier)
    }
}
