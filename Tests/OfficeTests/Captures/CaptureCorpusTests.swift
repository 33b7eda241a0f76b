import Foundation
import Office
import Settings
import Testing

@Suite struct CaptureCorpusTests {
    private func corpus() throws -> CaptureCorpus {
        let registers = Registers(ShippedRegisters.compiled().map { RegisterDefinition.decode(Located($0.json)).definition })
        let table = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "corpus.tsv")
        return CaptureCorpus(try String(contentsOf: table, encoding: .utf8), capture: CaptureCorpus.office(registers: registers))
    }

    @Test func `lines of clerks are read as they are meant`() throws {
        let corpus = try corpus()
        #expect(corpus.rows.count >= 600)
        var misses: [String] = []
        for row in corpus.rows {
            let found = corpus.misses(row)
            if !found.isEmpty { misses.append("\(row.line): \(found.joined(separator: "; "))") }
        }
        if !misses.isEmpty { print(misses.joined(separator: "\n")) }
        #expect(misses.count * 50 <= corpus.rows.count, "\(misses.joined(separator: "\n"))")
    }

    @Test func `no date word stays in a title`() throws {
        let corpus = try corpus()
        #expect(corpus.rows.filter { corpus.leftDates($0) }.map(\.line) == [])
    }

    @Test func `any beginning of a line is answered, whatever stands before it`() throws {
        let corpus = try corpus()
        for (index, row) in corpus.rows.enumerated() where index.isMultiple(of: 7) {
            let signs = Array(row.line)
            for cut in 1..<signs.count {
                for prefix in ["", "说:", "诺:", "会:", "假:"] { _ = try? corpus.capture.read(prefix + String(signs[..<cut])) }
            }
        }
    }
}
