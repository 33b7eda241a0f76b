import Crypto
import Foundation
import Mailroom
import Testing

/// Mails around real papers, which lie beside the project and are no part of it.
@Suite struct SampleMailTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path
    private static let samples = root + "/../../../shared/samples"
    private static let areThere = FileManager.default.fileExists(atPath: samples + "/mail-expected.json")
    private static let absence: Comment = "no samples: ../shared/samples is absent"

    private static func json(_ path: String) throws -> [[String: Any]] {
        let data = try Data(contentsOf: URL(fileURLWithPath: samples + path))
        return try JSONSerialization.jsonObject(with: data) as? [[String: Any]] ?? []
    }

    @Test(.enabled(if: areThere, absence)) func `each sample is read as it is known to be`() throws {
        let expected = try Self.json("/mail-expected.json")
        #expect(!expected.isEmpty)
        for one in expected {
            let file = one["file"] as? String ?? ""
            let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: Self.samples + "/mail/" + file)))
            let truth = try #require(one["truth"] as? [String: Any])
            guard !bytes.isEmpty else {
                #expect(!MailFile.isMail(bytes), "\(file)")
                continue
            }
            #expect(MailFile.isMail(bytes), "\(file)")
            let mail = try MailFile.read(bytes)
            if let subject = truth["subject"] as? String { #expect(mail.subject == subject, "\(file)") }
            if let part = truth["subject_contains"] as? String { #expect(mail.subject?.contains(part) == true, "\(file)") }
            if let name = truth["from_name"] as? String { #expect(mail.senderName == name, "\(file)") }
            if let address = truth["from_addr"] as? String { #expect(mail.senderAddress == address, "\(file)") }
            if let body = truth["body"] as? String, !body.isEmpty { #expect(Self.trimmed(mail.body) == Self.trimmed(body), "\(file)") }
            if let attached = truth["attachments"] as? [[String: Any]], !attached.isEmpty {
                #expect(mail.attachments.map(\.name) == attached.map { $0["filename"] as? String }, "\(file)")
                let digests = mail.attachments.map { SHA256.hash(data: $0.bytes).map { String(format: "%02x", $0) }.joined() }
                #expect(digests == attached.map { $0["sha256"] as? String }, "\(file)")
            }
        }
    }

    /// How many empty lines end a text is nothing a sample tells.
    private static func trimmed(_ text: String) -> Substring {
        var rest = text[...]
        while rest.last?.isNewline == true { rest = rest.dropLast() }
        return rest
    }

    /// `MAILS=2000` makes as many; a handful of each sample in the gate.
    private static let count = ProcessInfo.processInfo.environment["MAILS"] ?? "200"

    @Test(.enabled(if: areThere, absence)) func `mails changed in header and structure are read as CPython reads them`() throws {
        let python = Process()
        let output = NSTemporaryDirectory() + "banshi-mails-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: output) }
        _ = FileManager.default.createFile(atPath: output, contents: nil)
        python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        python.arguments = ["python3", Self.root + "/Mails/mutated.py", Self.samples + "/mail", Self.count]
        python.standardOutput = FileHandle(forWritingAtPath: output)
        try python.run()
        python.waitUntilExit()
        #expect(python.terminationStatus == 0)
        let lines = try String(contentsOfFile: output, encoding: .utf8).split(separator: "\n")
        #expect(lines.count == Int(Self.count))
        var read = 0
        for line in lines {
            let known = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            let number = known["number"] as? Int ?? -1
            let bytes = try #require((known["mail"] as? String).flatMap { Data(base64Encoded: $0) })
            let mail = try MailFile.read(Array(bytes))
            if let subject = known["subject"] as? String {
                #expect(Self.squeezed(mail.subject) == Self.squeezed(subject), "\(number)")
                read += 1
            }
            if let address = known["address"] as? String, let name = known["name"] as? String {
                #expect(mail.senderAddress == address && Self.squeezed(mail.senderName) == Self.squeezed(name), "\(number)")
            }
            if let date = known["date"] as? Int { #expect(mail.sent?.milliseconds == Int64(date) * 1_000, "\(number)") }
            if let files = known["files"] as? [[Any]] {
                #expect(mail.attachments.count == files.count, "\(number)")
                for (attachment, file) in zip(mail.attachments, files) {
                    if let name = file.first as? String { #expect(Self.squeezed(attachment.name) == Self.squeezed(name), "\(number)") }
                    if let content = file.last as? String { #expect(Data(attachment.bytes).base64EncodedString() == content, "\(number)") }
                }
            }
        }
        #expect(read * 2 > lines.count)
    }

    /// Without blanks: CPython keeps those between the encoded words of a name, and folds leave one or none.
    private static func squeezed(_ text: String?) -> String { (text ?? "").filter { !$0.isWhitespace } }
}
