import Foundation
import Testing

@testable import Mailroom
import Office

/// Papers read by a process that gave its rights away: what it gives back, and what becomes of it where a paper is hostile.
@Suite struct ConfinementTests {
    private let folder: String
    /// The program stands beside the tests that were built with it.
    private static let program: String = {
        let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return (tests as NSString).deletingLastPathComponent + "/banshi"
    }()

    init() throws {
        folder = NSTemporaryDirectory() + "banshi-confined-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    private func confined(_ seconds: Int = 30) -> Confinement {
        Confinement(program: Self.program, seconds: seconds, path: "\(folder):/usr/bin:/bin")
    }

    /// A tool of our own making, found before the real one.
    private func tool(_ name: String, _ script: String) throws {
        let path = folder + "/" + name
        try ("#!/bin/bash\n" + script + "\n").write(toFile: path, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }

    /// Runs what waits for processes on a thread of its own: tests share as few threads as there are processors.
    private func aside(_ work: @escaping @Sendable () throws -> Void) async throws {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try work() }) }
        }
    }

    private func tidy() { try? FileManager.default.removeItem(atPath: folder) }

    private static let pdf = Array("%PDF-1.4\n".utf8)
    private static let picture: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 1, 2, 3]
    private static let words = String(repeating: "云溪县水利局关于除险加固资金的请示。", count: 4)

    @Test func `a mail comes back whole, with its attachments byte for byte`() async throws {
        try await aside {
            defer { tidy() }
            let bytes = Array(
                """
                From: =?utf-8?B?5rC05Yip5bGA?= <slj@example.gov.cn>\r
                Subject: x\r
                Message-ID: <1@example.gov.cn>\r
                MIME-Version: 1.0\r
                Content-Type: multipart/mixed; boundary=b\r
                \r
                --b\r
                Content-Type: text/plain; charset=utf-8\r
                \r
                请查收\r
                --b\r
                Content-Type: application/octet-stream; name=a.bin\r
                Content-Transfer-Encoding: base64\r
                \r
                AAEC/w==\r
                --b--\r

                """.utf8)
            let read = try MailFile.read(bytes, by: confined())
            let plain = try MailFile.read(bytes, by: Confinement(program: nil))
            #expect(read.senderName == "水利局" && read.senderAddress == "slj@example.gov.cn" && read.messageID == "1@example.gov.cn")
            #expect(read.body == plain.body && read.allText == plain.allText && read.body.contains("请查收"))
            #expect(read.attachments.map(\.name) == ["a.bin"] && read.attachments.map(\.bytes) == [[0, 1, 2, 0xFF]])
            let page = Array("<html><body><p>关于通知</p></body></html>".utf8)
            #expect(TextExtraction.extract(page, path: "a.html", by: confined()) == .text("关于通知", encoding: "utf-8"))
        }
    }

    @Test func `a tool reaches no network and writes nothing`() async throws {
        try await aside {
            defer { tidy() }
            try tool(
                "pdftotext",
                """
                (echo > /dev/tcp/127.0.0.1/9) 2>&1 | grep -o 'not permitted' | head -1
                (echo x > \(folder)/written) 2>/dev/null && echo written
                echo '\(Self.words)'
                """)
            let confinement = confined()
            let barriers = try #require(confinement.barriers())
            let text = try #require(TextExtraction.extract(Self.pdf, path: "a.pdf", by: confinement).text)
            #expect(text.contains(Self.words))
            #expect(text.contains("not permitted") == barriers.network)
            #expect(FileManager.default.fileExists(atPath: folder + "/written") != barriers.writing)
        }
    }

    @Test func `what hangs is ended with all it started, and what dies gives a reason`() async throws {
        try await aside {
            defer { tidy() }
            try tool("pdftotext", "sleep 600 & echo $! > /dev/null; wait")
            #expect(TextExtraction.extract(Self.pdf, path: "a.pdf", by: confined(1)) == .refused(.timedOut(seconds: 1)))
            try tool("pdftotext", "kill -SEGV $$")
            #expect(TextExtraction.extract(Self.pdf, path: "a.pdf", by: confined()) == .refused(.broken("PDF")))
            // Ended by another hand long before its time: that says nothing of the paper.
            try tool("pdftotext", "kill -KILL $$")
            #expect(TextExtraction.extract(Self.pdf, path: "a.pdf", by: confined()) == .refused(.interrupted))
            try tool("pdftotext", "head -c 70000000 /dev/zero")
            let end = TextExtraction.extract(Self.pdf, path: "a.pdf", by: confined())
            #expect(end == .refused(.tooLarge(bytes: 32 << 20, limit: 32 << 20)) || end == .refused(.broken("PDF")), "\(end)")
            // A reader that lies about what it hands over is not believed.
            #expect(Frame.fields(in: [0x54] + [UInt8](repeating: 0xFF, count: 8) + [1]) == nil)
            #expect(Frame.fields(in: [0x54, 0, 0, 0, 0, 0, 0, 0, 1, 65]) == nil)
            let gone = Confinement(program: "/nowhere/at/all", path: folder)
            #expect(TextExtraction.extract(Array("<html>x</html>".utf8), path: "a.html", by: gone).text == nil)
        }
    }

    @Test func `a picture is read by machine, and says so; without a reader the way out is named`() async throws {
        try await aside {
            defer { tidy() }
            try tool(
                "tesseract",
                """
                if [ "$1" = --list-langs ]; then printf 'List of available languages (4):\\nchi_sim\\nchi_tra\\neng\\nosd\\n'; exit; fi
                [ "$(head -c 4 "$1" | tail -c 3)" = PNG ] || exit 1
                [ "$4" = chi_sim+chi_tra ] || exit 1
                printf '机密友5年\\n云 溪 县 水利局文件\\n云水 【2026]】 12号\\n\\f'
                """)
            let read = TextExtraction.extract(Self.picture, path: "扫描.png", by: confined())
            #expect(read.isMachineRead)
            #expect(read.text == "机密★5年\n云溪县水利局文件\n云水〔2026〕12号\n")
            let poor = Confinement(program: Self.program, path: "/nowhere")
            #expect(TextExtraction.extract(Self.picture + [4], path: "扫描.png", by: poor) == .refused(.noScanReader))
        }
    }

    @Test func `what a PDF says of itself passes the door`() async throws {
        #expect(PDFText.marked(inInfo: "Title:          机密★10年\nSubject: 某事\nKeywords: 密级：秘密\nPages: 3\n") == ["机密★10年", "密级：秘密"])
        try await aside {
            defer { tidy() }
            try tool("pdftotext", "echo '\(Self.words)\(Self.words)\(Self.words)'")
            try tool("pdfinfo", "echo 'Title: 机密★10年'; echo 'Subject: 某事'")
            let text = try #require(TextExtraction.extract(Self.pdf, path: "a.pdf", by: confined()).text)
            #expect(PaperText.parts(text).dropFirst() == ["机密★10年"])
            #expect(Recognition(of: text).secrecy == "机密")
            try tool("pdfinfo", "echo 'Title: 某事'")
            let plain = try #require(TextExtraction.extract(Self.pdf + [2], path: "a.pdf", by: confined()).text)
            #expect(PaperText.parts(plain).count == 1)
        }
    }

    @Test func `a remark in a PDF passes the door`() throws {
        let literal = Array("<</Subtype/Text/Contents (".utf8) + Array("机密★\\(10年\\)".utf8) + Array(")>>".utf8)
        #expect(try PDFRemarks.marked(in: literal) == ["机密★(10年)"])
        #expect(try PDFRemarks.marked(in: Array("/Contents<FEFF 673A 5BC6 2605>".utf8)) == ["机密★"])
        // 机密★ as escapes of its UTF-16.
        #expect(try PDFRemarks.marked(in: Array(#"/Contents (\376\377g:[\306&\005)"#.utf8)) == ["机密★"])
        let harmless = ["/Contents 4 0 R", "/Contents [4 0 R]", "/Contents<<>>", "/Contents (", "/Contents", "/Contents<FEFF>"]
        for none in harmless {
            #expect(try PDFRemarks.marked(in: Array(none.utf8)) == [], "\(none)")
        }
        // Every one of them holds all that follow it.
        let unclosed = Array(repeatElement("/Contents (", count: 4_000).joined().utf8)
        #expect(throws: ExtractionRefused.self) { try PDFRemarks.marked(in: unclosed) }
    }

    @Test func `remarks that a PDF holds packed are unpacked by the reader`() async throws {
        let head = "%PDF-1.5\n1 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length 9>>\nstream\r\n"
        let bytes = Array(head.utf8) + InflationTests.remarks + Array("\nendstream\nendobj\n".utf8)
        #expect(try PDFRemarks.marked(packedIn: bytes, limit: 1 << 20) == ["机密★"])
        #expect(throws: ExtractionRefused(.overBudget(.bytes, limit: 100))) { try PDFRemarks.marked(packedIn: bytes, limit: 100) }
        #expect(try PDFRemarks.marked(packedIn: Array(head.utf8) + [0x78, 0x9C, 1, 2], limit: 100) == [])
        #expect(try PDFRemarks.marked(in: bytes) == [])
        try await aside {
            defer { tidy() }
            #expect(try PDFRemarks.read(bytes, by: confined()).texts == ["机密★"])
            try tool("pdftotext", "printf '\(Self.words)\\f'")
            let text = TextExtraction.extract(bytes, path: "a.pdf", by: confined()).text
            #expect(text.map { PaperText.parts($0).last } == "机密★")
        }
    }

    @Test func `what a paper keeps within itself comes back whole, and is opened by whoever reads it`() async throws {
        try await aside {
            defer { tidy() }
            try tool("antiword", "echo '机密★5年'")
            let old = EmbeddedKit.object("WordDocument", [UInt8](repeating: 7, count: 4_500))
            let paper = try EmbeddedKit.docx([
                ("word/embeddings/oleObject1.bin", old),
                ("word/embeddings/oleObject2.bin", EmbeddedKit.object("VisioDocument", [7])),
            ])
            let opened = TextExtraction.open(paper, path: "a.docx", by: confined())
            let parts = opened.text.map { PaperText.parts($0).map(String.init) } ?? []
            #expect(parts.first?.contains("各科室") == true && parts.last == "机密★5年\n", "\(opened)")
            #expect(opened.unread == [TextExtraction.Unread("oleObject2.bin", .unsupported("bin"))])
        }
    }

    @Test func `a PDF of pictures goes to the reader of pictures, a short letter keeps its own words`() async throws {
        try await aside {
            defer { tidy() }
            try tool("pdftotext", "printf '扫描全能王\\f扫描全能王\\f'")
            // Two pages of one and of two dots.
            try tool("pdftoppm", "printf 'P5\\n1 1\\n255\\nAP5\\n# a note\\n2 1\\n255\\nBC'")
            try tool(
                "tesseract",
                """
                if [ "$1" = --list-langs ]; then printf 'List:\\nchi_sim\\n'; exit; fi
                tail -n 1 "$1"; echo; echo '\(Self.words)'
                """)
            let scan = TextExtraction.extract(Self.pdf, path: "a.pdf", by: confined())
            #expect(scan == .text("A\n\(Self.words)\nBC\n\(Self.words)\n", encoding: "ocr"))
            try tool("tesseract", "echo; [ \"$1\" = --list-langs ] && echo chi_sim")
            #expect(TextExtraction.extract(Self.pdf + [1], path: "a.pdf", by: confined()).text == "扫描全能王扫描全能王")
        }
    }

    @Test func `in a typed PDF the pages that are pictures are read in their place`() async throws {
        try await aside {
            defer { tidy() }
            // A typed page, a stamp on a picture, a blank page, a page with one line of its own.
            try tool("pdftotext", "printf '\(Self.words)\(Self.words)\(Self.words)\\n\\f扫描\\f\\f附件：无\\n\\f'")
            try tool(
                "pdftoppm",
                """
                case "$6" in
                2) printf 'P5\\n1 1\\n255\\n2' ;;
                3) printf 'P5\\n2 2\\n255\\n'; printf '\\377\\377\\377\\377' ;;
                *) printf 'P5\\n1 1\\n255\\n4' ;;
                esac
                """)
            try tool(
                "tesseract",
                """
                if [ "$1" = --list-langs ]; then printf 'List:\\nchi_sim\\n'; exit; fi
                case "$(tail -c 1 "$1")" in
                2) echo '机密★5年'; echo '\(Self.words)' ;;
                4) echo '附件:无' ;;
                *) echo '不该读空白页' ;;
                esac
                """)
            let opened = TextExtraction.open(Self.pdf, path: "a.pdf", by: confined())
            let mixed = opened.extraction
            #expect(opened.unread == [])
            let typed = Self.words + Self.words + Self.words
            #expect(mixed == .text("\(typed)\n扫描机密★5年\n\(Self.words)\n附件：无\n", encoding: "ocr"), "\(mixed)")
            // Without a reader of pictures the typed pages are what there is.
            try FileManager.default.removeItem(atPath: folder + "/tesseract")
            let poor = TextExtraction.extract(Self.pdf, path: "a.pdf", by: Confinement(program: Self.program, path: folder))
            #expect(poor == .text("\(typed)\n扫描附件：无\n", encoding: "utf-8"), "\(poor)")
            // The page nobody could read is named; a blank one and one that says little are not.
            let named = TextExtraction.open(Self.pdf, path: "a.pdf", by: Confinement(program: Self.program, path: folder))
            #expect(named.unread == [TextExtraction.Unread(pages: [2])], "\(named.unread)")
        }
    }

    @Test func `a zip is unpacked into its folder and nowhere else, and its names are read without unpacking`() async throws {
        try await aside {
            defer { tidy() }
            let script = """
                import zipfile
                z = zipfile.ZipFile('\(folder)/a.zip', 'w', zipfile.ZIP_DEFLATED)
                z.writestr('甲/1.txt', '一'); z.writestr('../../2.txt', '二'); z.close()
                z = zipfile.ZipFile('\(folder)/bomb.zip', 'w', zipfile.ZIP_DEFLATED)
                z.writestr('0', b'0' * (40 << 20)); z.close()
                z = zipfile.ZipFile('\(folder)/a.odt', 'w'); z.writestr('mimetype', 'x'); z.writestr('content.xml', '<x/>'); z.close()
                """
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = ["python3", "-c", script]
            try process.run()
            process.waitUntilExit()
            func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))) }
            let inside = folder + "/in"
            try FileManager.default.createDirectory(atPath: inside, withIntermediateDirectories: true)
            #expect(try ZipFile.unpack(bytes("a.zip"), into: inside, by: confined()) == 6)
            #expect(try String(contentsOfFile: inside + "/甲/1.txt", encoding: .utf8) == "一")
            #expect(!FileManager.default.fileExists(atPath: folder + "/2.txt"))
            #expect(throws: ExtractionRefused(.overBudget(.bytes, limit: 1 << 20))) {
                try ZipFile.unpack(bytes("bomb.zip"), into: inside, budget: Budget(.init(bytes: 1 << 20)), by: confined())
            }
            let hurried = Budget(.init(seconds: 0))
            for _ in 0..<2 {
                // The second time it is not even begun.
                #expect(throws: ExtractionRefused(.overBudget(.seconds, limit: 0))) {
                    try ZipFile.unpack(bytes("a.zip"), into: inside, budget: hurried, by: confined())
                }
            }
            let few = Budget(.init(envelopes: 2))
            for _ in 0..<2 { _ = try ZipFile.unpack(bytes("a.zip"), into: inside, budget: few, by: confined()) }
            #expect(throws: ExtractionRefused(.overBudget(.envelopes, limit: 2))) {
                try ZipFile.unpack(bytes("a.zip"), into: inside, budget: few, by: confined())
            }
            #expect(try ZipFile.isParcel(bytes("a.zip")))
            #expect(try !ZipFile.isParcel(bytes("a.odt")))
            for cut in stride(from: 0, to: try bytes("a.zip").count, by: 7) { _ = try ZipFile.isParcel(Array(bytes("a.zip").prefix(cut))) }
        }
    }

    @Test(arguments: [
        ("hz-gb-2312", "HZ ~~ ~{VPND~}!\n"), ("utf-7", "HZ +AH4 +Ti1lhw-!\n"), ("iso-2022-cn", "HZ ~ \u{1B}$)A\u{0E}VPND\u{0F}!\n"),
    ])
    func `Chinese in seven bits`(charset: String, body: String) throws {
        let text = TextDecoding.decode(Array(body.utf8), declared: charset)
        #expect(text == "HZ ~ 中文!\n")
    }
}
