import GRDB
import Office

/// What moving the limit of one matter comes to.
struct MovedMatter: Sendable {
    let id: SubjectID
    let after: Office.Record
    /// What was indexed beside the record, which no limit changes.
    let names: String
    let packedRecord: [UInt8]
    let payload: [UInt8]
}

/// The rows of matters whose limits move together, worked out on another thread while the rows before them are written.
///
/// A notice moves the limits of a whole office in one transaction. Most of the work on each is to read, compare and pack what stays as it was,
/// and none of that hangs on the matters before it.
final class MovedMatters {
    private let ledger: Ledger
    private let events: [Event]
    /// The place of each matter's event.
    private let places: [SubjectID: Int]
    /// The parts that are being worked out, and how many were begun.
    private var under: [Ahead<[SubjectID: MovedMatter]>] = []
    private var begun = 0
    /// The part whose matters are at hand.
    private var current = -1
    private var matters: [SubjectID: MovedMatter] = [:]

    private static let partSize = 256
    /// Fewer are not worth a thread.
    private static let fewest = 64

    /// Nil where they are few, or where something else of the act bears on their rows.
    init?(_ events: [Event], of ledger: Ledger) {
        let moves = events.filter(MovedLimit.isMove)
        let others = events.filter { !MovedLimit.isMove($0) }
        guard moves.count >= MovedMatters.fewest,
            others.allSatisfy({ $0.subject == .office && !$0.changes.contains { $0.path.hasPrefix("registers/") } })
        else { return nil }
        let places = Dictionary(moves.enumerated().map { ($1.subject, $0) }) { first, _ in first }
        guard places.count == moves.count else { return nil }
        (self.ledger, self.events, self.places) = (ledger, moves, places)
    }

    /// What moving a matter's limit comes to; nil where it is to be worked out with everything around it.
    ///
    /// Asked for in the order of the events, so that what lies behind is let go of.
    func matter(_ id: SubjectID, in db: Database) throws -> MovedMatter? {
        guard let place = places[id] else { return nil }
        let part = place / MovedMatters.partSize
        while current < part {
            if under.isEmpty { try begin(in: db) }
            // The next is worked out while the rows of this one are written.
            try begin(in: db)
            matters = under.removeFirst().value()
            current += 1
        }
        return matters[id]
    }

    private func begin(in db: Database) throws {
        let first = begun * MovedMatters.partSize
        guard first < events.count else { return }
        begun += 1
        let jobs = try jobs(of: events[first..<min(first + MovedMatters.partSize, events.count)], in: db)
        let (directory, registers) = (try ledger.directory(in: db), try ledger.readRegisters(in: db))
        under.append(
            Ahead([:]) {
                let moved = jobs.compactMap { job in MovedMatter(job, directory, registers).map { ($0.id, $0) } }
                return Dictionary(moved) { first, _ in first }
            })
    }

    private func jobs(of moves: ArraySlice<Event>, in db: Database) throws -> [MoveJob] {
        let byHandle = Dictionary(moves.map { ($0.subject.handle, $0) }) { first, _ in first }
        let statement = try db.cachedStatement(
            sql: "SELECT id, last, names, record FROM folded WHERE id IN (SELECT value FROM json_each(?))")
        let rows = try Row.fetchCursor(statement, arguments: [Ledger.list(moves.map(\.subject.handle))])
        var jobs: [MoveJob] = []
        while let row = try rows.next() {
            let kept = try KeptMatter(row)
            guard let event = byHandle[kept.id] else { continue }
            jobs.append(MoveJob(event: event, names: try row.value("names"), kept: kept))
        }
        return jobs
    }
}

extension Ledger {
    /// Appends the events of an act with the limits they move worked out beforehand.
    func moving(_ events: [Event], _ append: () throws -> Void) rethrows {
        moved = MovedMatters(events, of: self)
        defer { moved = nil }
        try append()
    }
}

/// What a moved matter's rows are worked out of.
private struct MoveJob: Sendable {
    let event: Event
    let names: String
    let kept: KeptMatter
}

extension MovedMatter {
    /// Nil where the record cannot be read, is kept to a circle, or would be indexed otherwise by now: whoever writes it sees to that.
    fileprivate init?(_ job: MoveJob, _ directory: Directory, _ registers: Registers) {
        guard let matter = job.kept.matter, !matter.isWithdrawn, matter.circle == nil else { return nil }
        var after = matter.record
        evolve(&after, with: job.event)
        let (words, names) = FieldIndexing.words(of: Matter(Subject(id: matter.id, record: after)), in: directory, registers)
        guard words == FieldIndexing.words(of: matter, kept: job.names), names.joined(separator: "\n") == job.names else { return nil }
        (id, self.after, self.names) = (matter.id, after, job.names)
        packedRecord = Packing.pack(after.json.bytes)
        payload = Packing.pack(job.event.payload.bytes)
    }
}
