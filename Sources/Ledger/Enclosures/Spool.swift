import CStorage
import Foundation

/// Papers' files on their way into the office: written beside their place by whoever has read them, on any thread, and moved there by the
/// ledger once they are accepted. What was not accepted is thrown away.
public struct Spool: Sendable {
    private let folder: String
    /// An office shared by a group keeps its papers readable for the group.
    private let isShared: Bool

    /// - Parameter folder: the office's.
    public init(_ folder: String) {
        self.folder = folder
        var status = stat()
        isShared = stat("\(folder)/files", &status) == 0 && status.st_mode & 0o070 != 0
    }

    private func path(_ digest: String) -> String { "\(folder)/files/\(digest.prefix(2))/\(digest)" }

    /// Writes a cleared paper's file that nothing refers to yet, and says where.
    ///
    /// - Parameter number: tells the files of one intake apart.
    /// - Throws: `LedgerFault.corrupt` where they are not the bytes that were cleared.
    public func put(_ paper: PaperToKeep, number: Int) throws(LedgerFault) -> String {
        try paper.check(in: folder)
        return try write(paper.file.bytes, under: paper.file.digest, part: "\(number).", isDurable: false)
    }

    public func discard(_ spooled: String) { unlink(spooled) }

    /// Where files lie until they have their place: a folder of their own, so that what was left there is found without looking at the rest.
    private var incoming: String { "\(folder)/files/in" }

    /// Throws away what a process left that was ended before it could move it: nothing refers to it, its paper is still outside.
    public func sweep() {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: incoming)) ?? [] {
            // `digest.process.number.part`
            guard let process = name.split(separator: ".").dropFirst().first.flatMap({ pid_t($0) }) else { continue }
            if Leftovers.isGone(process) { unlink("\(incoming)/\(name)") }
        }
    }

    /// Returns when everything written so far is on the disk: one wait, however many papers.
    public func drain() throws(LedgerFault) {
        let files = "\(folder)/files"
        let descriptor = open(files, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Spool.fault(files) }
        defer { close(descriptor) }
        if csync_file_system(descriptor) != 0 { throw Spool.fault(files) }
    }

    /// Moves a written file to its place; false where it has to be written there.
    func adopt(_ spooled: String, _ bytes: [UInt8], under digest: String) throws(LedgerFault) -> Bool {
        if try settle(spooled, under: digest, replacing: false) { return true }
        guard errno == EEXIST else { return false }
        if holds(bytes, under: digest) {
            unlink(spooled)
            return true
        }
        return try settle(spooled, under: digest, replacing: true)
    }

    /// Moves a file to its place, for which there may be no folder yet; false, and `errno`, where it cannot be.
    func settle(_ spooled: String, under digest: String, replacing: Bool, isDurable: Bool = false) throws(LedgerFault) -> Bool {
        let target = path(digest)
        func isMoved() -> Bool { (replacing ? rename(spooled, target) : csync_move(spooled, target)) == 0 }
        if isMoved() { return true }
        guard errno == ENOENT, access(spooled, F_OK) == 0 else { return false }
        try makeFolder("\(folder)/files/\(digest.prefix(2))", isDurable: isDurable)
        return isMoved()
    }

    private func makeFolder(_ path: String, isDurable: Bool) throws(LedgerFault) {
        try FileSystem.makeFolder(path, mode: isShared ? 0o2770 : 0o700)
        if isDurable { FileSystem.makeDurable("\(folder)/files") }
    }

    /// Whether the file is there, whole: written by a batch that power cut off before it was durable, it may be less than its name says.
    func holds(_ bytes: [UInt8], under digest: String) -> Bool {
        access(path(digest), F_OK) == 0 && FileManager.default.contents(atPath: path(digest)).map { $0.elementsEqual(bytes) } == true
    }

    func write(_ bytes: [UInt8], under digest: String, part: String, isDurable: Bool) throws(LedgerFault) -> String {
        let temporary = "\(incoming)/\(digest).\(getpid()).\(part)part"
        func opened() -> Int32 { open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, isShared ? 0o660 : 0o600) }
        var descriptor = opened()
        if descriptor < 0, errno == ENOENT {
            try makeFolder(incoming, isDurable: isDurable)
            descriptor = opened()
        }
        guard descriptor >= 0 else { throw Spool.fault(temporary) }
        // Whatever the umask of who writes it says: the group reads what it shares.
        if isShared { fchmod(descriptor, 0o660) }
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress.map { $0 + written }, bytes.count - written) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let fault = Spool.fault(temporary)
                close(descriptor)
                unlink(temporary)
                throw fault
            }
            written += count
        }
        let isWritten = !isDurable || fsync(descriptor) == 0
        let fault = isWritten ? nil : Spool.fault(temporary)
        close(descriptor)
        if let fault {
            unlink(temporary)
            throw fault
        }
        return temporary
    }

    static func fault(_ path: String) -> LedgerFault {
        errno == EROFS || errno == EACCES ? .readOnly(path) : .writeFailed(path, reason: String(cString: strerror(errno)))
    }
}
