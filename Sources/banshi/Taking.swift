import Foundation
import Ledger
import Mailroom
import Office
import Screen

/// A paper that passed, on its way into the next transaction.
private struct Pending {
    let index: Int
    let read: ReadPaper
    let draft: MatterDraft
    let opening: PreparedOpening?
    let likeness: (id: SubjectID, percent: Int)?
}

/// What of a batch is here already, asked for all of it before the first is looked at.
private struct Known {
    let digests: Set<String>
    let references: Set<String>

    init(_ batch: [ReadPaper], in ledger: Ledger) throws {
        digests = try ledger.held(among: batch.compactMap(\.digest))
        references = try ledger.borne(among: batch.compactMap(\.recognition.reference))
    }
}

/// The papers on their way, and what a later one of the same batch may have in common with them.
private struct Waiting {
    private(set) var papers: [Pending] = []
    private var digests: Set<String> = []
    private var references: Set<String> = []
    private var mails: Set<String> = []

    mutating func append(_ paper: Pending) {
        remember(paper.read)
        papers.append(paper)
    }

    mutating func remember(_ read: ReadPaper) {
        for part in read.parts { digests.insert(part.digest) }
        if let reference = read.recognition.reference { references.insert(reference) }
        if let id = read.letter?.messageID { mails.insert(id) }
    }

    /// The papers to be written; what they have in common with later ones is remembered.
    mutating func leave() -> [Pending] {
        defer { papers = [] }
        return papers
    }

    /// Whether a paper may be the twin of an earlier one of its batch.
    func meets(_ read: ReadPaper) -> Bool {
        read.digest.map(digests.contains) == true || read.letter?.messageID.map(mails.contains) == true
            || read.recognition.reference.map(references.contains) == true
    }

    /// Whether a title stands in a paper that is not yet recorded, so that they may be one.
    func mayRead(like title: String) -> Bool {
        let words = SearchText.line(title.filter { !$0.isWhitespace })
        // The last token closes a run here and may go on there.
        let opening = words.split(separator: " ").dropLast().joined(separator: " ")
        guard !opening.isEmpty else { return !papers.isEmpty }
        return papers.contains { other in
            SearchText.line(other.draft.values["title"]?.string ?? "").contains(opening)
                || other.read.parts.contains { $0.text?.tokens.contains(opening) ?? false }
        }
    }
}

extension Intake {
    /// Takes papers in, batch by batch; what was told is durable.
    ///
    /// - Parameter goesOn: asked between two batches with the number of papers dealt with.
    /// - Returns: false where it was stopped before the last.
    mutating func take(_ papers: [Paper], goesOn: (Int) -> Bool, tell: (IntakeResult) throws -> Void) throws -> Bool {
        // A few are not worth a thread.
        guard papers.count > 3 else {
            for (index, paper) in papers.enumerated() {
                if index > 0, !goesOn(index) { return false }
                try take([ReadPaper(paper)], tell: tell)
            }
            return true
        }
        let queue = PaperQueue(papers, office: ledger.folder, as: attribution, again: again)
        ledger.beginBulk()
        defer {
            ledger.endBulk()
            unpacked += queue.close()
        }
        var done = 0
        while let batch = queue.next(isWanted: { goesOn(done) }) {
            try take(batch, pacing: queue, tell: tell)
            done += batch.count
            queue.giveBack(batch)
        }
        return done == papers.count
    }

    /// Takes a batch in and tells the queue how long it took.
    mutating func take(_ batch: [ReadPaper], pacing queue: PaperQueue, tell: (IntakeResult) throws -> Void) throws {
        let begun = ContinuousClock.now
        try take(batch, tell: tell)
        queue.pace(batch.count, took: ContinuousClock.now - begun)
    }

    /// Takes read papers in within one transaction and says in their order what became of each; nothing is kept of one that is refused.
    mutating func take(_ batch: [ReadPaper], tell: (IntakeResult) throws -> Void) throws {
        unpacked += batch.flatMap(\.folders)
        let spool = Spool(ledger.folder)
        var results = [IntakeResult?](repeating: nil, count: batch.count)
        defer {
            for (read, result) in zip(batch, results) {
                if case .taken? = result?.outcome { continue }
                read.discard(spool)
            }
        }
        var pending = Waiting()
        var told = 0
        func tellSettled() throws {
            while told < results.count, let result = results[told] {
                told += 1
                try tell(result)
            }
        }
        do {
            let proposing = PaperProposing(try ledger.grounds(), as: attribution)
            let known = try Known(batch, in: ledger)
            for (index, read) in batch.enumerated() {
                results[index] = try judge(read, index, known, proposing, &pending, &results)
            }
            try settle(&pending, &results)
        } catch {
            // What came before the fault is taken, as if each had come alone.
            try? settle(&pending, &results)
            try tellSettled()
            throw error
        }
        try tellSettled()
    }

    /// What becomes of a paper; nil where it is pending.
    private mutating func judge(
        _ read: ReadPaper, _ index: Int, _ known: Known, _ proposing: PaperProposing, _ pending: inout Waiting,
        _ results: inout [IntakeResult?]
    ) throws -> IntakeResult? {
        let name = read.paper.name
        // The mark comes before the likeness: a paper that bears one is not laid aside as known.
        if case .classified(let level) = read.verdict {
            var result = IntakeResult(path: name, outcome: .classified(level))
            if keepsPlace {
                try settle(&pending, &results)
                result.placeholder = try keepPlace()
            }
            return result
        }
        let meets = pending.meets(read)
        if meets { try settle(&pending, &results) }
        if !again, let digest = read.digest, meets || known.digests.contains(digest), let twin = try ledger.matters(holding: digest).first {
            return IntakeResult(path: name, outcome: .duplicate(twin), title: try ledger.matter(twin)?.title, isSameBytes: true)
        }
        if !again, let id = read.letter?.messageID, let twin = try twin(ofMail: id) {
            return IntakeResult(path: name, outcome: .duplicate(twin), title: try ledger.matter(twin)?.title)
        }
        switch read.verdict {
        case .passed, .classified: break
        // It was here a moment ago.
        case .known:
            let whole = ReadPaper(read.paper)
            unpacked += whole.folders
            return try judge(whole, index, Known([whole], in: ledger), proposing, &pending, &results)
        case .mailbox: return IntakeResult(path: name, outcome: .refused(session.speaker(.whyUnsupported, "mbox")))
        case .noText: return IntakeResult(path: name, outcome: .refused(session.speaker(.whyNoText)))
        case .refused(let reason):
            return IntakeResult(path: name, outcome: .refused(session.reason(reason)), isForWant: reason.isOfMachine)
        case .spoilt(let error): return IntakeResult(path: name, outcome: .refused(session.failure(error).message))
        case .failed(let error): throw error
        }
        let recognition = read.recognition
        let mayBeTwin = meets || recognition.reference.map(known.references.contains) ?? false
        if let same = again ? nil : try versionOf ?? (mayBeTwin ? twin(of: recognition) : nil) {
            let isHeld = try ledger.matter(same)?.enclosures.contains { $0.digest == read.digest } ?? false
            if isHeld || !addsVersions {
                return IntakeResult(
                    path: name, outcome: .duplicate(same), title: recognition.title, reference: recognition.reference,
                    dated: recognition.date, isSameBytes: isHeld)
            }
            try settle(&pending, &results)
            pending.remember(read)
            return try addVersion(read, to: same)
        }
        let (draft, opening) = proposing.opening(of: read)
        // What was made of its words passes the door before its files are written; a prepared opening has passed.
        if opening == nil, read.clearance == nil, let level = SecrecyDoor.mark(in: .object(draft.values)) {
            return IntakeResult(path: name, outcome: .classified(level))
        }
        // Letters made from one another bear numbers of their own; what was scanned again often lost its number.
        var likeness: (id: SubjectID, percent: Int)?
        if recognition.reference == nil {
            let title = draft.values["title"]?.string ?? ""
            if read.isMachineRead || pending.mayRead(like: title) { try settle(&pending, &results) }
            likeness = try self.likeness(of: title, read)
            if let likeness, asksWhenAlike, !again {
                return IntakeResult(
                    path: name, outcome: .duplicate(likeness.id), title: title, dated: recognition.date, likeness: likeness)
            }
        }
        pending.append(Pending(index: index, read: read, draft: draft, opening: opening, likeness: likeness))
        return nil
    }

    /// Writes what is pending: all files durable first, then one transaction.
    private mutating func settle(_ pending: inout Waiting, _ results: inout [IntakeResult?]) throws {
        let papers = pending.leave()
        if papers.isEmpty { return }
        try keepFiles(of: papers.map(\.read))
        do {
            try open(papers, &results)
        } catch LedgerFault.refused {
            // One of them is refused: each stands for itself.
            for paper in papers { try openAlone(paper, &results) }
        }
    }

    /// Opens one paper; what is wrong with it alone is said of it, and the next is looked at.
    private mutating func openAlone(_ paper: Pending, _ results: inout [IntakeResult?]) throws {
        do { try open([paper], &results) } catch let fault as LedgerFault {
            let failure = session.failure(fault)
            guard failure.code == .badData else { throw fault }
            results[paper.index] = IntakeResult(path: paper.read.paper.name, outcome: .refused(failure.message))
        }
    }

    private mutating func open(_ papers: [Pending], _ results: inout [IntakeResult?]) throws {
        var prepared = Preparations()
        for part in papers.flatMap(\.read.parts) { prepared.texts[part.digest] = part.text }
        for (index, paper) in papers.enumerated() { prepared.openings[index] = paper.opening }
        let receipt = try ledger.submit(papers.map { .open($0.draft) }, as: attribution, wholly: true, act: act, prepared: prepared)
        act = receipt.act
        for (paper, result) in zip(papers, receipt.results) {
            guard let id = try result.get().first else { throw LedgerFault.writeFailed(ledger.folder, reason: "no handle") }
            results[paper.index] = IntakeResult(
                path: paper.read.paper.name, outcome: .taken(id), title: paper.draft.values["title"]?.string,
                reference: paper.read.recognition.reference, likeness: paper.likeness, leftOut: leftOut(of: paper.read),
                unread: unread(of: paper.read),
                isForWant: paper.read.leftOut.contains { $0.reason.isOfMachine },
                isMachineRead: paper.read.isMachineRead, invitation: paper.read.letter?.invitation)
        }
    }

    private func keepFiles(of papers: [ReadPaper]) throws {
        let files = papers.flatMap(\.files)
        // To wait for a whole disk for one file would be dearer than for the file.
        if files.count < 3, files.allSatisfy({ $0.spooled == nil }) {
            for file in files { try ledger.keep(file) }
        } else {
            try ledger.keep(files)
        }
    }

    private func leftOut(of read: ReadPaper) -> [(path: String, reason: String)] {
        read.leftOut.map { ($0.path, session.reason($0.reason)) }
    }

    private func unread(of read: ReadPaper) -> [(name: String, reason: String)] {
        read.unread.map { ($0.name, session.reason($0.reason)) }
    }

    private mutating func addVersion(_ read: ReadPaper, to same: SubjectID) throws -> IntakeResult {
        try keepFiles(of: [read])
        let receipt = try ledger.submit(read.enclosures.map { .enclose(same, $0) }, as: attribution, wholly: true, act: act)
        act = receipt.act
        return IntakeResult(
            path: read.paper.name, outcome: .version(same), title: try ledger.matter(same)?.title,
            reference: read.recognition.reference, leftOut: leftOut(of: read), unread: unread(of: read),
            isForWant: read.leftOut.contains { $0.reason.isOfMachine }, isMachineRead: read.isMachineRead,
            invitation: read.letter?.invitation)
    }

    // MARK: What is here already

    /// The matter this mail became before, told by its Message-ID: the same mail may lie in two folders, or come twice.
    private func twin(ofMail id: String) throws -> SubjectID? {
        try ledger.search(id, limit: 20).hits.map(\.row.id).first { try ledger.matter($0)?.field("mailID") == id }
    }

    /// The paper here that reads most like this one: a scan made twice has no number in common with itself.
    private func likeness(of title: String, _ read: ReadPaper) throws -> (id: SubjectID, percent: Int)? {
        let text = read.text
        guard title.count >= 4, text.count >= 40 else { return nil }
        var words = [title]
        if read.isMachineRead {
            // The title of a scan may be misread: the middle of its longest lines is asked for as well.
            let lines = text.split(whereSeparator: \.isNewline).sorted { $0.count > $1.count }.prefix(3)
            words += lines.filter { $0.count >= 16 }.map { String($0.dropFirst($0.count / 2 - 4).prefix(8)) }
        }
        let found = try Set(words.flatMap { word in try ledger.search(word.filter { !$0.isWhitespace }, limit: 8).hits.map(\.row.id) })
        let near = try found.flatMap { id in
            try ledger.texts(of: id, limit: 80_000).map { (id: id, percent: Likeness.percent(text, $0.text)) }
        }
        return near.filter { $0.percent >= Likeness.notable }.max { $0.percent < $1.percent }
    }

    /// The paper of that number and issuer that is here already.
    private func twin(of recognition: Recognition) throws -> SubjectID? {
        guard let reference = recognition.reference else { return nil }
        let issuer = recognition.list("issuers").first
        return try ledger.twins(reference: reference).first { twin in
            guard let issuer, let known = try ledger.issuer(of: twin.id) else { return true }
            return Folding.key(known).contains(Folding.key(issuer))
        }?.id
    }
}
