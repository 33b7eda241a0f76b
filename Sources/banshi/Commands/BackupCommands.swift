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
    @Flag(help: .words("Write what is whole although papers or changes are missing; they are named.", "缺少文件或改动时仍备份完好的部分，并列出所缺。"))
    var partly = false
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
        if summary.unreadActs > 0 { session.warn(session.speaker(.verifyUnread, String(summary.unreadActs))) }
        session.tellMissing(summary, ledger)
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
        session.tellOf(folder) { names in
            if global.json {
                let lost = summary.salvage?.members(names) ?? [:]
                session.print(json: .object((summary.json(folder).object ?? [:]).merging(lost) { mine, _ in mine }))
            } else if summary.salvage == nil {
                session.print(session.speaker(.restored, Visible.text(folder), String(summary.entries), String(summary.files)))
            } else {
                session.print(session.speaker(.salvaged, Visible.text(folder), String(summary.entries), String(summary.files)))
            }
            if let salvage = summary.salvage {
                session.warn(session.speaker(.restoredSalvaged))
                for sentence in salvage.sentences(names) { session.warn(sentence) }
            }
            session.tellMissing(summary, names.ledger)
        }
        if !summary.isWhole { session.warn(session.speaker(.restoredChainBroken)) }
        if summary.differsFromList { session.warn(session.speaker(.restoredDatabaseDiffers)) }
        if !summary.spoiltHeaders.isEmpty {
            session.warn(session.speaker(.restoredHeadersSpoilt, summary.spoiltHeaders.joined(separator: ", ")))
        }
        if summary.isFoldedAnew { session.warn(session.speaker(.restoredFoldedAnew)) }
        if summary.spoiltLines > 0 { session.warn(session.speaker(.restoredListSpoilt, String(summary.spoiltLines))) }
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
        let into = into.count > 1 && into.hasSuffix("/") ? String(into.dropLast()) : into
        try admit(session)
        try session.refuseWithinOffice(into)
        NamelessFile.sweep(beside: into)
        NamelessFile.sweep(beside: into + ".backup")
        let helper = into + ".backup.\(getpid()).part"
        defer { try? FileManager.default.removeItem(atPath: helper) }
        if let backup { try Backup(session: session).unpack(backup, into: helper) }
        let found: Salvage
        do {
            found = try Ledger.salvage(
                session.folder, into: into, helpedBy: backup == nil ? nil : helper, head: kept, expand: Occurrences.expand)
        } catch { throw session.failure(error) }
        session.tellOf(into) { names in
            if global.json {
                session.print(json: .object(found.members(names).merging(["path": .string(into)]) { $1 }))
            } else {
                session.print(session.speaker(.salvaged, Visible.text(into), String(found.entries), String(found.files)))
            }
            for sentence in found.sentences(names) { session.warn(sentence) }
            if !found.missingPapers.isEmpty, !found.isJournalLost {
                let papers = Backup(session: session).names(found.missingPapers, names.ledger)
                session.warn(session.speaker(.salvageWithout, String(found.missingPapers.count), papers))
            }
        }
        if !found.isWhole { throw ExitCode(65) }
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
    /// Names the papers a backup does not hold, with the matters they belong to.
    fileprivate func tellMissing(_ summary: Backup.Summary, _ ledger: Ledger?) {
        guard !summary.missing.isEmpty else { return }
        warn(speaker(.backupWithout, String(summary.missing.count), Backup(session: self).names(summary.missing, ledger)))
    }

    /// Says something of an office that was just made, with the names of what is in it, as whoever asks may know them.
    fileprivate func tellOf(_ folder: String, _ tell: (LossNames) -> Void) {
        let ledger = (try? Ledger.open(folder, for: .reading, expand: Occurrences.expand)).map { guarded($0) }
        defer { ledger?.close() }
        tell(LossNames(session: self, ledger: ledger))
    }
}

extension Backup.Summary {
    /// Whether nothing is broken in it and nothing is missing from it.
    var isSound: Bool {
        isWhole && missing.isEmpty && unreadActs == 0 && spoiltLines == 0 && spoiltHeaders.isEmpty && !differsFromList && salvage == nil
    }

    var size: String { bytes < 1 << 20 ? "\(bytes >> 10) KiB" : "\(bytes >> 20) MiB" }

    func json(_ path: String) -> JSON {
        [
            "path": .string(path), "entries": JSON(entries), "files": JSON(files), "bytes": JSON(bytes),
            "ok": .bool(isSound),
            "missing": .array(missing.map(JSON.string)),
        ]
    }
}
