import GRDB
import Office

/// What became of an act: its name for undo, and for each command the subjects it touched or why it was refused.
public struct Receipt: Sendable {
    public let act: String
    public let results: [Result<[SubjectID], Refusal>]

    public init(act: String, results: [Result<[SubjectID], Refusal>]) {
        self.act = act
        self.results = results
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

extension Ledger {
    /// Decides commands and records what they mean as one act, in one durable transaction.
    ///
    /// - Parameters:
    ///   - act: the act of an earlier receipt this belongs to; a long import is one gesture over several transactions.
    ///   - prepared: texts of papers made ready beforehand, by the digest of their file.
    ///   - titles: titles made ready beforehand.
    ///   - wholly: refuse all where one is refused; otherwise each stands alone, and the receipt says what became of which.
    /// - Throws: `LedgerFault.refused` where nothing could be recorded at all.
    @discardableResult
    public func submit(
        _ commands: [Command], as attribution: Attribution, wholly: Bool = false, act given: String? = nil,
        prepared texts: [String: PreparedText] = [:], titles: [String: PreparedTitle] = [:]
    ) throws(LedgerFault) -> Receipt {
        prepared = texts
        preparedTitles = titles
        defer {
            prepared = [:]
            preparedTitles = [:]
        }
        return try writing { db in
            let act = given ?? TimeOrderedID.make(at: attribution.recorded)
            var allocation = Allocation()
            var results: [Result<[SubjectID], Refusal>] = []
            for command in commands {
                let saved = allocation
                do {
                    let events = try self.decideNow(command, attribution, &allocation, in: db)
                    if !events.isEmpty {
                        let whose = try self.whoseAct(command, attribution, in: db, before: events)
                        try self.append(events, act: act, undoes: nil, attribution: whose, to: db)
                    }
                    var touched: [SubjectID] = []
                    for event in events where !touched.contains(event.subject) { touched.append(event.subject) }
                    results.append(.success(touched.isEmpty ? command.subjects : touched))
                } catch let refusal as Refusal {
                    if wholly || commands.count == 1 { throw refusal }
                    allocation = saved
                    results.append(.failure(refusal))
                }
            }
            return Receipt(act: act, results: results)
        }
    }

    private func decideNow(
        _ command: Command, _ attribution: Attribution, _ allocation: inout Allocation, in db: Database
    ) throws -> [Event] {
        var command = command
        if case .open(var draft) = command, draft.twin == nil {
            // A paper that was taken back keeps its number waiting for it (J5).
            draft.twin = try waiting(draft.register, title: draft.values["title"]?.string ?? "", in: db)
            command = .open(draft)
        }
        var subjects = Subjects()
        for id in command.subjects { subjects.all[id] = try subject(id, in: db) }
        for id in command.related(to: subjects) { subjects.all[id] = try subject(id, in: db) }
        let box = Box(allocation)
        defer { allocation = box.value }
        let office = try office(in: db)
        let facts = Facts(
            now: attribution.recorded, attribution: attribution, calendar: office.calendar,
            directory: try directory(in: db), registers: office.registers,
            newHandle: { kind in
                let known = box.value.handles[kind] ?? self.lastHandle(kind, in: db)
                box.value.handles[kind] = known + 1
                return SubjectID(kind, known + 1)
            },
            newNumber: { series, year in
                let key = "\(series)/\(year)"
                let known = box.value.numbers[key] ?? self.lastNumber(series, year, in: db)
                box.value.numbers[key] = known + 1
                return known + 1
            },
            isBookClosed: { office.book($0, $1) != nil }, presets: office.limitPresets, chasing: office.chasingLimits,
            archives: office.archives, overdueLoans: { (try? self.overdueLoans($0, at: attribution.recorded, in: db)) ?? [] },
            bookings: { place, from, to in (try? self.bookings(place, from, to, in: db)) ?? [] })
        return try decide(command, on: subjects, given: facts)
    }

    /// What comes back from somebody is that person's act, recorded by the clerk (代录), unless said otherwise.
    private func whoseAct(
        _ command: Command, _ attribution: Attribution, in db: Database, before events: [Event]
    ) throws -> Attribution {
        guard case .move(let id, .back, _) = command, !attribution.isForOther, let matter = try subject(id, in: db).map({ Matter($0) }),
            let holder = matter.holder, holder != attribution.by, SubjectID(holder).kind == .person || SubjectID(holder).kind == .unit
        else { return attribution }
        var whose = attribution
        whose.by = holder
        if whose.medium == .own { whose.medium = .original }
        return whose
    }
}

private final class Box<Value> {
    var value: Value
    init(_ value: Value) { self.value = value }
}
