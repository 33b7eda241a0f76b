import CArchive

/// How a file is packed that holds others, told by its first bytes.
public enum Envelope: String, Sendable {
    case zip
    /// One file made smaller: .gz .bz2 .xz .lz .zst .lz4 .Z
    case pressed
    /// Several files in one that is no zip: .tar .7z .rar .cab .lzh
    case bundle

    /// Nil where bytes are no such file, or a zip that is a paper (.docx and its kin).
    public init?(_ bytes: [UInt8]) {
        if ZipFile.isParcel(bytes) {
            self = .zip
        } else if Envelope.isPressed(bytes) {
            self = .pressed
        } else if Envelope.bundles.contains(where: { bytes.starts(with: $0) }) || Envelope.isOldBundle(bytes) || Envelope.isTape(bytes) {
            self = .bundle
        } else {
            return nil
        }
    }

    /// Of a file that gave no text: a zip that only looks like a paper is looked into as well.
    public init?(unread bytes: [UInt8]) {
        if let packing = Envelope(bytes) {
            self = packing
        } else if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
            self = .zip
        } else {
            return nil
        }
    }

    private static let bundles: [[UInt8]] = [
        [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], Array("Rar!\u{1A}\u{7}".utf8), Array("MSCF\0\0\0\0".utf8),
    ]

    private static func isPressed(_ bytes: [UInt8]) -> Bool {
        switch bytes.first {
        case 0x1F: bytes.count > 2 && (bytes[1] == 0x8B && bytes[2] == 8 || bytes[1] == 0x9D)
        case 0x42: bytes.starts(with: "BZh".utf8) && bytes.count > 9 && [[0x31, 0x41], [0x17, 0x72]].contains(Array(bytes[4..<6]))
        case 0xFD: bytes.starts(with: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0])
        case 0x28: bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD])
        case 0x04: bytes.starts(with: [0x04, 0x22, 0x4D, 0x18])
        case 0x4C: bytes.starts(with: Array("LZIP\u{1}".utf8))
        default: false
        }
    }

    /// `-lh5-` behind two bytes.
    private static func isOldBundle(_ bytes: [UInt8]) -> Bool {
        bytes.count > 21 && bytes[2..<5].elementsEqual("-lh".utf8) && bytes[6] == UInt8(ascii: "-")
    }

    /// A tar: its first block says its own sum (POSIX.1-1988 10.1.1).
    private static func isTape(_ bytes: [UInt8]) -> Bool {
        guard bytes.count >= 512, bytes[0] != 0 else { return false }
        let digits = bytes[148..<156].drop { $0 == 0x20 }.prefix { (0x30...0x37).contains($0) }
        guard !digits.isEmpty, let said = Int(String(decoding: digits, as: UTF8.self), radix: 8) else { return false }
        var sum = 8 * 0x20
        for (index, byte) in bytes[..<512].enumerated() where !(148..<156).contains(index) { sum += Int(byte) }
        return sum == said
    }
}
