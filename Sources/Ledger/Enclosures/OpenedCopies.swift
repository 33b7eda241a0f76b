import Foundation

/// Copies of enclosures laid out for programs beside the desk, each in a folder of its own that names the desk's process.
///
/// A copy goes once nobody can need it: with the desk that laid it out, else when the next desk of the same user begins.
public struct OpenedCopies: Sendable {
    static let prefix = "banshi-opened-"
    private let places: [String]

    /// - Parameter places: where copies are laid, the best first; without, the memory of this user's session before the common folder.
    public init(places: [String]? = nil) {
        let session = getenv("XDG_RUNTIME_DIR").map { String(cString: $0) }
        self.places = places ?? [session, "/tmp"].compactMap(\.self).filter { $0.hasPrefix("/") && access($0, W_OK | X_OK) == 0 }
    }

    /// Lays a file out under a name, for this user alone: two papers may have files of one name, so each has a folder.
    public func layOut(_ source: String, as name: String) throws(LedgerFault) -> (folder: String, path: String) {
        var fault = LedgerFault.writeFailed("/tmp", reason: String(cString: strerror(ENOENT)))
        for place in places {
            do throws(LedgerFault) { return try layOut(source, as: name, in: place) } catch { fault = error }
        }
        throw fault
    }

    private func layOut(_ source: String, as name: String, in place: String) throws(LedgerFault) -> (String, String) {
        var template = Array("\(place)/\(OpenedCopies.prefix)\(getpid())-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Spool.fault(place) }
        let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let path = folder + "/" + name
        do { try FileManager.default.copyItem(atPath: source, toPath: path) } catch {
            OpenedCopies.remove(folder)
            throw .writeFailed(place, reason: error.localizedDescription)
        }
        chmod(path, 0o600)
        // Whoever writes into it later leaves the time to the nanosecond.
        var present = timespec()
        clock_gettime(CLOCK_REALTIME, &present)
        present.tv_nsec = 0
        let times = [present, present]
        utimensat(AT_FDCWD, path, times, 0)
        return (folder, path)
    }

    /// Throws away what desks laid out that have ended, where nobody can need it any more.
    public func sweep() {
        let left = places.flatMap { Leftovers.folders(OpenedCopies.prefix, in: $0) }.filter { Leftovers.isGone($0.process) }
        tidy(left.map { ($0.path, .ended) })
    }

    /// Throws away those of some folders which nobody can need; what is known of the programs they were opened with stands beside them.
    public func tidy(_ folders: [(path: String, program: CopyUse.Program)]) {
        guard !folders.isEmpty else { return }
        func name(_ path: String) -> String { (path as NSString).lastPathComponent }
        let (held, seesAll) = OpenFiles.look(for: folders.map { name($0.path) })
        for (path, program) in folders {
            let (age, isWritten) = OpenedCopies.state(of: path)
            let use = CopyUse(program: program, isHeld: held.contains(name(path)), isWritten: isWritten, seesAll: seesAll, age: age)
            if !use.isNeeded { OpenedCopies.remove(path) }
        }
    }

    private static func remove(_ folder: String) { try? FileManager.default.removeItem(atPath: folder) }

    /// How long ago something was last written there, in seconds, and whether anybody but us did.
    private static func state(of folder: String) -> (age: Int, isWritten: Bool) {
        var status = stat()
        var last = lstat(folder, &status) == 0 ? status.st_mtim.tv_sec : 0
        var isWritten = false
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where lstat("\(folder)/\(name)", &status) == 0 {
            last = max(last, status.st_mtim.tv_sec)
            if status.st_mtim.tv_nsec != 0 { isWritten = true }
        }
        return (max(0, time(nil) - last), isWritten)
    }
}

/// What is known of a copy that was laid out, when it is asked whether it may go.
public struct CopyUse: Hashable, Sendable {
    /// What became of the program it was opened with.
    public enum Program: Hashable, Sendable {
        /// None was started: somebody fetches the copy.
        case none
        case running
        /// It ended, but may have handed the copy to another; or its desk has ended, and nobody knows.
        case ended
    }

    public var program: Program
    /// Whether a program has something of it open, or was started with its name.
    public var isHeld: Bool
    /// Whether somebody wrote into it.
    public var isWritten: Bool
    /// Whether there is no program of this user into which we could not look.
    public var seesAll: Bool
    /// How long ago it was written to, in seconds.
    public var age: Int

    public init(program: Program, isHeld: Bool = false, isWritten: Bool = false, seesAll: Bool = true, age: Int = 0) {
        self.program = program
        self.isHeld = isHeld
        self.isWritten = isWritten
        self.seesAll = seesAll
        self.age = age
    }

    private static let minute = 60
    private static let hour = 3_600
    private static let week = 7 * 24 * 3_600

    /// Whether somebody may still want it: what was written into a copy is in no other place, and a program that was just begun is seen late.
    public var isNeeded: Bool {
        if isHeld || program == .running || program == .none { return true }
        if isWritten { return age < CopyUse.week }
        return age < (seesAll ? CopyUse.minute : CopyUse.hour)
    }
}
