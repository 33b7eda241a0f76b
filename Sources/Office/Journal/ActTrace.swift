/// The rows an act found and left, and the keys under which others look for what it changed.
///
/// Rows are compared, not the paths of events: an undo, an erasure and a step of a register nobody has seen yet are covered by the same lines.
struct ActTrace {
    private let before: [SubjectID: Record]
    private var after: [SubjectID: Record]
    private let events: [Event]
    private let touched: Set<SubjectID>

    /// - Parameter rows: those before the events, of subjects that were only looked at too.
    init(_ events: [Event], on rows: Subjects) {
        self.events = events
        touched = Set(events.map(\.subject))
        before = rows.all.mapValues(\.record)
        after = before
        for event in events { evolve(&after[event.subject, default: Record()], with: event) }
    }

    func keysWritten(_ circumstances: Circumstances) -> Set<FactKey> {
        var keys: Set<FactKey> = []
        for id in touched {
            let record = after[id] ?? Record()
            keys.insert(.subject(id))
            if before[id] == nil { keys.insert(.fresh(id)) }
            let was = before[id] ?? Record()
            switch id.kind {
            case .matter:
                let (old, new) = (Matter(Subject(id: id, record: was)), Matter(Subject(id: id, record: record)))
                let registers = circumstances.registers
                keys.formUnion(differing(old.standing(by: registers[of: old]), new.standing(by: registers[of: new])))
            case .meeting: keys.formUnion(differing(holding(was, circumstances), holding(record, circumstances)))
            case .person, .unit, .place: keys.insert(.directory)
            case .office: keys.insert(.office)
            // No decision reads them.
            case .duty, .day, .attempt: break
            case nil: keys.insert(.everything)
            }
        }
        if events.contains(where: isListed) { keys.insert(.everything) }
        return keys
    }

    /// Whether an event rests on a list no key names: adopting a definition on all its matters, closing a book on its numbers, freezing a
    /// year on all that is filed.
    private func isListed(_ event: Event) -> Bool {
        guard event.subject == .office else { return false }
        return Undoing.plain(event.kind) == Undoing.founding
            || event.changes.contains { change in
                ["registers/", "retired/", "books/", ArchiveRules.frozenPaths].contains { change.path.hasPrefix($0) }
            }
    }

    private func differing(_ was: [FactKey: [JSON]], _ now: [FactKey: [JSON]]) -> [FactKey] {
        Set(was.keys).union(now.keys).filter { was[$0] != now[$0] }
    }

    /// Whether somebody, a unit or a place is taken out of the directory.
    func isGone(_ id: SubjectID) -> Bool {
        switch id.kind {
        case .person, .unit, .place: after[id]?.isEmpty ?? true
        case .matter, .meeting, .office, .duty, .day, .attempt, nil: false
        }
    }

    // MARK: Rooms

    /// The weeks and rules of rooms that whoever changes a meeting asks about.
    ///
    /// A series asks about every week it is held in. They are not named: whoever books one of them reads its rule, and so they meet.
    func roomsAsked(of meetings: Set<SubjectID>, _ circumstances: Circumstances) -> Set<FactKey> {
        var keys: Set<FactKey> = []
        for id in meetings where id.kind == .meeting {
            for record in [before[id], after[id]].compactMap(\.self) {
                keys.formUnion(holding(record, circumstances).keys)
                keys.formUnion(resources(of: Meeting(record: record), circumstances.directory).map { .spanRule(resource: $0) })
            }
        }
        return keys
    }

    /// The keys under which a meeting stands in the way of others, each with what stands there.
    private func holding(_ record: Record, _ circumstances: Circumstances) -> [FactKey: [JSON]] {
        let meeting = Meeting(record: record)
        guard !meeting.isCancelled, !record.isEmpty else { return [:] }
        let rooms = resources(of: meeting, circumstances.directory)
        var keys: [FactKey: [JSON]] = [:]
        guard let start = meeting.start, let weeks = ActTrace.weeks(of: meeting, from: start, circumstances.calendar.zone) else {
            for room in rooms { keys[.spanRule(resource: room)] = [record.json] }
            return keys
        }
        let times: [JSON] = [record["start"], record["end"]]
        for room in rooms { for week in weeks { keys[.span(resource: room, week: week)] = times } }
        return keys
    }

    /// The Mondays of the weeks a meeting is held in; nil where a rule says so, or it lasts so long that its weeks are no help.
    private static func weeks(of meeting: Meeting, from start: Moment, _ zone: OfficeZone) -> [Day]? {
        guard meeting.source == nil, meeting.repeats == nil, !meeting.isRecurring else { return nil }
        return weeks(from: start, to: meeting.end ?? start.adding(minutes: 60), zone)
    }

    static func weeks(from start: Moment, to end: Moment, _ zone: OfficeZone) -> [Day]? {
        let first = zone.day(of: start).monday
        let count = max(0, (zone.day(of: end).monday - first) / 7)
        return count > 60 ? nil : (0...count).map { first + 7 * $0 }
    }

    /// The rooms a meeting may hold, by their ids. A calendar file names places in its own words: it may mean any of ours.
    private func resources(of meeting: Meeting, _ directory: Directory) -> Set<String> {
        var rooms = Set(meeting.rooms.values.compactMap(\.string))
        if let room = meeting.room { rooms.insert(room) }
        if meeting.source != nil { rooms.formUnion(directory.places.map(\.id)) }
        return Set(rooms.map { room in directory.places.first { $0.id == room || $0.name == room }?.id ?? room })
    }
}

extension Matter {
    /// The keys under which others find a matter without naming it, each with what they find.
    fileprivate func standing(by definition: RegisterDefinition?) -> [FactKey: [JSON]] {
        var keys: [FactKey: [JSON]] = [:]
        for path in ["number", "reserved"] {
            guard let number = MatterNumber(record[path]) else { continue }
            keys[.series(number.series, year: number.year), default: []] += [.string(path), number.json]
        }
        for code in [archival, MatterNumber(record["erased"]["archival"])].compactMap(\.self) {
            keys[.series(code.series, year: code.year), default: []].append(code.json)
            keys[.archive(year: code.year), default: []].append(code.json)
        }
        if isWithdrawn, let reserved { keys[.waiting(register: reserved.series), default: []].append(reserved.json) }
        if let reference = text(of: .reference, by: definition), !isWithdrawn {
            keys[.reference(reference), default: []] += [record["register"], JSON(text(of: .from, by: definition))]
        }
        for (digest, value) in record.group("enclosures") { keys[.paper(digest), default: []].append(value) }
        for (_, value) in record.group("loans") {
            if let loan = Loan(value), loan.isOpen { keys[.loans(borrower: loan.borrower), default: []].append(value) }
        }
        return keys
    }
}
