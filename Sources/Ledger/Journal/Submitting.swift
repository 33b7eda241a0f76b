import GRDB
import Office

/// What became of an act: its name for undo, and for each command the subjects it touched or why it was refused.
public struct Receipt: Sendable {
    public let act: String
    public let results: [Result<[SubjectID], Refusal>]
    /// What an undo took back or a redo did again.
    public let named: ActName?
    /// Whether what is named is in force again: a redo, or an undo that took back an undo.
    public let isRedo: Bool

    public init(act: String, results: [Result<[SubjectID], Refusal>], named: ActName? = nil, isRedo: Bool = false) {
        self.act = act
        self.results = results
        self.named = named
        self.isRedo = isRedo
    }

    public var subjects: [SubjectID] {
        results.flatMap { (try? $0.get()) ?? [] }
    }
}

/// Handles and numbers given within one transaction; kept only where the command that took them was recorded.
private struct Allocation {
    var handles: [SubjectID.Kind: Int] = [:]
    var numbers: [String: Int] = [:]
}

/// Papers opened in one gesture that share an entry: a journal that says sixteen times who, when and where says it fifteen times too often.
private struct Parcel {
    private(set) var events: [Event] = []
    private(set) var openings: [SubjectID: PreparedOpening] = [:]

    var isEmpty: Bool { events.isEmpty }
    /// No larger: these fill a page of the file, and whoever looks at one of them reads the entry.
    var isFull: Bool { openings.count >= 18 }

    mutating func add(_ more: [Event], of id: SubjectID, _ opening: PreparedOpening) {
        events += more
        openings[id] = opening
    }
}

/// The end of a transaction that was only tried: thrown so that nothing of it stays.
final class Rehearsal: Error {
    // Written and read within one call.
    nonisolated(unsafe) var results: [Result<[SubjectID], Refusal>]?
}

extension Ledger {
    /// Decides commands and records what they mean as one act, in one durable transaction.
    ///
    /// - Parameters:
    ///   - act: the act of an earlier receipt this belongs to; a long import is one gesture over several transactions.
    ///   - preparations: what was made ready beforehand.
    ///   - seen: the last entry the person saw before deciding; what a colleague has overrun since is refused.
    ///   - wholly: refuse all where one is refused; otherwise each stands alone, and the receipt says what became of which.
    /// - Throws: `LedgerFault.refused` where nothing could be recorded at all.
    @discardableResult
    public func submit(
        _ commands: [Command], as attribution: Attribution, wholly: Bool = false, act given: String? = nil, seen: Int64? = nil,
        prepared preparations: Preparations = Preparations()
    ) throws(LedgerFault) -> Receipt {
        prepared = preparations
        defer { prepared = Preparations() }
        return try writing { db in
            let act = given ?? TimeOrderedID.make(at: attribution.recorded)
            var allocation = Allocation()
            var results: [Result<[SubjectID], Refusal>] = []
            var parcel = Parcel()
            func appendParcel() throws {
                if parcel.isEmpty { return }
                try self.append(parcel.events, ready: parcel.openings, act: act, undoes: nil, attribution: attribution, to: db)
                parcel = Parcel()
            }
            for (index, command) in commands.enumerated() {
                let saved = allocation
                do {
                    if let seen { try self.refuseStale(command, seen: seen, by: attribution.recordedBy, in: db) }
                    let (events, ready) = try self.decideNow(
                        command, preparations.openings[index], attribution, &allocation, in: db)
                    if let ready, let id = events.first?.subject {
                        parcel.add(events, of: id, ready)
                        if parcel.isFull || !wholly { try appendParcel() }
                    } else if !events.isEmpty {
                        try appendParcel()
                        let parts = try attribution.parts(of: events) { try self.subject($0, in: db).map { Matter($0) } }
                        // The whole of it passes the door or nothing: the steps on the way are not kept without the last.
                        if parts.count > 1, let last = parts.last { _ = try self.passed(events, last.whose, in: db) }
                        for part in parts { try self.append(part.events, act: act, undoes: nil, attribution: part.whose, to: db) }
                    }
                    var touched: [SubjectID] = []
                    for event in events where !touched.contains(event.subject) { touched.append(event.subject) }
                    results.append(.success(touched.isEmpty ? command.subjects : touched))
                } catch let refusal as Refusal {
                    if wholly || commands.count == 1, self.rehearsal == nil { throw refusal }
                    allocation = saved
                    results.append(.failure(refusal))
                }
            }
            try appendParcel()
            if let rehearsal = self.rehearsal {
                rehearsal.results = results
                throw rehearsal
            }
            return Receipt(act: act, results: results)
        }
    }

    /// Decides commands as `submit` would, one after the other, and records nothing: what an import would come to.
    public func rehearse(_ commands: [Command], as attribution: Attribution) throws(LedgerFault) -> [Result<[SubjectID], Refusal>] {
        let rehearsal = Rehearsal()
        self.rehearsal = rehearsal
        defer { self.rehearsal = nil }
        do throws(LedgerFault) { try submit(commands, as: attribution) } catch {
            guard let results = rehearsal.results else { throw error }
            return results
        }
        return []
    }

    private func decideNow(
        _ command: Command, _ opening: PreparedOpening?, _ attribution: Attribution, _ allocation: inout Allocation, in db: Database
    ) throws -> (events: [Event], ready: PreparedOpening?) {
        var command = command
        let box = Box(allocation)
        defer { allocation = box.value }
        func newHandle(_ kind: SubjectID.Kind) throws(FactFault) -> SubjectID {
            let known = try FactFault.reading { try box.value.handles[kind] ?? lastHandle(kind, in: db) }
            box.value.handles[kind] = known + 1
            return SubjectID(kind, known + 1)
        }
        if case .open(var draft) = command, draft.twin == nil {
            // A paper that was taken back keeps its number waiting for it (J5).
            draft.twin = try waiting(draft.register, title: draft.values["title"]?.string ?? "", in: db)
            if let ready = try ready(opening, for: draft, attribution, in: db) {
                let id = try newHandle(.matter)
                return (ready.events.map { $0.about(id) }, ready)
            }
            command = .open(draft)
        }
        var subjects = Subjects()
        for id in command.subjects { subjects.all[id] = try subject(id, in: db) }
        for id in command.related(to: subjects) { subjects.all[id] = try subject(id, in: db) }
        var facts = Facts(
            try office(in: db), try directory(in: db), attribution, newHandle: newHandle,
            newNumber: { series, year throws(FactFault) in
                let key = "\(series)/\(year)"
                let known = try FactFault.reading { try box.value.numbers[key] ?? self.lastNumber(series, year, in: db) }
                box.value.numbers[key] = known + 1
                return known + 1
            })
        facts.overdueLoans = { borrower throws(FactFault) in
            try FactFault.reading { try self.overdueLoans(borrower, at: attribution.recorded, in: db) }
        }
        facts.samePaper = { register, reference, sender throws(FactFault) in
            try FactFault.reading {
                try self.matterRows(
                    "SELECT \(Ledger.rowColumns) FROM matter WHERE reference = ? AND sender = ? AND register = ? ORDER BY id LIMIT 1",
                    [reference, sender, register], in: db
                ).first
            }
        }
        facts.occurrences = { meeting throws(FactFault) in
            try FactFault.reading { try self.occurrencesToCome(meeting, from: attribution.recorded, in: db) }
        }
        facts.bookings = { place, from, to throws(FactFault) in
            try FactFault.reading { try self.bookings(place, from, to, in: db) }
        }
        do { return (try decide(command, on: subjects, given: facts), nil) } catch {
            switch error {
            case .refused(let refusal): throw refusal
            case .unseen(let fault): throw fault
            }
        }
    }
}

private final class Box<Value> {
    var value: Value
    init(_ value: Value) { self.value = value }
}
