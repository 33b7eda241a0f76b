import Foundation
import Testing

/// Tables of thousands, from a shell: one act, and Ctrl-C between two slices of it.
@Suite struct LongImportTests {
    private func count(_ kind: String, _ machine: Machine) throws -> Int { try machine.banshi(kind, "list", "--json").list.count }

    @Test func `a table is one act, and one undo takes it back`() throws {
        let machine = try Machine()
        try machine.setUp()
        let before = try count("people", machine)
        // A deputy of this very table is known once the row above is recorded; nobody is named before.
        var rows = (1...120).map { "职员\($0),科员,综合科,\($0 % 40 == 0 ? "职员\($0 - 1)" : "")" }
        rows.append("职员7,科员,综合科,")
        rows.append("职员8,司机,综合科,")
        rows.append("末尾,科员,综合科,没有的人")
        try machine.write("many.csv", "姓名,职务,科室,B角\n" + rows.joined(separator: "\n") + "\n")
        let taken = try machine.banshi("people", "import", machine.folder + "/many.csv", "--json")
        #expect(taken.code == 65 && taken.error.isEmpty, "\(taken.error)")
        #expect(taken.object["taken"] as? Int == 120 && taken.object["same"] as? Int == 1 && taken.object["refused"] as? Int == 2)
        #expect(try count("people", machine) == before + 120)
        let deputies = try machine.banshi("people", "list", "--json").list.compactMap { $0["deputy"] as? String }
        #expect(deputies.count == 3 && deputies.allSatisfy { $0.hasPrefix("p") })
        #expect(try machine.banshi("undo").code == 0)
        #expect(try count("people", machine) == before)
        #expect(try machine.banshi("redo").code == 0)
        #expect(try count("people", machine) == before + 120)
        #expect(try machine.banshi("verify", "--deep").code == 0)
    }

    @Test func `a signal stops it between two slices, and it says how many rows were dealt with`() throws {
        let machine = try Machine()
        try machine.setUp()
        let before = try count("units", machine)
        let total = 6_000
        try machine.write("many.csv", "名称\n" + (1...total).map { "云溪县第\($0)小学\n" }.joined())
        // Waits until the first slice is recorded, then sends the signal.
        let script = """
            import os, signal, sqlite3, subprocess, sys, time
            def rows():
                with sqlite3.connect('file:\(machine.office)/office.sqlite?mode=ro', uri=True) as db:
                    return db.execute("SELECT count(*) FROM subject WHERE id >= 'u' AND id < 'v'").fetchone()[0]
            p = subprocess.Popen(
                ['\(Machine.program)', 'units', 'import', '\(machine.folder)/many.csv', '--office', '\(machine.office)', '--lang', 'en'],
                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            end = time.monotonic() + 60
            while rows() == \(before) and time.monotonic() < end: time.sleep(0.002)
            p.send_signal(signal.SIGINT)
            said = p.communicate(timeout=60)[1]
            print(p.returncode, rows() - \(before), said)
            """
        let outcome = try Machine.run("/usr/bin/env", ["python3", "-c", script])
        let words = outcome.out.split(separator: " ", maxSplits: 2).map(String.init)
        try #require(words.count == 3, "\(outcome)")
        let recorded = try #require(Int(words[1]))
        #expect(words[0] == "130" && recorded > 0 && recorded < total, "\(outcome)")
        #expect(words[2].contains("stopped, \(recorded) of \(total) rows dealt with"), "\(outcome)")
        // No line of progress where nobody sees it.
        #expect(!words[2].contains("Rows:"))
        #expect(try count("units", machine) == before + recorded)
        #expect(try machine.banshi("undo").code == 0)
        #expect(try count("units", machine) == before)
    }
}
