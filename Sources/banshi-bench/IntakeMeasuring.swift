import Foundation
import Office

/// Taking in papers: documents a second beside the bare text index, and what they weigh on the disk.
struct IntakeMeasuring {
    let folder: String
    let program: String
    /// Two kilobytes of text each.
    let documents: Int

    func figures(time: (String, [String]) throws -> Double) throws -> [Figure] {
        let papers = folder + "/papers"
        let office = folder + "/intake"
        try? FileManager.default.removeItem(atPath: folder)
        try FileManager.default.createDirectory(atPath: papers, withIntermediateDirectories: true)
        var texts: [String] = []
        for index in 1...documents {
            let text = SyntheticPaper(index).text
            texts.append(text)
            try text.write(toFile: "\(papers)/\(index).txt", atomically: false, encoding: .utf8)
        }
        // One beside the other: a machine that is slow for a while is slow for both.
        var taken: [Double] = []
        var bare: [Double] = []
        for run in 1...(documents > 20_000 ? 1 : 3) {
            _ = try time(program, ["init", "\(office)-\(run)", "--name", "测量办", "--rehearsal"])
            bare.append(try bareIndex(texts, time: time))
            taken.append(try time(program, ["receive", papers, "--office", "\(office)-\(run)"]))
        }
        let bytes = texts.reduce(0) { $0 + $1.utf8.count }
        // The write-ahead log is folded back as the last program closes the office; what is left of it counts.
        let log = try? FileManager.default.attributesOfItem(atPath: office + "-1/office.sqlite-wal")[.size] as? Int
        let database = try FileManager.default.attributesOfItem(atPath: office + "-1/office.sqlite")[.size] as? Int
        let size = (database ?? 0) + (log ?? 0)
        let perSecond = Double(documents) / Measuring.median(taken) * 1000
        let bareSecond = Double(documents) / Measuring.median(bare) * 1000
        return [
            Figure(
                row: 11, size: documents, name: "papers taken in ÷ index", value: perSecond / bareSecond, goal: 0.6,
                bar: .atLeast("×")),
            Figure(row: 11, size: documents, name: "papers taken in", value: perSecond, goal: bareSecond * 0.6, bar: .atLeast("/s")),
            Figure(
                row: 13, size: documents, name: "disk for their text", value: Double(size) / Double(bytes), goal: 2.6, bar: .atMost("×")),
        ]
    }

    /// The floor: the same text cut into the same tokens, put into an index of its own by the sqlite3 command line, in one transaction.
    private func bareIndex(_ texts: [String], time: (String, [String]) throws -> Double) throws -> Double {
        let database = folder + "/bare-index.sqlite"
        let list = folder + "/tokens.txt"
        for path in [database, list] { try? FileManager.default.removeItem(atPath: path) }
        let lines = texts.map { SearchText.tokens($0).joined(separator: " ") }
        try (lines.joined(separator: "\n") + "\n").write(toFile: list, atomically: false, encoding: .utf8)
        return try time(
            "/usr/bin/sqlite3",
            [
                database, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL",
                "CREATE VIRTUAL TABLE t USING fts5(gram, content='', tokenize='unicode61 remove_diacritics 0')", ".mode tabs",
                ".import \(list) t",
            ])
    }
}
