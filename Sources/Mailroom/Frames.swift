import Foundation
import Office

/// What a confined process hands back: fields with a letter and a length each; the last says that none is missing.
enum Frame: UInt8 {
    case text = 0x54
    case encoding = 0x45
    case noText = 0x30
    case reason = 0x52
    case subject = 0x53
    case senderName = 0x4E
    case senderAddress = 0x41
    case messageID = 0x49
    case sent = 0x44
    case body = 0x42
    case allText = 0x57
    case attachmentName = 0x6E
    case attachment = 0x62
    case unread = 0x75
    case count = 0x43
    case answer = 0x6A
    case end = 0x2E

    /// Writes one field to standard output; a reader that can write no more has nothing left to do.
    func write(_ bytes: some Collection<UInt8>) {
        let length = withUnsafeBytes(of: UInt64(bytes.count).bigEndian) { Array($0) }
        Frame.put([rawValue] + length)
        Frame.put(Array(bytes))
    }

    func write(_ text: String?) { if let text { write(text.utf8) } }

    private static func put(_ bytes: [UInt8]) {
        var left = bytes[...]
        while !left.isEmpty {
            let got = left.withUnsafeBytes { Foundation.write(1, $0.baseAddress, $0.count) }
            if got < 0, errno == EINTR { continue }
            guard got > 0 else { exit(74) }
            left = left.dropFirst(got)
        }
    }

    /// The fields in their order; nil where they are torn or the end is missing.
    static func fields(in bytes: [UInt8]) -> [(frame: Frame, bytes: ArraySlice<UInt8>)]? {
        var fields: [(frame: Frame, bytes: ArraySlice<UInt8>)] = []
        var at = 0
        while at + 9 <= bytes.count {
            guard let frame = Frame(rawValue: bytes[at]) else { return nil }
            let length = bytes[at + 1..<at + 9].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            at += 9
            guard length <= UInt64(bytes.count - at) else { return nil }
            if frame == .end { return fields }
            fields.append((frame, bytes[at..<at + Int(length)]))
            at += Int(length)
        }
        return nil
    }
}

extension Extraction.Reason {
    /// As a confined process writes it.
    var written: String {
        switch self {
        case .notFound: "notFound"
        case .notReadable: "notReadable"
        case .isFolder: "isFolder"
        case .notAFile: "notAFile"
        case .tooLarge(let bytes, let limit): "tooLarge \(bytes) \(limit)"
        case .unsupported(let kind): "unsupported \(kind)"
        case .broken(let kind): "broken \(kind)"
        case .timedOut(let seconds): "timedOut \(seconds)"
        case .noTool(let tool): "noTool \(tool)"
        case .noHandles(let limit): "noHandles \(limit)"
        case .notStarted(let why): "notStarted \(why)"
        case .interrupted: "interrupted"
        case .noScanReader: "noScanReader"
        case .overBudget(let which, let limit): "overBudget \(which.rawValue) \(limit)"
        case .locked: "locked"
        case .pages(let numbers): "pages " + numbers.map(String.init).joined(separator: " ")
        }
    }

    init(written: String) {
        let words = written.split(separator: " ", maxSplits: 1).map(String.init)
        let detail = words.count > 1 ? words[1] : ""
        let numbers = detail.split(separator: " ").compactMap { Int($0) }
        switch words.first {
        case "tooLarge" where numbers.count == 2: self = .tooLarge(bytes: numbers[0], limit: numbers[1])
        case "unsupported": self = .unsupported(detail)
        case "timedOut" where numbers.count == 1: self = .timedOut(seconds: numbers[0])
        case "noTool": self = .noTool(detail)
        case "noHandles" where numbers.count == 1: self = .noHandles(limit: numbers[0])
        case "notStarted": self = .notStarted(detail)
        case "interrupted": self = .interrupted
        case "locked": self = .locked
        case "pages": self = .pages(numbers)
        case "overBudget":
            let limit = detail.split(separator: " ").first.flatMap { Budget.Limit(rawValue: String($0)) }
            guard let limit, let number = numbers.first else { fallthrough }
            self = .overBudget(limit, limit: number)
        default: self = .broken(detail)
        }
    }
}
