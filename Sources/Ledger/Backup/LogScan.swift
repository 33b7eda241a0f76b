import Foundation

/// Looks along a write-ahead log for what stands behind a damaged place: SQLite reads up to there, and says nothing of the rest.
enum LogScan {
    /// How many commits bear the log's own mark at or behind the first frame that is not what its sum says.
    ///
    /// One alone is a write that a failing machine cut off and nobody was told of: then 0. Of two, the first was acknowledged.
    ///
    /// - Parameter path: the log.
    static func lostCommits(_ path: String) -> Int {
        guard let log = try? Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped), log.count > 32 else { return 0 }
        return log.withUnsafeBytes { bytes in
            func number(_ at: Int) -> UInt32 { UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self)) }
            let isBigEndian = number(0) & 1 == 1
            let pageSize = Int(number(8))
            guard number(0) | 1 == 0x377F_0683, pageSize >= 512, pageSize <= 65_536 else { return 0 }
            var sum: (UInt32, UInt32) = (0, 0)
            func add(_ range: Range<Int>) {
                for at in stride(from: range.lowerBound, to: range.upperBound, by: 8) {
                    let first = bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self)
                    let second = bytes.loadUnaligned(fromByteOffset: at + 4, as: UInt32.self)
                    sum.0 &+= (isBigEndian ? UInt32(bigEndian: first) : UInt32(littleEndian: first)) &+ sum.1
                    sum.1 &+= (isBigEndian ? UInt32(bigEndian: second) : UInt32(littleEndian: second)) &+ sum.0
                }
            }
            add(0..<24)
            var isSound = sum == (number(24), number(28))
            var commits = 0
            var at = 32
            while at + 24 + pageSize <= bytes.count, number(at + 8) == number(16), number(at + 12) == number(20) {
                if isSound {
                    add(at..<at + 8)
                    add(at + 24..<at + 24 + pageSize)
                    isSound = sum == (number(at + 16), number(at + 20))
                }
                if !isSound, number(at + 4) != 0 { commits += 1 }
                at += 24 + pageSize
            }
            return commits > 1 ? commits : 0
        }
    }
}

extension Ledger {
    /// How many changes that were saved, at least, stand in the log behind a damaged place where nothing reads them; `salvage` brings them over.
    public func actsBehindDamage() -> Int { memory == nil ? max(0, LogScan.lostCommits(path + "-wal") - 1) : 0 }
}
