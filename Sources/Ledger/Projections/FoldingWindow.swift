import GRDB
import Office
import Synchronization

/// What is folded of many entries at once: a matter that a stretch of the journal speaks of ten times has its row written once, and what its
/// rows hold is worked out on another thread while the rows of the stretch before are written.
///
/// A matter's row is made of its events and of the office and directory as they stood behind the last of them, so the window is emptied
/// before an entry that changes either. Numbers that are taken back depend on who got the next one, so they empty it as well.
final class FoldingWindow {
    private struct Stretch {
        var order: [SubjectID] = []
        var waiting: [SubjectID: (deeds: [Ledger.Deed], seq: Int64)] = [:]
        /// The papers' texts that came with them, as they are stored.
        var texts: [[UInt8]: [UInt8]] = [:]
        var weight = 0
    }

    private let ledger: Ledger
    private let db: Database
    private let preparation = MatterPreparation()
    private var gathering = Stretch()
    /// The stretch before, whose rows are being prepared.
    private var prepared: (stretch: Stretch, work: Ahead<[SubjectID: PreparedMatter]>)?

    /// Events, or four kilobytes of text each. More is not kept back: memory stays small, and a slice of time is not overrun by much.
    private static let limit = 500
    private static let textsWeight = 4 << 10

    init(_ ledger: Ledger, in db: Database) {
        self.ledger = ledger
        self.db = db
    }

    /// Takes the events of the next entry.
    ///
    /// - Parameters:
    ///   - person: who wrote it down.
    ///   - by: whose act it is.
    func take(_ events: [Ledger.Deed], seq: Int64, person: String, by: String) throws {
        guard events.allSatisfy({ FoldingWindow.mayWait($0.event) }) else {
            // A meeting's row and a matter's know nothing of one another.
            if events.contains(where: { $0.event.subject.kind != .meeting }) { try empty() }
            try ledger.project(events, seq: seq, person: person, by: by, in: db)
            (ledger.isOfficeSettled, ledger.isDirectorySettled) = (false, false)
            return
        }
        var touched: Set<SubjectID> = []
        for deed in events {
            let id = deed.event.subject
            if touched.insert(id).inserted { try ledger.touch(id, seq: seq, person: person, in: db) }
            if gathering.waiting[id] == nil { gathering.order.append(id) }
            gathering.waiting[id, default: ([], seq)].deeds.append(deed)
            gathering.waiting[id]?.seq = seq
            gathering.weight += 1
            if let text = deed.text, let kept = try ledger.journal(in: db).payload(text) {
                gathering.texts[text] = kept.bytes
                gathering.weight += kept.bytes.count / FoldingWindow.textsWeight
            }
            try ledger.noteActor(by, of: deed.event, in: db)
        }
        if gathering.weight >= FoldingWindow.limit { try goOn() }
    }

    /// Has the stretch that was gathered prepared, and writes the one before meanwhile.
    private func goOn() throws {
        let stretch = gathering
        gathering = Stretch()
        let known = prepared?.stretch.waiting ?? [:]
        let new = stretch.order.filter { known[$0] == nil && ledger.isFresh($0) }
        let jobs = new.compactMap { id in stretch.waiting[id].map { MatterPreparation.Job(id: id, deeds: $0.deeds) } }
        let work = preparation.begin(
            jobs, texts: stretch.texts, try ledger.directory(in: db), try ledger.readRegisters(in: db))
        try writePrepared()
        prepared = (stretch, work)
    }

    private func writePrepared() throws {
        guard let (stretch, work) = prepared else { return }
        prepared = nil
        try write(stretch, ready: work.value())
    }

    /// Writes the rows of all that waits.
    func empty() throws {
        try writePrepared()
        let stretch = gathering
        gathering = Stretch()
        try write(stretch, ready: [:])
    }

    private func write(_ stretch: Stretch, ready: [SubjectID: PreparedMatter]) throws {
        for id in stretch.order {
            guard let (deeds, seq) = stretch.waiting[id] else { continue }
            try ledger.projectMatter(deeds, ready: ready[id], seq: seq, in: db)
        }
    }

    private static func mayWait(_ event: Event) -> Bool {
        event.subject.kind == .matter && event.kind != Undoing.erasure && !event.changes.contains { $0.path == "archival" }
    }
}

/// Prepares the rows of new matters on another thread.
private final class MatterPreparation: Sendable {
    struct Job: Sendable {
        let id: SubjectID
        let deeds: [Ledger.Deed]
    }

    /// Keeps the initials of names it has met.
    private let indexing = Mutex(FieldIndexing())

    func begin(
        _ jobs: [Job], texts: [[UInt8]: [UInt8]], _ directory: Directory, _ registers: Registers
    ) -> Ahead<[SubjectID: PreparedMatter]> {
        Ahead([:]) { [self] in
            indexing.withLock { indexing in
                var matters: [SubjectID: PreparedMatter] = [:]
                for job in jobs {
                    var matter = PreparedMatter(job.id, job.deeds.map(\.event), takesNumbers: true, directory, registers, &indexing)
                    for text in job.deeds.compactMap(\.text) {
                        // What cannot be unpacked is said by who writes it.
                        guard let bytes = texts[text].flatMap({ try? Packing.unpack($0) }) else { continue }
                        matter.texts[text] = PreparedText.tokens(String(decoding: bytes, as: UTF8.self))
                    }
                    matters[job.id] = matter
                }
                return matters
            }
        }
    }
}
