import Crypto
import Foundation
import GRDB
import Office

extension Ledger {
    /// Writes a consistent copy of the database to a new file while others go on working.
    public func copyDatabase(to path: String) throws(LedgerFault) {
        do {
            try queue.unsafeRead { db in try db.execute(sql: "VACUUM INTO ?", arguments: [path]) }
        } catch { throw LedgerFault(error, path: path) }
        FileSystem.makeDurable(path)
    }

    /// The digests under which papers are kept, in order; what is still being written is left out.
    public func keptFiles() -> [String] {
        let names = FileManager.default.enumerator(atPath: folder + "/files")?.compactMap { $0 as? String } ?? []
        return names.compactMap { name in
            let digest = (name as NSString).lastPathComponent
            return digest.utf8.count == 64 && Hex.bytes(digest) != nil ? digest : nil
        }.sorted()
    }

    /// Forces what a restore wrote to the disk.
    public static func makeDurable(_ path: String) { FileSystem.makeDurable(path) }
}

/// A SHA-256 over bytes that come in pieces.
public struct Digesting {
    private var hash = SHA256()
    public init() {}
    public mutating func update(_ bytes: UnsafeRawBufferPointer) { hash.update(bufferPointer: bytes) }
    public func finish() -> String { Hex.text(Array(hash.finalize())) }

    /// The digest of a file, read piece by piece; nil where it cannot be read.
    public static func file(_ path: String) -> String? {
        guard let handle = FileHandle(forReadingAtPath: path) else { return nil }
        defer { try? handle.close() }
        var digesting = Digesting()
        while let piece = try? handle.read(upToCount: 1 << 20), !piece.isEmpty {
            piece.withUnsafeBytes { digesting.update($0) }
        }
        return digesting.finish()
    }
}
