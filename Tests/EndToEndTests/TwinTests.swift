import Foundation
import GRDB
import Ledger
import Office
import Testing

/// What is done at the desk and what is done by the command line is the same in the journal.
@Suite(.serialized) struct TwinTests {
    @Test func `the same acts by desk and command line are the same entries`() throws {
        let typed = try Machine()
        let pressed = try Machine()
        for machine in [typed, pressed] { try machine.setUp() }
        let desk = try Screen(pressed)
        try desk.wait(for: "1 今日")
        var seen = 0
        for act in TwinActs.all {
            if let paper = act.dropped { for machine in [typed, pressed] { try machine.write("office/drop/paper.txt", paper) } }
            let outcome = try Machine.run(Machine.program, act.line + ["--office", typed.office, "--lang", "zh-Hans"])
            #expect(outcome.code == 0, "\(act.line): \(outcome.error)\(outcome.out)")
            let expected = try TwinJournal.entries(of: typed.office)
            try desk.perform(act.keys)
            try desk.wait("\(act.line) to be recorded") { _ in (try? TwinJournal.count(in: pressed.office)) ?? 0 >= expected.count }
            let found = try TwinJournal.entries(of: pressed.office)
            #expect(found.count == expected.count, "\(act.line)")
            for (desk, line) in zip(found, expected).dropFirst(seen) { #expect(desk == line, "\(act.line)") }
            seen = expected.count
        }
        #expect(seen > 40)
        try desk.press("Escape", "Escape", "q")
        try desk.wait(for: "EXIT-0")
        for machine in [typed, pressed] { #expect(try machine.banshi("verify", "--deep").code == 0) }
    }
}

/// The entries of a journal without what is drawn by lot or bound to it: ids, acts, salts and the chain.
enum TwinJournal {
    /// Everything an entry says: its columns, its body, and what its payloads hold.
    struct Entry: Equatable {
        var columns: [String]
        var body: String
        var payloads: [String]
    }

    /// An act is known by its first entry. The terminal (`device`) is left out: a desk has one, a command started by a script has none.
    static let columns = """
        e.seq, (SELECT min(seq) FROM entry a WHERE a.act = e.act), (SELECT min(seq) FROM entry a WHERE a.act = e.undoes),
        e."by", e.recordedBy, e.account, e.medium, e.at, e.recorded
        """

    private static func reading<T>(_ office: String, _ read: (Database) throws -> T) throws -> T {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        return try DatabaseQueue(path: office + "/office.sqlite", configuration: configuration).read(read)
    }

    static func count(in office: String) throws -> Int {
        try reading(office) { try Int.fetchOne($0, sql: "SELECT count(*) FROM entry") ?? 0 }
    }

    static func entries(of office: String) throws -> [Entry] {
        try reading(office) { db in
            try Row.fetchAll(db, sql: "SELECT \(columns), e.body FROM entry e ORDER BY e.seq").map { row in
                let columns = row.databaseValues.dropLast().map(\.description)
                var payloads: [String] = []
                let items = try JSON(bytes: Array(row["body"] as Data)).array ?? []
                let body = try items.map { item -> JSON in
                    var item = item.object ?? [:]
                    for key in ["payload", "open", "text", "evidence"] {
                        guard let digest = item[key]?.string.flatMap(Hex.bytes) else { continue }
                        let packed = try Data.fetchOne(db, sql: "SELECT bytes FROM payload WHERE digest = ?", arguments: [Data(digest)])
                        payloads.append(String(decoding: try Packing.unpack(Array(packed ?? Data())), as: UTF8.self))
                        item[key] = "digest"
                    }
                    return .object(item)
                }
                return Entry(columns: Array(columns), body: JSON.array(body).text, payloads: payloads)
            }
        }
    }
}
