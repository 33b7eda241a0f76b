import Foundation

/// A file that stands within a page or a calendar whole, as an address of its own (`data:`, RFC 2397).
struct DataAddress {
    /// As `text/plain`; what is not said is plain text.
    let type: String
    private let charset: String?
    let bytes: [UInt8]

    /// Of such a file, no more than this is read, in bytes.
    private static let limit = 32 << 20

    /// Nil where a value is no such address.
    init?(_ value: String) {
        let rest = value.utf8.drop { $0 <= 0x20 }
        guard rest.prefix(5).map({ $0 | 0x20 }).elementsEqual("data:".utf8.map { $0 | 0x20 }), let comma = rest.firstIndex(of: 0x2C) else {
            return nil
        }
        let head = String(decoding: rest[..<comma].dropFirst(5), as: UTF8.self).lowercased().split(separator: ";").map(\.trimmed)
        let said = head.first ?? ""
        type = said.contains("/") ? said : "text/plain"
        charset = head.first { $0.hasPrefix("charset=") }.map { String($0.dropFirst(8)) }
        let body = DataAddress.spelled(Array(rest[rest.index(after: comma)...].prefix(DataAddress.limit)))
        bytes = head.contains("base64") ? DataAddress.unpacked(body) : body
    }

    /// What it says, where it is text.
    var text: String? {
        type.hasPrefix("text/") || isMarkup || type.hasSuffix("json") ? TextDecoding.decode(bytes, declared: charset) : nil
    }

    var isMarkup: Bool { type.hasSuffix("html") || type.hasSuffix("xml") }

    /// What the name of such a file ends with; nil of pictures, sounds and letters, which say nothing in words.
    var ending: String? { DataAddress.ending(of: type) }

    static func ending(of type: String) -> String? {
        if ["image/", "audio/", "video/", "font/"].contains(where: type.hasPrefix) || type.contains("font") || type.contains("javascript") {
            return nil
        }
        return endings[type] ?? "bin"
    }

    private static let endings = [
        "application/pdf": "pdf", "application/msword": "doc", "application/rtf": "rtf", "text/rtf": "rtf", "text/plain": "txt",
        "text/html": "html", "text/csv": "csv", "text/calendar": "ics", "text/vcard": "vcf", "message/rfc822": "eml",
        "application/ofd": "ofd",
        "application/zip": "zip", "application/vnd.ms-excel": "xls",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    ]

    /// `%E6` as the byte it stands for.
    private static func spelled(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(0x25) else { return bytes }
        return SevenBit.spelled(bytes[...], escape: 0x25)
    }

    /// What base64 packed, whatever stands between its signs.
    static func unpacked(_ bytes: [UInt8]) -> [UInt8] {
        var signs = bytes.filter { $0 > 0x20 && $0 != 0x3D }.map { $0 == 0x2D ? 0x2B : $0 == 0x5F ? 0x2F : $0 }
        while signs.count % 4 != 0 { signs.append(0x3D) }
        return Data(base64Encoded: Data(signs), options: .ignoreUnknownCharacters).map { [UInt8]($0) } ?? []
    }
}
