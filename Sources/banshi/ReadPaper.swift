import Foundation
import Ledger
import Mailroom
import Office

/// A paper's main file as it lay there, not yet looked into.
struct PaperFile {
    let paper: Intake.Paper
    let bytes: Result<[UInt8], ExtractionRefused>
    /// Nil where not even its bytes could be read.
    let digest: String?

    init(_ paper: Intake.Paper) {
        self.paper = paper
        bytes = TextExtraction.read(paper.main, below: paper.root)
        digest = (try? bytes.get()).map { Ledger.digest(of: $0) }
    }

    /// How much of it is held in memory, in bytes.
    var weight: Int { (try? bytes.get().count) ?? 0 }

    /// Whether it is a short text that begins with a Chinese character: neither mail nor picture nor anything packed.
    var isPlainText: Bool {
        guard case .success(let bytes) = bytes, let first = bytes.first, paper.attachments.isEmpty else { return false }
        return (0xE3...0xE9).contains(first) && bytes.count <= 1 << 16
    }
}

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

    /// A file of it: the paper itself first, then what hangs on it.
    struct Part: Sendable {
        /// What it is called, made safe for a screen and a folder.
        let name: String
        /// Further names under which the same bytes came with the same paper.
        var otherNames: [String] = []
        let digest: String
        let bytes: [UInt8]
        let text: PreparedText?
        /// Its text was made by a machine from a picture.
        let isMachineRead: Bool
        /// What of it gave no text.
        let unread: UnreadParts
        /// Where its bytes were written already, to be moved to their place.
        var spooled: String?

        /// - Parameter called: the name it came with, where it lies under another.
        init(
            _ path: String, called: String? = nil, _ bytes: [UInt8], digest: String? = nil, text: String?, isMachineRead: Bool,
            unread: UnreadParts
        ) {
            self.unread = unread
            self.isMachineRead = isMachineRead
            name = TextExtraction.safeName(called ?? path)
            self.bytes = bytes
            self.digest = digest ?? Ledger.digest(of: bytes)
            self.text = text.map { PreparedText($0) }
        }
    }

    /// What the envelope of a mail says.
    struct Letter: Sendable {
        let messageID: String?
        let sent: Moment?
        /// The invitation to a meeting that hangs on it, by its name.
        let invitation: String?
        let title: String?
        let senderName: String?
        let senderAddress: String?
    }

    /// What it proposes for its row, where that was worked out already.
    struct Proposal: Sendable {
        let grounds: Grounds
        let draft: MatterDraft
        let opening: PreparedOpening?
    }

    private(set) var paper: Intake.Paper
    var proposal: Proposal?
    private(set) var verdict = Verdict.passed
    /// Nil where not even its bytes could be read.
    private(set) var digest: String?
    private(set) var text = ""
    private(set) var recognition = Recognition(of: "")
    private(set) var title: PreparedTitle?
    /// What a machine finds against it (条例 §24(3)).
    private(set) var findings: [PreliminaryCheck.Finding] = []
    private(set) var letter: Letter?
    private(set) var parts: [Part] = []
    private(set) var leftOut: [(path: String, reason: Extraction.Reason)] = []
    /// What hangs on it and is kept although nobody could read it, so that no mark in it was looked for.
    private(set) var unread: [(name: String, reason: Extraction.Reason)] = []
    /// Its text was made by a machine from a picture.
    var isMachineRead: Bool { parts.first?.isMachineRead ?? false }
    private let budget: Budget
    private var readers: Confinement { .standing.within(budget) }
    /// Folders of our own into which mails and envelopes were unpacked.
    private(set) var folders: [String] = []
    /// Whether it bears a secrecy mark and was let in all the same.
    private var isLetIn = false
    /// Why it may be kept although it bears a mark; nil where it bears none.
    var clearance: Clearance? { isLetIn ? paper.clearance : nil }
    /// The names attachments came with, by the path where each was laid.
    private var names: [String: String] = [:]

    init(_ paper: Intake.Paper) { self.init(PaperFile(paper)) }

    /// Reads a paper; one that `isKnown` no further than its bytes were.
    init(_ file: PaperFile, isKnown: Bool = false) {
        paper = file.paper
        budget = file.paper.budget ?? Budget()
        digest = file.digest
        switch file.bytes {
        case .failure(let refused): verdict = .refused(refused.reason)
        case .success(let bytes):
            let digest = file.digest ?? ""
            do {
                // A name is kept beside the paper or laid aside with it, also where its bytes are here.
                let names = ([paper.main] + paper.attachments).map(TextExtraction.safeName)
                if let level = stopped(by: SecrecyDoor.mark(inAny: names + paper.words)) {
                    verdict = .classified(level)
                } else if isKnown {
                    verdict = .known
                } else if MailFile.isMailbox(bytes) {
                    verdict = .mailbox
                } else if MailFile.isMail(bytes) {
                    try readMail(bytes, digest)
                } else {
                    try readText(bytes, digest)
                }
                if case .passed = verdict {
                    // What was not looked into to its end is not taken.
                    if let over = budget.over { throw over }
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
            for index in parts.indices {
                number += 1
                parts[index].spooled = try spool.put(parts[index].bytes, under: parts[index].digest, number: number)
            }
        } catch {
            discard(spool)
            verdict = .failed(error)
        }
    }

    /// Throws away what was written of it for nothing.
    func discard(_ spool: Spool) { for spooled in parts.compactMap(\.spooled) { spool.discard(spooled) } }

    /// Its files as a matter keeps them.
    var enclosures: [EnclosureDraft] {
        parts.enumerated().map { index, part in
            EnclosureDraft(
                digest: part.digest, name: part.name, otherNames: part.otherNames, size: part.bytes.count, text: part.text?.text,
                isAttached: index > 0, isMachineRead: part.isMachineRead, unread: part.unread)
        }
    }

    /// How much of it is held in memory, in bytes.
    var weight: Int { parts.reduce(0) { $0 + $1.bytes.count } }

    private mutating func readText(_ bytes: [UInt8], _ digest: String) throws {
        let opened = TextExtraction.open(bytes, path: paper.main, by: readers)
        let extraction = opened.extraction
        guard let text = extraction.text else {
            verdict = if case .refused(let why) = extraction { .refused(why) } else { .noText }
            return
        }
        do { try note(opened, TextExtraction.safeName(paper.main)) } catch let fault as ExtractionRefused {
            return verdict = .refused(fault.reason)
        }
        self.text = text
        recognition = Recognition(of: text)
        if let level = stopped(by: recognition.mark) { return verdict = .classified(level) }
        if recognition.isClassified { recognition = Recognition(of: text, isCleared: true) }
        try readParts(bytes, digest, isMachineRead: extraction.isMachineRead)
    }

    /// A mail is one matter: its text and what hangs on it. The paper it brings may be the text or an attachment.
    private mutating func readMail(_ bytes: [UInt8], _ digest: String) throws {
        let mail: MailFile
        do { mail = try MailFile.read(bytes, by: readers) } catch { return verdict = .refused(error.reason) }
        letter = Letter(
            messageID: mail.messageID, sent: mail.sent, invitation: mail.invitation, title: mail.title, senderName: mail.senderName,
            senderAddress: mail.senderAddress)
        text = mail.body
        recognition = Recognition(of: mail.body)
        let titled = [mail.subject, mail.body].compactMap { $0 }.joined(separator: "\n")
        let level =
            recognition.mark ?? Recognition(of: mail.allText).mark ?? Recognition(of: titled).mark
            ?? SecrecyDoor.mark(inAny: envelope(of: mail))
        if let level = stopped(by: level) { return verdict = .classified(level) }
        if recognition.isClassified { recognition = Recognition(of: mail.body, isCleared: true) }
        paper.attachments += try unpack(mail)
        try readParts(bytes, digest)
    }

    /// The secrecy door stands before the whole paper: nothing is kept until every part of it has passed.
    private mutating func readParts(_ bytes: [UInt8], _ digest: String, isMachineRead: Bool = false) throws {
        parts = [
            Part(
                paper.main, bytes, digest: digest, text: text.isEmpty ? nil : text, isMachineRead: isMachineRead,
                unread: unreadParts(from: 0, of: TextExtraction.safeName(paper.main)))
        ]
        title = recognition.title.map { PreparedTitle($0) }
        for path in paper.attachments {
            // What hung on a mail lies in a folder of our own.
            switch TextExtraction.read(path, below: names[path] == nil ? paper.root : nil) {
            case .failure(let refused) where refused.reason.isOfMachine:
                parts = []
                return verdict = .refused(refused.reason)
            case .failure(let refused): leftOut.append((path, refused.reason))
            case .success(let more):
                let digest = Ledger.digest(of: more)
                // The same file twice is one file with two names.
                if let same = parts.firstIndex(where: { $0.digest == digest }) {
                    let name = TextExtraction.safeName(names[path] ?? path)
                    if parts[same].name != name, !parts[same].otherNames.contains(name) { parts[same].otherNames.append(name) }
                    continue
                }
                let opened = TextExtraction.open(more, path: path, by: readers)
                // A mark may stand in what only the machine kept from being read.
                if case .refused(let reason) = opened.extraction, reason.isOfMachine {
                    parts = []
                    return verdict = .refused(reason)
                }
                let called = TextExtraction.safeName(names[path] ?? path)
                let known = unread.count
                if let reason = unread(opened.extraction, more) { unread.append((called, reason)) }
                var read = opened.text.map { Recognition(of: $0) }
                do {
                    try note(opened, called)
                    let level = try read.flatMap(\.mark) ?? secrecy(inside: more, called, mail: opened.mail, budget)
                    if let level = stopped(by: level) {
                        parts = []
                        return verdict = .classified(level)
                    }
                } catch let over as OverBudget {
                    throw over
                } catch let fault as ExtractionRefused {
                    parts = []
                    return verdict = .refused(fault.reason)
                }
                if read?.isClassified == true { read = opened.text.map { Recognition(of: $0, isCleared: true) } }
                // A mail says “please find attached”: the paper is the first attachment that bears a number.
                if letter != nil, recognition.reference == nil, let read, read.reference != nil { recognition = read }
                parts.append(
                    Part(
                        path, called: names[path], more, digest: digest, text: opened.text,
                        isMachineRead: opened.extraction.isMachineRead, unread: unreadParts(from: known, of: called)))
            }
        }
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

    /// The level of a mark that keeps it out; nil where there is none, or somebody named why it may come in.
    private mutating func stopped(by level: String?) -> String? {
        guard let level else { return nil }
        guard paper.clearance != nil else { return level }
        isLetIn = true
        return nil
    }

    /// What of a mail's envelope would be kept: who sent it, what is attached.
    private func envelope(of mail: MailFile) -> [String] {
        [mail.subject, mail.title, mail.senderName, mail.senderAddress, mail.messageID].compactMap { $0 } + mail.attachments.map(\.name)
    }

    /// The secrecy mark in anything packed into a file; nil where none was found.
    ///
    /// Envelopes are looked into: a zip or a mail that hangs on a paper is kept with it, so what is in it passes the same door.
    /// What cannot be looked into to its end is not taken at all.
    ///
    /// - Parameter called: what it is called, for those in it that nobody could read.
    private mutating func secrecy(inside bytes: [UInt8], _ called: String, mail: MailFile?, _ budget: Budget) throws -> String? {
        var paths: [String] = []
        var budget = budget
        let kept = folders.count
        // What was looked into is of no more use; only the folder of the mail itself holds what is taken.
        defer { IntakeFolders.remove(Array(folders.dropFirst(kept))) }
        if ZipFile.isParcel(bytes) {
            budget = try budget.deeper()
            if let level = SecrecyDoor.mark(inAny: ZipFile.names(in: bytes) + ZipFile.remarks(of: bytes)) { return level }
            let folder = try lookedInto(bytes, called, budget)
            paths = PathText.files(under: folder).map { folder + "/" + $0 }
        } else if let mail {
            budget = try budget.deeper()
            if let level = Recognition(of: mail.allText).mark ?? SecrecyDoor.mark(inAny: envelope(of: mail)) { return level }
            paths = try unpack(mail)
        }
        for path in paths {
            let name = TextExtraction.safeName(names[path] ?? path)
            if let level = SecrecyDoor.mark(inTyped: name) { return level }
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
            if let words = opened.text, let level = Recognition(of: words).mark { return level }
            if let level = try secrecy(inside: inner, called + "/" + name, mail: opened.mail, budget) { return level }
        }
        return nil
    }

    /// Why nobody knows the words of what hangs on a paper; nil where they were read, there are none, or an envelope is opened instead.
    private func unread(_ extraction: Extraction, _ bytes: [UInt8]) -> Extraction.Reason? {
        guard case .refused(let reason) = extraction, !ZipFile.isParcel(bytes) else { return nil }
        return reason
    }

    /// Where a zip was unpacked to be looked into: what of it is locked or broken nobody can look into, the rest is seen.
    private mutating func lookedInto(_ zip: [UInt8], _ called: String, _ budget: Budget) throws -> String {
        let folder = try folderOfOurOwn()
        do throws(ExtractionRefused) { try ZipFile.unpack(zip, into: folder, budget: budget) } catch {
            switch error.reason {
            case .broken, .locked, .unsupported: unread.append((called, error.reason))
            default: throw error
            }
        }
        return folder
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
