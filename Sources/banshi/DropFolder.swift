import Foundation
import Ledger
import Mailroom
import Office

/// `drop/` in the office's folder: what is put there is taken in, by the desk while it runs and by `receive` without a path.
///
/// What was taken is moved to `drop/.taken/` by the day; what was refused stays where it is, for a person to see.
struct DropFolder {
    let path: String

    init(_ office: String) { path = office + "/drop" }

    var isThere: Bool {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else { return false }
        // The folder itself may lie elsewhere, if we said so: in an office of a group others may put a link in its place.
        var status = stat()
        return lstat(path, &status) == 0 && (status.st_mode & S_IFMT != S_IFLNK || [0, geteuid()].contains(status.st_uid))
    }

    /// A file or folder put there, and when it was last written to.
    struct Entry: Hashable {
        let path: String
        let written: Int
    }

    /// What lies there, in the order of its names; what is still being written has a date of just now.
    func entries() -> [Entry] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.sorted().filter { !PaperWalk.isLeftAlone($0) }.compactMap { name in
            var status = stat()
            guard lstat(path + "/" + name, &status) == 0 else { return nil }
            return Entry(path: path + "/" + name, written: status.st_mtim.tv_sec)
        }
    }

    /// Whether nothing of an entry was written to within the last seconds: until then it may be half of what it will be.
    ///
    /// A folder that is copied here has its own date from its first file on, so its files are asked; of the first thousands of them.
    func isAtRest(_ entry: Entry) -> Bool {
        guard DropFolder.isOld(entry.written) else { return false }
        var names = 20_000
        let descriptor = StrangersFolder.open(entry.path, below: path, O_DIRECTORY)
        return descriptor < 0 || DropFolder.isAtRest(descriptor, depth: 0, &names)
    }

    /// A date to come says nothing: a clock elsewhere is wrong.
    private static func isOld(_ written: Int) -> Bool {
        let age = time(nil) - written
        return age >= 2 || age < -60
    }

    private static func isAtRest(_ folder: Int32, depth: Int, _ names: inout Int) -> Bool {
        guard let directory = fdopendir(folder) else {
            close(folder)
            return true
        }
        defer { closedir(directory) }
        while names > 0, let entry = readdir(directory) {
            let name = PathText.name(of: entry) + [0]
            if name == [0x2E, 0] || name == [0x2E, 0x2E, 0] { continue }
            names -= 1
            let isAtRest = name.withUnsafeBytes { bytes in
                guard let name = bytes.bindMemory(to: CChar.self).baseAddress else { return true }
                var status = stat()
                guard fstatat(dirfd(directory), name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return true }
                guard isOld(status.st_mtim.tv_sec) else { return false }
                guard status.st_mode & S_IFMT == S_IFDIR, depth < 16 else { return true }
                let inner = openat(dirfd(directory), name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
                return inner < 0 || DropFolder.isAtRest(inner, depth: depth + 1, &names)
            }
            if !isAtRest { return false }
        }
        return true
    }

    /// What was put there as one: its papers, and what became of them.
    struct Lot {
        let entry: Entry
        let papers: Int
        var results: [IntakeResult]
        private let refused: Int

        init(_ entry: Entry, papers: Int, refused: [IntakeResult]) {
            self.entry = entry
            self.papers = papers
            results = refused
            self.refused = refused.count
        }

        var isSettled: Bool { results.count == papers + refused }

        var isAllTaken: Bool {
            !results.isEmpty
                && results.allSatisfy { result in
                    switch result.outcome {
                    case .taken, .duplicate, .version: result.leftOut.isEmpty
                    case .classified, .refused: false
                    }
                }
        }
    }

    /// Everything that lies there, with its papers in order.
    func lots(with intake: inout Intake) -> (lots: [Lot], papers: [Intake.Paper]) {
        var lots: [Lot] = []
        var all: [Intake.Paper] = []
        for entry in entries() {
            let (papers, refused) = intake.papers(under: [entry.path], below: path)
            lots.append(Lot(entry, papers: papers.count, refused: refused))
            all += papers
        }
        return (lots, all)
    }

    /// Puts what was taken whole where it is in nobody's way; the rest stays for a person to see.
    func putAway(_ lot: Lot, _ now: Moment) { if lot.isAllTaken { putAway(lot.entry, now) } }

    func putAway(_ entry: Entry, _ now: Moment) {
        let taken = path + "/.taken"
        let folder = taken + "/" + OfficeZone.shanghai.day(of: now).iso
        for level in [taken, folder] {
            try? PrivateFile.makeFolder(level, of: Scaffold.parent(of: path))
            // A link in its place would carry papers out of the office.
            var status = stat()
            guard lstat(level, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return }
        }
        let name = PathText.last(entry.path)
        var target = folder + "/" + name
        var number = 2
        // Tomorrow's paper may bear the name of today's.
        while FileManager.default.fileExists(atPath: target) {
            target = "\(folder)/\(number)-\(name)"
            number += 1
        }
        rename(entry.path, target)
    }
}
