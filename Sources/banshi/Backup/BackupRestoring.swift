import Foundation
import Ledger
import Mailroom
import Office
import Phrases
import Screen

extension Backup {
    /// Makes an office of what is good in a backup and names the rest.
    ///
    /// The database is checked against the list and each paper against its name while it is unpacked beside the folder, the journal is
    /// walked, and only then the office gets its name. Of a database that is damaged it brings over what can be read. Without its database a backup is none. What it lacks is measured by the papers its
    /// own journal names, for the list may be spoilt too.
    func restore(_ path: String, into folder: String) throws -> Summary {
        var status = stat()
        let isThere = lstat(folder, &status) == 0
        let isFolder = isThere && status.st_mode & S_IFMT == S_IFDIR
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        guard !folder.isEmpty, folder != ".", folder != "..", !isThere || (isFolder && names.isEmpty) else {
            throw Failure(.cannotCreate, session.speaker(.restoreNotEmpty, Visible.text(folder)))
        }
        try session.refuseWithinOffice(folder)
        NamelessFile.sweep(beside: folder)
        let partial = folder + ".\(getpid()).part"
        defer { try? FileManager.default.removeItem(atPath: partial) }
        let unpacked = try unpack(path, into: partial)
        let ledger: Ledger
        do { ledger = try session.open(partial, for: .writing) } catch {
            if unpacked.isDatabaseProved { throw session.failure(error) }
            return try rescue(path, unpacked, partial, into: folder)
        }
        if !unpacked.isDatabaseProved, !isProved(ledger) { return try rescue(path, unpacked, partial, into: folder) }
        guard let isFoldedAnew = try foldWhereUnreadable(ledger) else { return try rescue(path, unpacked, partial, into: folder) }
        let (verification, papers) = try ledger.verifyNamingPapers()
        let named = Set(papers.map(Backup.place))
        ledger.close()
        // What neither the journal nor the list knows is no paper of this office.
        let strange = unpacked.papers.subtracting(named).subtracting(unpacked.listed)
        for paper in strange { unlink(partial + "/" + paper) }
        try? PrivateFile.makeFolder(DropFolder(partial).path, of: partial)
        rmdir(folder)
        guard rename(partial, folder) == 0 else {
            throw Failure(.cannotCreate, session.speaker(.faultWriteFailed, folder, Backup.reason()))
        }
        return Summary(
            files: unpacked.papers.count - strange.count, bytes: Backup.size(path), entries: verification.entries,
            isWhole: verification.isWhole, missing: named.subtracting(unpacked.papers).sorted(), spoiltLines: unpacked.spoiltLines,
            differsFromList: !unpacked.isDatabaseProved && !unpacked.spoiltHeaders.contains(Backup.manifest),
            spoiltHeaders: unpacked.spoiltHeaders, isFoldedAnew: isFoldedAnew)
    }

    /// Brings over what of a damaged database can be read, and the papers that are whole; where that is nothing, nothing is written.
    private func rescue(_ path: String, _ unpacked: Unpacked, _ partial: String, into folder: String) throws -> Summary {
        let damaged = "\(folder).backup.\(getpid()).part"
        NamelessFile.sweep(beside: folder + ".backup")
        defer { try? FileManager.default.removeItem(atPath: damaged) }
        guard rename(partial, damaged) == 0 else {
            throw Failure(.cannotCreate, session.speaker(.faultWriteFailed, damaged, Backup.reason()))
        }
        let salvage: Salvage
        do throws(LedgerFault) {
            salvage = try Ledger.salvage(damaged, into: folder, orNothing: true, expand: Occurrences.expand)
        } catch {
            if case .corrupt = error { throw broken(path) }
            throw session.failure(error)
        }
        try? PrivateFile.makeFolder(DropFolder(folder).path, of: folder)
        return Summary(
            files: salvage.files, bytes: Backup.size(path), entries: salvage.entries, missing: salvage.missingPapers.map(Backup.place),
            spoiltLines: unpacked.spoiltLines, spoiltHeaders: unpacked.spoiltHeaders, salvage: salvage)
    }

    /// Folds the tables of a database anew where they are damaged or cannot be read: the journal is the truth; true where that was done,
    /// nil where it cannot be.
    private func foldWhereUnreadable(_ ledger: Ledger) throws -> Bool? {
        do {
            do throws(LedgerFault) {
                try ledger.checkSoundness()
                return false
            } catch LedgerFault.corrupt {
                try ledger.rebuild()
                try ledger.checkSoundness()
                return true
            }
        } catch {
            ledger.close()
            if case LedgerFault.corrupt = error { return nil }
            throw session.failure(error)
        }
    }

    /// Whether a database whose line of the list is spoilt speaks for itself: its pages are sound, its chain is whole, its tables are made anew.
    private func isProved(_ ledger: Ledger) -> Bool {
        let isProved = (try? ledger.damage() == nil && ledger.verify().isWhole && ledger.rebuild() > 0) ?? false
        if !isProved { ledger.close() }
        return isProved
    }

    private func broken(_ path: String, at name: String = Backup.database) -> Failure {
        Failure(.badData, session.speaker(.restoreBroken, Visible.text(path), Visible.text(name)))
    }

    /// What was unpacked of a backup beside its database.
    struct Unpacked {
        /// The papers that are what their names say, by their places.
        let papers: Set<String>
        /// The papers its list names.
        let listed: Set<String>
        /// How many lines of its list cannot be read, or give a paper another digest than its name.
        let spoiltLines: Int
        /// Whether the database is the one the list names.
        let isDatabaseProved: Bool
        /// Which of the list and the database have no header that can be read.
        let spoiltHeaders: [String]
    }

    /// Refuses what is no file before it is opened: a pipe or a device may never end.
    private func admit(_ path: String) throws {
        var status = stat()
        guard access(path, R_OK) == 0, stat(path, &status) == 0 else {
            throw Failure(.notFound, session.speaker(.faultCannotRead, Visible.text(path), Backup.reason()))
        }
        let kind = status.st_mode & S_IFMT
        guard kind == S_IFREG else {
            let reason = session.reason(kind == S_IFDIR ? .isFolder : .notAFile)
            throw Failure(.notFound, session.speaker(.faultCannotRead, Visible.text(path), reason))
        }
    }

    /// Unpacks a backup into a folder of its own.
    @discardableResult
    func unpack(_ path: String, into folder: String) throws -> Unpacked {
        try admit(path)
        let unpacking = try Unpacking(into: folder) { Failure(.cannotCreate, session.speaker(.faultCannotOpen, Visible.text(folder), $0)) }
        do { try unpacking.run(path) } catch let fault as TarFault { throw failure(fault, folder) }
        guard unpacking.whole.contains(Backup.database) else {
            throw broken(path, at: unpacking.broken ?? Backup.database)
        }
        return Unpacked(
            papers: unpacking.whole.subtracting([Backup.database]), listed: unpacking.listed,
            spoiltLines: unpacking.spoiltLines, isDatabaseProved: unpacking.isDatabaseProved,
            spoiltHeaders: unpacking.spoiltHeaders)
    }
}

/// What a backup holds, unpacked into a folder: the database is checked against the list, a paper against the digest it is called by, and
/// taken away again where it differs. A database the list does not prove is kept: its chain can prove it.
private final class Unpacking {
    /// The digest of the database, as the list gives it.
    private var database: String?
    private(set) var isDatabaseProved = false
    private(set) var listed: Set<String> = []
    private(set) var spoiltLines = 0
    private(set) var whole: Set<String> = []
    private(set) var spoiltHeaders: [String] = []
    private var isListRead = false
    /// The first thing in it that no backup of ours holds.
    private(set) var broken: String?
    private let folder: String
    private var list: [UInt8] = []
    private var name = ""
    private var file: Int32 = -1
    private var digesting = Digesting()

    init(into folder: String, _ fault: (String) -> Failure) throws {
        self.folder = folder
        guard mkdir(folder, 0o700) == 0, mkdir(folder + "/files", 0o700) == 0 else { throw fault(Backup.reason()) }
    }

    /// Walks the tar as far as it can be read.
    ///
    /// - Throws: `TarFault.notWritten` where the disk does not take it, `.noLibrary`.
    func run(_ path: String) throws {
        defer { if file >= 0 { close(file) } }
        do {
            try TarReader.walk(path) { [self] name, _ in
                try settle()
                try begin(name)
            } data: { [self] bytes in
                if name == Backup.manifest { return list += bytes }
                digesting.update(bytes)
                try write(bytes)
            }
            try settle()
        } catch TarFault.broken {
            // Cut off or damaged: the file under way stands if it is whole all the same.
            try settle()
            broken = broken ?? (name.isEmpty ? "tar" : name)
            if !isListRead { spoiltHeaders.append(Backup.manifest) }
            if !whole.contains(Backup.database) { try findDatabase(path) }
        }
    }

    /// Takes the database whose header in the tar is spoilt: it begins a block, and says itself how long it is.
    private func findDatabase(_ path: String) throws {
        guard let tar = try? Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped) else { return }
        func number(_ range: Range<Int>) -> Int { tar[range].reduce(0) { $0 << 8 | Int($1) } }
        let mark = Array("SQLite format 3".utf8) + [0]
        let places = stride(from: 512, to: tar.count - 512, by: 512)
        guard let at = places.first(where: { tar[$0] == mark[0] && tar[$0..<$0 + mark.count].elementsEqual(mark) }) else { return }
        let said = number(at + 16..<at + 18)
        let size = (said == 1 ? 65_536 : said) * number(at + 28..<at + 32)
        guard size > 0 else { return }
        spoiltHeaders.append(Backup.database)
        try begin(Backup.database)
        try tar[at..<min(at + size, tar.count)].withUnsafeBytes { bytes in
            digesting.update(bytes)
            try write(bytes)
        }
        try settle()
    }

    private func begin(_ name: String) throws {
        self.name = name
        digesting = Digesting()
        guard name != Backup.manifest else { return }
        guard Unpacking.isSafe(name), !whole.contains(name) else {
            broken = broken ?? name
            return
        }
        let path = folder + "/" + name
        mkdir(Scaffold.parent(of: path), 0o700)
        file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw TarFault.notWritten(reason: Backup.reason()) }
    }

    /// What a file's bytes must give: a paper is called by its digest, so a spoilt list loses none.
    private func digest(of name: String) -> String? {
        name == Backup.database ? database : name.split(separator: "/").last.map(String.init)
    }

    private func write(_ bytes: UnsafeRawBufferPointer) throws {
        var written = 0
        while file >= 0, written < bytes.count {
            let count = Foundation.write(file, bytes.baseAddress.map { $0 + written }, bytes.count - written)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw TarFault.notWritten(reason: Backup.reason()) }
            written += count
        }
    }

    /// Ends the file under way: the list is read, a file that is what it must be is kept.
    private func settle() throws {
        if name == Backup.manifest { return read() }
        guard file >= 0 else { return }
        let isProved = digesting.finish() == digest(of: name)
        if name == Backup.database { isDatabaseProved = isProved }
        guard isProved || name == Backup.database else { return discard() }
        guard fsync(file) == 0 else { throw TarFault.notWritten(reason: Backup.reason()) }
        close(file)
        file = -1
        whole.insert(name)
    }

    private func discard() {
        guard file >= 0 else { return }
        close(file)
        file = -1
        unlink(folder + "/" + name)
    }

    private func read() {
        isListRead = true
        for line in list.split(separator: UInt8(ascii: "\n")) {
            let parts = String(decoding: line, as: UTF8.self).split(separator: " ", maxSplits: 1).map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            guard parts.count == 2, parts[0].utf8.count == 64, Unpacking.isSafe(parts[1]) else {
                broken = broken ?? Backup.manifest
                spoiltLines += 1
                continue
            }
            if parts[1] == Backup.database {
                database = parts[0]
            } else {
                listed.insert(parts[1])
                if digest(of: parts[1]) != parts[0] { spoiltLines += 1 }
            }
        }
        list = []
        name = ""
    }

    /// Only what a backup holds: no path out of the folder.
    private static func isSafe(_ name: String) -> Bool {
        if name == Backup.database { return true }
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == 3 && parts[0] == "files" && parts[1].utf8.count == 2 && parts[2].utf8.count == 64
            && parts[2].hasPrefix(parts[1]) && Hex.bytes(String(parts[2])) != nil
    }
}
