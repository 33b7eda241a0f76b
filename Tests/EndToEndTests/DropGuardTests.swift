import Foundation
import Testing

/// What the door must not be led round by: links in the drop folder, known papers under marked names, parts nobody could read.
@Suite(.serialized) struct DropGuardTests {
    private static func letter(_ number: Int, _ title: String) -> String {
        "云溪县水利局文件\n云水〔2026〕\(number)号\n\(title)\n云溪县人民政府：\n　　请予支持。\n云溪县水利局\n2026年11月20日\n"
    }

    private func received(_ machine: Machine, _ path: String) throws -> (code: Int32, rows: [[String: Any]]) {
        let outcome = try machine.banshi("receive", machine.folder + "/" + path, "--json")
        return (outcome.code, outcome.list)
    }

    private func python(_ machine: Machine, _ script: String) throws {
        let outcome = try Machine.run("/usr/bin/env", ["python3", "-c", "import os; os.chdir('\(machine.folder)')\n" + script])
        #expect(outcome.code == 0, "\(outcome.error)")
    }

    @Test func `the sweep takes nothing in that a link leads to`() throws {
        let machine = try Machine()
        try machine.setUp()
        try machine.write("only/1.txt", Self.letter(44, "关于甲的函"))
        try machine.write("office/drop/e/正文.txt", Self.letter(45, "关于乙的函"))
        try python(
            machine,
            """
            os.symlink('\(machine.folder)/only/1.txt', 'office/drop/a.txt')
            os.symlink('\(machine.folder)/only', 'office/drop/b')
            os.mkfifo('office/drop/c.txt')
            os.symlink('\(machine.folder)/only/1.txt', 'office/drop/e/附件.txt')
            if os.geteuid() == 0:
                os.chown('only/1.txt', 65534, -1)
                os.link('only/1.txt', 'office/drop/d.txt')
            """)
        let left = try FileManager.default.contentsOfDirectory(atPath: machine.office + "/drop").sorted()
        let swept = try machine.banshi("receive", "--json", "--lang", "en")
        #expect(swept.code == 65, "\(swept)")
        for row in swept.list {
            let name = (row["file"] as? String).map { ($0 as NSString).lastPathComponent }
            #expect(row["result"] as? String == (name == "正文.txt" ? "taken" : "refused"), "\(row)")
            if name != "正文.txt" { #expect(row["reason"] as? String == "not a plain file", "\(row)") }
        }
        #expect(swept.list.count == left.count + 1)
        // What was refused stays, and so does what was put there together with it.
        #expect(try FileManager.default.contentsOfDirectory(atPath: machine.office + "/drop").sorted() == left)
        #expect(FileManager.default.fileExists(atPath: machine.folder + "/only/1.txt"))
    }

    @Test func `a known paper under a name that bears a mark is not laid aside as known`() throws {
        let machine = try Machine()
        try machine.setUp()
        for number in 1...4 { try machine.write("office/drop/\(number).txt", Self.letter(45 + number, "关于第\(number)事的函")) }
        #expect(try machine.banshi("receive").code == 0)
        try machine.write("office/drop/机密★名.txt", Self.letter(46, "关于第1事的函"))
        let alone = try machine.banshi("receive", "--json")
        #expect(alone.code == 77 && alone.list.first?["secrecy"] as? String == "机密", "\(alone)")
        // Of many papers known ones are read no further than their bytes.
        for number in 1...4 { try machine.write("office/drop/\(number).txt", Self.letter(45 + number, "关于第\(number)事的函")) }
        let among = try machine.banshi("receive", "--json")
        #expect(among.code == 77, "\(among)")
        #expect(among.list.compactMap { $0["result"] as? String } == ["duplicate", "duplicate", "duplicate", "duplicate", "refused"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: machine.office + "/drop").sorted() == [".taken", "机密★名.txt"])
    }
}
