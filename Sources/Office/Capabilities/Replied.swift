/// Replied 答复: what goes out may answer what came in, what comes in may answer what went out (A4, A6), and each is seen from the other.
///
/// `links/<matter>` says how two papers belong together. A paper that answers concludes what it answers in the same act.
struct Replied: Capability {
    func apply(_ step: Step, _ form: [String: JSON], on course: MatterCourse) throws -> [String: JSON] {
        switch step.act {
        case .send: try course.sending(step, form)
        case .conclude: course.repliedBy(form)
        case .join, .link: try course.linking(step.act, form)
        default: [:]
        }
    }

    /// What it answers takes it as its answer, and what it is tied to is tied to it.
    func pass(_ step: Step, _ form: [String: JSON], from course: MatterCourse, to subjects: Subjects) throws -> [Event] {
        let answered = try answers(of: course.matter, by: step.act, form: form, subjects, course.facts)
        // What is answered is tied by its answer.
        let joined = try course.joining(form, subjects).filter { event in
            !answered.contains { $0.subject == event.subject && $0.changes.contains { $0.path == event.changes.first?.path } }
        }
        return joined + answered
    }
}

/// How the links of an answer are called.
public enum AnswerLink {
    /// The kind of a link from an answer to what it answers.
    public static let kind = "answers"
    /// The same link seen from what is answered.
    public static let reverse = "answeredBy"

    /// The kind a link has at its other end: who answers there is answered here.
    static func seenFromOther(_ kind: JSON) -> JSON {
        switch kind.string {
        case AnswerLink.kind: .string(reverse)
        case reverse: .string(AnswerLink.kind)
        default: kind
        }
    }

    /// Working days after which a request for instructions that was sent is looked after; a product default, no rule (A6).
    public static let awaitingDays = 10
}

extension Matter {
    /// What this matter is an answer to.
    public var answered: [SubjectID] {
        record.group("links").filter { $0.value.string == AnswerLink.kind }.map { SubjectID($0.key) }
    }
}

extension Command {
    /// Further subjects a rule must see once the first ones are read: what a paper that is sent or linked answers.
    public func related(to subjects: Subjects) -> [SubjectID] {
        guard case .move(let id, _, _) = self, let subject = subjects[id] else { return [] }
        return Matter(subject).answered
    }
}

extension MatterCourse {
    /// A request for instructions (请示) waits for its answer after it was sent; the office looks after it by a bring-up, not by a limit.
    func sending(_ step: Step, _ form: [String: JSON]) throws(Refusal) -> [String: JSON] {
        var values: [String: JSON] = ["sentAt": .int(at.milliseconds)]
        if let target = form["target"]?.string {
            try mustExist(target, what: "target")
            values["lead"] = .string(target)
        }
        values.merge(held(by: matter.owner)) { $1 }
        guard matter.text(of: .kind, by: definition) == "请示", let awaiting = step.otherwise else { return values }
        let today = facts.calendar.zone.day(of: at)
        values["state"] = .string(awaiting)
        values["bringUpOn"] = .string((expectedAnswer ?? facts.calendar.workday(AnswerLink.awaitingDays, after: today)).iso)
        return values
    }

    /// A request goes out so long before its answer is needed, where the office keeps such a rule: by then it has come, or is asked after.
    private var expectedAnswer: Day? {
        let preset = facts.presets.first { $0.scope == .requests }
        return preset?.clock(matter.urgency, from: at, calendar: facts.calendar).map { facts.calendar.zone.day(of: $0.due) }
    }

    /// The reply a paper is closed with.
    fileprivate func repliedBy(_ form: [String: JSON]) -> [String: JSON] {
        form["into"]?.string.map { ["links/" + $0: .string(AnswerLink.reverse)] } ?? [:]
    }

    fileprivate func linking(_ act: Act, _ form: [String: JSON]) throws(Refusal) -> [String: JSON] {
        guard let other = form["into"]?.string else { throw .missing(field: "into") }
        if other == matter.id.text { throw .invalid(field: "into", value: other, expected: .reference) }
        // An outgoing paper that is linked to an inbound one is its answer.
        let isAnswer = act == .link && form["as"]?.string == "答复"
        return ["links/" + other: .string(isAnswer ? AnswerLink.kind : act.rawValue)]
    }

    /// A link is seen from both ends; the other end is bound in the same act.
    func joining(_ form: [String: JSON], _ subjects: Subjects) throws(Refusal) -> [Event] {
        guard let other = form["into"]?.string, let subject = subjects[SubjectID(other)],
            subject.record["links/" + matter.id.text].isNull
        else { return [] }
        let kind = matter.record["links/" + other]
        let tied = Matter(subject)
        if tied.isArchived(by: facts.registers[of: tied]) {
            // A later paper may point at an archived one; nothing is written on that, and nothing becomes part of it.
            if kind.string == Act.join.rawValue { throw .guarded(.archived, article: "档案法 §14、§21") }
            return []
        }
        let seenFromThere = AnswerLink.seenFromOther(kind)
        return [Event(subject.id, "matter.linked", changes: [Change("links/" + matter.id.text, was: .null, now: seenFromThere)])]
    }

    /// Takes the answer: concluded with it where the state allows, else noted.
    mutating func takeAnswer(from other: Matter) throws {
        let name = other.number?.printed ?? other.text(of: .reference, by: facts.registers[of: other]) ?? other.title
        let link = "links/" + other.id.text
        if matter.record[link].isNull { record("matter.linked", [link: .string(AnswerLink.reverse)]) }
        let conclusion = definition.path(from: matter.state) { state in
            definition.steps.first { $0.concludes && $0.from.contains(state) }
        }
        if definition.isOpen(matter.state), let conclusion {
            try take(conclusion, form: ["result": .string("已答复：\(name)")])
        } else {
            try note(kind: "reply", text: "已答复：\(name)")
        }
    }
}

/// The answers a step brings about: a paper sent concludes what it answers; a 批复 that is linked concludes the request it answers.
private func answers(of matter: Matter, by act: Act, form: [String: JSON], _ subjects: Subjects, _ facts: any FactsReader) throws -> [Event]
{
    var answered: [SubjectID] = []
    if act == .send { answered = matter.answered }
    if act == .link, let other = form["into"]?.string.map({ SubjectID($0) }), let request = subjects[other].map({ Matter($0) }),
        facts.registers[of: request]?.awaitsAnswer(in: request.state) ?? false,
        ["批复", "函", "通知", "意见"].contains(matter.text(of: .kind, by: facts.registers[of: matter]) ?? "")
    {
        answered = [other]
    }
    var events: [Event] = []
    for id in answered {
        guard let subject = subjects[id] else { continue }
        var course = try MatterCourse(Matter(subject), facts)
        try course.takeAnswer(from: matter)
        events += course.events
    }
    return events
}

extension RegisterDefinition {
    /// Whether what was sent waits for its answer in a state.
    func awaitsAnswer(in state: String) -> Bool { steps.contains { $0.act == .send && $0.otherwise == state } }
}

/// What an answer is about: the subject of the paper it answers.
public enum AnswerTitle {
    /// 云溪县水利局关于除险加固资金的请示 is about 除险加固资金; nil where a title names no subject.
    public static func subject(of title: String) -> String? {
        guard let about = title.range(of: "关于") else { return nil }
        var rest = title[about.upperBound...]
        let kinds = DocumentKinds.all.map { "的" + $0 }
        if let kind = kinds.first(where: { rest.hasSuffix($0) }) { rest = rest.dropLast(kind.count) }
        return rest.isEmpty ? nil : String(rest)
    }
}
