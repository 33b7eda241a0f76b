import ArgumentParser
import Foundation
import Ledger
import Office
import Phrases
import Screen

/// `banshi backup FILE`: the whole office in one file, while others go on working.
struct BackupCommand: OfficeCommand {
    static let configuration = CommandConfiguration(commandName: "backup", abstract: "The whole office in one file. 备份")
    @Argument(help: "The file to write; it must not exist.") var file: String
    @OptionGroup var global: GlobalOptions

    func run(_ session: Session) throws {
        let summary = try Backup(session: session).make(try session.ledger(.reading), to: file)
        if global.json { return session.print(json: summary.json(file)) }
        session.print(session.speaker(.backupMade, Visible.text(file), String(summary.entries), String(summary.files), summary.size))
    }
}

/// `banshi restore FILE --into DIR`: checks a backup and makes an office of it.
struct RestoreCommand: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Check a backup, make an office of it in an empty folder. 恢复")
    @Argument(help: "The backup.") var file: String
    @Option(help: "The folder; it must be empty or not exist.") var into: String
    @OptionGroup var global: GlobalOptions

    func run(_ session: Session) throws {
        let folder = into.count > 1 && into.hasSuffix("/") ? String(into.dropLast()) : into
        let summary = try Backup(session: session).restore(file, into: folder)
        if global.json {
            session.print(json: summary.json(folder))
        } else {
            session.print(session.speaker(.restored, Visible.text(folder), String(summary.entries), String(summary.files)))
        }
        if !summary.isWhole {
            session.warn(session.speaker(.restoredChainBroken))
            throw ExitCode(65)
        }
    }
}

extension Backup.Summary {
    var size: String { bytes < 1 << 20 ? "\(bytes >> 10) KiB" : "\(bytes >> 20) MiB" }

    func json(_ path: String) -> JSON {
        ["path": .string(path), "entries": JSON(entries), "files": JSON(files), "bytes": JSON(bytes), "ok": .bool(isWhole)]
    }
}
