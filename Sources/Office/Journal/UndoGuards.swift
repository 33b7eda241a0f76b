/// What an undo or a redo leaves behind, and the rules it must not get round: the same that hold for the acts themselves.
struct Aftermath {
    /// The rows as they stand, and as the inverses leave them.
    let before: [SubjectID: Subject]
    let after: [SubjectID: Record]
    let inverses: [Event]
    let facts: any HistoryReader
    /// The act as it was first done, whether it is taken back or done again.
    let origin: [Entry]
    var directory: Directory { facts.directory }

    init(of inverses: [Event], on before: [SubjectID: Subject], first origin: [Entry], _ facts: any HistoryReader) {
        self.before = before
        self.origin = origin
        self.inverses = inverses
        self.facts = facts
        var after = before.mapValues(\.record)
        for event in inverses { evolve(&after[event.subject, default: Record()], with: event) }
        self.after = after
    }

    /// Refuses what the person at the keyboard could not have done by an act of their own.
    func check() throws {
        for capability in Capabilities.all { try capability.holds(of: self) }
        let person = facts.attribution.recordedBy
        try Right.check(inverses, of: person, on: Subjects(before), in: directory, facts.registers)
        try refuseOthersSteps(person)
        let gone = after.filter { id, record in
            [.person, .unit, .place].contains(id.kind) && record.isEmpty && before[id]?.record.isEmpty == false
        }
        // Papers would name somebody whom nobody knows any more.
        if !gone.isEmpty, let use = try facts.lastUse(of: gone.keys.sorted()) {
            throw Refusal.builtUpon(subject: use.subject.text, by: use.by, at: use.at)
        }
        for (id, record) in after.sorted(by: { $0.key < $1.key }) {
            let was = before[id]?.record ?? Record()
            switch id.kind {
            case .matter:
                let now = Matter(Subject(id: id, record: record))
                if record["register"].isNull, !was["register"].isNull { try refuseOthersOpening(id, person) }
                try checkPeople(now, was: Matter(Subject(id: id, record: was)))
                try LeftMatter(
                    now, was: Matter(Subject(id: id, record: was)), inverses: inverses, facts, history: facts
                ).check()
                try checkNames(now, was: was)
                // A paper that comes back while its like came in meanwhile would be here twice.
                if !record.isEmpty, was["register"].isNull, let same = try facts.samePaper(as: now), same.id > id {
                    throw Refusal.duplicate(of: same.number ?? same.id.text, title: same.title)
                }
            case .person, .unit, .place: try checkName(id, record, was: was)
            case .meeting: try refuseBackwards(record, facts.calendar.zone)
            case .office: try checkRegisters(record, was: was)
            default: break
            }
        }
    }

    /// The matters whose limit alone moved when the office counted its days otherwise: it moves back for whoever may say how days are counted.
    var movedAlong: Set<SubjectID> {
        let events = origin.flatMap(\.events)
        guard events.contains(where: { $0.subject == .office }) else { return [] }
        return Set(events.map(\.subject)).subtracting(events.filter { !MovedLimit.isMove($0) }.map(\.subject))
    }

    /// Nobody looks after their own work.
    private func checkPeople(_ now: Matter, was: Matter) throws(Refusal) {
        if let owner = now.owner, now.supervisor == owner, was.supervisor != was.owner {
            throw .guarded(.supervisorIsOwner, article: "凡事有人监督")
        }
    }

    /// Who answers for a matter, has it or looks after it is somebody the directory knows.
    private func checkNames(_ now: Matter, was: Record) throws(Refusal) {
        for path in ["owner", "supervisor", "holder", "lead"] where now.record[path] != was[path] {
            guard let id = now.record[path].string else { continue }
            let isGone =
                switch SubjectID(id).kind {
                case .person: directory.person(id) == nil
                case .unit: directory.unit(id) == nil
                default: false
                }
            if isGone { throw .unknown(what: path, text: id, nearest: nil) }
        }
    }

    /// Somebody who comes back under a name that another took meanwhile is told apart first.
    private func checkName(_ id: SubjectID, _ record: Record, was: Record) throws(Refusal) {
        guard let name = record["name"].string, name != was["name"].string else { return }
        guard let kind = id.kind else { return }
        let other = directory.records(named: name, kind).first { other in
            SubjectID(other.id) > id && (kind != .person || Person(id: other.id, record: other.record).isActive)
        }
        if let other { throw .guarded(.namesake, article: "\(other.id) \(other.record["name"].string ?? other.id)") }
    }
}
