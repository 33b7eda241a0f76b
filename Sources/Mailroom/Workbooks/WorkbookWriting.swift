import CXLSX
import Foundation
import Office

/// A workbook of ours (.xlsx): what stands on a sheet of paper, with numbers and dates that a spreadsheet can reckon with.
public struct WorkbookWriting {
    /// What the cells of a column are; a cell that is not of its kind is written as the text it is.
    public enum Column: Hashable, Sendable {
        case text, number, day, moment
    }

    public struct Sheet: Sendable {
        public var name: String
        public var title = ""
        public var remark = ""
        public var boxes: [(label: String, text: String)] = []
        public var heading: [String] = []
        /// Of each column; text where there is none.
        public var columns: [Column] = []
        public var rows: [[String]] = []

        public init(name: String) { self.name = name }
    }

    /// How many columns of letters a line of text takes: a character of Han takes two.
    private let width: (String) -> Int

    public init(width: @escaping (String) -> Int) { self.width = width }

    /// Writes it for its owner alone; another file of the name is replaced.
    ///
    /// - Throws: `TarFault`; the file is complete or not there at all.
    public func write(_ sheets: [Sheet], to path: String) throws(TarFault) {
        let temporary = "\(path).\(getpid()).part"
        // Made beforehand, so that nobody else may read it at any moment.
        unlink(temporary)
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if descriptor >= 0 { close(descriptor) }
        do throws(TarFault) {
            var book: OpaquePointer?
            try WorkbookWriting.check(cxlsx_open(temporary, &book))
            var names: Set<String> = []
            do throws(TarFault) {
                for sheet in sheets { try write(sheet, called: WorkbookWriting.name(sheet.name, &names), in: book) }
                if sheets.isEmpty { try WorkbookWriting.check(cxlsx_sheet(book, WorkbookWriting.name("", &names), 0)) }
            } catch {
                _ = cxlsx_close(book)
                throw error
            }
            try WorkbookWriting.check(cxlsx_close(book))
            guard rename(temporary, path) == 0 else { throw .notWritten(reason: String(cString: strerror(errno))) }
        } catch {
            unlink(temporary)
            throw error
        }
    }

    private static func check(_ code: Int32) throws(TarFault) {
        switch Int(code) {
        case Int(CXLSX_OK): return
        case Int(CXLSX_NO_LIBRARY): throw .noLibrary
        default: throw .notWritten(reason: String(cString: strerror(errno == 0 ? EIO : errno)))
        }
    }

    private func write(_ sheet: Sheet, called name: String, in book: OpaquePointer?) throws(TarFault) {
        let count = max(sheet.heading.count, sheet.boxes.isEmpty ? 1 : 2)
        let last = UInt16(clamping: count - 1)
        try WorkbookWriting.check(cxlsx_sheet(book, name, sheet.heading.count > 7 ? 1 : 0))
        var row: UInt32 = 0
        func text(_ column: Int, _ look: cxlsx_look, _ text: String, to end: UInt16? = nil) throws(TarFault) {
            let at = UInt16(clamping: column)
            try WorkbookWriting.check(cxlsx_text(book, row, at, end ?? at, look, WorkbookWriting.fitting(text)))
        }
        if !sheet.title.isEmpty {
            try text(0, CXLSX_TITLE, sheet.title, to: last)
            row += 1
        }
        if !sheet.remark.isEmpty {
            try text(0, CXLSX_REMARK, sheet.remark, to: last)
            row += 1
        }
        for box in sheet.boxes {
            try text(0, CXLSX_LABEL, box.label)
            try text(1, CXLSX_TEXT, box.text, to: last)
            row += 1
        }
        if !sheet.heading.isEmpty {
            for (column, heading) in sheet.heading.enumerated() { try text(column, CXLSX_HEAD, heading) }
            cxlsx_head(book, row)
            row += 1
        }
        for cells in sheet.rows {
            for (column, cell) in cells.enumerated() {
                let kind = sheet.columns.indices.contains(column) ? sheet.columns[column] : .text
                if let (look, number) = WorkbookWriting.number(cell, kind) {
                    try WorkbookWriting.check(cxlsx_number(book, row, UInt16(clamping: column), look, number))
                } else {
                    try text(column, CXLSX_TEXT, cell)
                }
            }
            row += 1
        }
        for column in 0..<count { cxlsx_column(book, UInt16(clamping: column), Double(room(for: column, of: sheet))) }
    }

    /// As wide as the longest line of a column, within reason.
    private func room(for column: Int, of sheet: Sheet) -> Int {
        var widest = 6
        func see(_ text: String) { for line in text.split(separator: "\n") { widest = max(widest, width(String(line))) } }
        if sheet.heading.indices.contains(column) { see(sheet.heading[column]) }
        for row in sheet.rows where row.indices.contains(column) { see(row[column]) }
        if column < 2 { for box in sheet.boxes { see(column == 0 ? box.label : box.text) } }
        return min(widest, 60) + 2
    }

    /// A cell's number as a spreadsheet counts it: days from 1900.
    private static func number(_ text: String, _ column: Column) -> (cxlsx_look, Double)? {
        switch column {
        case .text: return nil
        case .number:
            // A spreadsheet keeps fifteen digits, and no zeros before them.
            guard text.utf8.count <= 15 else { return nil }
            if let number = Int(text), String(number) == text { return (CXLSX_NUMBER, Double(number)) }
            // An amount of money, as tables have it.
            guard let money = Money(text), money.plain == text else { return nil }
            return (CXLSX_NUMBER, Double(money.fen) / 100)
        case .day, .moment:
            guard text.utf8.count == 10 || text.utf8.count == 16, let day = Day(iso: text.prefix(10)), let first = Day(1900, 3, 1),
                day >= first
            else { return nil }
            let days = Double(day.ordinal + 25_569)
            if text.utf8.count == 10 { return (CXLSX_DAY, days) }
            let time = text.suffix(5).split(separator: ":").compactMap { Int($0) }
            guard text.dropFirst(10).first == " ", time.count == 2, time[0] < 24, time[1] < 60, time[0] >= 0, time[1] >= 0 else {
                return nil
            }
            return (CXLSX_MOMENT, days + Double(time[0] * 60 + time[1]) / 1_440)
        }
    }

    /// No more than a cell takes, and no character XML does not know.
    private static func fitting(_ text: String) -> String {
        let clean =
            text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" }
            ? String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 0x20 || $0 == "\n" || $0 == "\t" })) : text
        guard clean.utf16.count > Workbook.Limit.cell else { return clean }
        return String(clean.prefix(Workbook.Limit.cell / 2 - 1)) + "…"
    }

    /// A sheet's name as a spreadsheet takes it: at most 31 characters, none of those it forbids, no two the same.
    static func name(_ wanted: String, _ taken: inout Set<String>) -> String {
        let clean = String(wanted.map { "[]:*?/\\\n\t".contains($0) ? " " : $0 }).trimmed.trimmingPrefix("'")
        var base = String(clean)
        while base.hasSuffix("'") { base.removeLast() }
        if base.isEmpty { base = "Sheet1" }
        func cut(_ room: Int) -> String {
            var name = base
            while name.utf16.count > room { name.removeLast() }
            return name
        }
        var name = cut(31)
        var number = 2
        while taken.contains(name.lowercased()) {
            let ending = " \(number)"
            name = cut(31 - ending.utf16.count) + ending
            number += 1
        }
        taken.insert(name.lowercased())
        return name
    }
}
