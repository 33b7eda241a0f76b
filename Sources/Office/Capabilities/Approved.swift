/// Approved 审批: a step of act `approve` that asks several levels one after the other, each a role or a unit.
///
/// `effects: {approved: {of: applicant, levels: [director, {unit: 财务科}, leader], term: 1 workday}}` at the step says whose request it is and
/// who approves it. Nobody approves their own, and nor does whoever stands in for them that day 代理. Where it is refused, the step leads to
/// its `otherwise`, back to the applicant with the reason, and what was approved before counts no more. An approval given by telephone or in
/// another way that leaves no paper holds at once, and is signed afterwards 补签 within the term, by a step of act `sign` (K6).
///
/// `approvals/<n>` keeps every approval and every refusal, in order.
struct Approved: Capability {
    var effect: (any StepEffect.Type)? { ApprovalLevels.self }
    var keeps: Set<String> { [Approval.group] }

    func apply(_ step: Step, _ form: [String: JSON], on course: MatterCourse) throws -> [String: JSON] {
        if let levels = step.approval { return try course.approving(step, levels, form) }
        let waiting = course.matter.awaitedSignatures(by: course.definition)
        guard !waiting.isEmpty else { return [:] }
        switch step.act {
        case .sign: return try course.signingAfterwards(waiting, form)
        // From there on nothing is written on it.
        case .archive:
            throw Refusal.guarded(.approvalUnsigned, article: course.facts.directory.name(waiting[0].by) ?? waiting[0].by)
        default: return [:]
        }
    }

    /// What goes another way than to its approval is asked for anew: what was approved of it so far counts no more.
    func follow(_ step: Step, _ form: [String: JSON], on course: MatterCourse, into values: inout [String: JSON]) throws {
        guard let state = values["state"]?.string, step.act != .hold else { return }
        for other in course.definition.effectSteps where other.approval != nil && other.id != step.id && !other.from.contains(state) {
            guard let last = course.matter.openRound(of: other.id).last, var entry = course.matter.record[last.path].object else {
                continue
            }
            entry["ended"] = .int(course.at.milliseconds)
            values[last.path] = .object(entry)
        }
    }

    func owes(_ matter: Matter, by definition: RegisterDefinition?, _ calendar: WorkCalendar) -> [Owed] {
        guard let definition, !definition.effectSteps.isEmpty, !matter.isWithdrawn else { return [] }
        let always = Moment(milliseconds: 0)
        var owed: [Owed] = []
        // A request stands on the desk of whoever may approve it, whoever that is on the day.
        for (_, level) in definition.approvals(awaitedBy: matter) {
            owed += [.person(level.desk, from: always), .person("*", from: always)]
        }
        // Who approved by telephone signs, and who wrote it down brings it; after three working days the director sees to it (K6).
        for approval in matter.awaitedSignatures(by: definition) {
            owed += [approval.by, approval.recordedBy, "*"].map { .person($0, from: always) }
            let late = calendar.workday(Approval.directorAfter, after: calendar.zone.day(of: approval.at))
            owed.append(.person(Obligation.desk(of: .director), from: calendar.zone.moment(late, TimeOfDay(minutes: 0))))
        }
        if let (_, applicant) = definition.refusal(of: matter) { owed += [.person(applicant, from: always), .person("*", from: always)] }
        return owed
    }

    func stands(_ matter: Matter, by definition: RegisterDefinition, at desk: TodayRules) -> [TodayReason] {
        guard !definition.effectSteps.isEmpty else { return [] }
        let today = desk.calendar.zone.day(of: desk.now)
        var reasons: [TodayReason] = []
        for approval in matter.awaitedSignatures(by: definition) {
            let late = desk.calendar.workday(Approval.directorAfter, after: desk.calendar.zone.day(of: approval.at))
            let isMine = desk.person.map { person in
                [approval.by, approval.recordedBy].contains(person) || late <= today && desk.directory.may(person, [.director])
            }
            guard isMine ?? true, let day = approval.signBy else { continue }
            reasons.append(TodayReason(chip: .countersign(isPast: day < today), group: day <= today ? 0 : 1, day: day, importance: 2))
        }
        for (levels, level) in definition.approvals(awaitedBy: matter) {
            let isMine = desk.person.map { person in
                level.isMet(by: person, desk.directory)
                    && !levels.isOwn(person, of: matter, in: definition, desk.directory, at: desk.now, desk.calendar)
            }
            if isMine ?? true { reasons.append(TodayReason(chip: .toApprove, group: 1, day: today, importance: 2)) }
        }
        if let (refusal, applicant) = definition.refusal(of: matter), desk.person == nil || desk.person == applicant {
            let name = definition.steps.first { $0.id == refusal.step }?.name ?? Term(zh: refusal.step, en: refusal.step)
            let chip = Chip.turnedDown(by: desk.directory.name(refusal.by) ?? refusal.by, step: name)
            reasons.append(TodayReason(chip: chip, group: 1, day: today, importance: 1))
        }
        return reasons
    }

    /// Nobody has approved their own request, levels stand in their order, and an approval is taken back by whoever may give it.
    func holds(_ left: LeftMatter) throws {
        let (now, was) = (left.now.approvals, left.was?.approvals ?? [])
        guard !now.isEmpty || !was.isEmpty, let definition = left.facts.registers[of: left.now] else { return }
        let facts = left.facts
        for approval in now where !approval.isRefused {
            guard let levels = definition.levels(of: approval) else { continue }
            let isNew = !was.contains { $0.number == approval.number }
            if isNew {
                try levels.refuseOwn(approval.by, of: left.now, in: definition, facts)
                try levels.level(approval.level).require(approval.by, facts.directory)
            } else if approval.by == levels.applicant(of: left.now, in: definition),
                approval.by != left.was.flatMap({ levels.applicant(of: $0, in: definition) })
            {
                throw Refusal.guarded(.ownRequest, article: facts.directory.name(approval.by) ?? approval.by)
            }
        }
        let person = facts.attribution.recordedBy
        for gone in was where !now.contains(where: { $0.number == gone.number }) && ![gone.by, gone.recordedBy].contains(person) {
            try definition.levels(of: gone)?.level(gone.level).require(person, facts.directory)
        }
        for step in Set(now.map(\.step)) {
            for round in left.now.rounds(of: step) {
                guard let place = round.indices.first(where: { round[$0].level != $0 }) else { continue }
                throw Refusal.builtUpon(subject: left.now.id.text, by: round[place].by, at: round[place].at)
            }
        }
    }
}

extension RegisterDefinition {
    /// The levels of the step an approval was given by, as the register has it now.
    fileprivate func levels(of approval: Approval) -> ApprovalLevels? { effectSteps.first { $0.id == approval.step }?.approval }

    /// The levels a matter waits at where it stands, each with the one whose turn it is.
    fileprivate func approvals(awaitedBy matter: Matter) -> [(levels: ApprovalLevels, level: ApprovalLevels.Level)] {
        effectSteps.compactMap { step in
            guard let levels = step.approval, step.from.contains(matter.state) else { return nil }
            return (levels, levels.level(matter.openRound(of: step.id).count))
        }
    }

    /// The refusal by which a matter stands where it does, and the applicant it went back to.
    fileprivate func refusal(of matter: Matter) -> (refusal: Approval, applicant: String)? {
        guard let last = matter.approvals.last, last.isRefused, let step = effectSteps.first(where: { $0.id == last.step }),
            step.otherwise == matter.state, let applicant = step.approval?.applicant(of: matter, in: self)
        else { return nil }
        return (last, applicant)
    }
}

// MARK: What is kept

/// An approval of a level, or its refusal.
public struct Approval: Hashable, Sendable {
    /// Its number with the matter.
    public let number: Int
    /// The id of the step in the register.
    public let step: String
    /// The place of the level, from 0.
    public let level: Int
    public let by: String
    public let recordedBy: String
    public let at: Moment
    public let medium: Attribution.Medium
    public let isRefused: Bool
    /// Whether it was the last level, so that the request was granted.
    public let isFinal: Bool
    /// Whether the matter went another way after it, and is to be asked for anew.
    public let isEnded: Bool
    /// The day by which whoever approved by telephone signs; nil where there is nothing to sign.
    public let signBy: Day?
    public let signed: Moment?

    /// Where a matter keeps them.
    static let group = "approvals"
    var path: String { "\(Approval.group)/\(number)" }

    /// Working days after which the director sees to a signature that is missing (K6).
    static let directorAfter = 3
    /// What leaves no paper.
    static let spoken: Set<Attribution.Medium> = [.phone, .oral, .text, .wechat]

    init?(number: Int, _ json: JSON) {
        guard let step = json["step"].string, let by = json["by"].string else { return nil }
        self.number = number
        self.step = step
        self.by = by
        level = Int(json["level"].int ?? 0)
        recordedBy = json["recordedBy"].string ?? by
        at = Moment(milliseconds: json["at"].int ?? 0)
        medium = json["medium"].string.map(Attribution.Medium.init(recorded:)) ?? .own
        isRefused = json["refused"].bool ?? false
        isFinal = json["final"].bool ?? false
        isEnded = !json["ended"].isNull
        signBy = json["signBy"].string.flatMap { Day(iso: $0) }
        signed = json["signed"].int.map { Moment(milliseconds: $0) }
    }

    /// Whether an event is the refusal of a request, and not an approval by the same step.
    public static func isRefusal(_ event: Event) -> Bool {
        event.changes.contains { $0.path.hasPrefix(group + "/") && $0.was.isNull && $0.now["refused"].bool == true }
    }
}

extension Matter {
    /// Every approval and refusal, in order.
    public var approvals: [Approval] {
        record.group(Approval.group).compactMap { key, value in Int(key).flatMap { Approval(number: $0, value) } }
    }

    /// The approvals of a step by rounds: each up to the one that granted or refused it, or after which it went another way; the last is
    /// open, and empty where nobody has approved anything yet.
    fileprivate func rounds(of step: String) -> [[Approval]] {
        var rounds: [[Approval]] = []
        var open: [Approval] = []
        for approval in approvals where approval.step == step {
            open.append(approval)
            guard approval.isRefused || approval.isFinal || approval.isEnded else { continue }
            rounds.append(open)
            open = []
        }
        return rounds + [open]
    }

    fileprivate func openRound(of step: String) -> [Approval] { rounds(of: step).last ?? [] }

    /// The approvals by telephone that nobody has signed yet; of what was refused or went another way none is needed.
    func awaitedSignatures(by definition: RegisterDefinition) -> [Approval] {
        guard !definition.effectSteps.isEmpty, definition.ownStep(doing: .sign, from: state) != nil else { return [] }
        return Set(approvals.map(\.step)).flatMap(rounds).filter { !($0.last.map { $0.isRefused || $0.isEnded } ?? true) }.flatMap(\.self)
            .filter { $0.signBy != nil && $0.signed == nil }.sorted { $0.number < $1.number }
    }
}

// MARK: What is done

/// The fields every step asks for that approves in levels.
public enum ApprovalForm {
    public static let fields: [FieldDefinition] = [
        FieldDefinition(
            id: "decision", kind: .choice, name: Term(zh: "审批意见", en: "Decision"),
            choices: [Choice(Term(zh: "同意", en: "agreed"), id: agreed), Choice(Term(zh: "不同意", en: "refused"), id: refused)],
            neededFor: [], isFirst: true),
        FieldDefinition(
            id: "approver", kind: .person, name: Term(zh: "批准人", en: "Approved by"), choices: [], neededFor: [], isFirst: true),
    ]

    /// In the order of the form; the last two are of every register.
    static let asks = ["decision", "approver", "reason", "medium"]

    private static let agreed = "agreed"
    private static let refused = "refused"

    /// What is decided; where nothing is said it is agreed to.
    static func isRefused(_ decision: JSON?) throws(Refusal) -> Bool {
        guard let word = decision?.string else { return false }
        guard let choice = fields[0].choice(of: word) else { throw .invalid(field: "decision", value: word, expected: .choice) }
        return choice.id == refused
    }
}

extension MatterCourse {
    /// Approves the level whose turn it is, or refuses.
    fileprivate func approving(_ step: Step, _ levels: ApprovalLevels, _ form: [String: JSON]) throws -> [String: JSON] {
        guard let applicant = levels.applicant(of: matter, in: definition) else { throw Refusal.missing(field: levels.of) }
        let approver = author(of: step, by: form)
        guard facts.directory.person(approver) != nil else { throw Refusal.unknown(what: "person", text: approver, nearest: nil) }
        try levels.refuseOwn(approver, of: matter, in: definition, facts)
        let place = matter.openRound(of: step.id).count
        try levels.level(place).require(approver, facts.directory)
        let isRefused = try ApprovalForm.isRefused(form["decision"])
        if !isRefused { try refuseUnfounded(approver, of: applicant, form, isSignedLater: true) }
        let words = (form["reason"]?.string ?? "").trimmed
        if isRefused, words.isEmpty { throw Refusal.missing(field: "reason") }
        let isLast = place + 1 >= levels.levels.count
        var attribution = facts.attribution
        let said = signatureMedium(form)
        // Who sits at the desk approves there, unless they say that it was by telephone.
        if approver != attribution.recordedBy || Approval.spoken.contains(said) { attribution.medium = said }
        attribution.by = approver
        let isSpoken = !isRefused && Approval.spoken.contains(attribution.medium)
        let signBy = isSpoken ? facts.calendar.zone.day(of: facts.calendar.deadline(from: at, length: levels.term).due) : nil
        var values: [String: JSON] = [
            "\(Approval.group)/\(matter.record.nextIndex(in: Approval.group))": .compact([
                "step": .string(step.id), "level": JSON(place), "by": .string(approver), "recordedBy": .string(attribution.recordedBy),
                "at": .int(at.milliseconds), "medium": .string(attribution.medium.id), "refused": isRefused ? true : .null,
                "final": isLast && !isRefused ? true : .null, "signBy": JSON(signBy?.iso),
            ])
        ]
        if !words.isEmpty { withWords(Note.json(kind: "opinion", text: words, attribution: attribution), in: &values) }
        if isRefused {
            values["state"] = JSON(step.otherwise)
            values.merge(held(by: facts.directory.person(applicant) == nil ? matter.owner : applicant)) { $1 }
        } else if !isLast {
            values["state"] = .string(matter.state)
        }
        return values
    }

    /// 补签: by those named, else by whoever acts where it waits for them, else by all it waits for.
    fileprivate func signingAfterwards(_ waiting: [Approval], _ form: [String: JSON]) throws(Refusal) -> [String: JSON] {
        let at = form["at"]?.int.map { Moment(milliseconds: $0) } ?? at
        guard at <= facts.now else { throw .invalid(field: "at", value: facts.calendar.zone.plain(at), expected: .past) }
        let named = form["who"]?.array?.compactMap(\.string)
        let signing = named ?? (waiting.contains { $0.by == by } ? [by] : waiting.map(\.by))
        var values: [String: JSON] = [:]
        for person in signing {
            guard waiting.contains(where: { $0.by == person }) else {
                throw .unknown(what: "who", text: facts.directory.name(person) ?? person, nearest: nil)
            }
            for approval in waiting where approval.by == person {
                var entry = matter.record[approval.path].object ?? [:]
                entry["signed"] = .int(at.milliseconds)
                values[approval.path] = .object(entry)
            }
        }
        return values
    }
}
