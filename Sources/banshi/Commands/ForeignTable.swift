import Ledger
import Mailroom
import Office
import Phrases
import Screen

extension Session {
    /// A table somebody sent, from a workbook (.xlsx, .xls) or a file of separated values, told by its content.
    ///
    /// - Parameters:
    ///   - columns: what is looked for, under every heading it may have.
    ///   - needed: the column without which a table is none of this kind.
    ///   - sheet: of a workbook the one that is read; nil: whichever fits best.
    /// - Throws: `Failure` where no sheet has the needed column or that name (65), or the file cannot be read.
    func table(of path: String, columns: [TableColumn], needed: String, sheet: String? = nil) throws -> TableFile {
        let bytes = try bytes(of: path)
        let headings = columns.first { $0.key == needed }?.names.prefix(5).joined(separator: " ") ?? needed
        let found: TableFile?
        // What a file is called says what is in it, and so do the folders it lies in.
        var asides = PathText.parts(path).map(TextExtraction.safeName)
        var others: [String] = []
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) || Workbook.isWorkbook(bytes) {
            let workbook: Workbook
            do throws(ExtractionRefused) { workbook = try Workbook.read(bytes) } catch {
                throw Failure(error.reason.code, speaker(.faultCannotRead, Visible.text(path), reason(error.reason)))
            }
            asides += workbook.asides + workbook.sheets.map(\.name)
            let sheets = workbook.sheets.map { Visible.text($0.name) }.joined(separator: speaker.language.isChinese ? "、" : ", ")
            if let sheet, !workbook.sheets.contains(where: { $0.name == sheet }) {
                throw Failure(.badData, speaker(.importUnknownSheet, Visible.text(path), Visible.text(sheet), sheets))
            }
            found = TableFile(workbook, columns: columns, needed: needed, sheet: sheet)
            if found == nil {
                throw Failure(.badData, speaker(.importNoSheet, Visible.text(path), headings, sheets))
            }
            // Sheets that are not taken came in the same file.
            others = workbook.sheets.filter { $0.name != found?.sheet }.map(\.text)
        } else {
            if let sheet { throw Failure(.badData, speaker(.importSheetless, Visible.text(path), Visible.text(sheet))) }
            found = TableFile(CSVFile(bytes), columns: columns, needed: needed)
        }
        guard let found else { throw Failure(.badData, speaker(.importNoHeading, path, headings)) }
        // A mark above, below or beside a table is its mark and stands for every row: it is looked for before any row is taken.
        if try clearance() == nil {
            let beside = SecrecyDoor.mark(inAny: found.around + asides)
            if let level = beside ?? others.lazy.compactMap({ Recognition(of: $0).mark }).first { throw Refusal.classified(secrecy: level) }
        }
        return found
    }

    /// What is to be said of a table beside its rows: the sheet that was taken, what somebody hid.
    func remarks(of table: TableFile) -> [String] {
        let comma = speaker.language.isChinese ? "、" : ", "
        func list(_ names: [String]) -> String {
            let shown = names.prefix(20).map { Visible.text($0) }.joined(separator: comma)
            return names.count > 20 ? shown + " …" : shown
        }
        return table.remarks.map { remark in
            switch remark {
            case .sheets(let taken, let others): speaker(.tableSheets, Visible.text(taken), list(others))
            case .hiddenSheets(let names): speaker(.tableHiddenSheets, list(names))
            case .hiddenRows(let rows): speaker(.tableHiddenRows, list(rows.map(String.init)))
            case .hiddenColumns(let columns): speaker(.tableHiddenColumns, list(columns))
            case .bands(let bands): speaker(.tableBands, list(bands.map { "\($0.row) “\($0.text.prefix(24))”" }))
            }
        }
    }

    /// Why a cell of a table cannot be read.
    func reason(_ trouble: TableFile.CellTrouble) -> String {
        switch trouble.trouble {
        case .error: speaker(.cellError, Visible.text(trouble.text))
        case .unworked: speaker(.cellUnworked)
        case .rounded: speaker(.cellRounded, Visible.text(trouble.text))
        }
    }
}

extension Session {
    /// Writes a workbook and says in plain words why it could not be written.
    func writing(_ path: String, _ work: () throws -> Void) throws {
        do { try work() } catch let fault as TarFault {
            switch fault {
            case .noLibrary: throw Failure(.writeFailed, speaker(.workbookNoLibrary, LateLibrary.workbooksOut.package))
            case .notWritten(let reason): throw Failure(.writeFailed, speaker(.faultWriteFailed, Visible.text(path), reason))
            default: throw Failure(.writeFailed, speaker(.faultWriteFailed, Visible.text(path), String(describing: fault)))
            }
        }
    }
}

/// Reads one row of a table cell by cell and keeps what was wrong with which.
struct RowReading {
    let table: TableFile
    let row: (line: Int, cells: [String])
    let session: Session
    private(set) var problems: [(place: String, reason: String)] = []

    init(_ table: TableFile, _ row: (line: Int, cells: [String]), _ session: Session) {
        self.table = table
        self.row = row
        self.session = session
    }

    /// The cells no field takes, under their headings; one that lost digits is a problem.
    mutating func rest() -> [String] {
        problems += table.troubles(inRestOf: row).map { (table.place($0.column), session.reason($0)) }
        return table.rest.filter { $0 < row.cells.count && !row.cells[$0].trimmed.isEmpty }.map { column in
            "\(table.header[column])：\(row.cells[column].trimmed)"
        }
    }

    /// The value of a column as it was read; nil where it is empty or cannot be read.
    mutating func value<Value>(_ key: String, in office: OfficeRecord?, _ read: (String) throws -> Value) throws -> Value? {
        let place = table.column(key).map { table.place($0) } ?? ""
        do {
            guard let text = try table.value(row, key) else { return nil }
            return try read(text)
        } catch let trouble as TableFile.CellTrouble {
            problems.append((place, session.reason(trouble)))
        } catch let failure as Failure where failure.code == .badData {
            problems.append((place, failure.message))
        } catch let refusal as Refusal {
            if case .classified = refusal { throw refusal }
            problems.append((place, session.speaker(refusal, in: office)))
        }
        return nil
    }
}
