import ArgumentParser
import Foundation
import Ledger
import Office

/// `banshi-bench notice --running 20000`: how long adopting a notice, taking it back and adopting it again take, every limit moving.
struct NoticeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "notice", abstract: "Time a notice that moves every running limit.")
    @Option(help: "Limits that run.") var running = 20_000
    @Option(help: "Folder for the office; kept when given.") var folder: String?
    @Flag(help: "JSON in place of the table.") var json = false

    /// One transaction of its own length; nothing else of the office may take so long.
    private static let bar = 2000.0

    func run() throws {
        let base = folder ?? NSTemporaryDirectory() + "banshi-bench-notice-\(getpid())"
        defer { if folder == nil { try? FileManager.default.removeItem(atPath: base) } }
        let office = SyntheticOffice(folder: base, size: 0)
        let isMade = FileManager.default.fileExists(atPath: base + "/office.sqlite")
        let ledger = try Ledger.open(try office.made(), for: .writing)
        defer { ledger.close() }
        if !isMade { try open(in: ledger, as: office.attribution) }
        let day = HolidayNotice.Entry(date: OfficeZone.shanghai.day(of: SyntheticOffice.now) + 2, name: "休", isWorkday: false)
        let notice = Command.change([.notice(HolidayNotice(year: 2026, reference: "测量", days: [day]))])
        let acts: [(name: String, act: () throws -> Void)] = [
            ("notice adopted", { _ = try ledger.submit([notice], as: office.attribution) }),
            ("notice taken back", { try ledger.undo(as: office.attribution) }),
            ("notice adopted again", { try ledger.redo(as: office.attribution) }),
            ("notice taken back again", { try ledger.undo(as: office.attribution) }),
        ]
        let figures = try acts.map { name, act in
            let begun = DispatchTime.now().uptimeNanoseconds
            try act()
            let value = Double(DispatchTime.now().uptimeNanoseconds - begun) / 1_000_000
            // It is in no row of the table of figures.
            return Figure(row: 0, size: running, name: name, value: value, goal: NoticeCommand.bar, bar: .atMost("ms"))
        }
        if json { return print(JSON.array(figures.map(\.json)).prettyText) }
        for figure in figures { print(figure.line) }
    }

    private func open(in ledger: Ledger, as attribution: Attribution) throws {
        for first in stride(from: 0, to: running, by: 2000) {
            let drafts = (first..<min(first + 2000, running)).map { number -> Command in
                .open(
                    MatterDraft(register: "tasks", values: ["title": .string("第\(number)件"), "limit": "5 workday"], registers: true))
            }
            try ledger.submit(drafts, as: attribution, wholly: true)
        }
    }
}
