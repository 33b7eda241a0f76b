/// One matter on its way through a command: events pile up, and each next step sees what the last one changed.
struct MatterCourse {
    private(set) var matter: Matter
    private(set) var events: [Event] = []
    let facts: any FactsReader
    let definition: RegisterDefinition

    init(_ matter: Matter, _ facts: any FactsReader) throws(Refusal) {
        guard matter.record["erased"].isNull else { throw .guarded(.erased, article: matter.id.text) }
        guard !matter.isWithdrawn else { throw .guarded(.withdrawn, article: matter.id.text) }
        guard let definition = facts.registers[of: matter] else {
            throw .unknown(what: "register", text: matter.register, nearest: nil)
        }
        try matter.refuseStranger(facts.attribution.recordedBy, facts.directory)
        self.matter = matter
        self.facts = facts
        self.definition = definition
    }

    var by: String { facts.attribution.by }
    var at: Moment { facts.attribution.at }

    /// Records one event and lets the matter evolve by it.
    mutating func record(_ kind: String, _ values: [String: JSON], step: StepReference? = nil) {
        var list = changes(from: matter.record, to: values)
        guard !list.isEmpty else { return }
        // An event says of what act it is, though the last one by the same person in the same instant was of it too.
        if step != nil, let last = values["lastMove"], !list.contains(where: { $0.path == "lastMove" }) {
            list.append(Change("lastMove", was: matter.record["lastMove"], now: last))
        }
        let event = Event(matter.id, kind, step: step, changes: list)
        evolve(&matter.record, with: event)
        events.append(event)
    }

    // MARK: Amending and notes

    mutating func amend(_ amendment: Amendment) throws {
        let fields = amendment.values
        if isArchived { throw Refusal.guarded(.archived, article: "档案法 §14、§21") }
        try matter.refuseWords(at: fields.keys, by: definition)
        if let title = fields["title"], (title.string ?? "").trimmed.isEmpty { throw Refusal.missing(field: "title") }
        try refuseFuture(fields, was: matter.record, in: definition, facts)
        var values = try definition.readingRows(fields, on: matter.record)
        if let named = fields["owner"], named != .null || matter.owner != nil {
            // Somebody always answers for it.
            guard let owner = named.string else { throw Refusal.missing(field: "owner") }
            guard facts.directory.person(owner) != nil else { throw Refusal.unknown(what: "person", text: owner, nearest: nil) }
            if matter.supervisor == owner, fields["supervisor"] == nil {
                values["supervisor"] = JSON(supervisor(of: owner, facts.directory))
            }
            // A task lies with whoever answers for it, unless somebody else has it in hand.
            if matter.holder == matter.owner { values.merge(held(by: owner)) { $1 } }
        }
        if let supervisor = fields["supervisor"]?.string, supervisor == fields["owner"]?.string ?? matter.owner {
            throw Refusal.guarded(.supervisorIsOwner, article: "凡事有人监督")
        }
        if let limit = fields["limit"] {
            values["limit"] = nil
            let clock = try clock(from: limit, basis: matter.promise == nil ? "经办人定" : "承诺")
            values["clock"] = clock?.json ?? .null
            values["promise"] = promise(movedTo: clock?.due)
        }
        if let urgency = fields["urgency"], urgency != matter.record["urgency"] { values.merge(hastened(urgency)) { mine, _ in mine } }
        var amended = matter
        for (path, value) in values { amended.record[path] = value }
        try LeftMatter(amended, was: matter, facts).check()
        record("matter.amended", values)
    }

    /// A paper found to be urgent, or not to be: the clock for sending up follows its mark.
    private func hastened(_ urgency: JSON) -> [String: JSON] {
        var hastened = matter
        hastened.record["urgency"] = urgency
        if urgency.isNull { return matter.sendUp == nil ? [:] : [ClockProposal.sendUpPath: .null] }
        return ClockProposal.arriving(hastened, facts)
    }

    mutating func note(kind: String, text: String) throws(Refusal) {
        if isArchived { throw .guarded(.archived, article: "档案法 §14、§21") }
        if text.trimmed.isEmpty { throw .missing(field: "note") }
        record("matter.noted", ["notes/\(matter.record.nextIndex(in: "notes"))": noteJSON(kind, text)])
    }

    func noteJSON(_ kind: String, _ text: String) -> JSON {
        Note.json(kind: kind, text: text, attribution: facts.attribution)
    }

    func withNote(_ kind: String, _ text: JSON?, in values: inout [String: JSON]) {
        guard let text = text?.string, !text.trimmed.isEmpty else { return }
        values["notes/\(matter.record.nextIndex(in: "notes"))"] = noteJSON(kind, text)
    }

    // MARK: Moving

    /// Takes the step of a name, with those the regulation requires before it recorded on the way.
    ///
    /// - Returns: the step.
    @discardableResult
    mutating func take(_ name: Move, form: [String: JSON]) throws -> Step {
        if isArchived { throw Refusal.guarded(.archived, article: "档案法 §14、§21") }
        guard let path = definition.path(to: name, from: matter.state), let last = path.last else {
            throw Refusal.notOffered(move: name, state: matter.state, register: definition.id)
        }
        try take(path, form: form)
        return last
    }

    /// Takes steps that lead from the matter's state, one after the other.
    mutating func take(_ path: [Step], form: [String: JSON]) throws {
        let approves = path.contains { $0.approval != nil }
        let asked = Set(path.flatMap(\.asks) + ["limit", "medium"] + (approves ? ApprovalForm.asks : []))
        var fields: [String: JSON] = [:]
        for (key, value) in form {
            if let field = definition.field(asked: key) {
                fields[field.path] = value
            } else if !asked.contains(key), !MoveForm.standard.contains(where: { $0.id == key }) {
                throw Refusal.unknown(what: "field", text: key, nearest: Nearest.of(key, in: asked))
            }
        }
        if !fields.isEmpty { try amend(Amendment(fields)) }
        for step in path { try take(step, form: form) }
    }

    /// A fresh matter brought to the state of one that is registered at once: its number is given.
    mutating func settle() throws {
        let target = definition.opensRegistered
        if matter.state == target {
            if definition.format != nil, matter.number == nil { record("matter.numbered", try number()) }
            return
        }
        for step in definition.steps where step.from.contains(matter.state) && step.to == target {
            return try take(step, form: [:])
        }
        // More than one folded step lies between: walk them.
        while matter.state != target {
            guard let step = definition.steps.first(where: { $0.isFolded && $0.to != nil && $0.from.contains(matter.state) }) else {
                return
            }
            try take(step, form: [:])
        }
    }

    private mutating func take(_ step: Step, form: [String: JSON]) throws {
        for field in definition.fields where field.neededFor.contains(where: step.isNamed) && matter.record[field.path].isNull {
            throw Refusal.missing(field: field.id)
        }
        var values = try effects(of: step, form: form)
        for capability in Capabilities.all { values.merge(try capability.apply(step, form, on: self)) { $1 } }
        let author = author(of: step, by: form, writing: values)
        try step.refuseOthers(author, facts.directory)
        if let to = step.to {
            // What was to be brought up or signed for belonged to the stage that ends.
            if values["bringUpOn"] == nil, !step.isFolded { values["bringUpOn"] = .null }
            if values["toSign"] == nil, !step.isFolded { values["toSign"] = .null }
            if step.act == .hold { values["heldFrom"] = .string(matter.state) }
            let before = step.act == .resume ? matter.record["heldFrom"].string : nil
            if step.act == .resume { values["heldFrom"] = .null }
            // What a step brings about may lead elsewhere than usual: one of two units has answered, the other has not.
            let after = values["state"]?.string ?? before ?? to
            values["state"] = .string(after)
            values.merge(leaving(for: after, by: step)) { mine, _ in mine }
            if !definition.isOpen(after) { values["concludedAt"] = values["concludedAt"] ?? .int(at.milliseconds) }
        }
        for capability in Capabilities.all { try capability.follow(step, form, on: self, into: &values) }
        values.merge(ending(step, in: values["state"]?.string ?? matter.state)) { mine, _ in mine }
        // A step that changes nothing else is still an act that must be found again.
        values["lastMove"] = .compact([
            "act": .string(step.act.rawValue), "id": .string(step.verb.rawValue), "at": .int(at.milliseconds), "by": .string(author),
            "medium": JSON(step.act == .approve && author != by ? signatureMedium(form).id : nil),
        ])
        // What is pressing is only begun by an act that does something for it (H0).
        if step.act != .bringUp, matter.isEmergency || matter.isImmediate, matter.record["firstAct"].isNull {
            values["firstAct"] = values["lastMove"]
        }
        record(Step.kind, values, step: definition.reference(to: recorded(step, values)))
    }

    /// Whose step it is: what comes back is the act of whose words it brings, a signature that of the signer named, whoever writes it down
    /// (代录, J1).
    func author(of step: Step, by form: [String: JSON], writing values: [String: JSON] = [:]) -> String {
        guard !facts.attribution.isForOther else { return by }
        return switch step.act {
        case .comeBack: Note.brought(by: values.map { ($0.key, $0.value) })?.by ?? by
        case .approve where step.approval != nil: form["approver"]?.string ?? by
        case .approve: definition.value(of: .signer, in: form)?.string ?? by
        default: by
        }
    }

    /// The step as it is recorded: a leader's words and a unit's answer stay apart, by whichever step they came (K4).
    private func recorded(_ step: Step, _ values: [String: JSON]) -> Step {
        guard step.act == .comeBack, let instruction = definition.instruction else { return step }
        let isInstruction = values.contains { $0.key.hasPrefix("notes/") && $0.value["kind"].string == "instruction" }
        guard isInstruction else { return definition.steps.first(where: definition.bringsFeedback) ?? step }
        return matter.state == instruction.with ? instruction.back : instruction.late
    }

    /// What a step brings about in every register; the capabilities add what is theirs.
    private func effects(of step: Step, form: [String: JSON]) throws -> [String: JSON] {
        switch step.act {
        case .advance: return advancing(step, form)
        case .bringUp: return try bringingUp(form)
        case .return: return try returning(step, form)
        case .answer, .conclude, .archive, .withdraw: return try closing(step, form)
        case .hand, .send, .comeBack, .circulate, .read, .recall, .sign, .approve, .hold, .resume, .extend, .chase, .join, .link: return [:]
        }
    }

    /// 审核, 复核: what whoever checks a draft says of it, where the step asks for it.
    private func advancing(_ step: Step, _ form: [String: JSON]) -> [String: JSON] {
        var values: [String: JSON] = [:]
        if step.asks.contains("note") { withNote("opinion", form["note"], in: &values) }
        return values
    }

    func held(by holder: String?) -> [String: JSON] {
        ["holder": JSON(holder), "heldSince": .int(at.milliseconds)]
    }

    /// Nothing is handed to somebody the directory does not know.
    func mustExist(_ id: String, what: String) throws(Refusal) {
        guard facts.directory.person(id) != nil || facts.directory.unit(id) != nil else {
            throw .unknown(what: what, text: id, nearest: nil)
        }
    }

    func withWords(_ note: JSON, in values: inout [String: JSON]) {
        let taken = values.keys.filter { $0.hasPrefix("notes/") }.count
        values["notes/\(matter.record.nextIndex(in: "notes") + taken)"] = note
    }

    private func returning(_ step: Step, _ form: [String: JSON]) throws(Refusal) -> [String: JSON] {
        // What goes back because it was lent to us (清退) needs no ground; a paper that is refused does (条例 §24(3)).
        let isRefused = step.asks.contains("code")
        let code = form["code"]?.string
        if isRefused, code == nil { throw .missing(field: "code") }
        var values = held(by: nil)
        values["returnedFor"] = JSON(code)
        let words = [code, form["reason"]?.string].compactMap { $0 }.joined(separator: "：")
        withNote("return", .string(isRefused ? words : "清退" + (words.isEmpty ? "" : "：" + words)), in: &values)
        values["clock"] = .null
        return values
    }

    private func bringingUp(_ form: [String: JSON]) throws(Refusal) -> [String: JSON] {
        guard let day = form["day"]?.string else { throw .missing(field: "day") }
        guard let reading = Day(iso: day) else { throw .invalid(field: "day", value: day, expected: .day) }
        // A day gone by brings nothing up.
        if reading < facts.calendar.zone.day(of: at) { throw .invalid(field: "day", value: day, expected: .notPast) }
        var values: [String: JSON] = ["bringUpOn": .string(day)]
        withNote("bringup", form["reason"], in: &values)
        if let later = Day(iso: day) { values.merge(try puttingOff(to: later, form)) { $1 } }
        return values
    }

    /// What has open ends is closed with its result or a linked reply; 已办 is a word (J10).
    private func closing(_ step: Step, _ form: [String: JSON]) throws -> [String: JSON] {
        var values: [String: JSON] = ["toSign": .null, "bringUpOn": .null]
        switch step.act {
        case .conclude where step.putsAway:
            try refuseOpenEnds(form, isPutAway: true)
            values[definition.path(of: .box)] = definition.value(of: .box, in: form)
            withNote("result", form["result"] ?? form["note"], in: &values)
        case .conclude:
            let result = form["result"]?.string ?? form["note"]?.string
            try refuseOpenEnds(form)
            withNote("result", JSON(result), in: &values)
        case .answer: withNote("reply", form["answer"] ?? form["note"], in: &values)
        case .withdraw:
            try matter.refuseOthersVoiding(by, facts)
            guard let reason = form["reason"]?.string, !reason.trimmed.isEmpty else { throw Refusal.missing(field: "reason") }
            withNote("void", .string(reason), in: &values)
        default: break
        }
        values.merge(held(by: matter.owner)) { $1 }
        return values
    }
}
