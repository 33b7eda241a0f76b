import Foundation
import Testing

/// Papers that take long to read while the desk is open, with a reader of our own making.
@Suite struct SlowPaperTests {
    private static let paper =
        "云溪县水利局文件\n云水〔2026〕60号\n关于更换泵站机组的函\n云溪县人民政府：\n　　请予支持。\n云溪县水利局\n2026年11月20日\n"

    /// Has PDFs read by a script.
    private func read(by script: String, _ machine: Machine) throws {
        try machine.write("tools/pdftotext", "#!/bin/bash\n\(script)\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: machine.folder + "/tools/pdftotext")
    }

    private func path(_ machine: Machine) -> [String: String] {
        ["PATH": machine.folder + "/tools:" + (Machine.environment["PATH"] ?? "")]
    }

    /// The processes that have a word on their command line.
    private func processes(_ word: String) -> [pid_t] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { pid_t($0) }.filter { process in
            let words = FileManager.default.contents(atPath: "/proc/\(process)/cmdline")?.split(separator: 0) ?? []
            return words.contains { $0.elementsEqual(word.utf8) }
        }
    }

    /// Looks until it finds what it wants, at most ten seconds.
    private func wait<T>(_ what: String, _ look: () -> T?) throws -> T {
        let end = ContinuousClock.now + .seconds(10)
        while ContinuousClock.now < end {
            if let found = look() { return found }
            sched_yield()
        }
        throw MachineFault("waited for \(what)")
    }

    private func answersKeys(_ screen: Screen) throws {
        try screen.press("F1")
        try screen.wait(for: "帮助 · 今日")
        try screen.press("Escape")
        try screen.wait("the help to be left") { !$0.contains("帮助 · 今日") }
    }

    @Test func `a doubtful paper is read beside the desk, and settled once it was read`() throws {
        let machine = try Machine()
        try machine.setUp()
        try machine.write("1.txt", Self.paper)
        #expect(try machine.banshi("receive", machine.folder + "/1.txt").code == 0)
        let changed = Self.paper.replacingOccurrences(of: "请予支持。", with: "请予支持，金额更正。")
        try read(by: "printf '%s' '\(changed)'", machine)
        let screen = try Screen(machine, further: path(machine))
        try screen.wait(for: "1 今日")
        try machine.write("office/drop/更正.pdf", "%PDF-1.4\n")
        try screen.wait(for: "同号")
        let time = "8\(getpid()).1"
        try read(by: "sleep \(time)\nprintf '%s' '\(changed)'", machine)
        try screen.type("=")
        try screen.wait(for: "3 不同")
        try screen.type("3")
        try screen.wait(for: "正在读取 更正.pdf")
        let sleeper = try wait("the reader") { processes(time).first }
        try answersKeys(screen)
        // It is decided on once.
        try screen.type("=")
        try screen.wait(for: "3 不同")
        try screen.type("3")
        try screen.wait(for: "更正.pdf 仍在读取")
        kill(sleeper, SIGTERM)
        try screen.wait(for: "更正.pdf 已另收为")
        #expect(try machine.banshi("list", "--json").object["total"] as? Int == 2)
        #expect(try FileManager.default.contentsOfDirectory(atPath: machine.office + "/drop") == [".taken"])
    }

    @Test func `a paper that is let in is read beside the desk, until Esc`() throws {
        let machine = try Machine()
        try machine.setUp()
        try read(by: "printf '%s' '机密★10年\n\(Self.paper)'", machine)
        let screen = try Screen(machine, further: path(machine))
        try screen.wait(for: "1 今日")
        try machine.write("office/drop/片名.pdf", "%PDF-1.4\n")
        try screen.wait(for: "误报或已解密")
        let time = "8\(getpid()).2"
        try read(by: "sleep \(time)", machine)
        try screen.press("F4")
        try screen.wait(for: "准许进入")
        try screen.type("误报，系影片名；张敏")
        try screen.press("Enter")
        try screen.wait(for: "正在读取 片名.pdf")
        _ = try wait("the reader") { processes(time).first }
        try answersKeys(screen)
        try screen.press("Escape")
        try screen.wait(for: "停下")
        #expect(FileManager.default.fileExists(atPath: machine.office + "/drop/片名.pdf"))
        try screen.type("q")
        try screen.wait(for: "EXIT-0")
        #expect(try machine.banshi("list", "--json").object["total"] as? Int == 0)
    }

    @Test func `a command of the palette reads beside the desk, and ends with it`() throws {
        let machine = try Machine()
        try machine.setUp()
        let time = "8\(getpid()).3"
        try read(by: "sleep \(time)", machine)
        let paper = machine.folder + "/1.pdf"
        try machine.write("1.pdf", "%PDF-1.4\n")
        let screen = try Screen(machine, columns: 160, further: path(machine))
        try screen.wait(for: "1 今日")
        func receive() throws {
            try screen.type(":")
            try screen.type("receive")
            try screen.press("Enter")
            try screen.wait(for: "banshi receive")
            try screen.type(paper)
            try screen.press("Enter")
        }
        try receive()
        try screen.wait(for: "正在执行：banshi receive")
        _ = try wait("the reader") { processes(time).first }
        try answersKeys(screen)
        // A second Enter would take the same paper in twice.
        try receive()
        try screen.wait(for: "仍在执行：banshi receive")
        try screen.type("q")
        try screen.wait(for: "EXIT-0")
        _ = try wait("the command to end") { processes(paper).isEmpty ? true : nil }
        _ = try wait("its reader to end") { processes(time).isEmpty ? true : nil }
    }
}
