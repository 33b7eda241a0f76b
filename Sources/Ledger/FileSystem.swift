import Foundation
import Office
import Synchronization

/// Folders and durability on the machine's file system.
enum FileSystem {
    /// The mask of a process is one for all its threads: two that change it at once would each put back what the other set.
    private static let masking = Mutex<Void>(())

    /// Makes files that give nobody the rights of `mask`. Rights to search folders are left alone, for other threads make some meanwhile.
    static func masked<Value>(_ mask: mode_t, _ make: () throws -> Value) rethrows -> Value {
        try masking.withLock { _ in
            let previous = umask(mask & 0o666)
            defer { umask(previous) }
            return try make()
        }
    }

    static func makeFolder(_ path: String, mode: mode_t) throws(LedgerFault) {
        var partial = path.hasPrefix("/") ? "" : "."
        for component in path.split(separator: "/") {
            partial += "/" + component
            if mkdir(partial, 0o777) == 0 {
                if partial.hasSuffix(path) || partial == path || "./" + path == partial { chmod(partial, mode) }
                continue
            }
            switch errno {
            case EEXIST, EISDIR: continue
            case EROFS, EACCES, EPERM: throw .readOnly(partial)
            default: throw .cannotOpen(partial, reason: String(cString: strerror(errno)))
            }
        }
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw .cannotOpen(path, reason: String(cString: strerror(ENOTDIR)))
        }
    }

    /// SQLite's locks do not hold on network drives; data would be lost silently.
    static func refuseNetworkDrive(_ path: String) throws(LedgerFault) {
        // A disk has a device of its own; what has none may be remote, and the list of mounts knows.
        var status = stat()
        guard stat(path, &status) != 0 || major(status.st_dev) == 0 else { return }
        guard let mounts = mountTable(), let resolved = realpath(path, nil) else { return }
        defer { free(resolved) }
        let full = String(cString: resolved)
        var best = (length: -1, kind: "")
        for line in String(decoding: mounts, as: UTF8.self).split(separator: "\n") {
            let parts = line.split(separator: " ")
            guard parts.count > 2 else { continue }
            let mount = parts[1].replacing("\\040", with: " ")
            let covers = mount == "/" || full == mount || full.hasPrefix(mount + "/")
            if covers, mount.utf8.count >= best.length { best = (mount.utf8.count, String(parts[2])) }
        }
        let isNetwork = networkKinds.contains { best.kind == $0 || best.kind.hasPrefix($0 + ".") }
        if isNetwork { throw .networkDrive(path, kind: best.kind) }
    }

    /// The major number of a device, as the C library packs it.
    private static func major(_ device: dev_t) -> UInt64 {
        (UInt64(device) >> 8 & 0xFFF) | (UInt64(device) >> 32 & ~0xFFF)
    }

    /// The mounts as the kernel lists them.
    private static func mountTable() -> [UInt8]? {
        let descriptor = open("/proc/self/mounts", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var table: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = read(descriptor, &part, part.count)
            if count <= 0 { return table }
            table += part[..<count]
        }
    }

    /// What the list of mounts calls the others.
    private static let networkKinds = ["nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse", "afs", "9p", "ceph", "glusterfs"]

    /// Forces a file or folder to the disk.
    @discardableResult
    static func makeDurable(_ path: String) -> Bool {
        let descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return fsync(descriptor) == 0
    }
}
