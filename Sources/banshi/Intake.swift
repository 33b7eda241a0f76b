import Foundation
import Ledger
import Mailroom
import Office
import Phrases
import Screen

/// What became of one file at the door.
struct IntakeResult {
    enum Outcome {
        case taken(SubjectID)
        case duplicate(SubjectID)
        case classified(String)
        case refused(String)
    }

    let path: String
    let outcome: Outcome
    var title: String?
    var reference: String?
    /// Attachments that were left out of a paper that was taken, each with its reason.
    /// The row that stands for a classified paper, where one was asked for.
    var placeholder: SubjectID?
    var leftOut: [(path: String, reason: String)] = []
}

/// Takes files in: the secrecy door first, then duplicates, then recognition; each paper whole in one act.
struct Intake {
    let session: Session
    let ledger: Ledger
    let attribution: Attribution
    /// Take a paper although its twin is here.
    var again = false
    /// Keep a row that says only that a classified paper came and stands in the register of its own.
    var keepsPlace = false
    /// A folder taken in is one gesture: its papers share one act.
    var act: String?

    /// One paper: a main file with the attachments that belong to it.
    struct Paper {
        let main: String
        var attachments: [String] = []
    }

    /// The papers under the given paths: folders are walked in order, loose files are one paper each, `附件…` files belong to
    /// the paper they stand beside.
    func papers(under paths: [String]) -> (papers: [Paper], refused: [IntakeResult]) {
        var papers: [Paper] = []
        var refused: [IntakeResult] = []
        for path in paths {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
                refused.append(IntakeResult(path: path, outcome: .refused(session.speaker(.whyNotFound))))
                continue
            }
            if !isFolder.boolValue {
                papers.append(Paper(main: path))
                continue
            }
            walk(path, depth: 0, &papers, &refused)
        }
        return (papers, refused)
    }

    private func walk(_ folder: String, depth: Int, _ papers: inout [Paper], _ refused: inout [IntakeResult]) {
        guard depth < 16, let (names, unreadable) = Intake.names(in: folder) else {
            refused.append(IntakeResult(path: folder, outcome: .refused(session.speaker(.whyNotReadable))))
            return
        }
        for name in unreadable { refused.append(IntakeResult(path: folder + "/" + name, outcome: .refused(session.speaker(.whyFileName)))) }
        var here: [Paper] = []
        var attachments: [String] = []
        for name in names.sorted() where !name.hasPrefix(".") && !name.hasSuffix("~") && !name.hasSuffix(".part") {
            let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
            var status = stat()
            // Links are not followed out of the folder that was named.
            guard lstat(path, &status) == 0, status.st_mode & S_IFMT != S_IFLNK else {
                refused.append(IntakeResult(path: path, outcome: .refused(session.speaker(.whyNotAFile))))
                continue
            }
            if status.st_mode & S_IFMT == S_IFDIR {
                walk(path, depth: depth + 1, &papers, &refused)
            } else if name.hasPrefix("附件") {
                attachments.append(path)
            } else {
                here.append(Paper(main: path))
            }
        }
        // Attachments belong to the one paper of their folder; among several nobody can tell, so each stands alone.
        if here.count == 1 { here[0].attachments = attachments } else { here += attachments.map { Paper(main: $0) } }
        papers += here
    }

    /// The names in a folder; those that are not UTF-8 (old archives unpacked) apart, as well as they can be read.
    private static func names(in folder: String) -> (names: [String], unreadable: [String])? {
        guard let directory = opendir(folder) else { return nil }
        defer { closedir(directory) }
        var names: [String] = []
        var unreadable: [String] = []
        while let entry = readdir(directory) {
            let bytes = withUnsafeBytes(of: entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            if bytes == [0x2E] || bytes == [0x2E, 0x2E] { continue }
            if let name = String(validating: bytes, as: UTF8.self) {
                names.append(name)
            } else {
                unreadable.append(TextDecoding.decode(bytes).text)
            }
        }
        return (names, unreadable)
    }

    /// The row for a paper that was refused: no title, no issuer, no number, no word of it (domain H7).
    mutating func keepPlace() throws -> SubjectID? {
        let values: [String: JSON] = [
            "title": .string(Speaker(.simplified)(.placeholderTitle)), "placeholder": true, "received": .int(attribution.at.milliseconds),
        ]
        let receipt = try ledger.submit([.open(MatterDraft(register: "inbound", values: values))], as: attribution, act: act)
        act = receipt.act
        return receipt.subjects.first
    }

    /// Takes one paper in, or says why not; nothing of it is kept where it is refused.
    mutating func take(_ paper: Paper) throws -> IntakeResult {
        let bytes: [UInt8]
        switch TextExtraction.read(paper.main) {
        case .success(let read): bytes = read
        case .failure(let refused): return IntakeResult(path: paper.main, outcome: .refused(session.reason(refused.reason)))
        }
        let digest = Ledger.digest(of: bytes)
        if !again, let twin = try ledger.matters(holding: digest).first {
            return IntakeResult(path: paper.main, outcome: .duplicate(twin), title: try ledger.matter(twin)?.title)
        }
        let extraction = TextExtraction.extract(bytes, path: paper.main)
        guard let text = extraction.text else {
            let reason = if case .refused(let why) = extraction { session.reason(why) } else { session.speaker(.whyNoText) }
            return IntakeResult(path: paper.main, outcome: .refused(reason))
        }
        let recognition = Recognition(of: text)
        if recognition.isClassified { return IntakeResult(path: paper.main, outcome: .classified(recognition.secrecy ?? "密")) }
        return try keep(paper, bytes, digest, text, recognition)
    }

    private mutating func keep(
        _ paper: Paper, _ bytes: [UInt8], _ digest: String, _ text: String, _ recognition: Recognition
    ) throws -> IntakeResult {
        let directory = try ledger.directory()
        let issuer = recognition.list("issuers").first
        if !again, let reference = recognition.reference {
            let same = try ledger.twins(reference: reference).first { twin in
                guard let issuer, let known = try? ledger.matter(twin.id)?.field("issuer") else { return true }
                return Folding.key(known).contains(Folding.key(issuer))
            }
            if let same {
                return IntakeResult(path: paper.main, outcome: .duplicate(same.id), title: recognition.title, reference: reference)
            }
        }
        // The secrecy door stands before the whole paper: nothing is kept until every part of it has passed.
        var parts = [(path: paper.main, bytes: bytes, text: Optional(text))]
        var leftOut: [(path: String, reason: String)] = []
        for path in paper.attachments {
            switch TextExtraction.read(path) {
            case .failure(let refused): leftOut.append((path, session.reason(refused.reason)))
            case .success(let more):
                let words = TextExtraction.extract(more, path: path).text
                if let words, Recognition(of: words).isClassified {
                    return IntakeResult(path: path, outcome: .classified(Recognition(of: words).secrecy ?? "密"))
                }
                parts.append((path, more, words))
            }
        }
        let enclosures = try parts.map { part in
            EnclosureDraft(
                digest: try ledger.keep(part.bytes), name: TextExtraction.safeName(part.path), size: part.bytes.count, text: part.text)
        }
        let values = PaperProposals(
            recognition: recognition, directory: directory, calendar: try ledger.office().calendar, now: attribution.recorded
        )
        .values(fallbackTitle: TextExtraction.safeName(paper.main))
        let draft = MatterDraft(register: "inbound", values: values, enclosures: enclosures)
        let receipt = try ledger.submit([.open(draft)], as: attribution, act: act)
        act = receipt.act
        guard let id = receipt.subjects.first else { throw LedgerFault.writeFailed(ledger.folder, reason: "no handle") }
        return IntakeResult(
            path: paper.main, outcome: .taken(id), title: values["title"]?.string, reference: recognition.reference, leftOut: leftOut)
    }
}

extension Session {
    func reason(_ reason: Extraction.Reason) -> String {
        switch reason {
        case .notFound: speaker(.whyNotFound)
        case .notReadable: speaker(.whyNotReadable)
        case .isFolder: speaker(.whyFolder)
        case .notAFile: speaker(.whyNotAFile)
        case .tooLarge(let bytes, let limit): speaker(.whyTooLarge, String(bytes >> 20), String(limit >> 20))
        case .unsupported(let kind): speaker(.whyUnsupported, kind)
        case .broken(let kind): speaker(.whyBroken, kind)
        case .timedOut(let seconds): speaker(.whyTimedOut, String(seconds))
        case .noTool(let tool): speaker(.whyNoTool, tool)
        }
    }
}
