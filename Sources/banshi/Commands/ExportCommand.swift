import ArgumentParser
import Calendars
import Foundation
import Ledger
import Mailroom
import Office
import Phrases
import Screen

/// `banshi export`: meetings, a register, the journal or the office.
struct ExportCommand: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: .words("Export meetings, a register, the directory or the journal.", "导出"))
    @Argument(help: .words("meetings, a register, people, units, places, or journal.", "meetings、某登记簿、people、units、places，或 journal。"))
    var what: String
    @Option(help: .words("ics, csv, xlsx, jsonl or md; without, as the name of -o ends.", "ics、csv、xlsx、jsonl 或 md；不写则按 -o 的扩展名。"))
    var format: String?
    @Option(
        name: .shortAndLong, help: .words("File, in the place of one of that name; standard output without.", "输出文件，同名文件将被替换；不写则为标准输出。"))
    var output: String?
    @OptionGroup var global: GlobalOptions

    func run(_ session: Session) throws {
        // What is written out is a file in a form of its own; a script is not left to find that out.
        if global.json { throw Failure(.usage, session.speaker(.exportNoJSON)) }
        let format = try session.form(format, of: output, among: forms)
        if let format, !forms.contains(format) {
            throw Failure(
                .usage, session.speaker(.optionNotRead, "--format", Visible.text(format), forms.joined(separator: " ")))
        }
        let file = try output.map { try OutputFile($0, session) }
        let ledger = try session.ledger(.reading)
        let text: String
        if format == PrintedSheet.workbook { return try workbook(to: file, session, ledger) }
        switch what {
        case "meetings", "日程", "会议": text = try meetings(session, ledger)
        case "journal": text = try journal(session, ledger)
        case _ where DirectoryTable.kind(what) != nil:
            let kind = DirectoryTable.kind(what) ?? .person
            text = PrintedSheet.written([DirectoryTable(kind: kind, session: session, directory: try ledger.directory()).sheet()], .csv)
        default:
            text = try RegisterExport(register: try session.register(what, try ledger.office()), session: session, ledger: ledger).text(
                format ?? "csv")
        }
        guard let file else {
            let whole = text.hasSuffix("\n") ? String(text.dropLast()) : text
            // A terminal gets no control character; a pipe or file gets the bytes as they are.
            return Output.line(isatty(1) == 1 ? Visible.lines(whole) : whole)
        }
        try file.write(Data(text.utf8))
    }

    /// The forms that what is asked for can be written in.
    private var forms: [String] {
        switch what {
        case "meetings", "日程", "会议": ["ics"]
        case "journal": ["jsonl"]
        case _ where DirectoryTable.kind(what) != nil: ["csv", PrintedSheet.workbook]
        default: ["csv", PrintedSheet.workbook, "jsonl", "md"]
        }
    }

    private func meetings(_ session: Session, _ ledger: Ledger) throws -> String {
        let own = try OwnMeetings(ledger, try ledger.directory())
        let all = try ledger.meetings()
        let items = all.filter { $0.source == nil }.compactMap(own.item)
        return try CalendarWriting.file(items: items, sources: all.compactMap(\.source), stamp: try session.now(try ledger.office()))
    }

    /// A register, or the directory, as a workbook: a file and nothing for a terminal.
    private func workbook(to file: OutputFile?, _ session: Session, _ ledger: Ledger) throws {
        guard let file else { throw Failure(.usage, session.speaker(.optionNeeded, "-o FILE.xlsx")) }
        if let kind = DirectoryTable.kind(what) {
            let sheet = DirectoryTable(kind: kind, session: session, directory: try ledger.directory()).sheet()
            return try file.make { try PrintedSheet.write([sheet], workbook: $0) }
        }
        let register = try session.register(what, try ledger.office())
        try file.make { try RegisterExport(register: register, session: session, ledger: ledger).write(workbook: $0) }
    }

    private func journal(_ session: Session, _ ledger: Ledger) throws -> String {
        var lines: [String] = []
        try ledger.eachEntry { entry in
            let attribution = entry.attribution
            lines.append(
                JSON.compact([
                    "seq": JSON(entry.sequence), "id": .string(entry.id), "act": .string(entry.act), "undoes": JSON(entry.undoes),
                    "by": .string(attribution.by), "recordedBy": .string(attribution.recordedBy),
                    "medium": .string(attribution.medium.id),
                    "at": .int(attribution.at.milliseconds), "recorded": .int(attribution.recorded.milliseconds),
                    "events": .array(
                        entry.events.map {
                            [
                                "subject": .string($0.subject.text), "kind": .string($0.kind), "step": JSON($0.step?.text),
                                "payload": $0.payload,
                            ]
                        }),
                ]).lineText)
        }
        return lines.joined(separator: "\n")
    }
}
