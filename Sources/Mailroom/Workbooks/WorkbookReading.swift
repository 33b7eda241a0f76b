import CConfine
import CFreexl
import Foundation
import Office

extension Workbook {
    /// What a file holds by its first bytes and its parts.
    enum Container {
        case openXML
        /// The containers of old Office: a workbook (.xls, .et) or a paper (.doc, .wps).
        case old(isWorkbook: Bool)
    }

    static func container(of bytes: [UInt8]) -> Container? {
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return WorkbookXML.isWorkbook(ZipNames.read(bytes)) ? .openXML : nil }
        guard bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) else {
            // Excel before 1993 wrote its records without a container.
            return bytes.starts(with: [0x09, 0x08, 0x10, 0x00, 0x00, 0x06]) ? .old(isWorkbook: true) : nil
        }
        return .old(isWorkbook: holds(bytes, "Workbook") || holds(bytes, "Book"))
    }

    /// Whether a directory of an old container names a stream; its entries stand 128 bytes apart.
    static func holds(_ bytes: [UInt8], _ name: String) -> Bool {
        var wanted: [UInt8] = []
        for unit in name.utf16 { wanted += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        wanted += [0, 0]
        return stride(from: 512, to: bytes.count, by: 128).contains { bytes[$0] == wanted[0] && bytes[$0...].starts(with: wanted) }
    }

    /// Whether a file is a workbook, old or new.
    public static func isWorkbook(_ bytes: [UInt8]) -> Bool {
        switch container(of: bytes) {
        case .openXML, .old(isWorkbook: true): true
        default: false
        }
    }

    /// Reads a stranger's workbook in a confined process.
    ///
    /// - Throws: `ExtractionRefused` where it is broken, locked or larger than any office's table.
    public static func read(_ bytes: [UInt8], by confinement: Confinement = .standing) throws(ExtractionRefused) -> Workbook {
        guard confinement.program != nil else { return try readHere(bytes) }
        let job = Job(.table, seconds: confinement.seconds, file: Limit.text * 3)
        let end = confinement.run(job, input: bytes)
        guard case .finished(0, let answer) = end, let fields = Frame.fields(in: answer) else {
            throw ExtractionRefused(Extraction.Reason(end, kind: "xlsx", confinement: confinement))
        }
        for (frame, bytes) in fields {
            if frame == .reason { throw ExtractionRefused(Extraction.Reason(written: String(decoding: bytes, as: UTF8.self))) }
            if frame == .text, let json = try? JSON(bytes: bytes), let workbook = Workbook(json: json) { return workbook }
        }
        throw ExtractionRefused(.broken("xlsx"))
    }

    /// What stands in it, for the door and the search: a line a row; the first sheet that is shown, and the others along with it.
    func text(limit: Int) throws(ExtractionRefused) -> String {
        let ordered = sheets.filter { !$0.isHidden } + sheets.filter(\.isHidden)
        let pages = ordered.map { $0.name + "\n" + $0.text }
        let size = pages.reduce(0) { $0 + $1.utf8.count }
        guard size <= limit else { throw ExtractionRefused(.tooLarge(bytes: size, limit: limit)) }
        // A row is its cells one behind another, so that a column of levels is looked for where the columns are known.
        let levels = ordered.compactMap { SecrecyDoor.mark(inTable: $0.grid) }.map(MarkedWords.label)
        return PaperText.joined(pages.first ?? "", along: Array(pages.dropFirst()) + asides + levels)
    }

    /// Reads in this process.
    static func readHere(_ bytes: [UInt8]) throws(ExtractionRefused) -> Workbook {
        switch container(of: bytes) {
        case .openXML: return try WorkbookXML.read(bytes)
        case .old(isWorkbook: true): return try OldWorkbook.read(bytes)
        // A new workbook with a password stands in an old container.
        case .old where holds(bytes, "EncryptedPackage"): throw ExtractionRefused(.locked)
        default: throw ExtractionRefused(.broken("xlsx"))
        }
    }
}

extension Workbook.Sheet {
    /// What stands in it, a line a row.
    public var text: String { rows.map { $0.cells.map(\.text).joined(separator: "\t") + "\n" }.joined() }

    /// Its rows with a place for every column up to their last cell, as far as any table of an office is wide.
    var grid: some Sequence<[String]> {
        rows.lazy.map { row in
            let cells = row.cells.filter { $0.column < 256 }
            var places = [String](repeating: "", count: (cells.map(\.column).max() ?? -1) + 1)
            for cell in cells { places[cell.column] = cell.text }
            return places
        }
    }
}

/// A workbook of old Excel (.xls), cell by cell.
private final class OldWorkbook {
    private var sheets: [Workbook.Sheet] = []
    private var left = Workbook.Limit.text
    private var cells = Workbook.Limit.cells

    static func read(_ bytes: [UInt8]) throws(ExtractionRefused) -> Workbook {
        // The library asks for a file by name; memory has one, too.
        let memory = bytes.withUnsafeBytes { cconfine_memory($0.baseAddress, $0.count) }
        guard memory >= 0 else { throw ExtractionRefused(.broken("xls")) }
        defer { close(memory) }
        let reading = OldWorkbook()
        var reader = cfreexl_reader()
        reader.context = Unmanaged.passUnretained(reading).toOpaque()
        reader.sheet = { raw, name in
            guard let raw, let name else { return 1 }
            Unmanaged<OldWorkbook>.fromOpaque(raw).takeUnretainedValue().sheets.append(Workbook.Sheet(name: String(cString: name)))
            return 0
        }
        reader.cell = { raw, row, column, kind, whole, real, text in
            guard let raw else { return 1 }
            let said: String =
                switch kind {
                case CFREEXL_WHOLE: String(whole)
                case CFREEXL_REAL: NumberFormat.plain(real)
                default: text.map { String(cString: $0) } ?? ""
                }
            let reading = Unmanaged<OldWorkbook>.fromOpaque(raw).takeUnretainedValue()
            return reading.add(Int(row), Int(column), kind == CFREEXL_DAY ? OldWorkbook.dated(said) : said, isReal: kind == CFREEXL_REAL)
                ? 0 : 1
        }
        let code = cfreexl_read("/proc/self/fd/\(memory)", UInt32(Workbook.Limit.rows), 256, &reader)
        switch Int(code) {
        case Int(CFREEXL_OK): return OldWorkbookRecords(bytes).completing(Workbook(sheets: reading.sheets))
        case Int(CFREEXL_NO_LIBRARY): throw ExtractionRefused(.noTool(LateLibrary.oldWorkbooks.package))
        case Int(CFREEXL_LOCKED): throw ExtractionRefused(.locked)
        case Int(CFREEXL_STOPPED): throw ExtractionRefused(.tooLarge(bytes: Workbook.Limit.text, limit: Workbook.Limit.text))
        default: throw ExtractionRefused(.broken("xls"))
        }
    }

    private func add(_ row: Int, _ column: Int, _ text: String, isReal: Bool) -> Bool {
        guard !text.isEmpty, !sheets.isEmpty else { return true }
        left -= text.utf8.count
        cells -= 1
        guard left > 0, cells > 0 else { return false }
        let digits = text.utf8.count { (0x30...0x39).contains($0) }
        let cell = Workbook.Cell(
            column, String(text.prefix(Workbook.Limit.cell)), trouble: isReal && digits > 15 && !text.contains(".") ? .rounded : nil)
        let last = sheets.count - 1
        if sheets[last].rows.last?.number == row + 1 {
            sheets[last].rows[sheets[last].rows.count - 1].cells.append(cell)
        } else {
            sheets[last].rows.append(Workbook.Row(row + 1, [cell]))
        }
        return true
    }

    /// 2026-11-23 00:00:00 is a day.
    private static func dated(_ text: String) -> String {
        if text.hasSuffix(" 00:00:00") { return String(text.dropLast(9)) }
        return text.hasSuffix(":00") && text.count >= 8 ? String(text.dropLast(3)) : text
    }
}
