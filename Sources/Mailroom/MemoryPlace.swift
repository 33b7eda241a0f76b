import Foundation

/// Where folders lie that hold what nobody has passed at the secrecy door yet: in memory, for a kill leaves no time to delete them (J13).
public enum MemoryPlace {
    /// What their names begin with, before the number of the process they belong to: whoever finds one of a dead process deletes it.
    public static let prefix = "banshi-intake-"

    /// The memory of this user's session, else of the machine; the folder for temporary files where neither has room.
    public static let path: String = {
        let session = getenv("XDG_RUNTIME_DIR").map { [String(cString: $0)] } ?? []
        for path in session + ["/run/user/\(getuid())", "/dev/shm"] where isMemory(path) && access(path, W_OK | X_OK) == 0 {
            return path.hasSuffix("/") ? path : path + "/"
        }
        return NSTemporaryDirectory()
    }()

    /// A path nobody uses, told by its name as one of this process.
    static func free() -> String { path + prefix + "\(getpid())-" + UUID().uuidString }

    /// Whether what is written there stays in memory, with room for the largest envelope and what comes in it.
    public static func isMemory(_ path: String) -> Bool {
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
}
