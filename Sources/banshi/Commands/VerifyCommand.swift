import ArgumentParser
import Foundation
import Ledger
import Office
import Phrases
import Screen

/// `banshi verify`: walks the journal; 65 at a break.
struct VerifyCommand: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: .words("Walk the journal and check the chain.", "校验"))
    @Flag(help: .words("Fold the journal anew, compare every table and read every paper.", "由日志重新推算，逐表比对，并核对每份文件。")) var deep = false
    @Option(help: .words("A file with the end of the journal as it was printed earlier.", "此前打印并另行保存的日志末条（文件）。")) var head: String?
    @OptionGroup var global: GlobalOptions

    func run(_ session: Session) throws {
        let kept = try head.map { try session.journalHead($0) }
        let ledger: Ledger
        let found: Verification
        do {
            ledger = try session.ledger(.reading, for: .recovery)
            found = try ledger.verify(deep: deep, kept: kept)
        } catch {
            throw unreadable(session) ?? error
        }
        let names = LossNames(session: session, ledger: ledger, namesAll: true)
        // Nothing is lost with a paper that no entry names, so it makes no office less whole.
        let stray = deep ? try ledger.strayFiles() : []
        if global.json { session.print(json: json(found, stray, names)) } else { tell(found, kept, names, session) }
        if !global.json, !stray.isEmpty { session.print(session.speaker(.strayFiles, names.list(stray, separator: " "))) }
        if !found.isWhole { throw ExitCode(65) }
    }

    /// How it ends where the journal of a damaged file cannot be walked; nil where something else stood in the way.
    private func unreadable(_ session: Session) -> Failure? {
        do throws(LedgerFault) {
            let ledger = try Ledger.open(session.folder, for: .reading)
            defer { ledger.close() }
            _ = try ledger.verify()
            return nil
        } catch {
            guard case .corrupt(let path, let reason) = error else { return nil }
            let cutOff = LossNames.cutOff(session.folder, session.speaker)
            let sentences = [cutOff, session.speaker(.verifyUnreadable, path, reason)].compactMap(\.self)
            if global.json {
                session.print(json: ["ok": false, "entries": .null, "fault": .string(reason), "cutOff": cutOff.map(JSON.string) ?? .null])
            }
            return Failure(.writeFailed, sentences.joined(separator: "\n"))
        }
    }

    private func json(_ found: Verification, _ stray: [String], _ names: LossNames) -> JSON {
        var members: [String: JSON] = [
            "entries": JSON(found.entries), "ok": .bool(found.isWhole), "firstBroken": JSON(found.firstBroken),
            "gaps": .array(found.gaps.map(JSON.int)), "backdated": .array(found.backdated.map(JSON.int)),
            "erased": JSON(found.erased), "missing": JSON(found.missing), "differing": .array(found.differing.map(JSON.string)),
            "erasing": .bool(found.isErasing), "lostContents": names.json(found.lostContents), "unread": JSON(found.unreadActs),
            "head": found.head.map { ["seq": .int($0.seq), "digest": .string($0.digest)] } ?? .null,
        ]
        if let papers = found.papers {
            members["papers"] = [
                "checked": JSON(papers), "faulty": .array(found.faultyPapers.map(JSON.string)), "stray": .array(stray.map(JSON.string)),
            ]
        }
        if deep { members["damage"] = found.damage.map { names.json($0) } ?? .null }
        if let kept = found.kept { members["keptHead"] = .string(kept.rawValue) }
        return .object(members)
    }

    /// Numbers in their order, those that follow one another as `20–140`.
    private static func runs(_ numbers: [Int64]) -> [String] {
        var runs: [(first: Int64, last: Int64)] = []
        for number in numbers {
            if let last = runs.last?.last, last + 1 == number { runs[runs.count - 1].last = number } else { runs.append((number, number)) }
        }
        return runs.map { $0.first == $0.last ? String($0.first) : "\($0.first)–\($0.last)" }
    }

    private func tell(_ found: Verification, _ kept: JournalHead?, _ names: LossNames, _ session: Session) {
        let speaker = session.speaker
        func say(_ phrase: Phrase, _ parts: [String]) {
            if !parts.isEmpty { session.print(speaker(phrase, parts.joined(separator: " "))) }
        }
        session.print(
            found.firstBroken == nil && found.gaps.isEmpty
                ? speaker(.verifyWhole, String(found.entries))
                : speaker(.verifyBroken, String(found.entries), found.firstBroken.map(String.init) ?? "–"))
        say(.verifyGaps, VerifyCommand.runs(found.gaps))
        say(.verifyBackdated, found.backdated.map(String.init))
        if found.erased > 0 { session.print(speaker(.verifyErased, String(found.erased))) }
        if found.isErasing { session.print(speaker(.verifyErasing)) }
        if found.missing > 0 { session.print(speaker(.verifyMissing, String(found.missing))) }
        if !found.lostContents.isEmpty { session.print(speaker(.lostContents, names.text(found.lostContents))) }
        if found.unreadActs > 0 { session.print(speaker(.verifyUnread, String(found.unreadActs))) }
        if let damage = found.damage { for sentence in names.sentences(damage) { session.print(sentence) } }
        say(.verifyDiffering, found.differing)
        if let papers = found.papers, found.faultyPapers.isEmpty { session.print(speaker(.verifyPapers, String(papers))) }
        say(.verifyFaultyPapers, found.faultyPapers)
        if let head = found.head { session.print(speaker(.verifyHead, "\(head.seq) \(head.digest)")) }
        if let kept, let standing = found.kept {
            let phrase: Phrase =
                switch standing {
                case .present: .verifyKeptPresent
                case .cutOff: .verifyKeptCutOff
                case .rewritten: .verifyKeptRewritten
                }
            session.print(speaker(phrase, String(kept.seq)))
        } else {
            session.print(speaker(.verifyCannot))
        }
    }
}

extension Session {
    /// The end of a journal as `verify` printed it into a file.
    func journalHead(_ path: String) throws -> JournalHead {
        guard let head = JournalHead(String(decoding: try bytes(of: path), as: UTF8.self)) else {
            throw Failure(.badData, speaker(.verifyNoHead, Visible.text(path)))
        }
        return head
    }
}
