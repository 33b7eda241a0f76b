/// What of the archive no undo or redo may disturb.
///
/// A paper that is archived does not change, item numbers leave no gaps (DA/T 22-2015, 5.4), and nothing is taken out of frozen files.
/// Loans and corrections stand beside a paper; taking them back leaves it as it is.
struct ArchiveGuard {
    private struct Run: Hashable {
        let series: String
        let year: Int
    }

    private static let beside = ["matter.lent", "matter.givenBack", "matter.renewed", "matter.corrected"]

    /// The item numbers taken back and given again.
    private var taken: [Run: Set<Int>] = [:]
    private var given: [Run: Set<Int>] = [:]

    /// Refuses inverses that would disturb the archive.
    ///
    /// - Parameter subjects: the rows as they stand.
    static func check(_ inverses: [Event], on subjects: [SubjectID: Subject], _ facts: any HistoryReader) throws {
        var check = ArchiveGuard()
        let moved = Set(inverses.filter { $0.changes.contains { $0.path == "state" } }.map(\.subject))
        for event in inverses where event.subject.kind == .matter {
            guard let matter = subjects[event.subject].map({ Matter($0) }) else { continue }
            if matter.isArchived, !moved.contains(event.subject), !beside.contains(where: event.kind.hasPrefix) {
                throw Refusal.guarded(.archived, article: "档案法 §14、§21")
            }
            try check.count(event, of: matter, in: facts.archives)
        }
        for (run, items) in check.taken {
            let last = try facts.lastNumber(in: run.series, run.year)
            guard items == Set((last - items.count + 1)...last) else { throw Refusal.guarded(.laterItems, article: String(run.year)) }
        }
        for (run, items) in check.given {
            let last = try facts.lastNumber(in: run.series, run.year)
            guard items == Set((last + 1)...(last + items.count)) else { throw Refusal.guarded(.laterItems, article: String(run.year)) }
        }
    }

    private mutating func count(_ event: Event, of matter: Matter, in archives: ArchiveRules) throws(Refusal) {
        for change in event.changes where change.path == "archival" {
            // A paper filed after the freeze may be taken out again; the frozen ones may not, and none slips in by a redo.
            let isLate = matter.lateNote != nil || event.changes.contains { $0.path == "fields/lateNote" && !$0.now.isNull }
            for (number, isTaken) in [(MatterNumber(change.was), true), (MatterNumber(change.now), false)] {
                guard let number else { continue }
                if archives.isFrozen(number.year), !isLate { throw .guarded(.filesFrozen, article: String(number.year)) }
                let run = Run(series: number.series, year: number.year)
                if isTaken { taken[run, default: []].insert(number.sequence) } else { given[run, default: []].insert(number.sequence) }
            }
        }
    }
}
