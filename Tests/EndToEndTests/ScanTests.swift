import Foundation
import Testing

/// Pictures of papers at the door, with readers of our own making so that it does not matter what is installed.
@Suite struct ScanTests {
    private static let body = String(repeating: "石桥水库除险加固工程自开工以来进展顺利，现申请后续资金。", count: 8)

    /// An environment whose tools are those of the system and the given scripts; tesseract only where it is among them.
    private func environment(_ machine: Machine, _ scripts: [String: String]) throws -> [String: String] {
        let tools = machine.folder + "/tools"
        try? FileManager.default.removeItem(atPath: tools)
        try FileManager.default.createDirectory(atPath: tools, withIntermediateDirectories: true)
        for name in ["bash", "sh", "cat", "grep", "head", "pdftotext", "pdftoppm"] where scripts[name] == nil {
            let place = try #require(["/usr/bin/", "/bin/"].map { $0 + name }.first { FileManager.default.fileExists(atPath: $0) })
            try FileManager.default.createSymbolicLink(atPath: tools + "/" + name, withDestinationPath: place)
        }
        for (name, script) in scripts {
            try machine.write("tools/" + name, "#!/bin/bash\n\(script)\n")
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: tools + "/" + name)
        }
        return Machine.environment.merging(["PATH": tools]) { $1 }
    }

    /// Reads a picture whose words follow its mark.
    private static let reader = """
        if [ "$1" = --list-langs ]; then printf 'List of languages:\\nchi_sim\\n'; exit; fi
        cat "$1" | tail -c +9
        """

    private func picture(_ machine: Machine, _ name: String, _ words: String) throws {
        let bytes = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + Array(words.utf8)
        try Data(bytes).write(to: URL(fileURLWithPath: machine.folder + "/" + name))
    }

    @Test func `a picture is taken in with what a machine read, which is said; its likeness is found, its mark refused`() throws {
        let machine = try Machine()
        try machine.setUp()
        let environment = try environment(machine, ["tesseract": Self.reader, "tail": "exec /usr/bin/tail \"$@\""])
        func receive(_ name: String) throws -> Machine.Outcome {
            try machine.banshi("receive", machine.folder + "/" + name, "--json", environment: environment)
        }
        let words = "云溪县水利局文件\n云水 [2026] 12号\n关于石桥水库资金的请示\n云溪县人民政府：\n\(Self.body)\n云溪县水利局\n2026年11月20日\n"
        try picture(machine, "1.png", words)
        // The same paper scanned again: its number unreadable, some signs wrong.
        try picture(
            machine, "2.png",
            words.replacingOccurrences(of: "云水 [2026] 12号", with: "云水|2O26]125").replacingOccurrences(of: "现申请", with: "观申清"))
        try picture(machine, "3.png", "机 密 女 5 年\n" + words)
        let first = try #require(try receive("1.png").list.first)
        #expect(first["result"] as? String == "taken" && first["scan"] as? Bool == true)
        #expect(first["reference"] as? String == "云水〔2026〕12号")
        let again = try #require(try receive("2.png").list.first)
        let similar = try #require(again["similar"] as? [String: Any], "\(again)")
        #expect(similar["id"] as? String == first["id"] as? String)
        let secret = try receive("3.png")
        #expect(secret.code == 77 && secret.list.first?["secrecy"] as? String == "机密", "\(secret)")
        #expect(try machine.banshi("search", "除险加固", "--json").object["total"] as? Int == 2)
        let read = try machine.banshi("recognize", machine.folder + "/1.png", "--lang", "en", environment: environment)
        #expect(read.out.contains("Read by machine from a scan"))
    }

    @Test func `without a reader a scan is refused with the way out, and other papers are read`() throws {
        let machine = try Machine()
        try machine.setUp()
        let environment = try environment(machine, ["pdftotext": "printf '\\f'"])
        try picture(machine, "1.png", "")
        try machine.write("2.pdf", "%PDF-1.4\n")
        try machine.write("3.txt", "云水〔2026〕13号\n关于某事的函\n云溪县人民政府：\n" + Self.body)
        for name in ["1.png", "2.pdf"] {
            let outcome = try machine.banshi("receive", machine.folder + "/" + name, "--lang", "en", environment: environment)
            #expect(outcome.code == 65 && outcome.error.contains("tesseract-ocr-chi-sim"), "\(outcome)")
        }
        #expect(try machine.banshi("receive", machine.folder + "/3.txt", environment: environment).code == 0)
        let checks = try machine.banshi("doctor", "--json", environment: environment).object["checks"] as? [[String: Any]]
        #expect(checks?.first { $0["check"] as? String == "tesseract" }?["ok"] as? Bool == false)
    }

    @Test func `envelopes that hold themselves end, and a mail says what it invites to`() throws {
        let machine = try Machine()
        try machine.setUp()
        let script = """
            import io, os, zipfile
            os.chdir('\(machine.folder)')
            inner = '云水〔2026〕14号'.encode()
            for level in range(30):
                out = io.BytesIO(); z = zipfile.ZipFile(out, 'w'); z.writestr('%d.zip' % level, inner); z.close(); inner = out.getvalue()
            open('nest.zip', 'wb').write(inner)
            from email.message import EmailMessage
            def mail(name, data, kind, file):
                m = EmailMessage(); m['From'] = 'a@b.cn'; m['Subject'] = '请参会'; m.set_content('请参会\\n')
                m.add_attachment(data, maintype='application', subtype=kind, filename=file); open(name, 'wb').write(bytes(m))
            mail('nest.eml', inner, 'zip', 'a.zip')
            mail('meet.eml', b'BEGIN:VCALENDAR\\r\\nEND:VCALENDAR\\r\\n', 'ics', '会议.ics')
            """
        #expect(try Machine.run("/usr/bin/env", ["python3", "-c", script]).code == 0)
        for name in ["nest.zip", "nest.eml"] {
            let outcome = try machine.banshi("receive", machine.folder + "/" + name, "--lang", "en")
            #expect(outcome.code == 65 && outcome.error.contains("nested more than 8 deep"), "\(name): \(outcome)")
        }
        let invited = try machine.banshi("receive", machine.folder + "/meet.eml", "--json").list.first
        #expect(invited?["result"] as? String == "taken" && invited?["invitation"] as? String == "会议.ics")
    }
}
