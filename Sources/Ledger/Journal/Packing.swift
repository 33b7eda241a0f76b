import CStorage
import Foundation
import GRDB
import Office

/// Texts and records as they lie on the disk: deflated where that is smaller, as they are where it is not.
///
/// The packed form is the byte 0xFF, which no UTF-8 text holds, a format byte, the original length (seven bits a byte, the low ones first)
/// and the deflated bytes (RFC 1951). What is digested is always what is stored.
public enum Packing {
    private static let mark: UInt8 = 0xFF
    /// Deflated with the words of `Vocabulary.first` known beforehand.
    private static let format: UInt8 = 1
    /// Shorter ones are never worth it.
    private static let shortest = 96
    /// Shorter ones are packed only where the library is there already: a quick command does not load it for one task.
    private static let worthLoading = 768
    /// More than any text we keep: a damaged length must not ask for all memory.
    private static let longest = 1 << 28

    /// The bytes to store.
    public static func pack(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.count >= shortest, bytes.count <= longest, bytes.count >= worthLoading || czlib_is_loaded() != 0 else { return bytes }
        var head: [UInt8] = [mark, format]
        var rest = bytes.count
        while rest > 0x7F {
            head.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        head.append(UInt8(rest))
        // A gain of less than a sixteenth is not worth the unpacking.
        let capacity = bytes.count - bytes.count / 16 - head.count
        let words = Vocabulary.first
        let packed = [UInt8](unsafeUninitializedCapacity: head.count + capacity) { buffer, count in
            for (index, byte) in head.enumerated() { buffer[index] = byte }
            let written = czlib_deflate(
                bytes, bytes.count, words, words.count, buffer.baseAddress.map { $0 + head.count }, capacity)
            count = written == 0 ? 0 : head.count + written
        }
        return packed.isEmpty ? bytes : packed
    }

    /// The bytes that were packed, or the first of them.
    ///
    /// - Parameter limit: how many bytes are wanted.
    /// - Throws: `LedgerFault.cannotOpen` where the system has no libz, `.corrupt` where the bytes are not what was packed.
    public static func unpack(_ stored: [UInt8], limit: Int = .max) throws(LedgerFault) -> [UInt8] {
        guard stored.first == mark else { return stored.count > limit ? Array(stored.prefix(limit)) : stored }
        guard stored.count > 3, stored[1] == format else { throw .corrupt("payload", reason: "packed by a newer version") }
        var length = 0
        var shift = 0
        var index = 2
        while index < stored.count, shift <= 28 {
            length |= Int(stored[index] & 0x7F) << shift
            index += 1
            if stored[index - 1] < 0x80 { break }
            shift += 7
        }
        guard length <= longest else { throw .corrupt("payload", reason: "packed length") }
        let wanted = min(length, max(0, limit))
        let words = Vocabulary.first
        var result = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
            stored.withUnsafeBytes { source in
                result = czlib_inflate(
                    source.baseAddress.map { $0 + index }, source.count - index, words, words.count, buffer.baseAddress, wanted)
            }
            count = max(0, result)
        }
        if result == Int(CZLIB_NO_LIBRARY) { throw .cannotOpen("libz.so.1", reason: "not found") }
        guard bytes.count == wanted else { throw .corrupt("payload", reason: "packed bytes") }
        return bytes
    }

    /// A packed record as text, for SQL that looks into it.
    static let unpackedFunction = DatabaseFunction("unpacked", argumentCount: 1, pure: true) { values in
        guard
            let stored = Data.fromDatabaseValue(values[0]).map({ Array($0) }) ?? String.fromDatabaseValue(values[0]).map({ Array($0.utf8) })
        else {
            return nil
        }
        return String(decoding: try unpack(stored), as: UTF8.self)
    }
}
