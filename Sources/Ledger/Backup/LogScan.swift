import CStorage
import Foundation
import GRDB

/// Looks along a write-ahead log for what stands behind a damaged place: SQLite reads up to there, says nothing of the rest, and writes over
/// it.
///
/// A frame belongs to the log where it bears the salts of its head; those of an earlier use, which lie behind until they are written over, bear
/// others and are never counted.
enum LogScan {
    static let head = 32
    /// What stands before the page of a frame.
    static let frameHead = 24

    /// How many commits bear the log's own mark at or behind the first frame that is not what its sum says.
    ///
    /// One alone is a write that a failing machine cut off and nobody was told of: then 0. Of two, the first was acknowledged.
    ///
    /// - Parameter path: the log.
    static func lostCommits(_ path: String) -> Int {
        let commits = reading(path) { log in
            var isSound = log.isHeadSound
            var sum = log.headSum
            var commits = 0
            for at in log.frames() {
                if isSound {
                    log.add(at..<at + 8, to: &sum)
                    log.add(at + frameHead..<at + frameHead + log.pageSize, to: &sum)
                    isSound = log.isOwn(at) && sum == (log.number(at + 16), log.number(at + 20))
                }
                if !isSound, log.isCommit(at) { commits += 1 }
            }
            return commits
        }
        return commits > 1 ? commits : 0
    }

    /// How many commits of the log stand behind the frames that SQLite reads, told by the heads of those frames alone.
    static func commits(_ path: String, behind known: csqlite_log) -> Int {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return 0 }
        defer { close(file) }
        func read(_ count: Int, at place: Int) -> [UInt8]? {
            var bytes = [UInt8](repeating: 0, count: count)
            return pread(file, &bytes, count, off_t(place)) == count ? bytes : nil
        }
        guard let opening = read(head + frameHead, at: 0) else { return 0 }
        return opening.withUnsafeBytes { bytes in
            guard let log = Log(bytes) else { return 0 }
            // A log that is begun anew this moment has nothing in it that is not folded back.
            if log.isHeadSound, !log.salts.elementsEqual(withUnsafeBytes(of: known.salts) { Array($0) }) { return 0 }
            let step = frameHead + log.pageSize
            var at = head + Int(known.frames) * step
            var commits = 0
            var other: ArraySlice<UInt8>?
            while let frame = read(frameHead, at: at) {
                let salts = frame[8..<16]
                if salts.elementsEqual(log.salts) {
                    if frame[4..<8].contains(where: { $0 != 0 }) { commits += 1 }
                    other = nil
                } else if salts == other, salts.contains(where: { $0 != 0 }) {
                    // From here on it is an earlier use of the log; a page of noughts is none.
                    break
                } else {
                    other = salts
                }
                at += step
            }
            return commits
        }
    }

    private static func reading(_ path: String, _ body: (Log) -> Int) -> Int {
        let file = URL(fileURLWithPath: path)
        guard let data = try? Data(contentsOf: file) else { return 0 }
        let found = data.withUnsafeBytes { Log($0).map(body) ?? 0 }
        // Whoever begins a log anew writes its head first: what was read then is of two uses.
        guard found > 0, let handle = try? FileHandle(forReadingFrom: file), let now = try? handle.read(upToCount: head) else {
            return found
        }
        return data.prefix(head) == now ? found : 0
    }

    /// The salts of a log: its head's, or where that is damaged those of its first frame.
    static func salts(of data: Data) -> [UInt8] { data.withUnsafeBytes { Log($0)?.salts ?? [] } }

    private struct Log {
        private let bytes: UnsafeRawBufferPointer
        private let isBigEndian: Bool
        let pageSize: Int
        let isHeadSound: Bool
        let headSum: (UInt32, UInt32)
        let salts: [UInt8]

        init?(_ bytes: UnsafeRawBufferPointer) {
            guard bytes.count >= head + frameHead else { return nil }
            self.bytes = bytes
            func number(_ at: Int) -> UInt32 { UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self)) }
            isBigEndian = number(0) & 1 == 1
            var sum: (UInt32, UInt32) = (0, 0)
            Log.add(bytes, 0..<24, isBigEndian, to: &sum)
            headSum = sum
            isHeadSound = number(0) | 1 == 0x377F_0683 && sum == (number(24), number(28))
            let said = Int(number(8))
            let isSize = said >= 512 && said <= 65_536 && said & (said - 1) == 0
            if isHeadSound, !isSize { return nil }
            pageSize = isSize ? said : 4_096
            let from = isHeadSound ? 16 : head + 8
            salts = Array(bytes[from..<from + 8])
        }

        func number(_ at: Int) -> UInt32 { UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self)) }

        /// Where its frames begin, as far as they are whole.
        func frames() -> StrideTo<Int> {
            let step = frameHead + pageSize
            return stride(from: head, to: head + (bytes.count - head) / step * step, by: step)
        }

        func isOwn(_ at: Int) -> Bool { bytes[at + 8..<at + 16].elementsEqual(salts) }
        func isCommit(_ at: Int) -> Bool { isOwn(at) && number(at + 4) != 0 }

        func add(_ range: Range<Int>, to sum: inout (UInt32, UInt32)) { Log.add(bytes, range, isBigEndian, to: &sum) }

        private static func add(
            _ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, _ isBigEndian: Bool, to sum: inout (UInt32, UInt32)
        ) {
            for at in stride(from: range.lowerBound, to: range.upperBound, by: 8) {
                let first = bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self)
                let second = bytes.loadUnaligned(fromByteOffset: at + 4, as: UInt32.self)
                sum.0 &+= (isBigEndian ? UInt32(bigEndian: first) : UInt32(littleEndian: first)) &+ sum.1
                sum.1 &+= (isBigEndian ? UInt32(bigEndian: second) : UInt32(littleEndian: second)) &+ sum.0
            }
        }
    }
}

extension Ledger {
    /// How many changes that were saved, at least, stand in the log behind a damaged place where nothing reads them; `salvage` brings them over.
    public func actsBehindDamage() -> Int { memory == nil ? max(0, LogScan.lostCommits(path + "-wal") - 1) : 0 }

    /// How many changes that were saved, at least, stand behind the place up to which this connection reads the log; 0 where it is sound.
    ///
    /// Asked of a connection that has read once: SQLite has found then how far the log is sound, and only the heads of frames behind that are
    /// looked at. Cheap enough for every command: of a sound log that is one head or two. A damaged one stays as it is when the connection closes.
    public func unreadActs() -> Int { logBytes > LogScan.head ? queue.unsafeRead { unreadActs($0.sqliteConnection) } : 0 }

    private func unreadActs(_ connection: OpaquePointer?) -> Int {
        guard let connection else { return 0 }
        for _ in 0..<100 {
            var (known, after) = (csqlite_log(), csqlite_log())
            guard csqlite_log_known(connection, &known) != 0 else { return 0 }
            let lost = LogScan.commits(path + "-wal", behind: known)
            guard lost > 1, csqlite_log_known(connection, &after) != 0 else { return 0 }
            // A colleague who writes at this moment moves the end.
            if known.frames == after.frames, LogScan.commits(path + "-wal", behind: after) == lost {
                csqlite_leave_log(connection)
                return lost - 1
            }
            usleep(1_000)
        }
        return 0
    }

    /// Refuses to go on where the log is damaged in its middle: the next write, and the end of the last program, would take away what stands
    /// behind, and a copy would lack it. The log stays as it is, for `salvage`.
    ///
    /// - Throws: `LedgerFault.logDamaged`.
    public func refuseDamagedLog() throws {
        let acts = unreadActs()
        if acts > 0 { throw LedgerFault.logDamaged(path, acts: acts) }
    }

    /// The same before anything is opened, for an office that is folded anew; reads the whole log.
    static func refuseDamagedLog(of path: String) throws(LedgerFault) {
        let lost = LogScan.lostCommits(path + "-wal")
        if lost > 1 { throw .logDamaged(path, acts: lost - 1) }
    }
}
