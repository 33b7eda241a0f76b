import CGMime
import Foundation
import Office

/// A mail as it came: who sent it, what it says, what hangs on it (RFC 5322, 2045–2049), however it was encoded.
public struct MailFile: Sendable {
    public struct Attachment: Sendable {
        /// As the sender wrote it; never a path to write to.
        public let name: String
        public let bytes: [UInt8]
    }

    public private(set) var subject: String?
    public private(set) var senderName: String?
    public private(set) var senderAddress: String?
    public private(set) var messageID: String?
    /// When it was sent, as its head says.
    public private(set) var sent: Moment?
    /// What is to be read: the plain text, else the text of the HTML.
    public private(set) var body = ""
    /// Every text part, the one that is read and the ones that are not: what stands in any of them came with the mail.
    public private(set) var allText = ""
    public private(set) var attachments: [Attachment] = []

    /// All parts of one mail unpacked, in bytes; more is an attack.
    public static let unpackedLimit = 256 << 20
    public static let partLimit = 2_000

    /// Whether a file reads like a mail: header lines of the kind only mails have, before anything else.
    ///
    /// A memo begins with From, To and Subject as well; a mail says who sent it by an address, or bears the marks of its way.
    public static func isMail(_ bytes: [UInt8]) -> Bool {
        let head = withoutMark(bytes).prefix(16_384)
        // A name in a header is ASCII, and what begins otherwise is the paper itself.
        if let first = head.first, first >= 0x80 { return false }
        var known = 0
        var isTravelled = false
        for line in head.split(separator: 0x0A, maxSplits: 200) {
            let text = String(decoding: line.prefix(80), as: UTF8.self)
            if text.hasPrefix(" ") || text.hasPrefix("\t") || text.hasPrefix("From ") { continue }
            guard let colon = text.firstIndex(of: ":") else { break }
            let name = text[..<colon].lowercased()
            guard !name.isEmpty, name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { break }
            if telling.contains(name) { known += 1 }
            if travelled.contains(name) || name == "from" && text.contains("@") { isTravelled = true }
        }
        return known >= 2 && isTravelled
    }

    /// Whether a file is a mailbox of several mails in one file, which no paper is.
    public static func isMailbox(_ bytes: [UInt8]) -> Bool {
        guard bytes.starts(with: "From ".utf8), isMail(bytes) else { return false }
        let lines = bytes.prefix(4 << 20).split(separator: 0x0A, omittingEmptySubsequences: false).map {
            $0.last == 0x0D ? $0.dropLast() : $0
        }
        let isPatch = isPatchLine(lines[0])
        return lines.indices.dropFirst(2).contains { index in
            // A sentence may begin with the word as well, and a patch may hang in a mail as text.
            lines[index].starts(with: "From ".utf8) && lines[index - 1].isEmpty && index + 1 < lines.count && isHeader(lines[index + 1])
                && isPatch == isPatchLine(lines[index]) && lines[index].contains { (0x30...0x39).contains($0) }
        }
    }

    /// The first line of a patch that git wrote as a mail: a commit, and a date that never changes.
    private static func isPatchLine(_ line: ArraySlice<UInt8>) -> Bool {
        let words = line.split(separator: 0x20, maxSplits: 2)
        return words.count == 3 && words[1].count >= 40 && words[1].allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
            && words[2].starts(with: "Mon Sep 17 00:00:00 2001".utf8)
    }

    private static func isHeader(_ line: ArraySlice<UInt8>) -> Bool {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex else { return false }
        return line[..<colon].allSatisfy { $0 > 0x20 && $0 < 0x7F }
    }

    private static let travelled: Set<String> = ["message-id", "mime-version", "received", "return-path", "delivered-to"]

    private static let telling: Set<String> = [
        "from", "subject", "date", "message-id", "mime-version", "received", "return-path", "to", "content-type", "delivered-to",
    ]

    /// Unpacks a mail.
    ///
    /// - Throws: `ExtractionRefused`: no library, more than a mail can be, nothing of a mail in it.
    public static func read(_ bytes: [UInt8], by confinement: Confinement = .standing) throws(ExtractionRefused) -> MailFile {
        guard confinement.program != nil else { return try readHere(bytes) }
        let end = confinement.run(Job(.mail, seconds: confinement.seconds, file: unpackedLimit * 2), input: bytes)
        guard case .finished(0, let answer) = end, let fields = Frame.fields(in: answer) else {
            throw ExtractionRefused(Extraction.Reason(end, kind: "mail", confinement: confinement))
        }
        return try MailFile(fields)
    }

    /// As a confined process handed it back.
    private init(_ fields: [(frame: Frame, bytes: ArraySlice<UInt8>)]) throws(ExtractionRefused) {
        var name = ""
        for (frame, bytes) in fields {
            func text() -> String { String(decoding: bytes, as: UTF8.self) }
            switch frame {
            case .reason: throw ExtractionRefused(Extraction.Reason(written: text()))
            case .subject: subject = text()
            case .senderName: senderName = text()
            case .senderAddress: senderAddress = text()
            case .messageID: messageID = text()
            case .sent: sent = Int64(text()).map { Moment(seconds: $0) }
            case .body: body = text()
            case .allText: allText = text()
            case .attachmentName: name = text()
            case .attachment: attachments.append(Attachment(name: name, bytes: Array(bytes)))
            default: continue
            }
        }
    }

    private init() {}

    /// Hands the mail to the process that asked.
    func write() {
        Frame.subject.write(subject)
        Frame.senderName.write(senderName)
        Frame.senderAddress.write(senderAddress)
        Frame.messageID.write(messageID)
        Frame.sent.write(sent.map { String($0.milliseconds / 1000) })
        Frame.body.write(body)
        Frame.allText.write(allText)
        for attachment in attachments {
            Frame.attachmentName.write(attachment.name)
            Frame.attachment.write(attachment.bytes)
        }
    }

    /// The invitation to a meeting that hangs on it, by its name; nil where there is none (RFC 6047).
    public var invitation: String? { attachments.first { $0.name.lowercased().hasSuffix(".ics") }?.name }

    /// Unpacks a mail in this process.
    static func readHere(_ bytes: [UInt8]) throws(ExtractionRefused) -> MailFile {
        let reading = Reading()
        let data = ended(withoutMark(bytes))
        reading.asides = marked(inHead: data) + MailMargins.marked(in: data)
        var reader = cgmime_reader(
            context: Unmanaged.passUnretained(reading).toOpaque(),
            header: { context, name, value in
                guard let reading = Reading.of(context), let name, let value else { return }
                let isRaw = strcmp(name, "subject") == 0
                reading.header(String(cString: name), isRaw ? EncodedWords.decoded(MailFile.bytes(value)) : MailFile.text(value))
            },
            rewritten: { value in value.flatMap { strdup(EncodedWords.uniform(MailFile.bytes($0))) } },
            part: { context, type, charset, name, isAttachment, bytes, count in
                guard let reading = Reading.of(context), let type else { return }
                reading.part(
                    type: String(cString: type).lowercased(), charset: charset.map { String(cString: $0) }, name: name.map(MailFile.text),
                    isAttachment: isAttachment != 0, Array(UnsafeRawBufferPointer(start: bytes, count: count)))
            })
        let code = data.withUnsafeBytes { cgmime_read($0.baseAddress, $0.count, unpackedLimit, Int32(partLimit), &reader) }
        switch Int(code) {
        case Int(CGMIME_OK): return try reading.finished()
        case Int(CGMIME_NO_LIBRARY): throw ExtractionRefused(.noTool("libgmime"))
        case Int(CGMIME_TOO_LARGE): throw ExtractionRefused(.tooLarge(bytes: unpackedLimit, limit: unpackedLimit))
        default: throw ExtractionRefused(.broken("mail"))
        }
    }

    /// The values of the head that bear a secrecy mark, whatever they are called.
    static func marked(inHead bytes: ArraySlice<UInt8>) -> [String] {
        var values: [[UInt8]] = []
        for line in bytes.prefix(1 << 20).split(separator: 0x0A, omittingEmptySubsequences: false) {
            let line = line.last == 0x0D ? line.dropLast() : line
            guard let first = line.first else { break }
            if first == 0x20 || first == 0x09 {
                if !values.isEmpty { values[values.count - 1] += line }
            } else if let colon = line.firstIndex(of: UInt8(ascii: ":")) {
                values.append(Array(line[(colon + 1)...]))
            }
        }
        return values.map { TextDecoding.headWord(EncodedWords.decoded($0)).trimmed }.filter { SecrecyDoor.mark(inTyped: $0) != nil }
    }

    /// The library leaves the line's end before a last boundary to the part where no line's end follows that boundary.
    private static func ended(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard let last = bytes.last, last != 0x0A, let line = bytes.lastIndex(of: 0x0A), bytes[line...].dropFirst().starts(with: "--".utf8)
        else { return bytes }
        let isLong = line > bytes.startIndex && bytes[line - 1] == 0x0D
        return bytes + (isLong && last != 0x0D ? [0x0D, 0x0A] : [0x0A])
    }

    private static func withoutMark(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    }

    /// A header's value: UTF-8 where it is, else what its bytes most likely mean.
    private static func text(_ pointer: UnsafePointer<CChar>) -> String {
        let bytes = bytes(pointer)
        return String(validating: bytes, as: UTF8.self) ?? TextDecoding.decode(bytes).text
    }

    private static func bytes(_ pointer: UnsafePointer<CChar>) -> [UInt8] {
        UnsafeBufferPointer(start: pointer, count: strlen(pointer)).map { UInt8(bitPattern: $0) }
    }

    /// The subject without what mail programs put before it, on one line.
    public var title: String? {
        guard var rest = subject.map({ $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }) else { return nil }
        let marks = ["转发", "答复", "回复", "轉寄", "回覆", "fwd", "fw", "re", "aw", "wg"]
        while let mark = marks.first(where: { rest.lowercased().hasPrefix($0 + ":") || rest.lowercased().hasPrefix($0 + "：") }) {
            rest = String(rest.dropFirst(mark.count + 1)).trimmed
        }
        return rest.isEmpty ? nil : rest
    }

    /// Gathers what the library tells.
    private final class Reading {
        var mail = MailFile()
        private var plain: [String] = []
        private var markup: [String] = []
        /// What bears a secrecy mark in the head and behind the pages.
        var asides: [String] = []
        /// Why a page in it could not be read: what nobody looked at passes no door.
        private var refusal: ExtractionRefused?

        static func of(_ context: UnsafeMutableRawPointer?) -> Reading? {
            context.map { Unmanaged<Reading>.fromOpaque($0).takeUnretainedValue() }
        }

        func header(_ name: String, _ value: String) {
            let value = TextDecoding.headWord(value)
            switch name {
            case "subject": mail.subject = value.trimmed
            case "from": mail.senderName = value.trimmed.isEmpty ? nil : value.trimmed
            case "address":
                let address = EncodedWords.decoded(Array(value.utf8)).trimmed
                // A name alone stands where an address should.
                if address.contains("@") {
                    mail.senderAddress = address
                } else if !address.isEmpty {
                    mail.senderName = mail.senderName ?? address
                }
            case "date": mail.sent = MailDate.moment(value)
            default: mail.messageID = value
            }
        }

        func part(type: String, charset: String?, name: String?, isAttachment: Bool, _ bytes: [UInt8]) {
            if !isAttachment, type == "text/plain" {
                let text = TextDecoding.decode(bytes, declared: charset).replacing("\r\n", with: "\n")
                plain.append(text)
                asides += SevenBit.marked(in: text)
                mail.attachments += UnixFiles.files(in: text).map { Attachment(name: $0.name, bytes: $0.bytes) }
            } else if !isAttachment, type == "text/html" {
                do throws(ExtractionRefused) {
                    let page = TextDecoding.decode(bytes, declared: charset)
                    markup.append(try MarkupText.html(page))
                    let beside = try MarkupText.asides(of: page)
                    asides += beside.marked
                    for file in beside.files {
                        // It came within the words of the mail, and is a file of it like any other.
                        let name = "data-\(mail.attachments.count + 1).\(file.ending ?? "bin")"
                        mail.attachments.append(Attachment(name: name, bytes: file.bytes))
                    }
                } catch { refusal = error }
            } else {
                let endings = [
                    "message/rfc822": "eml", "text/calendar": "ics", "text/html": "html", "text/plain": "txt", "image/jpeg": "jpg",
                    "image/png": "png", "image/gif": "gif", "image/tiff": "tif", "application/pdf": "pdf", "application/zip": "zip",
                    "application/msword": "doc", "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
                    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
                    "application/vnd.oasis.opendocument.presentation": "odp",
                ]
                let standing = "part-\(mail.attachments.count + 1).\(endings[type] ?? "bin")"
                mail.attachments.append(Attachment(name: name.map(TextDecoding.headWord) ?? standing, bytes: bytes))
            }
        }

        func finished() throws(ExtractionRefused) -> MailFile {
            if let refusal { throw refusal }
            let said = plain.filter { $0.contains { !$0.isWhitespace } }
            mail.body = (said.isEmpty ? markup : said).joined(separator: "\n")
            mail.allText = (asides + said + markup).joined(separator: "\n")
            return mail
        }
    }
}
