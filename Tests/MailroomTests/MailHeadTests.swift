import Foundation
import Mailroom
import Testing

/// The heads of mails as programs of all kinds write them.
@Suite struct MailHeadTests {
    private func mail(_ headers: [String], _ body: String = "x") throws -> MailFile {
        try MailFile.read(Array((headers.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8))
    }

    @Test(arguments: [
        ("机密★10年\r\n--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b--\r\n", true),
        ("--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b--\r\n机密★10年\r\n", true),
        ("--b\r\nContent-Type: text/plain\r\nContent-Description: 机密★10年\r\n\r\nx\r\n--b--\r\n", true),
        ("This is a mail of several parts.\r\n--b\r\nContent-Description: 商业秘密\r\n\r\nx\r\n--b--\r\n", false),
    ])
    func `what stands around the parts of a mail is looked at`(body: String, isMarked: Bool) throws {
        let read = try mail(["From: a@b.cn", "Subject: x", "MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=\"b\""], body)
        #expect(read.allText.contains("机密★10年") == isMarked && read.body.contains("x") && !read.body.contains("机密"))
    }

    @Test func `a file in the text of a mail is one that hangs on it`() throws {
        let body = "请查收。\r\nbegin 644 a.txt\r\nEYIRZY:^&XIB%,3#EN;0*Y86SY+J.YI^0Y+J+YYJ$Z8\":YY^E\"@  \r\n`\r\nend\r\n"
        let read = try mail(["From: a@b.cn", "Subject: x", "Content-Type: text/plain; charset=utf-8"], body)
        #expect(read.attachments.map(\.name) == ["a.txt"])
        #expect(read.attachments.first.map { String(decoding: $0.bytes, as: UTF8.self) } == "机密★10年\n关于某事的通知\n")
        let sentence = try mail(["From: a@b.cn", "Subject: x"], "begin 644 things\r\nand end none\r\nend\r\n")
        #expect(sentence.attachments.isEmpty)
    }

    /// The numbers of a simple generator, the same in every run.
    private struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 31)
        }
    }

    private static func bytes(_ text: String, _ charset: String) -> [UInt8]? {
        let converter = iconv_open(charset, "UTF-8")
        defer { iconv_close(converter) }
        var input = text.utf8.map { CChar(bitPattern: $0) }
        var output = [CChar](repeating: 0, count: input.count * 2)
        var (left, room) = (input.count, output.count)
        return input.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target in
                var (from, into) = (source.baseAddress, target.baseAddress)
                guard iconv(converter, &from, &left, &into, &room) == 0 else { return nil }
                return target.prefix(target.count - room).map { UInt8(bitPattern: $0) }
            }
        }
    }

    private static func word(_ charset: String, _ bytes: ArraySlice<UInt8>, isBase64: Bool, isPadded: Bool) -> String {
        guard isBase64 else { return "=?\(charset)?Q?" + bytes.map { String(format: "=%02X", $0) }.joined() + "?=" }
        let text = Data(bytes).base64EncodedString()
        return "=?\(charset)?B?\(isPadded ? text : text.replacingOccurrences(of: "=", with: ""))?="
    }

    @Test func `nothing of a subject, a sender or a name is lost, wherever its words were cut`() throws {
        var dice = Dice(state: 20_261_126)
        let simplified = ["关于召开全县安全生产工作视频会议的通知", "关于报送2026年度工作总结（含附表）的函"]
        for number in 0..<300 {
            let charset = ["GBK", "gb2312", "GB18030", "UTF-8", "Big5"][number % 5]
            let text = charset == "Big5" ? "縣政府關於召開會議的通知" : simplified[number / 5 % 2]
            let bytes = try #require(Self.bytes(text, charset))
            // Anywhere: in the middle of a character as well.
            let cuts = (0..<Int.random(in: 1...4, using: &dice)).map { _ in Int.random(in: 1..<bytes.count, using: &dice) }
            let ends = Set(cuts + [bytes.count]).sorted()
            let words = zip([0] + ends, ends).map { start, end in
                Self.word(charset, bytes[start..<end], isBase64: .random(using: &dice), isPadded: .random(using: &dice))
            }
            let joined = words.joined(separator: ["\r\n ", " ", "\r\n\t"][number % 3])
            let read = try mail(
                ["From: \(joined) <a@b.cn>", "Subject: \(joined)", "Message-ID: <1@b.cn>", "Content-Type: multipart/mixed; boundary=b"],
                "--b\r\nContent-Disposition: attachment; filename=\"\(joined).docx\"\r\n\r\nx\r\n--b--\r\n")
            #expect(read.subject == text && read.senderName == text && read.senderAddress == "a@b.cn", "\(joined)")
            #expect(read.attachments.map(\.name) == [text + ".docx"], "\(joined)")
        }
    }

    @Test func `a base64 text that was cut first and labelled afterwards is one text`() throws {
        let text = Data("关于召开会议的通知".utf8).base64EncodedString()
        let pieces = [text.prefix(7), text.dropFirst(7)].map { "=?utf-8?B?\($0)?=" }
        #expect(try mail(["From: a@b.cn", "Subject: " + pieces.joined(separator: " "), "Message-ID: <1@b>"]).subject == "关于召开会议的通知")
    }

    @Test(arguments: [
        ("=?iso-8859-1?Q?Besprechung_=FCber_die_Stra=DFe?=", "Besprechung über die Straße"),
        ("=?windows-1252?Q?=93Entwurf=94_=80?=", "“Entwurf” €"), ("=?iso-8859-1?Q?5_=96_6?=", "5 – 6"),
        ("=?ISO-2022-JP?B?GyRCMnE1RCROJCpDTiRpJDsbKEI=?=", "会議のお知らせ"), ("=?koi8-r?Q?=F3=CF=D7=C5=DD=C1=CE=C9=C5?=", "Совещание"),
        ("=?tis-620?Q?=BB=C3=D0=AA=D8=C1?=", "ประชุม"), ("=?euc-kr?B?yLjAxw==?=", "회의"),
        // Declared wrongly: what cannot be that is told by what it is.
        ("=?us-ascii?B?udjT2r+qu+G1xM2o1qo=?=", "关于开会的通知"), ("=?utf-8?B?udjT2r+qu+G1xM2o1qo=?=", "关于开会的通知"),
        ("=?x-unknown?B?udjT2r+qu+G1xM2o1qo=?=", "关于开会的通知"), ("plain =?utf-8*zh?Q?=E9=80=9A=E7=9F=A5?= end", "plain 通知 end"),
        ("1 =?= 2 =?x?= 3", "1 =?= 2 =?x?= 3"),
    ])
    func `a declared character set is believed unless it fails`(subject: String, text: String) throws {
        #expect(try mail(["From: a@b.cn", "Subject: \(subject)", "Message-ID: <1@b>"]).subject == text)
    }

    @Test func `who sent it and when are kept`() throws {
        let bare = try mail(["From: chen@example.gov.cn", "Subject: x", "Date: Thu, 26 Nov 2026 09:30:15 +0800 (CST)"])
        #expect(bare.senderName == nil && bare.senderAddress == "chen@example.gov.cn")
        #expect(bare.sent?.milliseconds == 1_795_656_615_000)
        #expect(try mail(["From: a@b.cn", "Subject: x", "Date: 26 Nov 26 01:30:15 GMT"]).sent == bare.sent)
        #expect(try mail(["From: a@b.cn", "Subject: x", "Date: yesterday"]).sent == nil)
        #expect(try mail(["From: 县政府办公室", "Subject: x", "Message-ID: <1@b>"]).senderName == "县政府办公室")
        let comma = try mail(["From: =?utf-8?Q?M=C3=BCller=2C_J=C3=BCrgen?= <m@b.de>, b@c.de", "Subject: x", "Message-ID: <1@b>"])
        #expect(comma.senderName == "Müller, Jürgen" && comma.senderAddress == "m@b.de")
        let raw = try mail(["From: 陈 小明 <a@b.cn>", "Subject: x", "Message-ID: <1@b>"])
        #expect(raw.senderName == "陈 小明" && raw.senderAddress == "a@b.cn")
    }

    @Test(arguments: [
        "Thu Nov 26 09:30:15 2026 +0800", "Thu Nov 26 01:30:15 2026", "Thu, 26-Nov-2026 01:30:15 UT", "Thu,26 Nov 2026 9:30:15 +0800 (CST)",
        "Thu,\r\n 26 Nov\r\n 2026 01:30:15 -0000 (a (nested) remark)", "26 Nov 2026 09:30:15 GMT+0800",
    ]) func `a date is read in the forms programs write it`(date: String) throws {
        #expect(try mail(["From: a@b.cn", "Subject: x", "Date: \(date)"]).sent?.milliseconds == 1_795_656_615_000)
    }

    @Test func `of a group its first member sent it, and an old comment is a name`() throws {
        let group = try mail(["From: Office: =?utf-8?B?6ZmI5bCP5piO?= <a@b.cn>, c@d.cn;", "Subject: x", "Message-ID: <1@b>"])
        #expect(group.senderName == "陈小明" && group.senderAddress == "a@b.cn")
        let comment = try mail(["From: a@b.cn (Chen)", "Subject: x", "Message-ID: <1@b>"])
        #expect(comment.senderName == "Chen" && comment.senderAddress == "a@b.cn")
    }

    @Test(arguments: [
        // A bit was turned: one character is lost and no more.
        ("=?utf-8?B?MemZhOS7tuWQ/eaUu+WHuzU=?=", "1附件"), ("=?utf-8?B?5YWz5LqO5byA?= =?utf-8?B?5Lya5@qE6YCa55+l?=", "关于开会"),
        ("=?GBK?B?ufrO8dS6oaLW0NHrvvz}r7nY09rNrNLi?= =?GBK?B?zuS+r9fcsr+688fasr+7+rnY?=", "国务院、中央军"),
    ]) func `a damaged subject loses what was damaged`(subject: String, beginning: String) throws {
        let read = try #require(try mail(["From: a@b.cn", "Subject: \(subject)", "Message-ID: <1@b>"]).subject)
        #expect(read.hasPrefix(beginning), "\(read)")
        #expect(["攻击5", "通知", "武警总部后勤部机关"].contains(where: read.hasSuffix), "\(read)")
    }

    @Test func `a boundary at the very end takes its line's end, and what names no type is text`() throws {
        let ended = try mail(
            ["From: a@b.cn", "Subject: x", "Message-ID: <1@b>", "Content-Type: multipart/mixed; boundary=b"],
            "--b\r\n\r\n请查收\r\n--b\r\nContent-Disposition: attachment; filename=a.bin\r\n\r\nx\r\n--b--")
        #expect(ended.body == "请查收" && ended.attachments.map(\.bytes) == [[0x78]])
        let untyped = try mail(["From: a@b.cn", "Subject: x", "Message-ID: <1@b>", "Content-Type: text"], "请\r\n查收")
        #expect(untyped.body == "请\n查收" && untyped.attachments.isEmpty)
    }

    @Test func `a patch that git wrote as a mail is one mail, and so is one that holds a patch`() {
        let patch = "From 0123456789abcdef0123456789abcdef01234567 Mon Sep 17 00:00:00 2001\n"
        let head = "From: a@b.cn\nSubject: x\nDate: Thu, 26 Nov 2026 09:30:15 +0800\n\n"
        let one = "From a@b.cn Thu Nov 26 09:30:15 2026\n" + head + "see below\n\n" + patch + "From: c@d.cn\nSubject: [PATCH] y\n\n---\n"
        #expect(!MailFile.isMailbox(Array(one.utf8)))
        #expect(!MailFile.isMailbox(Array((patch + head + "body\n").utf8)))
        #expect(!MailFile.isMailbox(Array(("From a@b.cn Thu Nov 26 09:30:15 2026\n" + head + "x\n\nFrom 2026 on\nwe meet\n").utf8)))
        let mailbox = "From a@b.cn Thu Nov 26 09:30:15 2026\n" + head + "x\n\nFrom c@d.cn Thu Nov 26 09:31:15 2026\n" + head + "y\n"
        #expect(MailFile.isMailbox(Array(mailbox.utf8)))
        #expect(MailFile.isMailbox(Array((patch + head + "x\n\n" + patch + head + "y\n").utf8)))
    }
}
