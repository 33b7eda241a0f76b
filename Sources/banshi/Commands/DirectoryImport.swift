import Ledger
import Mailroom
import Office
import Phrases

/// Takes people, units or places from a table; each row stands alone and is reported by its line, all of them together are one act.
struct DirectoryImport {
    let kind: SubjectID.Kind
    let session: Session
    let ledger: Ledger
    /// Of a workbook the sheet that is read; nil: whichever fits best.
    var sheet: String?

    /// Whether a name that comes twice is another one.
    var sameName = false

    func run(_ path: String, isDry: Bool, asJSON: Bool) throws {
        let table = try session.table(
            of: path, columns: DirectoryColumn.tableColumns(of: kind), needed: DirectoryColumn.name.rawValue, sheet: sheet)
        var report = ImportReport(session: session)
        report.sheet = table.sheet
        report.remarks = session.remarks(of: table)
        if let line = table.unclosedQuote { report.refuse(line, session.speaker(.importQuote)) }
        for row in table.tooLarge { report.refuse(row.line, session.speaker.overBudget(row.over)) }
        let progress = IntakeProgress(session, table.rows.count, .importProgress, isQuiet: asJSON)
        defer { progress.clear() }
        var rows = try DirectoryRows(
            kind: kind, sameName: sameName, slices: ImportSlices(session: session, ledger: ledger, isDry: isDry), report: report)
        var stopped: Int?
        for (index, row) in table.rows.enumerated() {
            // Rows that wait for their slice are not begun.
            if index % 32 == 0, !progress.goesOn(index - rows.waiting.count) {
                stopped = index - rows.waiting.count
                break
            }
            try rows.take(row, of: table)
        }
        if stopped == nil { try rows.record() }
        progress.clear()
        try rows.report.finish(path, stopped: stopped.map { ($0, table.rows.count) }, isDry: isDry, asJSON: asJSON)
    }
}

/// The rows of a directory's table on their way into the office: read one by one, recorded in slices.
struct DirectoryRows {
    let kind: SubjectID.Kind
    /// Whether a name that comes twice is another one.
    let sameName: Bool
    private var slices: ImportSlices
    private(set) var report: ImportReport
    /// As it was when the last slice was recorded.
    private var directory: Directory
    /// Read, and to be recorded with the next slice.
    private(set) var waiting: [Row] = []
    /// The names of those, folded: a row that speaks of one of them has to find it recorded.
    private var waitingNames: Set<String> = []
    /// What the rows so far were about: whose name comes again is another one or a mistake.
    private var seen: Set<String> = []
    private var firstLines: [String: Int] = [:]
    /// What cells that name somebody of another table meant: departments come again in every row.
    private var meant: [String: Result<JSON, any Error>] = [:]

    struct Row {
        let line: Int
        let name: String
        let command: Command
        /// The one that is changed by it; nil: somebody new.
        let existing: String?
    }

    private var session: Session { slices.session }
    private var ledger: Ledger { slices.ledger }

    init(kind: SubjectID.Kind, sameName: Bool, slices: ImportSlices, report: ImportReport) throws {
        self.kind = kind
        self.sameName = sameName
        self.slices = slices
        self.report = report
        directory = try slices.ledger.directory()
    }

    /// Reads a row and has it wait for its slice, or says in the report what is wrong with it.
    mutating func take(_ row: (line: Int, cells: [String]), of table: TableFile) throws {
        do {
            try session.admit(row.cells, under: table.header)
            var fields: [DirectoryColumn: JSON] = [:]
            var cells = RowReading(table, row, session)
            for column in DirectoryColumn.columns(of: kind) {
                let value = try cells.value(column.rawValue, in: nil) { try read($0, column) }
                if let value { fields[column] = value }
            }
            guard cells.problems.isEmpty else { return report.refuse(row.line, cells.problems) }
            guard let name = fields[.name]?.string else { throw Refusal.missing(field: "name") }
            try take(name, fields, row.line)
        } catch let failure as Failure where failure.code == .badData {
            report.refuse(row.line, failure.message)
        } catch let refusal as Refusal {
            report.refuse(row.line, refusal, try ledger.office())
        }
        if waiting.count >= slices.size { try record() }
    }

    private mutating func read(_ text: String, _ column: DirectoryColumn) throws -> JSON {
        switch column {
        case .department, .leader, .deputy: break
        default: return try reading.value(column, text)
        }
        if kind == .person, column != .department {
            // Somebody of this very table: whoever waits must stand in the directory where they may be meant.
            let bearers = directory.records(named: text, .person).filter { Person(id: $0.id, record: $0.record).isActive }
            if bearers.count != 1 || waitingNames.contains(Folding.key(text)) { try record() }
            return try reading.value(column, text)
        }
        let place = column.rawValue + "/" + text
        let value = meant[place] ?? Result { try reading.value(column, text) }
        meant[place] = value
        return try value.get()
    }

    private var reading: DirectoryFields { DirectoryFields(kind: kind, session: session, directory: directory) }

    private mutating func take(_ name: String, _ fields: [DirectoryColumn: JSON], _ line: Int) throws {
        let key = Folding.key(name)
        if waitingNames.contains(key) { try record() }
        let all = directory.records(named: name, kind)
        func isSame(_ record: Record) -> Bool { fields.allSatisfy { record[$0.key.rawValue] == $0.value } }
        if let twin = all.first(where: { seen.contains($0.id) && isSame($0.record) }) { return report.add(line, .same, twin.id, name) }
        if let first = firstLines[key], all.allSatisfy({ seen.contains($0.id) }), !sameName {
            return report.refuse(line, session.speaker(.importNameTwice, name, String(first)))
        }
        let left = all.filter { !seen.contains($0.id) }
        func likeness(_ record: Record) -> Int { fields.count { record[$0.key.rawValue] == $0.value } }
        // Of several of one name the row is about the one it says most of.
        let best = left.map { likeness($0.record) }.max() ?? 0
        let likely = left.filter { likeness($0.record) == best }
        guard likely.count <= 1 else {
            throw Refusal.ambiguous(
                what: "name", text: name, candidates: likely.map { directory.name($0.id) ?? $0.id })
        }
        firstLines[key] = firstLines[key] ?? line
        guard let existing = likely.first else {
            return wait(Row(line: line, name: name, command: .enlist(kind, DirectoryChange(fields, isNamesake: sameName)), existing: nil))
        }
        seen.insert(existing.id)
        if isSame(existing.record) { return report.add(line, .same, existing.id, name) }
        wait(Row(line: line, name: name, command: .revise(SubjectID(existing.id), DirectoryChange(fields)), existing: existing.id))
    }

    private mutating func wait(_ row: Row) {
        waiting.append(row)
        waitingNames.insert(Folding.key(row.name))
    }

    /// Records the rows that wait, and says of each what became of it.
    mutating func record() throws {
        let rows = waiting
        (waiting, waitingNames) = ([], [])
        if rows.isEmpty { return }
        let results = try slices.record(rows.map(\.command))
        directory = try ledger.directory()
        for (row, result) in zip(rows, results) {
            switch result {
            case .success(let touched):
                let id = row.existing ?? (slices.isDry ? nil : touched.first?.text)
                if let id { seen.insert(id) }
                report.add(row.line, row.existing == nil ? .taken : .changed, id, row.name)
            case .failure(let refusal): report.refuse(row.line, refusal, try ledger.office())
            }
        }
    }
}
