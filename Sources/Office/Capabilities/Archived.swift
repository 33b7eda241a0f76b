/// Archived 归档: a paper that was put away is filed under a year, a term and a unit, with an item number, and does not change from then on.
///
/// `archival` keeps the number; what is wrong on an archived paper is put right beside it 勘误 (J6; 档案法 §14, §21).
struct Archived: Capability {
    var keeps: Set<String> { ["archival"] }

    func carryOut(_ command: Command, on course: inout MatterCourse) throws {
        if case .correct(_, let text) = command { try course.correct(text) }
    }

    func apply(_ step: Step, _ form: [String: JSON], on course: MatterCourse) throws -> [String: JSON] {
        step.act == .archive ? try course.archiving(step, form) : [:]
    }

    func holds(of act: Aftermath) throws { try ArchivedItems.check(act) }
}

extension Matter {
    /// The code it was archived under.
    public var archival: MatterNumber? { MatterNumber(record["archival"]) }

    /// Whether it stands where archiving has led it.
    ///
    /// - Parameter definition: the one that holds for it; nil where its register is unknown.
    public func isArchived(by definition: RegisterDefinition?) -> Bool { definition?.isArchive(state) ?? false }
}

extension MatterCourse {
    /// Whether it is archived, and so does not change from here.
    var isArchived: Bool { matter.isArchived(by: definition) }

    /// What archiving writes down: term, item number, pages, box. Asked only where the register's definition asks for the term.
    func archiving(_ step: Step, _ form: [String: JSON]) throws -> [String: JSON] {
        var values: [String: JSON] = [:]
        if let box = definition.value(of: .box, in: form), !box.isNull { values[definition.path(of: .box)] = box }
        guard step.asks.contains("retention") else { return values }
        guard let text = form["retention"]?.string ?? matter.field("retention") else { throw Refusal.missing(field: "retention") }
        guard let term = ArchivalCode.Term(named: text) else { throw Refusal.invalid(field: "retention", value: text, expected: .choice) }
        let year = matter.filingYear(by: definition, facts.calendar.zone)
        if facts.archives.isFrozen(year) {
            // 补归: still filed, with the reason, and marked so.
            guard let note = form["lateNote"]?.string?.trimmed, !note.isEmpty else {
                throw Refusal.guarded(.filedLate, article: String(year))
            }
            values["fields/lateNote"] = .string(note)
        }
        let code = ArchivalCode(
            year: year, term: term, unit: facts.directory.archiveUnit(of: matter), fonds: facts.archives.fonds)
        let item = try facts.newNumber(in: code.series, code.year)
        values["archival"] = MatterNumber(series: code.series, year: code.year, sequence: item, printed: code.printed(item)).json
        values["fields/archiveNumber"] = .string(code.printed(item))
        values["fields/retention"] = .string(term.chinese)
        if let pages = form["pages"], !pages.isNull { values["fields/pages"] = pages }
        if let number = form["boxNumber"], !number.isNull { values["fields/boxNumber"] = number }
        return values
    }

    /// 勘误: what was written stays; what is right is written beside it.
    mutating func correct(_ text: String) throws(Refusal) {
        if matter.isPlaceholder { throw .guarded(.placeholder, article: "保密法") }
        if text.trimmed.isEmpty { throw .missing(field: "note") }
        let note = Note.json(kind: "correction", text: text.trimmed, attribution: facts.attribution)
        record("matter.corrected", ["notes/\(matter.record.nextIndex(in: "notes"))": note])
    }
}

extension RegisterDefinition {
    /// Whether the register's papers go into the archive.
    public var isFiled: Bool { steps.contains { $0.act == .archive } }
    /// Whether a paper in this state waits to be archived 待归档.
    public func isKept(_ state: String) -> Bool { ownStep(doing: .archive, from: state) != nil }
    /// Whether what stands in this state is archived.
    func isArchive(_ state: String) -> Bool { steps.contains { $0.act == .archive && $0.to == state } }
    /// The states in which papers are archived.
    public var archiveStates: [String] { ends(of: [.archive]) }
    /// Whether a paper in this state is put away or archived: what a catalogue of the archive lists.
    public func isCatalogued(_ state: String) -> Bool { isKept(state) || isArchive(state) }
}

/// The item numbers an act takes out of the archive or puts back.
///
/// A paper that is archived does not change, item numbers leave no gaps (DA/T 22-2015, 5.4), and nothing is taken out of frozen files.
/// Loans and corrections stand beside a paper; taking them back leaves it as it is.
private struct ArchivedItems {
    private struct Run: Hashable {
        let series: String
        let year: Int
    }

    private static let beside = ["matter.lent", "matter.givenBack", "matter.renewed", "matter.corrected"]

    /// The item numbers taken back and given again.
    private var taken: [Run: Set<Int>] = [:]
    private var given: [Run: Set<Int>] = [:]

    /// Refuses an act taken back or done again that would disturb the archive.
    static func check(_ act: Aftermath) throws {
        let (inverses, subjects, facts) = (act.inverses, act.before, act.facts)
        var check = ArchivedItems()
        let moved = Set(inverses.filter { $0.changes.contains { $0.path == "state" } }.map(\.subject))
        for event in inverses where event.subject.kind == .matter {
            guard let matter = subjects[event.subject].map({ Matter($0) }) else { continue }
            let isArchived = matter.isArchived(by: facts.registers[of: matter])
            if isArchived, !moved.contains(event.subject), !beside.contains(where: event.kind.hasPrefix) {
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
