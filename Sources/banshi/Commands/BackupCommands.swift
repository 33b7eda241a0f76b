import ArgumentParser
import Foundation
import Ledger
import Office
import Phrases
import Screen

/// `banshi backup FILE`: the whole office in one file, while others go on working.
struct BackupCommand: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: .words("The whole office in one file.", "备份"))
    @Argument(help: .words("The file to write; it must not exist.", "要写入的文件，须尚不存在。")) var file: String
    @Flag(help: .words("Write what is whole although papers are missing; they are named.", "缺少文件时仍备份完好的部分，并列出所缺文件。")) var partly = false
    @OptionGroup var global: GlobalOptions

    func run(_ session: Session) throws {
        let ledger = try session.ledger(.reading, for: .recovery)
        try session.admitCopying(ledger)
        let summary = try Backup(session: session).make(ledger, to: file, partly: partly)
        if global.json {
            session.print(json: summary.json(file))
        } else {
            session.print(session.speaker(.backupMade, Visible.text(file), String(summary.entries), String(summary.files), summary.size))
        }
        if !summary.isWhole { session.warn(session.speaker(.backupChainBroken)) }
        try session.tellMissing(summary)
        if !summary.isSound { throw ExitCode(65) }
    }
}

/// `banshi restore FILE --into DIR`: checks a backup and makes an office of it.
struct RestoreCommand: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: .words("Check a backup, make an office of it in an empty folder.", "恢复"))
    @Argument(help: .words("The backup.", "备份文件。")) var file: String
    @Option(help: .words("The folder; it must be empty or not exist.", "文件夹，须为空或不存在。")) var into: String
    @OptionGroup var global: GlobalOptions

    func run(_ session: Session) throws {
        let folder = into.count > 1 && into.hasSuffix("/") ? String(into.dropLast()) : into
        let summary = try Backup(session: session).restore(file, into: folder)
        if global.json {
            session.print(json: summary.json(folder))
        } else {
            session.print(session.speaker(.restored, Visible.text(folder), String(summary.entries), String(summary.files)))
        }
        if !summary.isWhole { session.warn(session.speaker(.restoredChainBroken)) }
        if summary.differsFromList { session.warn(session.speaker(.restoredDatabaseDiffers)) }
        if summary.isFoldedAnew { session.warn(session.speaker(.restoredFoldedAnew)) }
        if summary.spoiltLines > 0 { session.warn(session.speaker(.restoredListSpoilt, String(summary.spoiltLines))) }
        try session.tellMissing(summary)
        if !summary.isSound { throw ExitCode(65) }
    }
}

/// `banshi salvage --into DIR`: brings over what a damaged office still gives.
struct SalvageCommand: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "salvage",
        abstract: .words("Bring over into a new folder what a damaged office still gives.", "抢救损坏的办公室"))
    @Option(help: .words("The folder; it must be empty or not exist.", "文件夹，须为空或不存在。")) var into: String
    @Option(help: .words("A backup that gives what the damaged office lacks.", "用此备份补足损坏部分。")) var backup: String?
    @Option(help: .words("A file with the end of the journal as it was printed earlier.", "此前打印并另行保存的日志末条（文件）。")) var head: String?
    @OptionGroup var global: GlobalOptions

    func run(_ session: Session) throws {
        let kept = try head.map { try session.journalHead($0) }
        try admit(session)
        try session.refuseWithinOffice(into)
        let helper = into + ".\(getpid()).part"
        defer { try? FileManager.default.removeItem(atPath: helper) }
        if let backup { try Backup(session: session).unpack(backup, into: helper) }
        let found: Salvage
        do {
            found = try Ledger.salvage(
                session.folder, into: into, helpedBy: backup == nil ? nil : helper, head: kept, expand: Occurrences.expand)
        } catch { throw session.failure(error) }
        if global.json {
            session.print(json: [
                "path": .string(into), "entries": JSON(found.entries), "lost": .array(found.lost.map { JSON($0) }),
                "lostPayloads": JSON(found.lostPayloads), "files": JSON(found.files),
                "missing": .array(found.missingPapers.map(JSON.string)),
            ])
        } else {
            session.print(session.speaker(.salvaged, Visible.text(into), String(found.entries), String(found.files)))
        }
        if found.isJournalLost {
            session.warn(session.speaker(.salvageJournalLost))
            throw ExitCode(65)
        }
        if !found.lost.isEmpty {
            let lost = found.lost.prefix(20).map(String.init).joined(separator: " ") + (found.lost.count > 20 ? " …" : "")
            session.warn(session.speaker(.salvageLost, String(found.lost.count), lost))
        }
        if found.lostPayloads > 0 { session.warn(session.speaker(.salvageLostContent, String(found.lostPayloads))) }
        if !found.missingPapers.isEmpty {
            let names = names(found.missingPapers, session)
            session.warn(session.speaker(.salvageWithout, String(found.missingPapers.count), names))
        }
        if !found.isWhole { throw ExitCode(65) }
    }

    /// Papers that could not be brought over, by their digests and the matters of the new office they belong to.
    private func names(_ papers: [String], _ session: Session) -> String {
        let ledger = try? Ledger.open(into, for: .reading, expand: Occurrences.expand)
        defer { ledger?.close() }
        return Backup(session: session).names(papers, ledger)
    }
}

extension SalvageCommand {
    /// An office that is whole says who may copy it; a damaged one is saved by whoever can read its files.
    private func admit(_ session: Session) throws {
        guard let ledger = try? Ledger.open(session.folder, for: .reading) else { return }
        defer { ledger.close() }
        do {
            if try ledger.damage() != nil { return }
        } catch {
            return
        }
        do { try session.admitCopying(ledger) } catch { throw session.failure(error) }
    }
}

extension Session {
    /// Names the papers a backup does not hold, and ends with 65 where there are any.
    fileprivate func tellMissing(_ summary: Backup.Summary) throws {
        guard !summary.missing.isEmpty else { return }
        warn(speaker(.backupWithout, String(summary.missing.count), summary.missing.joined(separator: "\n  ")))
        throw ExitCode(65)
    }
}

extension Backup.Summary {
    /// Whether nothing is broken in it and nothing is missing from it.
    var isSound: Bool { isWhole && missing.isEmpty && spoiltLines == 0 && !differsFromList }

    var size: String { bytes < 1 << 20 ? "\(bytes >> 10) KiB" : "\(bytes >> 20) MiB" }

    func json(_ path: String) -> JSON {
        [
            "path": .string(path), "entries": JSON(entries), "files": JSON(files), "bytes": JSON(bytes),
            "ok": .bool(isSound),
            "missing": .array(missing.map(JSON.string)),
        ]
    }
}
