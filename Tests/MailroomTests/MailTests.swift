import Foundation
import Mailroom
import Testing

/// Mails and parcels as senders really make them.
@Suite struct MailTests {

    private func mail(_ headers: [String], _ body: [UInt8]) throws -> MailFile {
        let bytes = Array((headers.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body
        #expect(MailFile.isMail(bytes))
        return try MailFile.read(bytes)
    }

    @Test func `every way to write Chinese in a mail`() throws {
        // 关于开会的通知, as encoded words in two character sets, split in the middle of the words.
        let words = "=?GB2312?B?udjT2r+q?= =?utf-8?B?5Lya55qE6YCa55+l?="
        let base64 = Data(Array("请于明天开会。\n".utf8)).base64EncodedString()
        let read = try mail(
            [
                "From: =?gb18030?B?s8LQocP3?= <chen@example.gov.cn>", "Subject: \(words)", "Message-ID: <a1@example.gov.cn>",
                "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64",
            ], Array(base64.utf8))
        #expect(read.subject == "关于开会的通知")
        #expect(read.senderName == "陈小明" && read.senderAddress == "chen@example.gov.cn")
        #expect(read.messageID == "a1@example.gov.cn")
        #expect(read.body == "请于明天开会。\n")
        // 8-bit GBK that says it is UTF-8: what the bytes are counts.
        let bytes: [UInt8] = [0xC7, 0xEB, 0xD3, 0xDA, 0xC3, 0xF7, 0xCC, 0xEC, 0xBF, 0xAA, 0xBB, 0xE1, 0xA1, 0xA3]
        let lying = try mail(["From: a@b.cn", "Subject: x", "Content-Type: text/plain; charset=utf-8"], bytes)
        #expect(lying.body == "请于明天开会。")
        let raw = try mail(["From: a@b.cn", "Subject: 关于开会的通知"], Array("x".utf8))
        #expect(raw.subject == "关于开会的通知")
        // Seven bits from an old gate, in the head as in the body; braces of another kind stay what they are.
        let old = try mail(
            [
                "From: =?HZ-GB-2312?B?fnszQlAhQ3d+fQ==?= <a@b.cn>", "Subject: =?hz-gb-2312?B?fns5WFNaPyo7YTVETShWKn59?=",
                "Content-Type: text/plain; charset=hz-gb-2312",
            ],
            Array("~{9XSZ?*;a5DM(V*~}.".utf8))
        #expect(old.subject == "关于开会的通知" && old.senderName == "陈小明" && old.body == "关于开会的通知.")
        #expect(try mail(["From: a@b.cn", "Subject: set ~{a} and ~}"], []).subject == "set ~{a} and ~}")
        #expect(try mail(["From: a@b.cn", "Subject: =?UTF-8?B?562U5aSN?=: ~{VPND~}"], []).subject == "答复: ~{VPND~}")
    }

    @Test(arguments: [("转发：Re: 关于报送的函", "关于报送的函"), ("Fwd: fw: 通知", "通知"), ("Re:", nil), ("重要通知", "重要通知")])
    func `a subject without what mail programs put before it`(subject: String, title: String?) throws {
        #expect(try mail(["From: a@b.cn", "Subject: \(subject)"], []).title == title)
    }

    @Test func `attachments keep their bytes and names; a mail within is a paper of its own`() throws {
        let inner = "From: c@d.cn\r\nSubject: inner\r\n\r\ninside\r\n"
        let body = """
            --b\r
            Content-Type: text/html; charset=utf-8\r
            \r
            <p>请查收</p><script>x()</script>\r
            --b\r
            Content-Type: application/octet-stream\r
            Content-Disposition: attachment; filename*=utf-8''%E9%99%84%E4%BB%B6.txt\r
            Content-Transfer-Encoding: base64\r
            \r
            AAEC/w==\r
            --b\r
            Content-Type: message/rfc822\r
            \r
            \(inner)\r
            --b\r
            Content-Type: text/plain; name="..\\\\..\\\\evil.txt"\r
            Content-Disposition: attachment\r
            \r
            x\r

            """
        // The closing boundary is missing, as it often is.
        let read = try mail(
            ["From: a@b.cn", "Subject: x", "MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=b"], Array(body.utf8))
        #expect(read.body == "请查收")
        #expect(read.attachments.map(\.name) == ["附件.txt", "part-2.eml", "..\\..\\evil.txt"])
        #expect(read.attachments[0].bytes == [0, 1, 2, 0xFF])
        #expect(String(decoding: read.attachments[1].bytes, as: UTF8.self).contains("inside"))
    }

    @Test func `a nest without end is refused`() throws {
        var body = "Content-Type: text/plain\r\n\r\nx"
        for level in 0..<60 {
            body = "Content-Type: multipart/mixed; boundary=b\(level)\r\n\r\n--b\(level)\r\n\(body)\r\n--b\(level)--\r\n"
        }
        let bytes = Array("From: a@b.cn\r\nSubject: x\r\n\(body)".utf8)
        #expect(throws: ExtractionRefused.self) { try MailFile.read(bytes) }
    }

    @Test(arguments: ["云水〔2026〕7号\n关于通知\n", "标题：某某\n日期：某日\n", "From: only one\n\nbody", ""])
    func `a paper is no mail`(text: String) { #expect(!MailFile.isMail(Array(text.utf8))) }
}
