/// What an act read and what it wrote, by name.
///
/// That the act itself stands (`FactKey.act`) is written by whoever records it, for only then it has a name.
public struct ActKeys: Hashable, Sendable {
    public var read: Set<FactKey>
    public var written: Set<FactKey>

    public init(read: Set<FactKey> = [], written: Set<FactKey> = []) {
        self.read = read
        self.written = written
    }

    /// The keys of a command and the events it came to.
    ///
    /// - Parameter rows: every subject the events change, as it was before; one that is not there is fresh.
    public init(_ command: Command, _ events: [Event], on rows: Subjects, given circumstances: Circumstances) {
        self.init(of: events, on: rows, given: circumstances)
        read.formUnion(command.keysRead(circumstances.registers))
        for need in Capabilities.all.flatMap({ $0.needs(command) }) { read.formUnion(need.keysRead(in: circumstances.calendar.zone)) }
        read.formUnion((command.subjects + command.related(to: rows)).map { .subject($0) })
    }

    /// The keys of taking an act back or doing it again.
    ///
    /// - Parameters:
    ///   - entries: those of the act that is taken back.
    ///   - inverses: what that comes to.
    public init(
        takingBack entries: [Entry], by inverses: [Event], on rows: Subjects, given circumstances: Circumstances
    ) {
        self.init(of: inverses, on: rows, given: circumstances)
        let acts = Set(entries.map { FactKey.act($0.act) })
        written.formUnion(acts)
        // Whether somebody built on it is told by the history of each subject, changed or not.
        read.formUnion(entries.flatMap(\.events).map { .subject($0.subject) })
        // What it puts back must be free still: a number, a reference, an item of the archive.
        read.formUnion(written)
        let trace = ActTrace(inverses, on: rows)
        // A meeting asks for its room again though it stands as before.
        read.formUnion(trace.roomsAsked(of: Set(entries.flatMap(\.events).map(\.subject)), circumstances))
        // Nobody may have named who is taken out of the directory again.
        if inverses.contains(where: { trace.isGone($0.subject) }) { read.insert(.everything) }
    }

    /// The keys of events that come of no command: an erasure.
    public init(of events: [Event], on rows: Subjects, given circumstances: Circumstances) {
        let trace = ActTrace(events, on: rows)
        // Registers, limits, names, rights: no rule does without.
        read = [.office, .directory]
        read.formUnion(trace.roomsAsked(of: Set(events.map(\.subject)), circumstances))
        written = trace.keysWritten(circumstances)
        if written.contains(.everything) { read.insert(.everything) }
    }

    public mutating func formUnion(_ other: ActKeys) {
        read.formUnion(other.read)
        written.formUnion(other.written)
    }
}

/// Whether one of two acts wrote what the other read or wrote.
///
/// Acts that do not meet come to the same in either order, up to handles leased beforehand.
public func meets(_ one: ActKeys, _ other: ActKeys) -> Bool {
    func overlap(_ written: Set<FactKey>, _ keys: Set<FactKey>) -> Bool {
        if written.contains(.everything) { return !keys.isEmpty }
        if keys.contains(.everything) { return !written.isEmpty }
        return !written.isDisjoint(with: keys)
    }
    return overlap(one.written, other.read.union(other.written)) || overlap(other.written, one.read.union(one.written))
}

extension Command {
    /// What its rule asks, beside what capabilities say they need, the rows of its subjects, the office, its people and the rooms of its meetings.
    ///
    /// Numbers, handles and items of the archive are missing here: whoever asks for the next one takes it, and so writes its key.
    func keysRead(_ registers: Registers) -> Set<FactKey> {
        switch self {
        case .found: [.everything]
        case .open(let draft): draft.keysRead(by: registers[draft.register])
        // Two who lay the same paper somewhere meet, so that a twin is told.
        case .enclose(_, let enclosure): [.paper(enclosure.digest)]
        case .lend, .giveBack, .renew, .correct, .amend, .move, .note, .see, .receiveAgain, .slipPrinted, .turnDown, .withdrawRequest: []
        // Their names and codes are compared with the directory's, which every decision reads.
        case .enlist, .revise: []
        // Every limit that runs follows the calendar, and what is counted is counted over a whole register.
        case .change(let changes): changes.contains { $0.readsAll } ? [.everything] : []
        case .schedule, .reschedule, .cancel: []
        }
    }
}

extension MatterDraft {
    fileprivate func keysRead(by definition: RegisterDefinition?) -> Set<FactKey> {
        var keys: Set<FactKey> = []
        let path = RegisterUses.Finding.reference.path(by: definition)
        if isSole, let reference = values[path]?.string { keys.insert(.reference(reference)) }
        keys.formUnion(enclosures.map { .paper($0.digest) })
        return keys
    }
}
