import CStorage
import Crypto
import Foundation
import GRDB
import Office

extension Ledger {
    private func enclosurePath(_ digest: String) -> String { "\(folder)/files/\(digest.prefix(2))/\(digest)" }

    public static func digest(of bytes: [UInt8]) -> String { Hex.text(Array(SHA256.hash(data: bytes))) }

    /// Keeps a paper's bytes under their SHA-256, durable before anything refers to them; the same bytes are kept once.
    public func keep(_ bytes: [UInt8]) throws(LedgerFault) -> String {
        let digest = Ledger.digest(of: bytes)
        try write(bytes, under: digest, isDurable: true)
        FileSystem.makeDurable("\(folder)/files/\(digest.prefix(2))")
        return digest
    }

    /// Keeps many papers under their SHA-256, durable together before anything refers to them: one wait for the disk, not three a paper.
    public func keep(_ papers: [(digest: String, bytes: [UInt8])]) throws(LedgerFault) {
        if papers.isEmpty { return }
        for paper in papers { try write(paper.bytes, under: paper.digest, isDurable: false) }
        let files = "\(folder)/files"
        let descriptor = Foundation.open(files, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw fileFault(files) }
        defer { Foundation.close(descriptor) }
        if csync_file_system(descriptor) != 0 { throw fileFault(files) }
    }

    /// Writes a paper's file where it is not there already.
    private func write(_ bytes: [UInt8], under digest: String, isDurable: Bool) throws(LedgerFault) {
        let target = enclosurePath(digest)
        if access(target, F_OK) == 0 {
            // Written by a batch that power cut off before it was durable, a file may be less than its name says.
            if FileManager.default.contents(atPath: target).map({ $0.elementsEqual(bytes) }) == true {
                if isDurable { FileSystem.makeDurable(target) }
                return
            }
        }
        let parent = "\(folder)/files/\(digest.prefix(2))"
        // An office shared by a group keeps its papers readable for the group.
        var status = stat()
        let isShared = stat("\(folder)/files", &status) == 0 && status.st_mode & 0o070 != 0
        if access(parent, F_OK) != 0 {
            try FileSystem.makeFolder(parent, mode: isShared ? 0o2770 : 0o700)
            if isDurable { FileSystem.makeDurable("\(folder)/files") }
        }
        let temporary = "\(target).\(getpid()).part"
        let descriptor = Foundation.open(temporary, O_WRONLY | O_CREAT | O_TRUNC, isShared ? 0o660 : 0o600)
        guard descriptor >= 0 else { throw fileFault(temporary) }
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress.map { $0 + written }, bytes.count - written) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let fault = fileFault(temporary)
                Foundation.close(descriptor)
                unlink(temporary)
                throw fault
            }
            written += count
        }
        let isWritten = !isDurable || fsync(descriptor) == 0
        Foundation.close(descriptor)
        guard isWritten, rename(temporary, target) == 0 else {
            let fault = fileFault(temporary)
            unlink(temporary)
            throw fault
        }
    }

    private func fileFault(_ path: String) -> LedgerFault {
        errno == EROFS || errno == EACCES
            ? .readOnly(path) : .writeFailed(path, reason: String(cString: strerror(errno)))
    }

    /// The bytes of an enclosure, checked against their name.
    public func enclosure(_ digest: String) throws(LedgerFault) -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: enclosurePath(digest)) else { throw .missingEnclosure(digest) }
        let bytes = Array(data)
        guard Ledger.digest(of: bytes) == digest else { throw .corrupt(enclosurePath(digest), reason: "digest") }
        return bytes
    }

    /// Where the file of an enclosure lies, for a program that shows it.
    public func enclosureFile(_ digest: String) -> String { enclosurePath(digest) }

    /// That a row of `enclosure` holds the digest given as ?1, in SQL; the index keeps no more than tells digests apart.
    static let isDigest = "substr(digest, 1, 8) = substr(?1, 1, 8) AND digest = ?1"

    /// The matters that hold exactly these bytes.
    public func matters(holding digest: String) throws(LedgerFault) -> [SubjectID] {
        try glancing { db in
            try Int.fetchAll(
                db.cachedStatement(sql: "SELECT matter FROM enclosure WHERE \(Ledger.isDigest) ORDER BY matter"),
                arguments: [Ledger.key(digest)]
            ).map { SubjectID(.matter, $0) }
        }
    }

    /// The extracted text of a matter's papers, in order, up to a number of bytes each.
    public func texts(of matter: SubjectID, limit: Int = 400_000) throws(LedgerFault) -> [(name: String, text: String)] {
        try glancing { db in
            guard try self.mayKnow(matter, in: db) else { return [] }
            let rows = try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT e.name AS name, \(Payload.opening(of: "p")) FROM enclosure e JOIN payload p ON p.digest = e.text
                        WHERE e.matter = ? ORDER BY e.part
                        """), arguments: [limit, matter.handle])
            return try rows.map { ($0["name"], try Payload.text($0, limit: limit)) }
        }
    }
}
