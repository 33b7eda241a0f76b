import CStorage
import Crypto
import GRDB
import Office
import Synchronization

/// The bytes of an entry and the digest that binds it to the one before.
struct StoredEntry {
    var seq: Int64
    var id: String
    var act: String
    var undoes: String?
    var by: String
    var recordedBy: String
    var account: String
    var device: String
    var medium: String
    var at: Int64
    var recorded: Int64
    var body: [UInt8]
    var prev: [UInt8]
    var digest: [UInt8] = []

    /// Where the body of an entry names what stands beside it.
    static let payloadKeys = ["payload", "open", "text", "evidence"]

    /// SHA-256 over every column but itself, each behind its length, so that no two rows share their bytes.
    func computedDigest() -> [UInt8] {
        var hash = SHA256()
        func add(_ bytes: some Collection<UInt8>) {
            withUnsafeBytes(of: UInt64(bytes.count).littleEndian) { hash.update(bufferPointer: $0) }
            hash.update(data: Array(bytes))
        }
        func add(_ number: Int64) { withUnsafeBytes(of: number.littleEndian) { hash.update(bufferPointer: $0) } }
        func add(_ text: String?) { if let text { add(text.utf8) } else { add(-1) } }
        add(seq)
        for text in [id, act, undoes, by, recordedBy, account, device, medium] { add(text) }
        add(at)
        add(recorded)
        add(body)
        add(prev)
        return Array(hash.finalize())
    }

    /// An entry from its row.
    ///
    /// - Throws: `DatabaseError` (`SQLITE_CORRUPT`), naming the entry, where a value in it is not what an entry holds.
    init(_ row: Row) throws {
        do {
            seq = try row.value("seq")
            id = try row.value("id")
            act = try row.value("act")
            undoes = try row.value("undoes")
            by = try row.value("by")
            recordedBy = try row.value("recordedBy")
            account = try row.value("account")
            device = try row.value("device")
            medium = try row.value("medium")
            at = try row.value("at")
            recorded = try row.value("recorded")
        } catch {
            let number = try? row.decode(Int64.self, forColumn: "seq")
            throw DatabaseError(
                resultCode: .SQLITE_CORRUPT, message: "entry \(number.map(String.init) ?? "?") cannot be read; run `banshi salvage`")
        }
        body = Ledger.bytes(row, "body")
        prev = Ledger.bytes(row, "prev")
        digest = Ledger.bytes(row, "digest")
    }

    init(
        seq: Int64, id: String, act: String, undoes: String?, by: String, recordedBy: String, account: String, device: String,
        medium: String, at: Int64, recorded: Int64, body: [UInt8], prev: [UInt8], digest: [UInt8]
    ) {
        self.seq = seq
        self.id = id
        self.act = act
        self.undoes = undoes
        self.by = by
        self.recordedBy = recordedBy
        self.account = account
        self.device = device
        self.medium = medium
        self.at = at
        self.recorded = recorded
        self.body = body
        self.prev = prev
        self.digest = digest
    }

    init(
        seq: Int64, id: String, act: String, undoes: String?, attribution: Attribution, body: [UInt8], prev: [UInt8]
    ) {
        self.init(
            seq: seq, id: id, act: act, undoes: undoes, by: attribution.by, recordedBy: attribution.recordedBy,
            account: attribution.account, device: attribution.device, medium: attribution.medium.id,
            at: attribution.at.milliseconds, recorded: attribution.recorded.milliseconds, body: body, prev: prev, digest: [])
        digest = computedDigest()
    }

    var attribution: Attribution {
        Attribution(
            by: by, recordedBy: recordedBy, account: account, device: device,
            medium: Attribution.Medium(recorded: medium), at: Moment(milliseconds: at),
            recorded: Moment(milliseconds: recorded))
    }
}

/// Identifiers that sort by the time they were made (RFC 9562, version 7).
enum TimeOrderedID {
    static func make(at moment: Moment) -> String {
        var bytes = RandomBytes.sixteen()
        let milliseconds = UInt64(max(0, moment.milliseconds))
        for index in 0..<6 { bytes[index] = UInt8(truncatingIfNeeded: milliseconds >> UInt64(40 - index * 8)) }
        bytes[6] = 0x70 | (bytes[6] & 0x0F)
        bytes[8] = 0x80 | (bytes[8] & 0x3F)
        return String(unsafeUninitializedCapacity: 36) { text in
            var place = 0
            for (index, byte) in bytes.enumerated() {
                // Groups of four, two, two, two and six bytes.
                if index >= 4, index <= 10, index % 2 == 0 {
                    text[place] = UInt8(ascii: "-")
                    place += 1
                }
                Hex.write(byte, into: text, at: &place)
            }
            return place
        }
    }
}

enum RandomBytes {
    /// What was fetched and not given yet: one fetch serves sixty-four salts, and none is given twice.
    private static let left = Mutex<[UInt8]>([])

    /// Sixteen bytes fit for a key.
    static func sixteen() -> [UInt8] {
        left.withLock { left in
            if left.count < 16 {
                left = [UInt8](unsafeUninitializedCapacity: 64 * 16) { buffer, count in
                    count = csync_random(buffer.baseAddress, buffer.count)
                }
            }
            // A system that gives none has no journal that can be erased from.
            precondition(left.count >= 16, "no random bytes")
            defer { left.removeLast(16) }
            return Array(left.suffix(16))
        }
    }
}

/// Bytes as lower-case hexadecimal digits and back.
public enum Hex {
    public static func text(_ bytes: some Collection<UInt8>) -> String {
        String(unsafeUninitializedCapacity: bytes.count * 2) { buffer in
            var index = 0
            for byte in bytes { write(byte, into: buffer, at: &index) }
            return index
        }
    }

    /// Writes the two digits of a byte at a place, which is moved behind them.
    static func write(_ byte: UInt8, into text: UnsafeMutableBufferPointer<UInt8>, at place: inout Int) {
        for half in [byte >> 4, byte & 15] {
            text[place] = half + (half < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10)
            place += 1
        }
    }

    public static func bytes(_ text: String) -> [UInt8]? {
        guard text.utf8.count % 2 == 0 else { return nil }
        var out: [UInt8] = []
        out.reserveCapacity(text.utf8.count / 2)
        var high: UInt8?
        for digit in text.utf8 {
            let half: UInt8
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): half = digit - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): half = digit - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): half = digit - UInt8(ascii: "A") + 10
            default: return nil
            }
            if let first = high {
                out.append(first << 4 | half)
                high = nil
            } else {
                high = half
            }
        }
        return out
    }
}

/// Payloads: the words people typed and papers held, bound to an entry by a salted digest so that they can be erased.
enum Payload {
    static func digest(salt: [UInt8], bytes: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        hash.update(data: salt)
        hash.update(data: bytes)
        return Array(hash.finalize())
    }
}
