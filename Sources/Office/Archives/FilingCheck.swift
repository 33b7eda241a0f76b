/// 应归未归: what of a year is not filed yet, and why (domain J6; 档案法 §14).
public struct FilingCheck: Sendable {
    public enum Reason: String, Sendable, CaseIterable {
        /// Still being handled.
        case open
        /// Concluded, and not put away.
        case notPutAway
        /// No handling slip was printed; it is filed with its paper (令第8号 §10).
        case noSlip
        /// No file of the paper itself is enclosed.
        case noPaper
        /// Nothing says how long it is kept.
        case noTerm
    }

    public struct Row: Sendable {
        public let matter: Matter
        public let reasons: [Reason]
    }

    public let year: Int
    /// What is not filed: open papers first, then concluded ones, then what was put away and lacks something.
    public let rows: [Row]
    /// Put away with everything it needs.
    public let ready: Int
    public let archived: Int

    /// 归档 of a year ends with June of the next (机关档案管理规定).
    public static func deadline(_ year: Int) -> Day? { Day(year + 1, 6, 30) }
    public static let basis = Term(zh: "机关档案管理规定：次年6月底前归档", en: "机关档案管理规定: filed by the end of June of the next year")

    public init(year: Int, papers: [Matter], registers: Registers, directory: Directory, rules: ArchiveRules) {
        self.year = year
        var rows: [Row] = []
        var ready = 0
        var archived = 0
        let schedule = rules.schedule
        for matter in papers where !matter.isPlaceholder {
            guard let definition = registers[of: matter] else { continue }
            if matter.isArchived(by: definition) {
                archived += 1
            } else if definition.isOpen(matter.state) {
                rows.append(Row(matter: matter, reasons: [.open]))
            } else if definition.isKept(matter.state) {
                let reasons = FilingCheck.lacks(matter, definition, schedule, directory)
                if reasons.isEmpty { ready += 1 } else { rows.append(Row(matter: matter, reasons: reasons)) }
            } else if definition.steps.contains(where: { $0.putsAway && $0.from.contains(matter.state) }) {
                rows.append(Row(matter: matter, reasons: [.notPutAway]))
            }
            // What was sent back, voided or joined to another is not this office's to file.
        }
        func rank(_ row: Row) -> Int { row.reasons.first.flatMap { Reason.allCases.firstIndex(of: $0) } ?? 9 }
        self.rows = rows.sorted { (min(rank($0), 2), $0.matter.id.handle) < (min(rank($1), 2), $1.matter.id.handle) }
        self.ready = ready
        self.archived = archived
    }

    /// What a paper that was put away still lacks.
    private static func lacks(
        _ matter: Matter, _ definition: RegisterDefinition, _ schedule: RetentionSchedule, _ directory: Directory
    ) -> [Reason] {
        if matter.isMasked { return [] }
        var reasons: [Reason] = []
        if definition.sendsUp, !matter.isPrinted { reasons.append(.noSlip) }
        if matter.enclosures.isEmpty { reasons.append(.noPaper) }
        if schedule.proposal(for: matter, by: definition, directory) == nil { reasons.append(.noTerm) }
        return reasons
    }

    public func count(_ reason: Reason) -> Int { rows.count { $0.reasons.contains(reason) } }
}
