import ArgumentParser
import Foundation
import Ledger
import Office
import Phrases

/// `banshi demo`: opens a furnished sample office, temporary unless kept.
struct DemoCommand: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: .words("Open a furnished sample office.", "示例办公室"))
    @Option(help: .words("Keep the office in this folder.", "把办公室放在此文件夹。")) var keep: String?
    @Option(help: .words("How many papers of the past months.", "过去几个月的文件数量。")) var size = 150
    @Flag(help: .words("Make it without opening the desk.", "只建立，不打开工作台。")) var noDesk = false
    @OptionGroup var global: GlobalOptions

    func run(_ session: Session) throws {
        guard (40...200_000).contains(size) else {
            throw Failure(.usage, session.speaker(.optionNotRead, "--size", String(size), "40–200000"))
        }
        let folder = keep ?? NSTemporaryDirectory() + "banshi-demo-\(getpid())"
        let now: Moment
        if let frozen = session.options.at ?? Session.environment("BANSHI_NOW"), !frozen.isEmpty {
            now = try session.moment(frozen, "BANSHI_NOW")
        } else {
            now = Session.systemNow
        }
        let ledger = try Founding(
            folder: folder, name: DemoDirectory.officeName, profile: "general", group: nil, person: "张敏", isRehearsal: true
        ).found(session)
        defer { if keep == nil { try? FileManager.default.removeItem(atPath: folder) } }
        try DemoOffice(session: session, ledger: ledger, now: now, size: size).furnish()
        if noDesk || isatty(0) == 0 || isatty(1) == 0 {
            if keep == nil { throw Failure(.usage, session.speaker(.faultNoTerminal)) }
            return session.print(session.speaker(.demoMade, folder))
        }
        try Loop(session: session, ledger: ledger).run()
        ledger.close()
    }
}
