/// Somebody who has a paper: since when, to handle or to read, and what is awaited of them.
struct ChaseHolding: Hashable {
    let target: String
    let since: Moment
    let isReader: Bool
    let isUnsigned: Bool
    /// A reader's own date, where one was set.
    let due: Moment?
}

extension ChasingRules {
    /// Who has the paper outside the office's own hands, and who was sent it to read and has not.
    func holdings(of matter: Matter) -> [ChaseHolding] {
        let stage = registers[of: matter]?.state(matter.state)?.stage
        let handling = stage == .away || stage == .doing ? handlers(of: matter) : []
        let readers = matter.readers.filter { !$0.isDone }.compactMap { reader -> ChaseHolding? in
            guard let sent = reader.sent else { return nil }
            return ChaseHolding(
                target: reader.person, since: sent, isReader: true, isUnsigned: false, due: reader.until.map { calendar.close(of: $0) })
        }
        let names = Set(handling.map(\.target))
        // Nobody calls herself.
        return (handling + readers.filter { !names.contains($0.target) }).filter { $0.target != caller }
    }

    /// Each unit a paper was sent to answers for itself; where only its holder is known, the holder.
    private func handlers(of matter: Matter) -> [ChaseHolding] {
        let sent = matter.unanswered.compactMap { handler -> ChaseHolding? in
            guard let since = handler.sent ?? matter.heldSince else { return nil }
            return ChaseHolding(target: handler.id, since: since, isReader: false, isUnsigned: handler.signed == nil, due: nil)
        }
        if !sent.isEmpty { return sent }
        guard let holder = matter.holder, let since = matter.heldSince ?? matter.received else { return [] }
        return [
            ChaseHolding(target: holder, since: since, isReader: false, isUnsigned: matter.awaitsSignature == holder, due: nil)
        ]
    }

    /// Everybody who has the paper outside the office's own hands, or was sent it to read.
    public func holders(of matter: Matter) -> [String] { holdings(of: matter).map(\.target) }

    /// Why nobody of these is chased by hand: a superior is asked how it stands, with the one to ask (K2).
    public func refusal(toChase targets: [String]) -> Refusal? {
        guard let superior = targets.first(where: directory.isSuperior) else { return nil }
        let contact = contact(of: superior)
        let words = [directory.name(superior), contact.name, contact.phone].compactMap { $0 }.filter { !$0.isEmpty }
        return .guarded(.chaseUpward, article: words.joined(separator: " "))
    }

    // MARK: Whom to speak to

    func call(_ target: String, _ cases: [ChaseCase]) -> ChaseCall {
        let level = cases.map(\.level).max() ?? 1
        let unit = directory.unit(orOf: target)
        let head = level > 1 ? head(above: target) : nil
        // Where nobody above is known at the other end, our director speaks to the contact.
        let director = level > 1 && head == nil ? directory.director?.id : nil
        // What a unit owes is reported on; a reading or a colleague's paper is only reminded of.
        let isReported =
            directory.unit(target) != nil && cases.contains { $0.level >= ChasingRules.highest && !$0.isReading }
        return ChaseCall(
            target: target, unit: unit?.id, level: level, speakTo: head ?? contact(of: target),
            through: director == target || director == caller ? nil : director, leader: isReported ? unit?.leader : nil,
            cases: cases.sorted { key($0) < key($1) }, proposesReport: isReported)
    }

    /// A slip for a supervised matter a unit handles; for colleagues and for what is only to be read a reminder (K2).
    func notice(_ matter: Matter, _ holding: ChaseHolding, level: Int) -> ChaseNotice {
        guard matter.isSupervised, !holding.isReader, directory.unit(holding.target) != nil else { return .reminder }
        return .slip(level: level)
    }

    /// Under whose telephone a target is called: a section's contact who answers it is called with the section (K2).
    func entry(of target: String) -> String {
        guard directory.person(target) != nil, let unit = directory.unit(orOf: target) else { return target }
        let own = contact(of: target)
        let its = contact(of: unit.id)
        guard let phone = own.phone, !phone.isEmpty, its.phone == phone, its.name == nil || its.name == own.name else { return target }
        return unit.id
    }

    private func key(_ found: ChaseCase) -> (Int, Int64, Int) {
        (found.reasons.first?.weight ?? 9, found.matter.clock?.due.milliseconds ?? Int64.max, found.matter.id.handle)
    }

    /// Whom to speak to at the other end: a unit's contact, a person, or whoever covers for them today.
    public func contact(of target: String) -> ChaseContact {
        if let unit = directory.unit(target) {
            let first = unit.record["contacts"].array?.first
            // A department of our own seldom has a telephone of its own: its head has.
            if unit.contact == nil, unit.phone == nil, first == nil, let head = head(above: target) { return head }
            return ChaseContact(
                name: unit.contact ?? first?["name"].string, post: first?["post"].string, phone: unit.phone ?? first?["phone"].string)
        }
        let person = cover(of: target).flatMap { directory.person($0) } ?? directory.person(target)
        return ChaseContact(name: person?.name ?? directory.name(target), post: person?.post, phone: person?.phone)
    }

    /// The head of the unit, or of a person's department; for the head themselves the director.
    private func head(above target: String) -> ChaseContact? {
        let unit = directory.unit(orOf: target)
        let heads = unit.map { directory.members(of: $0.id) }?.filter { $0.isActive && !$0.isLeader && $0.roles.contains("head") } ?? []
        let isPerson = directory.person(target) != nil
        let above = heads.first { $0.id != target } ?? (isPerson && directory.director?.id != target ? directory.director : nil)
        return above.map { ChaseContact(name: $0.name, post: $0.post, phone: $0.phone ?? unit?.phone) }
    }

    /// Who covers for somebody who is away today: the one named, else the deputy.
    func cover(of target: String) -> String? {
        guard let person = directory.person(target), person.isAway(at: now, in: calendar) else { return nil }
        return person.away?.cover ?? person.deputy
    }

    /// By unit in the order of the directory, the unit before its people.
    func order(_ call: ChaseCall) -> (Int, Int, Int) {
        let unit = call.unit.flatMap { id in directory.units.firstIndex { $0.id == id } } ?? Int.max
        return (unit, call.target == call.unit ? 0 : 1, SubjectID(call.target).handle)
    }
}
