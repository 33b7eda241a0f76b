import Foundation
import Ledger
import Office
import Synchronization

/// Reads papers on a thread of its own, batch by batch and never more than four ahead of who writes them.
final class PaperQueue: Sendable {
    private struct State {
        var batches: [[ReadPaper]] = []
        /// Batches that were written: who made them lets go of them.
        var spent: [[ReadPaper]] = []
        /// How many papers the next batch is to have.
        var size = PaperQueue.firstSize
        var isStopped = false
    }

    /// A short batch: little waits for it.
    private static let firstSize = 32
    /// One transaction holds no more papers than these, and no more bytes of them in memory.
    static let papersLimit = 512
    private static let bytesLimit = 16 << 20

    private let office: String
    private let state = Mutex(State())
    private let ready = DispatchSemaphore(value: 0)
    private let room = DispatchSemaphore(value: 0)

    /// - Parameters:
    ///   - attribution: whose intake it is.
    ///   - again: whether papers that are here already are to be read all the same.
    init(_ papers: [Intake.Paper], office: String, as attribution: Attribution, again: Bool) {
        self.office = office
        for _ in 0..<4 { room.signal() }
        Thread.detachNewThread { [self] in read(papers, office, attribution, again) }
    }

    /// The next batch; nil behind the last, or where it is no longer wanted.
    func next(isWanted: () -> Bool = { true }) -> [ReadPaper]? {
        while isWanted() {
            if let batch = next(within: .milliseconds(200)) { return batch.isEmpty ? nil : batch }
        }
        return nil
    }

    /// The next batch, empty behind the last; nil where it is not there in time.
    func next(within time: DispatchTimeInterval) -> [ReadPaper]? {
        guard ready.wait(timeout: .now() + time) == .success else { return nil }
        let batch = state.withLock { state in
            // The end is told as often as it is asked for.
            if state.batches.isEmpty { ready.signal() }
            return state.batches.isEmpty ? [] : state.batches.removeFirst()
        }
        if !batch.isEmpty { room.signal() }
        return batch
    }

    /// Takes back a batch that was written. Memory is given back cheapest by the thread it was given to.
    func giveBack(_ batch: consuming [ReadPaper]) {
        let spent = consume batch
        state.withLock { $0.spent.append(spent) }
    }

    /// Makes the next batches as large as fits into one transaction of a fifth of a second.
    func pace(_ count: Int, took time: Duration) {
        let fitting = Double(count) * (.milliseconds(180) / max(time, .milliseconds(1)))
        state.withLock { $0.size = max(8, min(PaperQueue.papersLimit, Int(fitting), $0.size * 2)) }
    }

    /// Stops the reading; the folders into which papers were unpacked that nobody took.
    func close() -> [String] {
        state.withLock { $0.isStopped = true }
        room.signal()
        var folders: [String] = []
        let spool = Spool(office)
        while let batch = next() {
            folders += batch.flatMap(\.folders)
            for paper in batch { paper.discard(spool) }
        }
        return folders
    }

    private var isStopped: Bool { state.withLock { $0.isStopped } }

    private func read(_ papers: [Intake.Paper], _ office: String, _ attribution: Attribution, _ again: Bool) {
        // A look of its own into the office spares it what is here already; who writes looks again.
        let ledger = try? Ledger.open(office, for: .reading)
        var proposing: PaperProposing?
        let spool = Spool(office)
        spool.sweep()
        var number = 0
        var rest = papers[...]
        var files: ArraySlice<PaperFile> = []
        var known: Set<String> = []
        while !rest.isEmpty || !files.isEmpty, !isStopped {
            room.wait()
            let (most, spent) = state.withLock { state in
                let spent = state.spent
                state.spent = []
                return (state.size, spent)
            }
            _ = consume spent
            // The last batches grow smaller: who writes has not much left to do when the reading is over.
            let size = min(most, max(PaperQueue.firstSize, (files.count + rest.count) / 2))
            if let grounds = try? ledger?.grounds(), proposing?.grounds.isSame(as: grounds) != true {
                proposing = PaperProposing(grounds, as: attribution)
            }
            var weight = files.reduce(0) { $0 + $1.weight }
            while files.count < size, weight < PaperQueue.bytesLimit, !isStopped, let paper = rest.popFirst() {
                files.append(PaperFile(paper))
                weight += files.last?.weight ?? 0
            }
            if !again { known = (try? ledger?.held(among: files.compactMap(\.digest))) ?? [] }
            var batch: [ReadPaper] = []
            weight = 0
            // What hangs on the papers weighs as well: what becomes too much is left for the next batch.
            while batch.count < size, weight < PaperQueue.bytesLimit, !isStopped, !files.isEmpty {
                for var read in PaperQueue.readNext(&files, most: size - batch.count, known) {
                    if case .passed = read.verdict {
                        read.proposal = proposing?.propose(for: read)
                        read.spool(into: spool, &number)
                    }
                    weight += read.weight
                    batch.append(read)
                }
            }
            if batch.isEmpty { break }
            // By the time somebody writes this batch its files are on the disk, and nobody has waited for them. What fails here fails there again.
            DispatchQueue.global().async { try? spool.drain() }
            state.withLock { $0.batches.append(batch) }
            ready.signal()
        }
        ledger?.close()
        ready.signal()
    }

    /// Reads the next papers: several at a time where they are plain text, else one, for its readers are processes of their own and what hangs
    /// on it may be large.
    private static func readNext(_ files: inout ArraySlice<PaperFile>, most: Int, _ known: Set<String>) -> [ReadPaper] {
        let plain = files.prefix(min(most, 16)).prefix(while: \.isPlainText).count
        let taken = Array(files.prefix(max(1, plain)))
        files.removeFirst(taken.count)
        @Sendable func read(_ file: PaperFile) -> ReadPaper { ReadPaper(file, isKnown: file.digest.map(known.contains) ?? false) }
        guard taken.count > 1 else { return taken.map(read) }
        let done = Mutex([ReadPaper?](repeating: nil, count: taken.count))
        DispatchQueue.concurrentPerform(iterations: taken.count) { index in
            let paper = read(taken[index])
            done.withLock { $0[index] = paper }
        }
        return done.withLock { $0.compactMap(\.self) }
    }
}
