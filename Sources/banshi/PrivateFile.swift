import Foundation
import Ledger

/// Files and folders that hold something of the office: for whoever made them alone, in an office of a group for that group.
///
/// The rights are set on the open file, so that no umask widens them or takes the group's away.
enum PrivateFile {
    /// The group an office belongs to; nil where it is one account's. The folder of its papers tells, for that one is always made by us.
    static func group(of office: String) -> gid_t? {
        var status = stat()
        return stat(office + "/files", &status) == 0 && status.st_mode & 0o070 != 0 ? status.st_gid : nil
    }

    /// Gives an open file to the group of the office, if it has one. A group this account is not in gets nothing.
    static func share(_ descriptor: Int32, of office: String) {
        if let group = group(of: office), fchown(descriptor, uid_t.max, group) == 0 { fchmod(descriptor, 0o660) }
    }

    static func share(_ path: String, of office: String) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        share(descriptor, of: office)
    }

    /// Makes a folder in the office.
    static func makeFolder(_ path: String, of office: String) throws(LedgerFault) {
        if mkdir(path, 0o700) != 0 {
            if errno == EEXIST { return }
            throw .writeFailed(path, reason: String(cString: strerror(errno)))
        }
        if let group = group(of: office), chown(path, uid_t.max, group) == 0 { chmod(path, 0o2770) }
    }

    /// Writes a file that is complete or not there at all; another of the name is replaced, a device or pipe is written to.
    static func write(_ bytes: Data, to path: String, of office: String) throws(LedgerFault) {
        func fault() -> LedgerFault { .writeFailed(path, reason: String(cString: strerror(errno))) }
        var status = stat()
        let isThere = stat(path, &status) == 0
        if isThere, status.st_mode & S_IFMT != S_IFREG {
            let descriptor = open(path, O_WRONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw fault() }
            defer { close(descriptor) }
            return try write(bytes, to: descriptor, named: path)
        }
        // A link keeps pointing where it points.
        let target = isThere ? URL(fileURLWithPath: path).resolvingSymlinksInPath().path : path
        let temporary = "\(target).\(getpid()).part"
        unlink(temporary)
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw fault() }
        share(descriptor, of: office)
        let isWritten = put(bytes, into: descriptor) && fsync(descriptor) == 0 && rename(temporary, target) == 0
        let failed = fault()
        close(descriptor)
        if !isWritten {
            unlink(temporary)
            throw failed
        }
    }

    /// Writes to what is open already.
    static func write(_ bytes: Data, to descriptor: Int32, named path: String) throws(LedgerFault) {
        guard put(bytes, into: descriptor) else { throw .writeFailed(path, reason: String(cString: strerror(errno))) }
    }

    private static func put(_ bytes: Data, into descriptor: Int32) -> Bool {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress.map { $0 + written }, bytes.count - written) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            written += count
        }
        return true
    }
}
