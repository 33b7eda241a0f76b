/// Decides a command: the events it means, or the refusal with what would be needed.
///
/// Pure: everything it knows comes in as subjects and facts. Nothing here reads a clock, a file or a table.
///
/// - Throws: the refusal of a rule, or the fault of a fact that could not be read; the two are never taken for one another.
public func decide(_ command: Command, on subjects: Subjects, given facts: some FactsReader) throws(Undecided) -> [Event] {
    do {
        let events = try deciding(command, on: subjects, given: facts)
        try Right.check(events, of: facts.attribution.recordedBy, on: subjects, in: facts.directory, facts.registers)
        return events
    } catch let refusal as Refusal { throw .refused(refusal) } catch {
        throw .unseen(error as? FactFault ?? FactFault(error))
    }
}

private func deciding(_ command: Command, on subjects: Subjects, given facts: any FactsReader) throws -> [Event] {
    switch command {
    case .found(let office): return [try founding(office)]
    case .enlist(let kind, let change): return try enlisting(kind, change, facts)
    case .change(let changes): return try changing(changes, subjects, facts)
    case .revise(let id, let change): return try revising(id, change, subjects, facts)
    case .open(let draft):
        let taken = try takingUp(draft, subjects, facts)
        return try opening(taken.draft, taken.subjects, facts)
    case .amend(let id, let amendment):
        var course = try MatterCourse(subjects.matter(id), facts)
        try course.amend(amendment)
        return course.events
    case .move(let id, let move, let form): return try moving(id, move, form, subjects, facts)
    case .turnDown(let id, let number, let reason):
        var course = try MatterCourse(subjects.matter(id), facts)
        try course.turnDown(number, reason: reason)
        return course.events
    case .withdrawRequest(let id, let number):
        var course = try MatterCourse(subjects.matter(id), facts)
        try course.withdrawRequest(number)
        return course.events
    case .note(let id, let kind, let text):
        var course = try MatterCourse(subjects.matter(id), facts)
        try course.note(kind: kind, text: text)
        return course.events
    case .slipPrinted(let id, let moment):
        var course = try MatterCourse(subjects.matter(id), facts)
        if !course.matter.isPrinted, !course.isArchived {
            course.record(Undoing.slipPrinted, ["printed": .int(moment.milliseconds)])
        }
        return course.events
    case .enclose(let id, let paper):
        let course = try MatterCourse(subjects.matter(id), facts)
        let matter = course.matter
        if matter.isPlaceholder { throw Refusal.guarded(.placeholder, article: "保密法") }
        if course.isArchived { throw Refusal.guarded(.archived, article: "档案法 §14、§21") }
        let was = matter.record[paper.path]
        // What lies beside it already is not laid there again: taking that back would take away the first. What was read of it stays read.
        let isKnown = was == paper.value || paper.text == nil && !was["text"].isNull
        return isKnown ? [] : [enclosing(paper, on: matter.id, matter.record)]
    case .receiveAgain(let id, let receipt):
        var course = try MatterCourse(subjects.matter(id), facts)
        try course.receiveAgain(receipt)
        return course.events
    case .schedule(let change): return [try scheduling(change, facts)]
    case .reschedule(let id, let change): return try rescheduling(id, change, subjects, facts)
    case .cancel(let id, let reason): return [try cancelling(id, reason, subjects)]
    case .see(let id), .lend(let id, _), .giveBack(let id, _), .renew(let id, _), .correct(let id, _):
        var course = try MatterCourse(subjects.matter(id), facts)
        for capability in Capabilities.all { try capability.carryOut(command, on: &course) }
        return course.events
    }
}

private func moving(
    _ id: SubjectID, _ move: Move, _ given: [String: JSON], _ subjects: Subjects, _ facts: any FactsReader
) throws -> [Event] {
    var course = try MatterCourse(subjects.matter(id), facts)
    if let blocked = course.othersStep(on: move, by: given) {
        try course.request(move, given, left: blocked)
        return course.events
    }
    let form = try course.granting(given, of: move)
    // Nothing is tied to what one may not know of: the tie would tell of it, and be written into its history.
    if let other = form["into"]?.string, let subject = subjects[SubjectID(other)], subject.id.kind == .matter {
        try Matter(subject).refuseStranger(facts.attribution.recordedBy, facts.directory)
    }
    let step = try course.take(move, form: form)
    for capability in Capabilities.all { try capability.carryOn(after: step, on: &course) }
    let passed = try Capabilities.all.flatMap { try $0.pass(step, form, from: course, to: subjects) }
    return course.events + passed
}

private func founding(_ office: NewOffice) throws(Refusal) -> Event {
    var values = office.values
    values["name"] = .string(try named(values["name"]))
    return Event(.office, Undoing.founding, changes: changes(from: Record(), to: values))
}

/// The changes that bring a record to the given values; equal values are left out.
func changes(from record: Record, to values: [String: JSON]) -> [Change] {
    values.sorted { $0.key < $1.key }.compactMap { path, now in
        let was = record[path]
        return was == now ? nil : Change(path, was: was, now: now)
    }
}

func opening(_ draft: MatterDraft, _ subjects: Subjects, _ facts: any FactsReader) throws -> [Event] {
    guard let definition = facts.registers[draft.register] else {
        throw Refusal.unknown(what: "register", text: draft.register, nearest: Nearest.of(draft.register, in: facts.registers.ids))
    }
    if facts.office.isRetired(definition.id) { throw Refusal.guarded(.registerRetired, article: definition.id) }
    try draft.refuseSteps()
    let twin = try draft.twin.map { id throws(Refusal) in try subjects.matter(id) }
    let id = try twin?.id ?? facts.newHandle(.matter)
    var values = try definition.readingRows(draft.values, on: twin?.record ?? Record())
    if let limit = values.removeValue(forKey: "limit") { values["clock"] = try ownLimit(limit, facts)?.json ?? values["clock"] }
    if (values["title"]?.string ?? "").trimmed.isEmpty { throw Refusal.missing(field: "title") }
    // A paper that comes as a file is taken with the date it bears, and put right when it is registered.
    try refuseFuture(
        draft.enclosures.isEmpty ? values : ["received": values["received"] ?? .null], was: twin?.record ?? Record(), in: definition, facts)
    if draft.isSole, twin == nil, let reference = values[definition.path(of: .reference)]?.string,
        let sender = values[definition.path(of: .from)]?.string,
        let same = try facts.samePaper(in: definition.id, reference: reference, from: sender),
        // Whoever may not know of a paper is not told that it is here.
        !same.isMasked
    {
        throw Refusal.duplicate(of: same.number ?? same.id.text, title: same.title)
    }
    values["register"] = .string(definition.id)
    values["revision"] = JSON(definition.revision)
    if let state = draft.state, definition.state(state) == nil { throw Refusal.unknown(what: "state", text: state, nearest: nil) }
    values["state"] = .string(draft.state ?? definition.opens)
    values["received"] = values["received"] ?? .int(facts.now.milliseconds)
    values["recordedAt"] = .int(facts.attribution.recorded.milliseconds)
    let owner = values["owner"]?.string ?? facts.attribution.recordedBy
    if let named = values["owner"]?.string, facts.directory.person(named) == nil {
        throw Refusal.unknown(what: "person", text: named, nearest: nil)
    }
    values["owner"] = .string(owner)
    values["holder"] = values["holder"] ?? .string(owner)
    if draft.isHandedOver, owner != facts.attribution.recordedBy { values["toSign"] = .string(owner) }
    values["heldSince"] = .int(facts.attribution.at.milliseconds)
    if values["supervisor"]?.string == owner { throw Refusal.guarded(.supervisorIsOwner, article: "凡事有人监督") }
    values["supervisor"] = values["supervisor"] ?? JSON(supervisor(of: owner, facts.directory))
    var arriving = Record()
    for (path, value) in values { arriving[path] = value }
    // What comes from an old book stands where its steps would have led it, and their rules hold of it.
    if draft.state != nil { try LeftMatter(Matter(Subject(id: id, record: arriving)), was: nil, facts).check() }
    values.merge(ClockProposal.arriving(Matter(Subject(id: id, record: arriving)), facts)) { mine, _ in mine }
    if values["clock"] == nil, definition.isOpen(values["state"]?.string ?? definition.opens) {
        values["clock"] =
            definition.ownLimit(
                of: Matter(Subject(id: id, record: arriving)), now: facts.now, calendar: facts.calendar)?.json
    }
    // The paper it is opened with belongs to the opening; what hangs on that paper is put beside it.
    if let paper = draft.enclosures.first { values[paper.path] = paper.value }
    // One that bears a mark brings along who let it in, and why.
    if let ground = draft.enclosures.lazy.compactMap(\.clearance).first { values[Clearance.path] = ground.json }
    var events = [
        Event(id, "matter.opened", changes: changes(from: twin?.record ?? Record(), to: values), text: draft.enclosures.first?.text)
    ]
    var ground = Record()
    ground[Clearance.path] = values[Clearance.path] ?? .null
    events += draft.enclosures.dropFirst().map { enclosing($0, on: id, ground) }
    guard draft.registers else { return events }
    var record = twin?.record ?? Record()
    for event in events { evolve(&record, with: event) }
    var course = try MatterCourse(Matter(Subject(id: id, record: record)), facts)
    try course.settle()
    return events + course.events
}

/// The limit whoever opens a matter gives it: an instant, or a length from now on.
private func ownLimit(_ limit: JSON, _ facts: any FactsReader) throws(Refusal) -> Clock? {
    let calendar = facts.calendar
    if let due = limit.int.map({ Moment(milliseconds: $0) }) {
        guard due > facts.now else { throw .invalid(field: "limit", value: calendar.zone.plain(due), expected: .later) }
        return Clock(start: facts.now, until: due, basis: "经办人定", calendar: calendar)
    }
    guard let text = limit.string, text != "none" else { return nil }
    guard let length = Length(text) else { throw .invalid(field: "limit", value: text, expected: .length) }
    return Clock(calendar.deadline(from: facts.now, length: length), basis: "经办人定", calendar: calendar)
}

/// Who supervises: the director; for the director's own matters the leader who ranks first (J10: filled in, never asked).
func supervisor(of owner: String, _ directory: Directory) -> String? {
    if let director = directory.director, director.id != owner { return director.id }
    return directory.people.filter { $0.isLeader && $0.isActive && $0.id != owner }
        .min { ($0.rank ?? 99) < ($1.rank ?? 99) }?.id
}

/// A paper laid beside a matter; one that bears a mark brings along who let it in, and why, unless that stands there.
private func enclosing(_ paper: ClearedPaper, on id: SubjectID, _ record: Record) -> Event {
    var values = [paper.path: paper.value]
    if let ground = paper.clearance { values[Clearance.path] = ground.json }
    return Event(id, "matter.enclosed", changes: changes(from: record, to: values), text: paper.text)
}
