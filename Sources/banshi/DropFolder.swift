import Desk
import Foundation
import Ledger
import Mailroom
import Office
import Phrases
import Screen
import Synchronization

/// `drop/` in the office's folder: what is put there is taken in, by the desk while it runs and by `receive` without a path.
///
/// What was taken is moved to `drop/.taken/` by the day; what was refused stays where it is, for a person to see.
struct DropFolder {
    let path: String

    init(_ office: String) { path = office + "/drop" }

    var isThere: Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }

    /// A file or folder put there, and when it was last written to.
    struct Entry: Hashable {
        let path: String
        let written: Int
    }

    /// What lies there, in the order of its names; what is still being written has a date of just now.
    func entries() -> [Entry] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.sorted().filter { !$0.hasPrefix(".") && !$0.hasSuffix("~") && !$0.hasSuffix(".part") }.compactMap { name in
            var status = stat()
            guard lstat(path + "/" + name, &status) == 0 else { return nil }
            return Entry(path: path + "/" + name, written: status.st_mtim.tv_sec)
        }
    }

    /// Takes one entry in and puts it away where all of it was taken, and nothing of it is to be asked first.
    func take(
        _ entry: Entry, with intake: inout Intake, asking: (_ result: IntakeResult, _ isAlone: Bool) -> Bool = { _, _ in false }
    ) throws -> [IntakeResult] {
        let (papers, refused) = intake.papers(under: [entry.path])
        var results = refused
        for paper in papers { results.append(try intake.take(paper)) }
        if results.contains(where: { asking($0, results.count == 1) }) { return results }
        let isAllTaken = results.allSatisfy { result in
            switch result.outcome {
            case .taken, .duplicate, .version: result.leftOut.isEmpty
            case .classified, .refused: false
            }
        }
        if isAllTaken, !results.isEmpty { putAway(entry, intake.attribution.recorded) }
        return results
    }

    func putAway(_ entry: Entry, _ now: Moment) {
        let folder = path + "/.taken/" + OfficeZone.shanghai.day(of: now).iso
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let name = (entry.path as NSString).lastPathComponent
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

/// Reads the pictures of an entry beside the desk, one entry at a time.
private final class ReadAhead: Sendable {
    private let state = Mutex<(entry: DropFolder.Entry?, isDone: Bool)>((nil, true))

    /// Whether an entry was read; begins with it where it was not.
    func isDone(_ entry: DropFolder.Entry) -> Bool {
        let begins = state.withLock { state -> Bool? in
            if state.entry == entry { return state.isDone ? nil : false }
            // Another one is still being read.
            guard state.isDone else { return false }
            state = (entry, false)
            return true
        }
        guard let begins else { return true }
        if begins {
            Thread.detachNewThread { [self] in
                ScanText.readAhead(entry.path)
                state.withLock { $0.isDone = true }
            }
        }
        return false
    }
}

/// Notices what is put into the drop folder while the desk runs, and takes it in when nobody is typing.
final class DropWatch {
    let folder: DropFolder
    private let descriptor: Int32
    private var mayHaveNews = true
    /// What was refused, left alone until it is written to again.
    private var leftAlone: Set<DropFolder.Entry> = []
    /// The files of an entry that somebody is to decide on, by the entry's path; the entry stays until none is left.
    var waiting: [String: Set<String>] = [:]
    private let ahead = ReadAhead()

    init?(_ office: String) {
        folder = DropFolder(office)
        guard folder.isThere else { return nil }
        descriptor = inotify_init1(Int32(O_NONBLOCK | O_CLOEXEC))
        guard descriptor >= 0, inotify_add_watch(descriptor, folder.path, 0x8 | 0x80) >= 0 else {
            if descriptor >= 0 { close(descriptor) }
            return nil
        }
    }

    deinit { close(descriptor) }

    /// Takes in at most one entry; nil where there is nothing to say.
    func look(_ makeIntake: () throws -> Intake, _ session: Session) -> DeskEvent? {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while read(descriptor, &buffer, buffer.count) > 0 { mayHaveNews = true }
        guard mayHaveNews else { return nil }
        let open = folder.entries().filter { !leftAlone.contains($0) }
        // A file that was written to within the last seconds may be half of what it will be.
        guard let next = open.first(where: { time(nil) - $0.written >= 2 }) else {
            mayHaveNews = !open.isEmpty
            return nil
        }
        // Reading a scan takes its time, and the desk answers keys meanwhile.
        guard ahead.isDone(next) else { return nil }
        do {
            var intake = try makeIntake()
            defer { intake.cleanUp() }
            intake.asksWhenAlike = true
            let results = try folder.take(next, with: &intake, asking: DropWatch.isDoubtful)
            if FileManager.default.fileExists(atPath: next.path) { leftAlone.insert(next) }
            return try doubts(results, of: next, session) ?? DropWatch.told(results, session)
        } catch {
            leftAlone.insert(next)
            return .failed(session.failure(error).message, nil)
        }
    }

    private static func told(_ results: [IntakeResult], _ session: Session) -> DeskEvent? {
        let speaker = session.speaker
        for result in results {
            let name = Visible.text((result.path as NSString).lastPathComponent)
            switch result.outcome {
            case .classified(let level): return .failed("\(name)：" + speaker(Refusal.classified(secrecy: level), in: nil), nil)
            case .refused(let reason): return .failed(speaker(.dropLeft, name, reason), nil)
            default: continue
            }
        }
        let ids = results.compactMap { result -> String? in
            switch result.outcome {
            case .taken(let id), .version(let id): id.text
            case .duplicate(let id): speaker(.dropKnown, id.text)
            default: nil
            }
        }
        return ids.isEmpty ? nil : .told(speaker(.dropTaken, ids.joined(separator: " ")))
    }
}
