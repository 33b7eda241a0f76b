import Foundation
import Ledger
import Mailroom
import Office
import Phrases

/// Takes the rows of a table into a register; headings are the fields' names in either language or their ids.
struct RegisterImport {
    let register: RegisterDefinition
    let session: Session
    let ledger: Ledger
    /// Of a workbook the sheet that is read; nil: whichever fits best.
    var sheet: String?

    func run(_ path: String, isDry: Bool, asJSON: Bool) throws {
        let table = try session.table(of: path, columns: register.tableColumns, needed: "title", sheet: sheet)
        let office = try ledger.office()
        var slices = try ImportSlices(session: session, ledger: ledger, isDry: isDry)
        var report = ImportReport(session: session)
        report.sheet = table.sheet
        report.remarks = session.remarks(of: table)
        let (remark, reference) = (register.path(of: .remark), register.path(of: .reference))
        let keepsRest = register.fields.contains { $0.finding == .remark }
        report.name(table.filledRest, of: table, keptAsRemark: keepsRest)
        if let line = table.unclosedQuote { report.refuse(line, session.speaker(.importQuote)) }
        for row in table.tooLarge { report.refuse(row.line, session.speaker.overBudget(row.over)) }
        let reading = FieldReading(directory: try ledger.directory(), calendar: office.calendar, now: try session.now(office))
        var drafts: [(line: Int, draft: MatterDraft)] = []
        let progress = IntakeProgress(session, table.rows.count, .importProgress, isQuiet: asJSON)
        defer { progress.clear() }
        func finish(_ done: Int?) throws {
            progress.clear()
            report.sayUnnumbered(in: register)
            try report.finish(path, stopped: done.map { ($0, table.rows.count) }, isDry: isDry, asJSON: asJSON)
        }
        // Who sent it and who has it come again in every row.
        var meant: [String: JSON] = [:]
        func meaning(of text: String, _ field: FieldDefinition) throws -> JSON {
            let place = field.id + "/" + text
            if let known = meant[place] { return known }
            let value = try reading.read(text, for: field)
            meant[place] = value
            return value
        }
        for (index, row) in table.rows.enumerated() {
            // Looked at whole before the first is recorded: a row is held against what was here, not against the rows above it.
            if index % 32 == 0, !progress.goesOn(index, .importReading) { return try finish(index - drafts.count) }
            do {
                try session.admit(row.cells, under: table.header)
                var values: [String: JSON] = [:]
                var cells = RowReading(table, row, session)
                for field in register.fields {
                    let value = try cells.value(field.id, in: office) { try meaning(of: $0, field) }
                    if let value { values[field.path] = value }
                }
                if values["title"] == nil { values["title"] = try cells.value("title", in: office) { JSON.string($0) } }
                let rest = cells.rest()
                guard cells.problems.isEmpty else {
                    report.refuse(row.line, cells.problems)
                    continue
                }
                // Columns the register has no field for are kept as a remark, heading and all; without one the report has named them.
                if keepsRest, !rest.isEmpty {
                    let text = rest.joined(separator: "；")
                    values[remark] = .string([values[remark]?.string, text].compactMap { $0 }.joined(separator: "；"))
                }
                guard values["title"] != nil else { throw Refusal.missing(field: "title") }
                if let number = values[reference]?.string, let twin = try ledger.twins(reference: number).first,
                    Folding.key(twin.title) == Folding.key(values["title"]?.string ?? "")
                {
                    report.add(row.line, .same, twin.id.text, twin.title)
                    continue
                }
                if values[reference] == nil, let title = values["title"]?.string, let twin = try twin(titled: title) {
                    report.add(row.line, .same, twin.text, title)
                    continue
                }
                // What takes its number as it opens takes it here too; a paper waits for the step that gives it.
                drafts.append((row.line, MatterDraft(register: register.id, values: values, registers: register.numbersAtOnce)))
            } catch let refusal as Refusal {
                report.refuse(row.line, refusal, office)
            }
        }
        var done = 0
        while done < drafts.count {
            let slice = Array(drafts[done..<min(done + slices.size, drafts.count)])
            let settled = table.rows.count - drafts.count + done
            if !progress.goesOn(settled) { return try finish(settled) }
            let results = try slices.record(slice.map { Command.open($0.draft) })
            for (item, result) in zip(slice, results) {
                switch result {
                case .success(let ids):
                    report.add(item.line, .taken, isDry ? nil : ids.first?.text, item.draft.values["title"]?.string ?? "")
                case .failure(let refusal): report.refuse(item.line, refusal, office)
                }
            }
            done += slice.count
        }
        try finish(nil)
    }
}

extension RegisterImport {
    /// A matter of this register with exactly this title.
    private func twin(titled title: String) throws -> SubjectID? {
        let now = try session.now(try ledger.office())
        let page = try ledger.list(register: register.id, filter: Filter(terms: [.literal(title)]), limit: 20, now: now, me: nil)
        return page.rows.first { Folding.key($0.title) == Folding.key(title) }?.id
    }
}

/// Writes a register as a table that opens in any spreadsheet, as JSON lines or as Markdown.
struct RegisterExport {
    let register: RegisterDefinition
    let session: Session
    let ledger: Ledger

    func text(_ format: String) throws -> String {
        switch format {
        case "csv": try csv()
        case "jsonl": try jsonLines()
        case "md": MarkdownTable.text(heading, try rows())
        default: throw Failure(.usage, session.speaker(.optionNotRead, "--format", format, "csv xlsx jsonl md"))
        }
    }

    private func eachRow(_ body: (MatterRow) throws -> Void) throws {
        try ledger.eachRow(of: register.id, now: try session.now(try ledger.office()), body)
    }

    private func rows() throws -> [[String]] {
        let shapes = try session.shapes(ledger)
        var rows: [[String]] = []
        try eachRow { row in
            guard let matter = try ledger.matter(row.id) else { return }
            let sheet = MatterSheet(
                matter: matter, office: shapes.office, directory: shapes.directory, speaker: session.speaker,
                now: row.received ?? Moment(milliseconds: 0))
            let fields = register.fields.map { field in
                field.text(in: matter).map { session.speaker.text($0, shapes.directory, as: .table) } ?? ""
            }
            rows.append(
                [matter.number?.printed ?? "", matter.id.text] + fields
                    + [
                        sheet.stateName, shapes.directory.name(matter.owner) ?? "", shapes.directory.name(matter.holder) ?? "",
                        matter.clock.map { shapes.zone.plain($0.due) } ?? "",
                    ])
        }
        return rows
    }

    private var heading: [String] {
        let speaker = session.speaker
        return [speaker(.labelNumber), "id"] + register.fields.map { speaker($0.name) }
            + [speaker(.labelState), speaker.ownerLabel(register), speaker.fieldName("holder", in: nil), speaker(.labelDue)]
    }

    private func csv() throws -> String {
        PrintedSheet.written([PrintedSheet(office: "", title: "", heading: heading, rows: try rows())], .csv)
    }

    /// The register as a workbook: numbers and dates are such, all else is text.
    ///
    /// - Throws: `TarFault` where it cannot be written.
    func write(workbook path: String) throws {
        var sheet = PrintedSheet(office: "", title: session.speaker(register.name), heading: heading, rows: try rows())
        sheet.kinds = RegisterColumns.kinds(of: register, session.speaker)
        sheet.kinds[session.speaker(.labelDue)] = .moment
        sheet.isBare = true
        try PrintedSheet.write([sheet], workbook: path)
    }

    private func jsonLines() throws -> String {
        let shapes = try session.shapes(ledger)
        var lines: [String] = []
        try eachRow { row in if let matter = try ledger.matter(row.id) { lines.append(shapes.matter(matter).lineText) } }
        return lines.joined(separator: "\n")
    }
}

extension Ledger {
    /// Every row of a register, a window at a time, the newest first.
    func eachRow(of register: String, now: Moment, _ body: (MatterRow) throws -> Void) throws {
        var cursor: String?
        repeat {
            let page = try list(register: register, filter: .everything, limit: 500, after: cursor, now: now, me: nil)
            for row in page.rows { try body(row) }
            cursor = page.next
        } while cursor != nil
    }
}
