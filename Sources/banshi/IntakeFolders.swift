import Foundation
import Ledger
import Mailroom
import Synchronization

/// Where what came in an envelope or through a pipe lies while it is looked into: folders that name the process they belong to.
///
/// They lie in memory, not on the disk: nobody has passed them at the secrecy door yet, and a kill leaves no time to delete them (J13).
enum IntakeFolders {
    private static let prefix = MemoryPlace.prefix

    static let place = MemoryPlace.path

    static var isInMemory: Bool { MemoryPlace.isMemory(place) }

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
