/// Handled 承办: a paper lies with those who handle it, inside or outside the office, who sign for it and answer (J3).
///
/// `lead` and `partners` name them; `handlers/<who>` says when each got it, signed and answered; `toSign` whose signature is awaited.
struct Handled: Capability {
    var keeps: Set<String> { ["handlers", "toSign", "signedAt"] }

    func apply(_ step: Step, _ form: [String: JSON], on course: MatterCourse) throws -> [String: JSON] {
        switch step.act {
        case .hand: try step.proposes ? course.proposing(form) : course.dispatching(form)
        // What is approved in levels, and signed for afterwards, is signed for by nobody who handles it.
        case .approve where step.approval == nil: try course.signing(step, form)
        case .sign where course.matter.awaitedSignatures(by: course.definition).isEmpty: try course.signing(step, form)
        default: [:]
        }
    }

    /// What nobody has signed for wakes at once, for whoever is to sign too.
    func owes(_ matter: Matter, by definition: RegisterDefinition?, _ calendar: WorkCalendar) -> [Owed] {
        guard let waited = matter.awaitsSignature else { return [] }
        let always = Moment(milliseconds: 0)
        return [.matter(from: always), .along(waited, from: always)]
    }

    /// What is handed out again goes to nobody above the office, who may have come to stand there since.
    func holds(_ left: LeftMatter) throws {
        let handed = left.now.handlers.map(\.id).filter { left.was?.record["handlers/" + $0].isNull ?? true }
        guard let superior = handed.first(where: left.facts.directory.isSuperior) else { return }
        let isHandedAgain = left.inverses.contains { event in
            event.subject == left.now.id && Undoing.doesAgain(event) && Undoing.asDone(event).act == .hand
        }
        guard isHandedAgain else { return }
        throw Refusal.guarded(.dispatchUpward, article: left.facts.directory.name(superior) ?? superior)
    }
}

/// Who handles a paper, inside or outside the office: the lead 主办 or a partner 协办, when they signed for it and what they answered (J3).
public struct Handler: Hashable, Sendable {
    public let id: String
    public let isLead: Bool
    public let sent: Moment?
    public let signed: Moment?
    /// Who signed there, where somebody told.
    public let signedBy: String?
    public let answered: Moment?
    /// It was passed on to others.
    public let ended: Moment?

    init(id: String, json: JSON) {
        func moment(_ key: String) -> Moment? { json[key].int.map { Moment(milliseconds: $0) } }
        self.id = id
        isLead = json["role"].string == "lead"
        sent = moment("sent")
        signed = moment("signed")
        signedBy = json["signedBy"].string
        answered = moment("answered")
        ended = moment("ended")
    }
}

extension Matter {
    /// A hand-over nobody has signed for yet.
    public var awaitsSignature: String? { record["toSign"].string }

    /// The lead first, then the partners; those it was passed on from left out.
    public var handlers: [Handler] {
        let all = record.group("handlers").map { Handler(id: $0.key, json: $0.value) }.filter { $0.ended == nil }
        let order = partners
        func place(_ handler: Handler) -> Int { handler.isLead ? -1 : order.firstIndex(of: handler.id) ?? order.count }
        return all.sorted { place($0) < place($1) }
    }

    /// Who has not signed for it yet.
    public var unsigned: [Handler] { handlers.filter { $0.signed == nil } }
    /// Who has not answered yet.
    public var unanswered: [Handler] { handlers.filter { $0.answered == nil } }
}

/// Handing a paper to those who handle it, their signatures and their answers.
extension MatterCourse {
    fileprivate func proposing(_ form: [String: JSON]) throws(Refusal) -> [String: JSON] {
        guard let leader = form["leader"]?.string else { throw .missing(field: "leader") }
        try mustExist(leader, what: "leader")
        var values = held(by: leader)
        withNote("proposal", form["note"], in: &values)
        values.merge(try limits(form)) { $1 }
        return values
    }

    /// 分办/转办/交办: two units need a lead named; the first one is 主办 (A4, J2). An urgent paper needs its limit (条例 §24(4)).
    func dispatching(_ form: [String: JSON]) throws(Refusal) -> [String: JSON] {
        guard let target = form["target"]?.string ?? matter.lead else { throw .missing(field: "target") }
        try mustExist(target, what: "target")
        try mustNotBeAbove([target])
        let partners = (form["partners"]?.array?.compactMap(\.string) ?? []).filter { $0 != target }
        for partner in partners { try mustExist(partner, what: "partners") }
        try mustNotBeAbove(partners)
        var values = held(by: target)
        values["lead"] = .string(target)
        if form["partners"] != nil { values["partners"] = partners.isEmpty ? .null : .array(partners.map(JSON.string)) }
        for (id, role) in [(target, "lead")] + partners.map({ ($0, "partner") }) {
            var entry = matter.record["handlers/" + id].object ?? [:]
            if entry["ended"] != nil || entry["sent"] == nil { entry = ["sent": .int(at.milliseconds)] }
            entry["role"] = .string(role)
            // What one takes oneself needs no signature.
            if id == by { entry["signed"] = entry["signed"] ?? .int(at.milliseconds) }
            values["handlers/" + id] = .object(entry)
        }
        for handler in matter.handlers where handler.id != target && !partners.contains(handler.id) {
            var entry = matter.record["handlers/" + handler.id].object ?? [:]
            entry["ended"] = .int(at.milliseconds)
            values["handlers/" + handler.id] = .object(entry)
        }
        let waiting = ([target] + partners).first { values["handlers/" + $0]?["signed"].isNull ?? true }
        values["toSign"] = JSON(waiting)
        withNote("proposal", form["note"], in: &values)
        values.merge(try limits(form, isNeeded: true)) { $1 }
        return values
    }

    /// What goes to a superior is reported or submitted, never dispatched (domain K2).
    private func mustNotBeAbove(_ ids: [String]) throws(Refusal) {
        guard let superior = ids.first(where: facts.directory.isSuperior) else { return }
        throw .guarded(.dispatchUpward, article: facts.directory.name(superior) ?? superior)
    }

    /// 签收: by those named, else by whoever acts where it waits for them, else by all it waits for.
    ///
    /// A step that leads to another state, such as 签发, is no signature for what was handed over.
    func signing(_ step: Step, _ form: [String: JSON]) throws(Refusal) -> [String: JSON] {
        let at = form["at"]?.int.map { Moment(milliseconds: $0) } ?? at
        guard at <= facts.now else { throw .invalid(field: "at", value: facts.calendar.zone.plain(at), expected: .past) }
        var values: [String: JSON] = ["toSign": .null, "signedAt": .int(at.milliseconds)]
        let waiting = matter.unsigned.map(\.id)
        let named = form["who"]?.array?.compactMap(\.string)
        let signing = named ?? (waiting.contains(by) ? [by] : waiting)
        // All have signed: a second signature of nobody would be a lie, and so is one where nothing was handed over.
        if named == nil || matter.handlers.isEmpty, waiting.isEmpty, matter.awaitsSignature == nil, step.to == nil {
            let last = matter.handlers.compactMap(\.signed).max() ?? matter.record["signedAt"].int.map { Moment(milliseconds: $0) }
            throw last.map { .guarded(.alreadySigned, article: facts.calendar.zone.plain($0)) }
                ?? .guarded(.notToSign, article: matter.id.text)
        }
        for id in signing {
            guard matter.handlers.contains(where: { $0.id == id }), var entry = matter.record["handlers/" + id].object else {
                throw .unknown(what: "who", text: facts.directory.name(id) ?? id, nearest: nil)
            }
            entry["signed"] = entry["signed"] ?? .int(at.milliseconds)
            if let person = form["signedBy"]?.string, !person.trimmed.isEmpty { entry["signedBy"] = .string(person) }
            values["handlers/" + id] = .object(entry)
        }
        values["toSign"] = JSON(waiting.first { !signing.contains($0) })
        return values
    }

    /// 反馈、交回: a unit's words are its own, not a leader's instruction. While another has not answered, the paper stays with them.
    func answering(_ form: [String: JSON], _ backWithUs: [String: JSON]) throws(Refusal) -> [String: JSON] {
        var values = backWithUs
        let answering = form["who"]?.array?.compactMap(\.string) ?? [matter.lead ?? matter.holder].compactMap { $0 }
        let words = form["words"]?.string ?? ""
        let at = try actedAt(form)
        for id in answering {
            guard var entry = matter.record["handlers/" + id].object else {
                if form["who"] != nil { throw .unknown(what: "who", text: facts.directory.name(id) ?? id, nearest: nil) }
                continue
            }
            entry["answered"] = .int(at.milliseconds)
            // Who answers has had it in hand.
            entry["signed"] = entry["signed"] ?? .int(at.milliseconds)
            values["handlers/" + id] = .object(entry)
        }
        if !words.isEmpty {
            var attribution = facts.attribution
            attribution.at = at
            if !attribution.isForOther, let author = answering.first ?? matter.holder { attribution.by = author }
            // Their words lie before the clerk; nobody of theirs sat at this desk.
            if attribution.by != attribution.recordedBy, attribution.medium == .own { attribution.medium = .original }
            values["notes/\(matter.record.nextIndex(in: "notes"))"] = Note.json(kind: "feedback", text: words, attribution: attribution)
        }
        let open = matter.unanswered.filter { !answering.contains($0.id) }
        if let next = open.first {
            values["state"] = .string(matter.state)
            values["holder"] = .string(matter.holder.map { answering.contains($0) ? next.id : $0 } ?? next.id)
            values["toSign"] = JSON(matter.unsigned.first { !answering.contains($0.id) }?.id)
        }
        return values
    }
}
