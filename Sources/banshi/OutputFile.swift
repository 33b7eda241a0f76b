import Foundation
import Ledger
import Phrases
import Screen

/// The file that a command was told to write, looked at before anything is worked out for it.
///
/// Every command that writes where its words say goes through here, so that none writes over the office it reads from and all say the
/// same of a place that cannot be written.
struct OutputFile {
    /// As it was named.
    let path: String
    /// Where it lies in the end: a link keeps pointing where it points.
    let target: String
    private let isPlain: Bool
    /// The open stream it is another name of, as `/dev/stdout` is: whoever opened that one goes on with it.
    private let stream: Int32?
    private let session: Session

    /// - Throws: `Failure` 73 where no file can be made there or it would lie in the office, 74 where the disk is full.
    init(_ path: String, _ session: Session) throws {
        let speaker = session.speaker
        guard !path.isEmpty else { throw Failure(.usage, speaker(.optionNeeded, "-o FILE")) }
        try OutputFile.keepOut(path, session)
        var status = stat()
        let isThere = stat(path, &status) == 0
        let kind = isThere ? status.st_mode & S_IFMT : S_IFREG
        self.path = path
        self.session = session
        stream = OutputFile.stream(named: path)
        isPlain = kind == S_IFREG && stream == nil
        target = OutputFile.end(of: path)
        if kind == S_IFDIR { throw Failure(.cannotCreate, speaker(.outputNotWritten, Visible.text(path), speaker(.whyFolder))) }
        let error = isPlain ? OutputFile.trying(target) : access(path, W_OK) == 0 ? 0 : errno
        switch error {
        case 0: return
        case ENOSPC, EDQUOT: throw Failure(.writeFailed, speaker(.faultWriteFailed, Visible.text(path), String(cString: strerror(error))))
        default: throw Failure(.cannotCreate, speaker(.outputNotWritten, Visible.text(path), speaker.whyNotWritten(error)))
        }
    }

    /// Writes the whole file, or none; a device, a pipe or an open stream is written to.
    func write(_ bytes: Data) throws {
        do throws(LedgerFault) {
            if let stream { return try PrivateFile.write(bytes, to: stream, named: path) }
            try PrivateFile.write(bytes, to: target, of: session.folder)
        } catch {
            guard case .writeFailed(_, let reason) = error else { throw session.failure(error) }
            // Room helps where there was none; what is no file for writing stays none.
            let isForRoom = isPlain || [ENOSPC, EDQUOT, EFBIG].contains { String(cString: strerror($0)) == reason }
            throw Failure(.writeFailed, session.speaker(isForRoom ? .faultWriteFailed : .outputNotWritten, Visible.text(path), reason))
        }
    }

    /// Has the file made by whoever gets its name; for a device or pipe it is made elsewhere first, for a name cannot be moved onto those.
    func make(_ work: (_ path: String) throws -> Void) throws {
        if isPlain {
            try session.writing(path) { try work(target) }
            return PrivateFile.share(target, of: session.folder)
        }
        // In memory, and swept up where we are killed: it is for nobody else.
        let folder = try Intake.makeFolder()
        defer { IntakeFolders.remove([folder]) }
        let whole = folder + "/whole"
        try session.writing(path) { try work(whole) }
        try write(FileManager.default.contents(atPath: whole) ?? Data())
    }

    /// Refuses a file that would lie in an office, or is one of its own under another name.
    static func keepOut(_ path: String, _ session: Session) throws {
        let target = end(of: path)
        guard isInOffice(target, session.folder) || isLinked(target, session.folder) else { return }
        throw Failure(.cannotCreate, session.speaker(.outputInOffice, Visible.text(path)))
    }

    /// The end of a chain of links, whether a file is there or not. What is no plain file keeps its name: an open pipe has no other.
    private static func end(of path: String) -> String {
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG { return path }
        var end = path
        for _ in 0..<40 {
            guard let next = try? FileManager.default.destinationOfSymbolicLink(atPath: end) else { break }
            end = next.hasPrefix("/") ? next : Scaffold.parent(of: end) + "/" + next
        }
        return end
    }

    /// The open stream that a path leads to; nil where it leads to a file by its own name, or to nothing.
    private static func stream(named path: String) -> Int32? {
        var end = path
        for _ in 0..<40 {
            if let number = end.split(separator: "/").last.flatMap({ Int32($0) }), let real = realpath(Scaffold.parent(of: end), nil) {
                let folder = String(cString: real)
                free(real)
                if folder == "/proc/\(getpid())/fd" { return fcntl(number, F_GETFD) >= 0 ? number : nil }
            }
            guard let next = try? FileManager.default.destinationOfSymbolicLink(atPath: end) else { return nil }
            end = next.hasPrefix("/") ? next : Scaffold.parent(of: end) + "/" + next
        }
        return nil
    }

    /// Whether a folder above is an office, this one or another; `slips/` is there for what is written out.
    private static func isInOffice(_ target: String, _ office: String) -> Bool {
        guard let real = realpath(Scaffold.parent(of: target), nil) else { return false }
        defer { free(real) }
        let own = [office, office + "/files"].compactMap { Identity($0) }
        var folder = String(cString: real)
        var below = ""
        while true {
            let isOffice = access(folder + "/office.sqlite", F_OK) == 0 && access(folder + "/files", F_OK) == 0
            if isOffice || Identity(folder).map(own.contains) == true { return below != "slips" }
            if folder == "/" { return false }
            below = folder.split(separator: "/").last.map(String.init) ?? ""
            folder = Scaffold.parent(of: folder)
        }
    }

    /// Whether a file of the office has this second name; its papers are looked through only where the file has several.
    private static func isLinked(_ target: String, _ office: String) -> Bool {
        var status = stat()
        guard stat(target, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_nlink > 1 else { return false }
        let identity = Identity(status)
        let names = FileManager.default.enumerator(atPath: office)?.lazy.compactMap { $0 as? String }
        return names?.contains { !$0.hasPrefix("slips/") && Identity(office + "/" + $0) == identity } == true
    }

    /// Makes a file beside the one that is wanted and takes it away again: the `errno` that came of it, 0 where it can be made.
    private static func trying(_ target: String) -> Int32 {
        let name = "\(target).\(getpid()).part"
        unlink(name)
        let descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return errno }
        close(descriptor)
        unlink(name)
        return 0
    }

    /// Which file it is, under whatever name.
    private struct Identity: Hashable {
        let device: dev_t
        let node: ino_t

        init(_ status: stat) { (device, node) = (status.st_dev, status.st_ino) }

        init?(_ path: String) {
            var status = stat()
            guard stat(path, &status) == 0 else { return nil }
            self.init(status)
        }
    }
}

extension Session {
    /// The form of a file: as `--format` says, else as its name ends; nil where neither tells.
    ///
    /// - Parameter forms: those that what is written has.
    /// - Throws: `Failure` 64 where the name ends like a file of another form: it would not be what it says.
    func form(_ format: String?, of output: String?, among forms: [String]) throws -> String? {
        if let format { return format }
        guard let name = output?.split(separator: "/").last, let dot = name.lastIndex(of: "."), dot != name.startIndex else { return nil }
        let ending = name[name.index(after: dot)...].lowercased()
        let form = ["txt": "text", "htm": "html"][ending] ?? ending
        if forms.contains(form) { return form }
        guard
            ["pdf", "doc", "docx", "wps", "odt", "rtf", "xls", "xlsx", "et", "ods", "csv", "html", "md", "json", "jsonl", "xml", "ics"]
                .contains(form)
        else { return nil }
        throw Failure(.usage, speaker(.optionNotRead, "-o", Visible.text(String(name)), forms.joined(separator: " ")))
    }
}

extension Speaker {
    /// Why a file could not be made, as a clause.
    fileprivate func whyNotWritten(_ error: Int32) -> String {
        switch error {
        case EACCES, EPERM: self(.whyDenied)
        case ENOENT, ENOTDIR: self(.whyNoFolder)
        case EROFS: self(.whyReadOnly)
        case ENAMETOOLONG: self(.whyLongName)
        default: String(cString: strerror(error))
        }
    }
}
