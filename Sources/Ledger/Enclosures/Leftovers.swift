import Foundation

/// What a process left lying that has ended, told by the process named by it.
public enum Leftovers {
    /// Whether no process of this number runs.
    public static func isGone(_ process: pid_t) -> Bool { kill(process, 0) != 0 && errno == ESRCH }

    /// The folders of this user in a place whose names begin so, a process behind it: `PREFIX123-REST`.
    public static func folders(_ prefix: String, in place: String) -> [(path: String, process: pid_t)] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
        return names.compactMap { name in
            guard name.hasPrefix(prefix), let process = name.dropFirst(prefix.count).split(separator: "-").first.flatMap({ pid_t($0) })
            else { return nil }
            let path = place.hasSuffix("/") ? place + name : "\(place)/\(name)"
            var status = stat()
            // Nobody has us follow a link, or throw away what is not ours.
            guard lstat(path, &status) == 0, status.st_uid == geteuid(), status.st_mode & S_IFMT == S_IFDIR else { return nil }
            return (path, process)
        }
    }
}
