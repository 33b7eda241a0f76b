import Foundation
import Testing

@testable import Mailroom

/// What a reader of strangers' papers cannot do, tried from within; and how its process is started, limited and ended.
@Suite struct BarrierTests {
    private let folder: String
    /// The program stands beside the tests that were built with it.
    private static let program: String = {
        let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return (tests as NSString).deletingLastPathComponent + "/banshi"
    }()
    private static let pdf = Array("%PDF-1.4\n".utf8)
    /// A container of old Office that names a paper.
    static let oldPaper: [UInt8] =
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 504)
        + "WordDocument".utf16.flatMap { [UInt8($0), 0] } + [UInt8](repeating: 0, count: 200)
    private static let words = String(repeating: "云溪县水利局关于除险加固资金的请示。", count: 4)

    init() throws {
        folder = NSTemporaryDirectory() + "banshi-barriers-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try "内部".write(toFile: folder + "/office", atomically: true, encoding: .utf8)
    }

    private func confined(_ seconds: Int = 30) -> Confinement {
        Confinement(program: Self.program, seconds: seconds, path: "\(folder):/usr/bin:/bin")
    }

    /// What a reader of PDFs of our own making says.
    private func told(_ script: String, seconds: Int = 30) throws -> Extraction {
        let path = folder + "/pdftotext"
        try "#!/bin/bash\n\(script)\n".write(toFile: path, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        return TextExtraction.extract(Self.pdf, path: "a.pdf", by: confined(seconds))
    }

    private func tidy() { try? FileManager.default.removeItem(atPath: folder) }

    @Test func `every attempt of a reader is refused, or the barrier that is missing is named`() throws {
        defer { tidy() }
        let barriers = try #require(confined().barriers(trying: folder + "/office"))
        #expect(barriers.attempts.count >= 40)
        switch KernelBarrier.missing {
        case []: #expect(barriers.open == [])
        case [.files]:
            #expect(!barriers.reading && !barriers.writing)
            #expect(barriers.network && barriers.refuses("signal-parent") && barriers.refuses("unshare") && barriers.refuses("shm"))
        case [.calls]: #expect(!barriers.network && barriers.reading && barriers.writing)
        default: #expect(!barriers.network && !barriers.reading)
        }
        #expect(barriers.refuses("environment") && barriers.refuses("handles"))
        #expect(try String(contentsOfFile: folder + "/office", encoding: .utf8) == "内部")
    }

    @Test func `a tool sees its paper, no other file, nothing of our environment, and signals nobody`() throws {
        defer { tidy() }
        setenv("BANSHI_BARRIER_TEST", "known", 1)
        let read = try told(
            """
            echo '\(Self.words)'
            cat /proc/self/fd/0 | head -c 8
            cat /etc/passwd "\(folder)/office" | wc -c
            env | grep -c -e BANSHI -e HOME
            kill -0 $PPID 2>/dev/null && echo signalled
            chmod 777 "$0" && echo changed
            ls / | wc -l
            """)
        let text = try #require(read.text)
        #expect(text.contains("%PDF-1.4"))
        if !KernelBarrier.missing.contains(.files) { #expect(text.contains("%PDF-1.40\n"), "\(text)") }
        if !KernelBarrier.missing.contains(.calls) { #expect(!text.contains("signalled") && !text.contains("changed"), "\(text)") }
        #expect(text.hasSuffix("\n0\n0\n") || !KernelBarrier.missing.isEmpty, "\(text)")
    }

    @Test(
        arguments: [
            ("tesseract", "a.png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 7]),
            ("antiword", "a.doc", BarrierTests.oldPaper),
        ] as [(String, String, [UInt8])])
    func `readers of pictures and of old papers stand behind the same barriers`(tool: String, name: String, bytes: [UInt8]) throws {
        defer { tidy() }
        // What succeeds is told in words that no tidying of a scan takes away.
        let script = """
            #!/bin/bash
            [ "$1" = --list-langs ] && { printf 'List:\\nchi_sim\\n'; exit; }
            echo '\(Self.words)'
            [ -n "$(cat /etc/passwd "\(folder)/office" 2>/dev/null)" ] && echo 读了别的文件
            [ -n "$(ls / 2>/dev/null)" ] && echo 列了文件夹
            (echo x > "\(folder)/written") 2>/dev/null && echo 写了文件
            kill -0 $PPID 2>/dev/null && echo 发了信号
            chmod 777 "$0" 2>/dev/null && echo 改了权限
            [ -n "$BANSHI_BARRIER_TEST" ] && echo 见了环境
            exit 0
            """
        let path = folder + "/" + tool
        try script.write(toFile: path, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        setenv("BANSHI_BARRIER_TEST", "known", 1)
        let text = try #require(TextExtraction.extract(bytes, path: name, by: confined()).text)
        #expect(text.contains(Self.words) && !text.contains("见了环境"), "\(text)")
        if !KernelBarrier.missing.contains(.files) {
            #expect(!["读了别的文件", "列了文件夹", "写了文件"].contains { text.contains($0) }, "\(text)")
        }
        if !KernelBarrier.missing.contains(.calls) { #expect(!text.contains("发了信号") && !text.contains("改了权限"), "\(text)") }
    }

    @Test func `what a tool starts ends with it, by its time and by its own end`() throws {
        defer { tidy() }
        // A number that nobody else sleeps for.
        let first = "7\(getpid()).1"
        let second = "7\(getpid()).2"
        #expect(try told("sleep \(first) & sleep \(first)", seconds: 1) == .refused(.timedOut(seconds: 1)))
        #expect(try told("sleep \(second) & echo '\(Self.words)'").text?.contains(Self.words) == true)
        // A process that was killed is still listed for a moment.
        let end = ContinuousClock.now + .seconds(10)
        while !sleepers([first, second]).isEmpty, ContinuousClock.now < end { sched_yield() }
        #expect(sleepers([first, second]) == [])
    }

    /// The processes that sleep for one of some times. What was killed is gone from its command line before it is waited for.
    private func sleepers(_ times: [String]) -> [String] {
        let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return processes.filter { Int($0) != nil }.compactMap { process in
            guard let bytes = FileManager.default.contents(atPath: "/proc/\(process)/cmdline") else { return nil }
            let words = bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
            return words.first?.hasSuffix("sleep") == true && words.contains(where: times.contains) ? words.joined(separator: " ") : nil
        }
    }

    @Test func `a reader that cannot be started says why`() {
        let confinement = Confinement(program: "/nowhere/at/all", path: folder)
        func reason(_ end: Confinement.End) -> Extraction.Reason { Extraction.Reason(end, kind: "PDF", confinement: confinement) }
        defer { tidy() }
        #expect(reason(confinement.run(Job(.paper, seconds: 5))) == .noTool("/nowhere/at/all"))
        guard case .noHandles(let limit) = reason(.notStarted(EMFILE)) else {
            Issue.record("a limit of files has its own word")
            return
        }
        #expect(limit > 3)
        #expect(reason(.notStarted(EAGAIN)) == .notStarted(String(cString: strerror(EAGAIN))))
        for reason in [Extraction.Reason.noHandles(limit: 16), .notStarted("no more processes")] {
            #expect(Extraction.Reason(written: reason.written) == reason)
        }
    }

    @Test func `a mail whose reader could not be started is not taken for a text`() {
        defer { tidy() }
        let mail = Array("From: a@b.cn\r\nTo: c@d.cn\r\nSubject: x\r\nMIME-Version: 1.0\r\n\r\n5py65a+G4piF\r\n".utf8)
        #expect(MailFile.isMail(mail))
        let gone = Confinement(program: "/nowhere/at/all", path: folder)
        #expect(TextExtraction.extract(mail, path: "a.eml", by: gone) == .refused(.noTool("/nowhere/at/all")))
    }
}
