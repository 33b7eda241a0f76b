import Foundation
import Mailroom
import Office
import Testing

/// Tables, templates and values that would cost more than they are worth.
@Suite struct BoundTests {
    @Test func `a cell of megabytes is refused by its row, and the rows beside it stand`() {
        let table = CSVFile(Array("标题,说明\n甲,一\n乙,\(String(repeating: "长", count: 2 << 20))\n丙,三\n".utf8))
        #expect(table.rows.map { $0.cells[0] } == ["甲", "丙"])
        #expect(table.tooLarge.map(\.line) == [3])
        #expect(table.tooLarge.map(\.over) == [OverBudget(.bytes, CSVFile.cellLimit)])
    }

    @Test func `a row of countless cells is refused alone`() {
        let table = CSVFile(Array("标题\n甲\n\(String(repeating: ",", count: 5_000))\n丙\n".utf8))
        #expect(table.rows.map(\.line) == [2, 4])
        #expect(table.tooLarge.map(\.over) == [OverBudget(.items, CSVFile.columnLimit)])
    }

    @Test func `a table without end is told where it was left`() {
        let table = CSVFile(Array(("标题\n" + String(repeating: "甲\n", count: 150)).utf8), rowLimit: 100)
        #expect(table.rows.count == 99)
        #expect(table.tooLarge.map(\.line) == [101])
        #expect(table.tooLarge.map(\.over) == [OverBudget(.items, 100)])
    }

    /// A container with one page.
    private func template(_ body: String) throws -> [UInt8] {
        let path = NSTemporaryDirectory() + "banshi-bound-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: path) }
        let zip = try TarWriter(zip: path)
        try zip.add("word/document.xml", bytes: Array("<w:document><w:body>\(body)</w:body></w:document>".utf8))
        try zip.finish()
        return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    @Test func `sixteen thousand braces are read in one go`() throws {
        let braces = String(repeating: "{{", count: 16_000)
        let many = (0..<16_000).map { "{{\($0)}}" }.joined()
        let open = String(repeating: "<w:t>", count: 16_000)
        let bytes = try ["<w:p><w:r><w:t>\(braces)</w:t></w:r></w:p>", "<w:p><w:r><w:t>\(many)</w:t></w:r></w:p>", "<w:p>\(open)</w:p>"]
            .map(template)
        let begun = ContinuousClock.now
        #expect(try DocxTemplate(bytes[0]).problems.count == 16_000)
        #expect(try DocxTemplate(bytes[1]).placeholders.count == 16_000)
        #expect(try DocxTemplate(bytes[2]).placeholders.isEmpty)
        #expect(ContinuousClock.now - begun < .seconds(5))
    }

    @Test func `a template of megabytes of text is refused`() throws {
        let bytes = try template("<w:p><w:r><w:t>\(String(repeating: "a", count: 9 << 20))</w:t></w:r></w:p>")
        #expect(throws: ExtractionRefused(.overBudget(.bytes, limit: 8 << 20))) { try DocxTemplate(bytes) }
    }
}
