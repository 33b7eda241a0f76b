import Foundation
import Synchronization

/// Where what came in an envelope lies while it is looked into: folders that name the process they belong to.
enum IntakeFolders {
    private static let prefix = "banshi-intake-"
    /// The folders in use; nil before the first.
    private static let live = Mutex<Set<String>?>(nil)

    /// A path nobody uses, after what dead processes left behind was thrown away.
    static func free() -> String {
        let folder = NSTemporaryDirectory() + prefix + "\(getpid())-" + UUID().uuidString
        live.withLock { live in
            if live == nil { sweep() }
            live = (live ?? []).union([folder])
        }
        return folder
    }

    /// A desk is left while somebody still unpacks beside it.
    static func clear() { remove(Array(live.withLock { $0 ?? [] })) }

    static func remove(_ folders: [String]) {
        for folder in folders { try? FileManager.default.removeItem(atPath: folder) }
        live.withLock { $0?.subtract(folders) }
    }

    /// Throws away the folders of processes that were ended before they could do so themselves.
    static func sweep() {
        let place = NSTemporaryDirectory()
        for name in (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? [] where name.hasPrefix(prefix) {
            guard let process = name.dropFirst(prefix.count).split(separator: "-").first.flatMap({ pid_t($0) }), process != getpid()
            else { continue }
            var status = stat()
            // A process that is not seen may live beyond this container: what is of this hour is left alone.
            guard kill(process, 0) != 0, errno == ESRCH, lstat(place + name, &status) == 0, status.st_uid == getuid(),
                status.st_mode & S_IFMT == S_IFDIR, time(nil) - status.st_mtim.tv_sec > 3_600
            else { continue }
            try? FileManager.default.removeItem(atPath: place + name)
        }
    }
}
