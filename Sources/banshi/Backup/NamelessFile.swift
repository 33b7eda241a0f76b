import Foundation
import Ledger

/// A file that gets its name when it is whole: a program that is killed before leaves nothing behind.
struct NamelessFile {
    let descriptor: Int32
    /// What it is called meanwhile, on a file system that keeps no file without a name.
    private let temporary: String?

    /// Makes a file beside `path`, readable by its owner alone; nil, with `errno`, where none can be made.
    init?(beside path: String) {
        NamelessFile.sweep(beside: path)
        // O_TMPFILE is a bit of its own and O_DIRECTORY.
        let nameless = open(Scaffold.parent(of: path), 0o20000000 | O_DIRECTORY | O_RDWR | O_CLOEXEC, 0o600)
        if nameless >= 0 {
            (descriptor, temporary) = (nameless, nil)
            return
        }
        let name = "\(path).\(getpid()).part"
        let named = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if named < 0 { return nil }
        (descriptor, temporary) = (named, name)
    }

    /// A path under which the open file is reached.
    var path: String { "/proc/self/fd/\(descriptor)" }

    /// Gives it its name once every byte is on the disk; never in the place of another file. False, with `errno`, where that fails.
    func settle(_ name: String) -> Bool {
        guard fsync(descriptor) == 0 else { return false }
        let isNamed =
            if let temporary { link(temporary, name) == 0 } else { linkat(AT_FDCWD, path, AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0 }
        let fault = errno
        if isNamed, let temporary { unlink(temporary) }
        errno = fault
        return isNamed
    }

    func close() {
        if let temporary { unlink(temporary) }
        Foundation.close(descriptor)
    }

    /// Takes away what a program left that was killed beside the same path.
    static func sweep(beside path: String) {
        let folder = Scaffold.parent(of: path)
        let stem = (path.split(separator: "/").last.map(String.init) ?? path) + "."
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where name.hasPrefix(stem) {
            let rest = name.dropFirst(stem.count).split(separator: ".")
            guard rest.count == 2, ["part", "sqlite"].contains(rest[1]), let process = pid_t(rest[0]) else { continue }
            if Leftovers.isGone(process) { try? FileManager.default.removeItem(atPath: folder + "/" + name) }
        }
    }
}
