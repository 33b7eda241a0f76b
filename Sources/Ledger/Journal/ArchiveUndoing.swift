import GRDB
import Office

extension Ledger {
    /// Refuses to take back what would change an archived paper, leave a gap among item numbers or reach into frozen files.
    ///
    /// Loans and corrections stand beside a paper; taking them back leaves it as it is.
    func refuseToDisturbArchive(_ inverses: [Event], _ subjects: [SubjectID: Subject], in db: Database) throws {
        struct Run: Hashable {
            let series: String
            let year: Int
        }
        var taken: [Run: Set<Int>] = [:]
        var given: [Run: Set<Int>] = [:]
        let moved = Set(inverses.filter { $0.changes.contains { $0.path == "state" } }.map(\.subject))
        let beside = ["matter.lent", "matter.givenBack", "matter.renewed", "matter.corrected"]
        let archives = try office(in: db).archives
        for event in inverses where event.subject.kind == .matter {
            guard let matter = subjects[event.subject].map({ Matter($0) }) else { continue }
            if matter.isArchived, !moved.contains(event.subject), !beside.contains(where: event.kind.hasPrefix) {
                throw Refusal.guarded(.archived, article: "档案法 §14、§21")
            }
            for change in event.changes where change.path == "archival" {
                // A paper filed after the freeze may be taken out again; the frozen ones may not, and none slips in by a redo.
                let isLate = matter.lateNote != nil || event.changes.contains { $0.path == "fields/lateNote" && !$0.now.isNull }
                for (number, isTaken) in [(MatterNumber(change.was), true), (MatterNumber(change.now), false)] {
                    guard let number else { continue }
                    if archives.isFrozen(number.year), !isLate { throw Refusal.guarded(.filesFrozen, article: String(number.year)) }
                    let run = Run(series: number.series, year: number.year)
                    if isTaken { taken[run, default: []].insert(number.sequence) } else { given[run, default: []].insert(number.sequence) }
                }
            }
        }
        for (run, items) in taken {
            let last = try lastNumber(run.series, run.year, in: db)
            guard items == Set((last - items.count + 1)...last) else { throw Refusal.guarded(.laterItems, article: String(run.year)) }
        }
        for (run, items) in given {
            let last = try lastNumber(run.series, run.year, in: db)
            guard items == Set((last + 1)...(last + items.count)) else { throw Refusal.guarded(.laterItems, article: String(run.year)) }
        }
    }
}
