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
        let moved = movedAlong
        for (id, subject) in before where id.kind == .matter && !moved.contains(id) {
            try Matter(subject).refuseStranger(person, directory)
        }
        try Right.check(inverses, of: person, on: Subjects(before), in: directory)
        try refuseOthersSteps(person)
        let handedAgain = Set(inverses.filter { Undoing.doesAgain($0) && Undoing.asDone($0).act == .hand }.map(\.subject))
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
                try checkPeople(now, was: Matter(Subject(id: id, record: was)))
                try checkPlaceholder(now, was: Matter(Subject(id: id, record: was)))
                try LeftMatter(
                    now, was: Matter(Subject(id: id, record: was)), inverses: inverses, facts, history: facts
                ).check()
                try checkNames(now, was: was)
                if handedAgain.contains(id) { try checkUpward(now, was: was) }
                // A paper that comes back while its like came in meanwhile would be here twice.
                if !record.isEmpty, was["register"].isNull, let same = try facts.samePaper(as: now), same.id > id {
                    throw Refusal.duplicate(of: same.number ?? same.id.text, title: same.title)
                }
            case .person, .unit, .place: try checkName(id, record, was: was)
            case .meeting: try refuseBackwards(record, facts.calendar.zone)
            default: break
            }
        }
    }

    /// The matters whose limit alone moved when the office counted its days otherwise: it moves back for whoever may say how days are counted.
    private var movedAlong: Set<SubjectID> {
        let events = origin.flatMap(\.events)
        guard events.contains(where: { $0.subject == .office }) else { return [] }
        return Set(events.map(\.subject)).subtracting(events.filter { !MovedLimit.isMove($0) }.map(\.subject))
    }

    /// Nobody looks after their own work, and nobody has signed their own draft (条例 §22).
    private func checkPeople(_ now: Matter, was: Matter) throws(Refusal) {
        if let owner = now.owner, now.supervisor == owner, was.supervisor != was.owner {
            throw .guarded(.supervisorIsOwner, article: "凡事有人监督")
        }
        try facts.registers.refuseOwnApproval(now, was: was)
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

    /// What is handed out again goes to nobody above the office, who may have come to stand there since.
    private func checkUpward(_ now: Matter, was: Record) throws(Refusal) {
        let handed = now.handlers.map(\.id).filter { was["handlers/" + $0].isNull }
        guard let superior = handed.first(where: directory.isSuperior) else { return }
        throw .guarded(.dispatchUpward, article: directory.name(superior) ?? superior)
    }

    private func checkPlaceholder(_ now: Matter, was: Matter) throws(Refusal) {
        guard now.isPlaceholder, was.isPlaceholder else { return }
        // What is done again was allowed of the placeholder when it was first done.
        let words = inverses.filter { $0.subject == now.id && !Undoing.doesAgain($0) }.flatMap(\.changes).filter { change in
            let isOfPaper =
                change.path == "title" || ["fields/", "notes/", "enclosures/", Lines.group("")].contains(where: change.path.hasPrefix)
            return isOfPaper && change.path != "fields/box" && !change.now.isNull
        }
        if !words.isEmpty { throw .guarded(.placeholder, article: "保密法") }
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

extension Matter {
    /// Who wrote the draft: the author named, else who answers for it.
    var author: String? { record["fields/author"].string ?? owner }
}

extension Registers {
    /// Refuses a paper whose author would have signed it (条例 §22), where it was not so before.
    func refuseOwnApproval(_ now: Matter, was: Matter?) throws(Refusal) {
        func isOwn(_ matter: Matter) -> Bool {
            guard let signer = matter.record["fields/signer"].string, signer == matter.author else { return false }
            return self[of: matter]?.needsSignature(toReach: matter.state) ?? false
        }
        guard isOwn(now), !(was.map(isOwn) ?? false) else { return }
        throw .guarded(.signerIsAuthor, article: "条例 §22")
    }
}

extension RegisterDefinition {
    /// Whether no way leads to a state but by the signature of a second person.
    func needsSignature(toReach state: String) -> Bool {
        guard steps.contains(where: \.needsSecond) else { return false }
        var reached: Set<String> = [opens]
        var isGrowing = true
        while isGrowing {
            let open = steps.filter { !$0.needsSecond && !reached.isDisjoint(with: $0.from) }
            let more = Set(open.flatMap { [$0.to, $0.otherwise].compactMap(\.self) }).subtracting(reached)
            reached.formUnion(more)
            isGrowing = !more.isEmpty
        }
        return !reached.contains(state)
    }
}
