import Foundation
import Testing

/// Small files that cost much: each ends soon, says which limit it went over, and stops nothing else.
@Suite struct BudgetTests {
    private func python(_ machine: Machine, _ script: String) throws {
        let outcome = try Machine.run("/usr/bin/env", ["python3", "-c", "import os\nos.chdir('\(machine.folder)')\n" + script])
        guard outcome.code == 0 else { throw MachineFault(outcome.error) }
    }

    private static let letter = """
        云溪县财政局文件
        云财函〔2026〕61号
        关于报送项目的函
        县政府办公室：
        现将有关材料报送你单位，请于11月27日前反馈。
        云溪县财政局
        2026年11月20日

        """

    /// A zip of zips of zips: `wide` of them at each of `deep` levels, the innermost holding a paper.
    private static let tree = """
        import io, zipfile
        def tree(wide, deep):
            inner = io.BytesIO()
            z = zipfile.ZipFile(inner, 'w', zipfile.ZIP_DEFLATED)
            if deep == 0: z.writestr('来文.txt', '请支持\\n')
            else:
                body = tree(wide, deep - 1)
                for i in range(wide): z.writestr('%d.zip' % i, body)
            z.close()
            return inner.getvalue()

        """

    /// What lies in the folder for passing files.
    private func leftBehind(_ machine: Machine) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: machine.folder + "/tmp")) ?? []).filter { $0.hasPrefix("banshi-intake-") }
    }

    @Test func `a tree of envelopes ends soon and its neighbours are taken`() throws {
        let machine = try Machine()
        try machine.setUp()
        try python(
            machine,
            Self.tree + """
                os.makedirs('in'); os.makedirs('tmp')
                open('in/a-tree.zip', 'wb').write(tree(20, 3))
                from email.message import EmailMessage
                m = EmailMessage(); m['From'] = 'a@b.cn'; m['Subject'] = '请查收'; m.set_content('请查收\\n')
                m.add_attachment(tree(20, 3), maintype='application', subtype='zip', filename='包.zip')
                open('in/b-tree.eml', 'wb').write(bytes(m))
                z = zipfile.ZipFile('in/c-many.zip', 'w')
                for i in range(2100): z.writestr('%d.txt' % i, '')
                z.close()
                open('in/d.txt', 'w').write('''\(Self.letter)''')
                """)
        let begun = ContinuousClock.now
        let environment = Machine.environment.merging(["TMPDIR": machine.folder + "/tmp"]) { $1 }
        let outcome = try machine.banshi("receive", machine.folder + "/in", "--json", environment: environment)
        #expect(ContinuousClock.now - begun < .seconds(60))
        let rows = outcome.list
        func why(_ name: String) -> String { rows.first { ($0["file"] as? String ?? "").hasSuffix(name) }?["reason"] as? String ?? "" }
        #expect(why("a-tree.zip").contains("200"), "\(rows)")
        #expect(why("b-tree.eml").contains("200"), "\(rows)")
        #expect(why("c-many.zip").contains("2000"), "\(rows)")
        #expect(rows.filter { $0["result"] as? String == "taken" }.count == 1, "\(rows)")
        #expect(rows.count == 4)
        #expect(leftBehind(machine) == [])
    }

    @Test func `the desk answers keys while a tree of envelopes lies in the drop folder`() throws {
        let machine = try Machine()
        try machine.setUp()
        try python(
            machine,
            Self.tree + """
                os.makedirs('office/drop', exist_ok=True)
                open('office/drop/1-tree.zip', 'wb').write(tree(20, 3))
                open('office/drop/2.txt', 'w').write('''\(Self.letter)''')
                for name in os.listdir('office/drop'): os.utime('office/drop/' + name, (1, 1))
                """)
        let screen = try Screen(machine)
        try screen.wait(for: "1 今日")
        let begun = ContinuousClock.now
        try screen.press("F1")
        try screen.wait(for: "帮助 · 今日")
        #expect(ContinuousClock.now - begun < .seconds(3))
        try screen.press("Escape")
        // The paper beside it is taken although it is not.
        try screen.wait(for: "关于报送项目的函")
        #expect(FileManager.default.fileExists(atPath: machine.office + "/drop/1-tree.zip"))
    }
}
