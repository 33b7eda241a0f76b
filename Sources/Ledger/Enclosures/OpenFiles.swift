import Foundation

/// Which programs of this user hold files, as the system lists it.
enum OpenFiles {
    /// Which folders, by their last names, some other program works in, has a file of open or was started with.
    ///
    /// - Returns: those, and whether we saw into every program of this user.
    static func look(for names: [String]) -> (held: Set<String>, seesAll: Bool) {
        var held: Set<String> = []
        var seesAll = true
        let marks = names.map { (name: $0, bytes: Data($0.utf8)) }
        for name in (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? [] {
            guard let process = pid_t(name), process != getpid() else { continue }
            let place = "/proc/\(process)"
            for list in ["cmdline", "maps"] {
                guard let content = FileManager.default.contents(atPath: "\(place)/\(list)") else { continue }
                for mark in marks where content.range(of: mark.bytes) != nil { held.insert(mark.name) }
            }
            guard let folder = opendir("\(place)/fd") else {
                if errno == EACCES, isOurs(place) { seesAll = false }
                continue
            }
            closedir(folder)
            let handles = (try? FileManager.default.contentsOfDirectory(atPath: "\(place)/fd")) ?? []
            for link in ["cwd"] + handles.map({ "fd/" + $0 }) {
                guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "\(place)/\(link)") else { continue }
                for mark in marks where target.contains(mark.name) { held.insert(mark.name) }
            }
        }
        return (held, seesAll)
    }

    /// Whether a process is this user's, which its folder does not tell where it keeps others from looking into it.
    private static func isOurs(_ place: String) -> Bool {
        guard let status = FileManager.default.contents(atPath: "\(place)/status") else { return false }
        let line = String(decoding: status, as: UTF8.self).split(separator: "\n").first { $0.hasPrefix("Uid:") }
        return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { uid_t($0) } == getuid()
    }
}
