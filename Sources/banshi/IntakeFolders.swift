import Foundation
import Ledger
import Mailroom
import Synchronization

/// Where what came in an envelope or through a pipe lies while it is looked into: folders that name the process they belong to.
///
/// They lie in memory, not on the disk: nobody has passed them at the secrecy door yet, and a kill leaves no time to delete them (J13).
enum IntakeFolders {
    private static let prefix = "banshi-intake-"

    /// The memory of this user's session, else of the machine; the folder for temporary files where neither has room.
    static let place: String = {
        let session = Session.environment("XDG_RUNTIME_DIR").map { [$0] } ?? []
        for path in session + ["/run/user/\(getuid())", "/dev/shm"] where isMemory(path) && access(path, W_OK | X_OK) == 0 {
            return path.hasSuffix("/") ? path : path + "/"
        }
        return NSTemporaryDirectory()
    }()

    static var isInMemory: Bool { isMemory(place) }

    /// Whether what is written there stays in memory, with room for the largest envelope and what comes in it.
    private static func isMemory(_ path: String) -> Bool {
        var system = statvfs()
        guard let resolved = realpath(path, nil), statvfs(path, &system) == 0 else { return false }
        defer { Foundation.free(resolved) }
        let full = String(cString: resolved)
        let mounts = FileManager.default.contents(atPath: "/proc/self/mounts").map { String(decoding: $0, as: UTF8.self) } ?? ""
        var nearest = (length: -1, kind: Substring())
        for line in mounts.split(separator: "\n") {
            let parts = line.split(separator: " ")
            guard parts.count > 2, full == parts[1] || full.hasPrefix(parts[1] == "/" ? "/" : parts[1] + "/") else { continue }
            if parts[1].utf8.count >= nearest.length { nearest = (parts[1].utf8.count, parts[2]) }
        }
        let room = Int(system.f_bavail) * Int(system.f_frsize)
        return nearest.kind == "tmpfs" && room >= 2 * ZipFile.unpackedLimit
    }

    /// The folders in use; nil before the first.
    private static let live = Mutex<Set<String>?>(nil)

    /// A path nobody uses, after what dead processes left behind was thrown away.
    static func free() -> String {
        let folder = place + prefix + "\(getpid())-" + UUID().uuidString
        live.withLock { live in
            if live == nil {
                sweep()
                FolderWatch.start()
            }
            live = (live ?? []).union([folder])
        }
        return folder
    }

    /// Throws away what a process left; false where it left nothing.
    static func removeAll(of process: pid_t) -> Bool {
        var found = false
        for place in Set([place, NSTemporaryDirectory()]) {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
            for name in names where name.hasPrefix("\(prefix)\(process)-") {
                found = true
                try? FileManager.default.removeItem(atPath: place + name)
            }
        }
        return found
    }

    /// A desk is left while somebody still unpacks beside it.
    static func clear() { remove(Array(live.withLock { $0 ?? [] })) }

    static func remove(_ folders: [String]) {
        for folder in folders { try? FileManager.default.removeItem(atPath: folder) }
        live.withLock { $0?.subtract(folders) }
    }

    /// Throws away the folders of processes that were ended before they could do so themselves.
    static func sweep() {
        for place in Set([place, NSTemporaryDirectory()]) {
            for left in Leftovers.folders(prefix, in: place) where Leftovers.isGone(left.process) {
                try? FileManager.default.removeItem(atPath: left.path)
            }
        }
    }
}
