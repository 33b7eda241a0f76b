import Foundation
import Ledger
import Mailroom
import Office

/// A paper read whole and passed by the secrecy door, before anything of it is kept.
///
/// Asks nothing of the ledger, so that it can be read on a thread of its own while the papers before it are written.
struct ReadPaper: Sendable {
    enum Verdict: Sendable {
        case passed
        /// Here already, so it was read no further.
        case known
        case mailbox
        case noText
        case refused(Extraction.Reason)
        case classified(String)
        /// Something went wrong with this one, which says nothing of the papers beside it.
        case spoilt(any Error)
        /// The office can keep nothing at present.
        case failed(any Error)
    }

    private(set) var paper: Intake.Paper
    var proposal: Proposal?
    private(set) var verdict = Verdict.passed
    /// Nil where not even its bytes could be read.
    private(set) var digest: String?
    private(set) var text = ""
    private(set) var recognition = Recognition(of: "")
    /// What a machine finds against it (条例 §24(3)).
    private(set) var findings: [PreliminaryCheck.Finding] = []
    private(set) var letter: Letter?
    private(set) var parts: [Part] = []
    /// Its files as a matter keeps them, in the order of its parts; none before all of it has passed the secrecy gate.
    private(set) var enclosures: [ClearedPaper] = []
    private(set) var leftOut: [(path: String, reason: Extraction.Reason)] = []
    /// What hangs on it and is kept although nobody could read it, so that no mark in it was looked for.
    private(set) var unread: [(name: String, reason: Extraction.Reason)] = []
    /// Its text was made by a machine from a picture.
    var isMachineRead: Bool { parts.first?.isMachineRead ?? false }
    private let budget: Budget
    private var readers: Confinement { .standing.within(budget) }
    /// Folders of our own into which mails and envelopes were unpacked.
    private(set) var folders: [String] = []
    private var gate: SecrecyGate
    /// Why it may be kept although it bears a mark; nil where it bears none.
    var clearance: Clearance? { gate.clearance }
    /// The names attachments came with, by the path where each was laid.
    private var names: [String: String] = [:]

    init(_ paper: Intake.Paper) { self.init(PaperFile(paper)) }

    /// Reads a paper; one that `isKnown` no further than its bytes were.
    init(_ file: PaperFile, isKnown: Bool = false) {
        paper = file.paper
        gate = SecrecyGate(clearance: file.paper.clearance)
        budget = file.paper.budget ?? Budget()
        digest = file.digest
        switch file.file {
        case .failure(let refused): verdict = .refused(refused.reason)
        case .success(let file):
            do {
                // A name is kept beside the paper or laid aside with it, also where its bytes are here.
                let names = ([paper.main] + paper.attachments).map(TextExtraction.safeName)
                gate.look(atFiles: names + paper.words)
                if let level = gate.stops {
                    verdict = .classified(level)
                } else if isKnown {
                    verdict = .known
                } else if MailFile.isMailbox(file.bytes) {
                    verdict = .mailbox
                } else if MailFile.isMail(file.bytes) {
                    try readMail(file)
                } else {
                    try readText(file)
                }
                if case .passed = verdict {
                    // What was not looked into to its end is not taken.
                    if let over = budget.over { throw over }
                    clear()
                }
                if case .passed = verdict {
                    findings = PreliminaryCheck.findings(
                        recognition, text: text, attached: parts.flatMap(\.otherNames) + parts.dropFirst().map(\.name))
                }
            } catch let over as OverBudget {
                parts = []
                verdict = .refused(Extraction.Reason(over))
            } catch { verdict = error is LedgerFault ? .failed(error) : .spoilt(error) }
        }
    }

    /// Writes its files beside their place in the office, so that only a move is left to do.
    mutating func spool(into spool: Spool, _ number: inout Int) {
        if clearance == nil, let proposal, proposal.opening == nil, SecrecyDoor.mark(in: .object(proposal.draft.values)) != nil { return }
        do {
            for (index, file) in files.enumerated() {
                number += 1
                parts[index].spooled = try spool.put(file, number: number)
            }
        } catch {
            discard(spool)
            verdict = .failed(error)
        }
    }

    /// Throws away what was written of it for nothing.
    func discard(_ spool: Spool) { for spooled in parts.compactMap(\.spooled) { spool.discard(spooled) } }

    /// Its files as they are kept.
    var files: [PaperToKeep] { zip(enclosures, parts).map { PaperToKeep($0, $1.file, spooled: $1.spooled) } }

    /// How much of it is held in memory, in bytes.
    var weight: Int { parts.reduce(0) { $0 + $1.file.bytes.count } }

    /// Clears its files, now that all of it was looked through.
    private mutating func clear() {
        do throws(Refusal) {
            for (index, part) in parts.enumerated() {
                let cleared = try gate.clear(
                    part.digest, name: part.name, otherNames: part.otherNames, size: part.file.bytes.count, text: part.scanned,
                    isAttached: index > 0, isMachineRead: part.isMachineRead, unread: part.unread)
                enclosures.append(cleared)
            }
        } catch {
            parts = []
            enclosures = []
            if case .classified(let level) = error { verdict = .classified(level) } else { verdict = .spoilt(error) }
        }
    }

    private mutating func readText(_ file: PaperBytes) throws {
        let opened = TextExtraction.open(file.bytes, path: paper.main, by: readers)
        let extraction = opened.extraction
        guard let text = extraction.text else {
            verdict = if case .refused(let why) = extraction { .refused(why) } else { .noText }
            return
        }
        do { try note(opened, TextExtraction.safeName(paper.main)) } catch let fault as ExtractionRefused {
            return verdict = .refused(fault.reason)
        }
        self.text = text
        let (scanned, recognition) = gate.read(text)
        self.recognition = recognition
        if let level = gate.stops { return verdict = .classified(level) }
        try readParts(file, scanned, isMachineRead: extraction.isMachineRead)
    }

    /// A mail is one matter: its text and what hangs on it. The paper it brings may be the text or an attachment.
    private mutating func readMail(_ file: PaperBytes) throws {
        let mail: MailFile
        do { mail = try MailFile.read(file.bytes, by: readers) } catch { return verdict = .refused(error.reason) }
        letter = Letter(
            messageID: mail.messageID, sent: mail.sent, invitation: mail.invitation, title: mail.title, senderName: mail.senderName,
            senderAddress: mail.senderAddress)
        text = mail.body
        let (scanned, recognition) = gate.read(mail.body)
        self.recognition = recognition
        let titled = [mail.subject, mail.body].compactMap { $0 }.joined(separator: "\n")
        for words in [mail.allText, titled] where !gate.hasMark { gate.look(into: words) }
        if !gate.hasMark { lookAtEnvelope(of: mail) }
        if let level = gate.stops { return verdict = .classified(level) }
        paper.attachments += try unpack(mail)
        try readParts(file, scanned)
    }

    /// The secrecy door stands before the whole paper: nothing is kept until every part of it has passed.
    private mutating func readParts(_ file: PaperBytes, _ scanned: ScannedText, isMachineRead: Bool = false) throws {
        parts = [
            Part(
                paper.main, file, text: text.isEmpty ? nil : scanned, isMachineRead: isMachineRead,
                unread: unreadParts(from: 0, of: TextExtraction.safeName(paper.main)))
        ]
        for path in paper.attachments {
            // What hung on a mail lies in a folder of our own.
            switch TextExtraction.read(path, below: names[path] == nil ? paper.root : nil) {
            case .failure(let refused) where refused.reason.isOfMachine:
                parts = []
                return verdict = .refused(refused.reason)
            case .failure(let refused): leftOut.append((path, refused.reason))
            case .success(let bytes):
                let more = PaperBytes(bytes)
                // The same file twice is one file with two names.
                if let same = parts.firstIndex(where: { $0.digest == more.digest }) {
                    let name = TextExtraction.safeName(names[path] ?? path)
                    if parts[same].name != name, !parts[same].otherNames.contains(name) { parts[same].otherNames.append(name) }
                    continue
                }
                let opened = TextExtraction.open(bytes, path: path, by: readers)
                // A mark may stand in what only the machine kept from being read.
                if case .refused(let reason) = opened.extraction, reason.isOfMachine {
                    parts = []
                    return verdict = .refused(reason)
                }
                let called = TextExtraction.safeName(names[path] ?? path)
                let known = unread.count
                if let reason = unread(opened.extraction, bytes) { unread.append((called, reason)) }
                let read = opened.text.map { gate.read($0) }
                do {
                    try note(opened, called)
                    if read?.text.level == nil { try look(inside: bytes, called, opened, budget) }
                    if let level = gate.stops {
                        parts = []
                        return verdict = .classified(level)
                    }
                } catch let over as OverBudget {
                    throw over
                } catch let fault as ExtractionRefused {
                    parts = []
                    return verdict = .refused(fault.reason)
                }
                // A mail says “please find attached”: the paper is the first attachment that bears a number.
                if letter != nil, recognition.reference == nil, let read = read?.recognition, read.reference != nil {
                    recognition = read
                }
                parts.append(
                    Part(
                        path, called: names[path], more, text: read?.text, isMachineRead: opened.extraction.isMachineRead,
                        unread: unreadParts(from: known, of: called)))
            }
        }
    }

    /// Looks at what of a mail's envelope would be kept, who sent it and what is attached; whether a mark was met.
    @discardableResult
    private mutating func lookAtEnvelope(of mail: MailFile) -> Bool {
        let words = [mail.subject, mail.title, mail.senderName, mail.senderAddress, mail.messageID].compactMap { $0 }
        return gate.look(at: words) != nil || gate.look(atFiles: mail.attachments.map(\.name)) != nil
    }

    /// Takes note of what within a file nobody could read; what only the machine kept from being read may hold a mark.
    private mutating func note(_ opened: TextExtraction.Opened, _ called: String) throws {
        for part in opened.unread {
            if part.reason.isOfMachine { throw ExtractionRefused(part.reason) }
            unread.append((part.name.isEmpty ? called : called + "/" + part.name, part.reason))
        }
    }

    /// What of a file nobody could read, as its matter keeps it.
    ///
    /// - Parameter first: where in the list those of this file begin.
    private func unreadParts(from first: Int, of called: String) -> UnreadParts {
        var parts = UnreadParts()
        for (name, reason) in unread[first...] {
            if case .pages(let numbers) = reason, name == called {
                parts.pages += numbers
            } else if name == called {
                parts.isWhole = true
            } else {
                parts.within.append(name.hasPrefix(called + "/") ? String(name.dropFirst(called.count + 1)) : name)
            }
        }
        return parts
    }

    /// Looks for a secrecy mark in anything packed into a file, and stops at the first.
    ///
    /// Envelopes are looked into: a zip or a mail that hangs on a paper is kept with it, so what is in it passes the same door.
    /// What cannot be looked into to its end is not taken at all.
    ///
    /// - Parameter called: what it is called, for those in it that nobody could read.
    /// - Returns: whether one was found.
    @discardableResult
    private mutating func look(inside bytes: [UInt8], _ called: String, _ opened: TextExtraction.Opened, _ budget: Budget) throws -> Bool {
        var paths: [String] = []
        var budget = budget
        let kept = folders.count
        // What was looked into is of no more use; only the folder of the mail itself holds what is taken.
        defer { IntakeFolders.remove(Array(folders.dropFirst(kept))) }
        let packing = opened.text == nil ? Envelope(unread: bytes) : Envelope(bytes)
        // The words of what no reader knows stand in its bytes as they were written.
        if opened.text == nil, packing == nil || packing == .pressed, let words = try RawText.mark(in: bytes), gate.look(at: [words]) != nil
        {
            return true
        }
        if let packing {
            budget = try budget.deeper()
            if packing == .zip, gate.look(atFiles: ZipFile.names(in: bytes)) != nil || gate.look(at: ZipFile.remarks(of: bytes)) != nil {
                return true
            }
            let (folder, named) = try lookedInto(bytes, packing, called, budget)
            if gate.look(atFiles: named.flatMap { PathText.parts($0.replacing("\\", with: "/")) }) != nil { return true }
            paths = PathText.files(under: folder).map { folder + "/" + $0 }
        } else if let mail = opened.mail {
            budget = try budget.deeper()
            if gate.look(into: mail.allText) != nil || lookAtEnvelope(of: mail) { return true }
            paths = try unpack(mail)
        }
        for path in paths {
            let name = TextExtraction.safeName(names[path] ?? path)
            if gate.look(atFiles: [name]) != nil { return true }
            let inner: [UInt8]
            switch TextExtraction.read(path) {
            case .success(let bytes): inner = bytes
            case .failure(let refused) where refused.reason.isOfMachine: throw refused
            case .failure(let refused):
                unread.append((called + "/" + name, refused.reason))
                continue
            }
            let opened = TextExtraction.open(inner, path: path, by: readers)
            if case .refused(let reason) = opened.extraction, reason.isOfMachine { throw ExtractionRefused(reason) }
            if let reason = unread(opened.extraction, inner) { unread.append((called + "/" + name, reason)) }
            try note(opened, called + "/" + name)
            if let words = opened.text, gate.look(into: words) != nil { return true }
            if try look(inside: inner, called + "/" + name, opened, budget) { return true }
        }
        return false
    }

    /// Why nobody knows the words of what hangs on a paper; nil where they were read, there are none, or an envelope is opened instead.
    private func unread(_ extraction: Extraction, _ bytes: [UInt8]) -> Extraction.Reason? {
        if case .refused(let reason) = extraction, Envelope(bytes) == nil { reason } else { nil }
    }

    /// Where an envelope was unpacked to be looked into, and the names in it: what is locked or broken nobody can look into, the rest is seen.
    private mutating func lookedInto(
        _ bytes: [UInt8], _ packing: Envelope, _ called: String, _ budget: Budget
    ) throws -> (folder: String, named: [String]) {
        let folder = try folderOfOurOwn()
        var named: [String] = []
        do throws(ExtractionRefused) {
            try ZipFile.unpack(bytes, as: packing, called: PathText.last(called), into: folder, budget: budget) { named.append($0) }
        } catch {
            switch error.reason {
            case .broken, .locked, .unsupported: unread.append((called, error.reason))
            default: throw error
            }
        }
        return (folder, named)
    }

    /// Lays what hangs on a mail into a folder of our own, for tools that read files themselves.
    private mutating func unpack(_ mail: MailFile) throws -> [String] {
        try budget.spend(of: .envelopes)
        try budget.spend(mail.attachments.count, of: .items)
        let folder = try folderOfOurOwn()
        return try mail.attachments.enumerated().map { index, attachment in
            // A folder each: two attachments may bear one name.
            let inner = "\(folder)/\(index)"
            let name = attachment.name.replacing("\\", with: "/")
            let path = inner + "/" + TextExtraction.fileName(name)
            names[path] = name
            guard mkdir(inner, 0o700) == 0, FileManager.default.createFile(atPath: path, contents: Data(attachment.bytes)) else {
                throw LedgerFault.writeFailed(path, reason: String(cString: strerror(errno)))
            }
            return path
        }
    }

    private mutating func folderOfOurOwn() throws -> String {
        let folder = try Intake.makeFolder()
        folders.append(folder)
        return folder
    }
}
