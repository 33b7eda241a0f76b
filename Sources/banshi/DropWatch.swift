import Desk
import Foundation
import Ledger
import Mailroom
import Office
import Phrases
import Screen
import Synchronization

/// Opens the envelopes of an entry and reads its pictures beside the desk, one entry at a time.
private final class ReadAhead: Sendable {
    /// What lies in an entry, and the folders it was unpacked into.
    struct Found: Sendable {
        let papers: [Intake.Paper]
        let refused: [IntakeResult]
        let unpacked: [String]
    }

    private struct State {
        var entry: DropFolder.Entry?
        var isDone = true
        var found: Found?
        var isOver = false
    }

    private let state = Mutex(State())

    /// What an entry holds; nil until it was read, which begins with the first question.
    ///
    /// - Parameter pictures: whether pictures are read as well, where Esc is not to stop it.
    func found(in entry: DropFolder.Entry, of folder: DropFolder, pictures: Bool = true, _ speaker: Speaker) -> Found? {
        let (begins, found) = state.withLock { state -> (Bool, Found?) in
            // Another one is still being read.
            guard state.isDone else { return (false, nil) }
            if state.entry == entry, let found = state.found {
                state.found = nil
                return (false, found)
            }
            ReadAhead.discard(state.found)
            state = State(entry: entry, isDone: false)
            return (true, nil)
        }
        if begins {
            Thread.detachNewThread { [self] in
                if pictures { ScanText.readAhead(entry.path, below: folder.path) }
                var walk = PaperWalk(speaker: speaker, below: folder.path)
                let (papers, refused) = walk.papers(under: [entry.path])
                let found = Found(papers: papers, refused: refused, unpacked: walk.unpacked)
                state.withLock { state in
                    state.isDone = true
                    if state.isOver { ReadAhead.discard(found) } else { state.found = found }
                }
            }
        }
        return found
    }

    /// Nobody asks any more: what was unpacked goes.
    func end() {
        state.withLock { state in
            state.isOver = true
            ReadAhead.discard(state.found)
            state.found = nil
        }
    }

    private static func discard(_ found: Found?) {
        IntakeFolders.remove(found?.unpacked ?? [])
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
    private let rest = DropRest()

    init?(_ office: String) {
        folder = DropFolder(office)
        guard folder.isThere else { return nil }
        // What a process left that was ended half-way is looked into by nobody.
        IntakeFolders.sweep()
        descriptor = inotify_init1(Int32(O_NONBLOCK | O_CLOEXEC))
        // Closed after writing, moved there, made there.
        guard descriptor >= 0, inotify_add_watch(descriptor, folder.path, 0x8 | 0x80 | DropWatch.made) >= 0 else {
            if descriptor >= 0 { close(descriptor) }
            return nil
        }
    }

    private static let made: UInt32 = 0x100
    private static let isFolder: UInt32 = 0x4000_0000

    /// Whether anything was put there since the last question: a file once it is closed, a folder when it is made, for what is written
    /// into it is told to nobody.
    private func hasNews() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 4096)
        var isNew = false
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            guard count > 0 else { return isNew }
            var place = 0
            while place + 16 <= count {
                func word(_ offset: Int) -> UInt32 {
                    buffer.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: place + offset, as: UInt32.self) }
                }
                let (mask, length) = (word(4), word(12))
                if mask & DropWatch.made == 0 || mask & DropWatch.isFolder != 0 { isNew = true }
                place += 16 + Int(length)
            }
        }
    }

    /// The entry being taken in, batch by batch.
    final class Taking {
        var intake: Intake
        var lot: DropFolder.Lot
        /// What was decided on its papers, where that is why they are taken.
        let decision: Decision?
        fileprivate let queue: PaperQueue
        fileprivate var done = 0

        init(_ intake: Intake, _ lot: DropFolder.Lot, _ papers: [Intake.Paper], for decision: Decision? = nil) {
            self.intake = intake
            self.lot = lot
            self.decision = decision
            queue = PaperQueue(
                papers, office: intake.ledger.folder, as: intake.attribution, again: decision?.readsKnown ?? false)
            if papers.count > 3 { intake.ledger.beginBulk() }
        }

        fileprivate func end() {
            // Whoever still reads is not waited for at the desk.
            Thread.detachNewThread { [queue, unpacked = intake.unpacked] in IntakeFolders.remove(unpacked + queue.close()) }
            intake.unpacked = []
            if lot.papers > 3 { intake.ledger.endBulk() }
        }
    }

    private var taking: Taking?
    /// What was decided on papers that are still to be read for it, in the order it was decided.
    private var decisions: [Decision] = []

    /// Whether an entry is only half taken in, so that the next look should come soon.
    var isTaking: Bool { taking != nil }

    /// Whether papers are being read for what was decided on them.
    var isReading: Bool { !decisions.isEmpty }

    /// Ends what is under way: the desk is left.
    func end() {
        ahead.end()
        decisions = []
        taking?.end()
        taking = nil
    }

    deinit {
        end()
        close(descriptor)
    }

    /// Takes in what one transaction holds of one entry; nil where there is nothing to say.
    func look(_ makeIntake: () throws -> Intake, _ session: Session) -> DeskEvent? {
        if let taking { return step(taking, session) }
        if let decision = decisions.first { return begin(decision, session) }
        if hasNews() { mayHaveNews = true }
        guard mayHaveNews else { return nil }
        let open = folder.entries().filter { !leftAlone.contains($0) }
        let next: DropFolder.Entry
        switch open.isEmpty ? .none : rest.first(of: open, in: folder) {
        case .one(let entry): next = entry
        case .pending: return nil
        case .none:
            mayHaveNews = !open.isEmpty
            return nil
        }
        // Reading a scan takes its time, and the desk answers keys meanwhile.
        guard let found = ahead.found(in: next, of: folder, session.speaker) else { return nil }
        do {
            var intake = try intake(makeIntake, for: found)
            intake.asksWhenAlike = true
            let lot = DropFolder.Lot(next, papers: found.papers.count, refused: found.refused)
            return step(begin(Taking(intake, lot, found.papers)), session)
        } catch {
            leftAlone.insert(next)
            return .failed(session.failure(error).message, nil)
        }
    }

    private func intake(_ makeIntake: () throws -> Intake, for found: ReadAhead.Found) throws -> Intake {
        do {
            var intake = try makeIntake()
            intake.unpacked += found.unpacked
            return intake
        } catch {
            IntakeFolders.remove(found.unpacked)
            throw error
        }
    }

    private func begin(_ begun: Taking) -> Taking {
        taking = begun
        return begun
    }

    /// Has papers read for what was decided on them; a second word on the same paper is refused until then.
    func decide(_ decision: Decision, _ session: Session) -> DeskEvent {
        guard !(decisions + [taking?.decision].compactMap(\.self)).contains(where: { $0.path == decision.path }) else {
            return .failed(session.speaker(.dropStillRead, decision.name), nil)
        }
        decisions.append(decision)
        return .told(session.speaker(.dropReading, decision.name))
    }

    /// Begins to take the papers of a decision, once the envelope they lie in was opened.
    private func begin(_ decision: Decision, _ session: Session) -> DeskEvent? {
        guard let found = ahead.found(in: decision.entry, of: folder, pictures: false, session.speaker) else { return nil }
        decisions.removeFirst()
        do {
            var intake = try intake(decision.makeIntake, for: found)
            guard let papers = decision.papers(among: found.papers) else {
                intake.cleanUp()
                return decision.gone(session)
            }
            decision.prepare(&intake)
            let refused = decision.takesAll ? found.refused : []
            let lot = DropFolder.Lot(decision.entry, papers: papers.count, refused: refused)
            return step(begin(Taking(intake, lot, papers, for: decision)), session)
        } catch { return .failed(session.failure(error).message, nil) }
    }

    private func step(_ taking: Taking, _ session: Session) -> DeskEvent? {
        // The reader is rarely behind; where it is, keys are not kept waiting for it.
        guard let batch = taking.queue.next(within: .milliseconds(40)) else { return nil }
        do {
            try taking.intake.take(batch, pacing: taking.queue) { taking.lot.results.append($0) }
            taking.done += batch.count
            if !taking.lot.isSettled, !batch.isEmpty {
                return .arrived(session.speaker(.dropProgress, String(taking.done), String(taking.lot.papers)))
            }
            let results = taking.lot.results
            if taking.decision != nil {
                finish(taking)
                return try told(taking, session)
            }
            // What a person is to decide on stays where it lies.
            if !results.contains(where: { DropWatch.isDoubtful($0, isAlone: results.count == 1) }) {
                folder.putAway(taking.lot, taking.intake.attribution.recorded)
            }
            finish(taking)
            return try doubts(of: taking.lot, session, hits: DropWatch.hits(results)) ?? DropWatch.told(results, session)
        } catch {
            finish(taking)
            return .failed(session.failure(error).message, nil)
        }
    }

    /// Stops between two batches; what is taken in stays, and the entry is left alone until it is touched again.
    func stop(_ session: Session) -> DeskEvent? {
        guard let taking else {
            guard let decision = decisions.first else { return nil }
            decisions.removeFirst()
            return .failed(session.speaker(.dropReadingStopped, decision.name), nil)
        }
        finish(taking)
        return .failed(session.speaker(.dropStopped, String(taking.done), String(taking.lot.papers)), nil)
    }

    private func finish(_ taking: Taking) {
        guard self.taking === taking else { return }
        taking.end()
        self.taking = nil
        if FileManager.default.fileExists(atPath: taking.lot.entry.path) { leftAlone.insert(taking.lot.entry) }
    }

    private static func told(_ results: [IntakeResult], _ session: Session) -> DeskEvent? {
        let hits = hits(results)
        let told = toldOfOthers(results, session)
        guard !hits.isEmpty else { return told }
        // What bears a mark is said first and stays; what became of the others stands below it.
        let also: String? =
            switch told {
            case .arrived(let text), .failed(let text, _): text
            default: nil
            }
        return .classified(hits, also: also)
    }

    /// The papers of an entry that bear a secrecy mark.
    static func hits(_ results: [IntakeResult]) -> [SecrecyHit] {
        results.compactMap { result in
            guard case .classified(let level) = result.outcome else { return nil }
            return SecrecyHit(name: Visible.text(PathText.last(result.path)), level: level, path: result.path)
        }
    }

    private static func toldOfOthers(_ results: [IntakeResult], _ session: Session) -> DeskEvent? {
        let speaker = session.speaker
        for result in results {
            guard case .refused(let reason) = result.outcome else { continue }
            return .failed(speaker(.dropLeft, Visible.text(PathText.last(result.path)), reason), nil)
        }
        let ids = results.compactMap { result -> String? in
            switch result.outcome {
            case .taken, .version: result.called
            case .duplicate: speaker(.dropKnown, result.called)
            default: nil
            }
        }
        guard let first = ids.first, let last = ids.last else { return nil }
        // Of hundreds the first and the last are said, and how many.
        let named = ids.count > 8 ? "\(first) … \(last)（\(ids.count)）" : ids.joined(separator: " ")
        // What was taken and not read is said at once: nobody looked for a mark in it.
        let unread = results.flatMap(\.unread).first.map { speaker(.intakeUnread, Visible.text($0.name), $0.reason) }
        return .arrived([speaker(.dropTaken, named), unread].compactMap(\.self).joined(separator: " · "))
    }
}
