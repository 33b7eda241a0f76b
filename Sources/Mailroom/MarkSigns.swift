import Foundation
import Office

/// The signs without which nothing is a secrecy mark, counted in raw bytes: whoever has none of them need not be read any further.
enum MarkSigns {
    /// How many stand there in UTF-8, or written as a number of markup.
    static func count(in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var count = 0
        var index = 0
        while index + 2 < bytes.count {
            if MarkSign.isOne(bytes[index], bytes[index + 1], bytes[index + 2]) {
                count += 1
                index += 3
            } else if bytes[index] == 0x26, bytes[index + 1] == 0x23 {
                index += 2
                if isSign(number(bytes, at: &index)) { count += 1 }
            } else {
                index += 1
            }
        }
        return count
    }

    static func count(in bytes: [UInt8]) -> Int { bytes.withUnsafeBufferPointer { count(in: $0) } }

    static func count(in text: String) -> Int {
        var text = text
        return text.withUTF8 { count(in: $0) }
    }

    /// 密, 宻 and ㊙.
    private static func isSign(_ number: Int) -> Bool { number == 0x5BC6 || number == 0x5BBB || number == 0x3299 }

    /// The number behind `&#`, in tens or behind an x in sixteens.
    private static func number(_ bytes: UnsafeBufferPointer<UInt8>, at index: inout Int) -> Int {
        let isHexadecimal = index < bytes.count && bytes[index] | 0x20 == 0x78
        if isHexadecimal { index += 1 }
        var number = 0
        while index < bytes.count, number < 0x11_0000 {
            let byte = bytes[index]
            switch byte {
            case 0x30...0x39: number = number * (isHexadecimal ? 16 : 10) + Int(byte - 0x30)
            case 0x41...0x46 where isHexadecimal, 0x61...0x66 where isHexadecimal: number = number * 16 + Int(byte | 0x20) - 0x57
            default: return number
            }
            index += 1
        }
        return number
    }

    /// Whether a part of XML is written in UTF-8, as nearly all are: in no other encoding are the signs these bytes.
    static func isCountable(_ bytes: [UInt8]) -> Bool {
        let head = bytes.prefix(4)
        if head.contains(0) || head.starts(with: [0xFE, 0xFF]) || head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0x4C, 0x6F]) {
            return false
        }
        let start = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        guard bytes.dropFirst(start).starts(with: "<?xml".utf8) else { return true }
        let declaration = String(decoding: bytes[start...].prefix(200).prefix { $0 != 0x3E }, as: UTF8.self)
        guard let name = declaration.firstMatch(of: #/encoding\s*=\s*["']([^"']*)/#)?.1.lowercased() else { return true }
        return ["utf-8", "utf8", "us-ascii", "ascii"].contains(name)
    }
}
