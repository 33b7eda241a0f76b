import Foundation
import Ledger
import Mailroom
import Office
import Phrases
import Screen

extension Backup {
    /// Writes the backup; it has its name only when every byte is on the disk.
    ///
    /// The papers are those the journal names, each read and checked against its digest. One that is missing or altered fails the
    /// backup by name, for what is called a backup must bring the office back.
    ///
    /// - Parameter partly: writes what is whole although papers are missing; the list of the backup names those all the same.
    func make(_ ledger: Ledger, to path: String, partly: Bool) throws -> Summary {
        guard !path.isEmpty, !path.hasSuffix("/") else {
            throw Failure(.usage, session.speaker(.optionNotRead, "backup", Visible.text(path), session.speaker(.expectsFileName)))
        }
        try OutputFile.keepOut(path, session)
        guard access(path, F_OK) != 0 else { throw Failure(.cannotCreate, session.speaker(.backupExists, Visible.text(path))) }
        guard let file = NamelessFile(beside: path) else {
            throw Failure(.cannotCreate, session.speaker(.faultCannotOpen, Visible.text(path), Backup.reason()))
        }
        defer { file.close() }
        PrivateFile.share(file.descriptor, of: session.folder)
        let unread = try unreadActs(ledger, partly: partly)
        let copy: Int32
        do { copy = try ledger.copyDatabase(beside: path) } catch { throw session.failure(error) }
        defer { close(copy) }
        guard let digest = Digesting.file("/proc/self/fd/\(copy)") else {
            throw Failure(.writeFailed, session.speaker(.faultWriteFailed, Visible.text(path), Backup.reason()))
        }
        // What the journal lacks no backup gives back: it is made all the same, and said.
        let verification: Verification
        // Listed after the copy was made: whatever the copy refers to is among them.
        let papers: [String]
        do { (verification, papers) = try ledger.verifyNamingPapers() } catch { throw session.failure(error) }
        let faulty = ledger.faultyPapers(among: papers)
        if !faulty.isEmpty, !partly {
            throw Failure(.writeFailed, session.speaker(.backupPapersMissing, String(faulty.count), names(faulty, ledger)))
        }
        let missing = Set(faulty)
        do {
            let tar = try TarWriter(file.path)
            let lines = ["\(digest)  \(Backup.database)"] + papers.map { "\($0)  \(Backup.place(of: $0))" }
            try tar.add(Backup.manifest, bytes: Array((lines.joined(separator: "\n") + "\n").utf8))
            try tar.add(Backup.database, open: copy)
            for paper in papers where !missing.contains(paper) {
                // Read again and checked as it is written: it may have changed since it was looked at.
                try tar.add(Backup.place(of: paper), bytes: try ledger.enclosure(paper))
            }
            try tar.finish()
        } catch let fault as TarFault { throw failure(fault, path) } catch { throw session.failure(error) }
        guard file.settle(path) else {
            let code: Failure.Code = errno == EEXIST ? .cannotCreate : .writeFailed
            throw Failure(code, session.speaker(.faultWriteFailed, Visible.text(path), Backup.reason()))
        }
        Ledger.makeDurable(Scaffold.parent(of: path))
        return Summary(
            files: papers.count - faulty.count, bytes: Backup.size(path), entries: Int(try ledger.version()),
            isWhole: verification.isWhole, missing: faulty, unreadActs: unread)
    }

    /// How many changes the copy lacks because the log beside the database is damaged before them.
    ///
    /// - Throws: the refusal that writing meets there, unless what is whole is asked for.
    private func unreadActs(_ ledger: Ledger, partly: Bool) throws -> Int {
        do {
            try ledger.refuseDamagedLog()
            return 0
        } catch let fault as LedgerFault {
            if partly, case .logDamaged(_, let acts) = fault { return acts }
            throw session.failure(fault)
        }
    }

    /// Papers, by their digests or their places in a backup, and the matters they belong to, as far as those are known.
    func names(_ papers: [String], _ ledger: Ledger?) -> String {
        let named = papers.prefix(LossNames.usual).map { paper in
            let digest = paper.split(separator: "/").last.map(String.init) ?? paper
            let matters = (try? ledger?.matters(naming: digest)) ?? []
            return matters.isEmpty ? paper : "\(paper) (\(matters.map(\.text).joined(separator: " ")))"
        }
        let rest = papers.count - named.count
        return (named + (rest > 0 ? [session.speaker(.facetsMore, String(rest))] : [])).joined(separator: "\n  ")
    }
}
