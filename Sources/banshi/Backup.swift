import Foundation
import Ledger
import Mailroom
import Office
import Phrases
import Screen

/// One office in one file: an uncompressed tar of the database, the papers and a list of their digests.
struct Backup {
    static let manifest = "MANIFEST"
    let session: Session

    struct Summary {
        var files = 0
        var bytes = 0
        var entries = 0
        /// Whether the journal's chain holds; an office whose chain was broken before is restored all the same, and said.
        var isWhole = true
    }

    // MARK: Making

    /// Writes the backup beside its place and moves it there when every byte is on the disk.
    func make(_ ledger: Ledger, to path: String) throws -> Summary {
        guard !path.isEmpty, !path.hasSuffix("/") else {
            throw Failure(.usage, session.speaker(.optionNotRead, "backup", Visible.text(path), session.speaker(.expectsFileName)))
        }
        guard access(path, F_OK) != 0 else { throw Failure(.cannotCreate, session.speaker(.backupExists, Visible.text(path))) }
        let copy = path + ".\(getpid()).sqlite"
        let partial = path + ".\(getpid()).part"
        defer {
            unlink(copy)
            unlink(partial)
        }
        // What is as private as the office is made so before the first byte is in it.
        let mask = umask(0o077)
        defer { umask(mask) }
        do { try ledger.copyDatabase(to: copy) } catch {
            throw Failure(.cannotCreate, session.speaker(.faultCannotOpen, Visible.text(path), Backup.blame(path)))
        }
        guard let digest = Digesting.file(copy) else { throw Failure(.writeFailed, session.speaker(.faultWriteFailed, copy, "")) }
        // Listed after the copy was made: whatever the copy refers to is among them.
        let kept = ledger.keptFiles()
        let lines = ["\(digest)  office.sqlite"] + kept.map { "\($0)  files/\($0.prefix(2))/\($0)" }
        do {
            let tar = try TarWriter(partial)
            try tar.add(Backup.manifest, bytes: Array((lines.joined(separator: "\n") + "\n").utf8))
            try tar.add("office.sqlite", file: copy)
            for name in kept { try tar.add("files/\(name.prefix(2))/\(name)", file: ledger.enclosureFile(name)) }
            try tar.finish()
        } catch { throw failure(error, path) }
        Ledger.makeDurable(partial)
        guard rename(partial, path) == 0 else { throw Failure(.cannotCreate, session.speaker(.faultWriteFailed, path, Backup.reason())) }
        Ledger.makeDurable(Backup.parent(of: path))
        return Summary(files: kept.count, bytes: Backup.size(path), entries: Int(try ledger.version()))
    }

    // MARK: Restoring

    /// Checks every byte against the list before anything is written; then unpacks, walks the journal, and only then gives
    /// the office its name.
    func restore(_ path: String, into folder: String) throws -> Summary {
        guard access(path, R_OK) == 0 else {
            throw Failure(.notFound, session.speaker(.faultCannotRead, Visible.text(path), Backup.reason()))
        }
        var status = stat()
        let isThere = lstat(folder, &status) == 0
        let isFolder = isThere && status.st_mode & S_IFMT == S_IFDIR
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        guard !folder.isEmpty, folder != ".", folder != "..", !isThere || (isFolder && names.isEmpty) else {
            throw Failure(.cannotCreate, session.speaker(.restoreNotEmpty, Visible.text(folder)))
        }
        let listed = try check(path)
        let partial = folder + ".\(getpid()).part"
        defer { try? FileManager.default.removeItem(atPath: partial) }
        do { try unpack(path, into: partial) } catch let failure as Failure { throw failure } catch {
            throw Failure(.cannotCreate, session.speaker(.faultCannotOpen, Visible.text(folder), Backup.blame(folder)))
        }
        let ledger: Ledger
        do { ledger = try session.open(partial, for: .writing) } catch { throw session.failure(error) }
        let verification = try ledger.verify()
        ledger.close()
        rmdir(folder)
        guard rename(partial, folder) == 0 else {
            throw Failure(.cannotCreate, session.speaker(.faultWriteFailed, folder, Backup.reason()))
        }
        return Summary(
            files: listed - 1, bytes: Backup.size(path), entries: verification.entries, isWhole: verification.isWhole)
    }

    /// The number of files listed; throws at the first that is missing, unlisted or different.
    private func check(_ path: String) throws -> Int {
        final class State {
            var listed: [String: String] = [:]
            var list: [UInt8] = []
            var name = ""
            var digesting = Digesting()
            var seen: Set<String> = []
            func settle() throws {
                if name == Backup.manifest { return try read() }
                if name.isEmpty { return }
                guard let expected = listed[name], expected == digesting.finish() else { throw Broken(what: name) }
                seen.insert(name)
            }
            func read() throws {
                for line in String(decoding: list, as: UTF8.self).split(separator: "\n") {
                    let parts = line.split(separator: " ", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
                    guard parts.count == 2, parts[0].utf8.count == 64, Backup.isSafe(parts[1]) else { throw Broken(what: Backup.manifest) }
                    listed[parts[1]] = parts[0]
                }
            }
        }
        let state = State()
        do {
            try TarReader.walk(path) { name, _ in
                try state.settle()
                if state.listed.isEmpty, name != Backup.manifest, state.name != Backup.manifest { throw Broken(what: Backup.manifest) }
                state.name = name
                state.digesting = Digesting()
            } data: { bytes in
                if state.name == Backup.manifest { state.list += bytes } else { state.digesting.update(bytes) }
            }
            try state.settle()
        } catch let broken as Broken {
            throw Failure(.badData, session.speaker(.restoreBroken, Visible.text(path), Visible.text(broken.what)))
        } catch let fault as TarFault { throw failure(fault, path) }
        if let missing = state.listed.keys.sorted().first(where: { !state.seen.contains($0) }) {
            throw Failure(.badData, session.speaker(.restoreBroken, Visible.text(path), Visible.text(missing)))
        }
        guard state.listed["office.sqlite"] != nil else {
            throw Failure(.badData, session.speaker(.restoreBroken, Visible.text(path), "office.sqlite"))
        }
        return state.listed.count
    }

    private struct Broken: Error { let what: String }

    /// Only what a backup holds: no path out of the folder.
    private static func isSafe(_ name: String) -> Bool {
        if name == "office.sqlite" { return true }
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == 3 && parts[0] == "files" && parts[1].utf8.count == 2 && parts[2].utf8.count == 64
            && parts[2].hasPrefix(parts[1]) && Hex.bytes(String(parts[2])) != nil
    }

    private func unpack(_ path: String, into folder: String) throws {
        try FileManager.default.createDirectory(
            atPath: folder + "/files", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder)
        final class State {
            var file: Int32 = -1
            var path = ""
            func end() {
                guard file >= 0 else { return }
                fsync(file)
                close(file)
                file = -1
            }
        }
        let state = State()
        defer { state.end() }
        do {
            try TarReader.walk(path) { name, _ in
                state.end()
                guard name != Backup.manifest, Backup.isSafe(name) else { return }
                state.path = folder + "/" + name
                try FileManager.default.createDirectory(
                    atPath: Backup.parent(of: state.path), withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
                state.file = open(state.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
                guard state.file >= 0 else { throw TarFault.notWritten(reason: Backup.reason()) }
            } data: { bytes in
                guard state.file >= 0 else { return }
                var written = 0
                while written < bytes.count {
                    let count = write(state.file, bytes.baseAddress.map { $0 + written }, bytes.count - written)
                    guard count > 0 else { throw TarFault.notWritten(reason: Backup.reason()) }
                    written += count
                }
            }
        } catch let fault as TarFault { throw failure(fault, folder) }
    }

    private func failure(_ fault: TarFault, _ path: String) -> Failure {
        switch fault {
        case .noLibrary: Failure(.writeFailed, session.speaker(.whyNoTool, "libarchive"))
        case .notWritten(let reason): Failure(.writeFailed, session.speaker(.faultWriteFailed, Visible.text(path), reason))
        case .broken: Failure(.badData, session.speaker(.restoreBroken, Visible.text(path), "tar"))
        case .missing(let name): Failure(.writeFailed, session.speaker(.faultCannotRead, Visible.text(name), session.speaker(.whyNotFound)))
        }
    }

    private static func reason() -> String { String(cString: strerror(errno)) }

    /// The folder a path stands in. Foundation's own answer stops the program on a name of one character.
    private static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Why nothing can be made at a path.
    private static func blame(_ path: String) -> String {
        access(parent(of: path), W_OK) == 0 ? String(cString: strerror(EIO)) : String(cString: strerror(errno))
    }

    private static func size(_ path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }
}
