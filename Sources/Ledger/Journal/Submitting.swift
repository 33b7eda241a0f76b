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

/// Papers opened in one gesture that share an entry: a journal that says sixteen times who, when and where says it fifteen times too often.
private struct Parcel {
    private(set) var events: [Event] = []
    private(set) var openings: [SubjectID: PreparedOpening] = [:]
    private(set) var commands: [Command] = []
    private(set) var taken = TakenNumbers()

    var isEmpty: Bool { events.isEmpty }
    /// No larger: these fill a page of the file, and whoever looks at one of them reads the entry.
    var isFull: Bool { openings.count >= 18 }

    mutating func add(_ more: [Event], of id: SubjectID, _ opening: PreparedOpening, _ command: Command, giving taken: TakenNumbers) {
        events += more
        commands.append(command)
        self.taken.add(taken)
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
            let held = try self.heldLeases(in: db)
            let allocation = Allocation(leases: held)
            var results: [Result<[SubjectID], Refusal>] = []
            var parcel = Parcel()
            func appendParcel() throws {
                if parcel.isEmpty { return }
                try self.append(
                    parcel.events, of: .commands(parcel.commands), giving: parcel.taken, ready: parcel.openings, act: act, undoes: nil,
                    attribution: attribution, to: db)
                parcel = Parcel()
            }
            for (index, command) in commands.enumerated() {
                let saved = allocation.given
                do {
                    let (events, ready) = try self.decideNow(
                        command, preparations.openings[index], seen: seen, attribution, allocation, in: db)
                    var taken = allocation.handOver()
                    if let ready, let id = events.first?.subject {
                        parcel.add(events, of: id, ready, command, giving: taken)
                        if parcel.isFull || !wholly { try appendParcel() }
                    } else if !events.isEmpty {
                        try appendParcel()
                        let parts = try attribution.parts(of: events) { try self.subject($0, in: db).map { Matter($0) } }
                        // The whole of it passes the door or nothing: the steps on the way are not kept without the last.
                        if parts.count > 1, let last = parts.last { _ = try self.passed(events, last.whose, in: db) }
                        for part in parts {
                            try self.moving(part.events) {
                                for events in part.events.inEntries {
                                    try self.append(
                                        events, of: .commands([command]), giving: taken, act: act, undoes: nil,
                                        attribution: part.whose, to: db)
                                    taken = TakenNumbers()
                                }
                            }
                        }
                    }
                    var seen: Set<SubjectID> = []
                    let touched = events.map(\.subject).filter { seen.insert($0).inserted }
                    results.append(.success(touched.isEmpty ? command.subjects : touched))
                } catch let refusal as Refusal {
                    if wholly || commands.count == 1, self.rehearsal == nil { throw refusal }
                    allocation.given = saved
                    results.append(.failure(refusal))
                }
            }
            try appendParcel()
            if let rehearsal = self.rehearsal {
                rehearsal.results = results
                throw rehearsal
            }
            for (lease, left) in zip(held, allocation.given.leases) where lease != left { try self.journal(in: db).use(left) }
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
        _ command: Command, _ opening: PreparedOpening?, seen: Int64?, _ attribution: Attribution, _ allocation: Allocation,
        in db: Database
    ) throws -> (events: [Event], ready: PreparedOpening?) {
        let facts = try LedgerFacts(attribution, allocation, of: self, in: db)
        if let seen { try settled { () throws(Undecided) in try command.refuseStale(seen: seen, given: facts) } }
        if case .open(let draft) = command, let ready = try ready(opening, for: draft, facts, in: db) {
            let id = try facts.newHandle(.matter)
            return (ready.events.map { $0.about(id) }, ready)
        }
        var subjects = Subjects()
        for id in command.subjects { subjects.all[id] = try subject(id, in: db) }
        for id in command.related(to: subjects) { subjects.all[id] = try subject(id, in: db) }
        return (try settled { () throws(Undecided) in try decide(command, on: subjects, given: facts) }, nil)
    }

    /// What a rule came to; its refusal, or the fault of a fact it could not see, is thrown as it is.
    func settled<Value>(_ decide: () throws(Undecided) -> Value) throws -> Value {
        do { return try decide() } catch {
            switch error {
            case .refused(let refusal): throw refusal
            case .unseen(let fault): throw fault
            }
        }
    }
}
