import ArgumentParser
import Foundation
import Ledger
import Office
import Phrases
import Screen

/// `banshi report slip|circulation|register|chase|catalogue|spine|remarks|stamp|appraisal …`: the sheets an office prints.
struct ReportCommand: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: .words("Sheets to print: slip, register, chase, catalogue, box spines and others.", "打印与导出"))
    @Argument(
        help: .words(
            "slip NUMBER…, circulation NUMBER…, register [REGISTER], chase, catalogue [REGISTER|YEAR], spine YEAR, remarks YEAR, stamp NUMBER…, appraisal YEAR",
            "slip 编号…、circulation 编号…、register [登记簿]、chase、catalogue [登记簿|年度]、spine 年度、remarks 年度、stamp 编号…、appraisal 年度"))
    var kind: String
    @Argument(help: .words("Numbers, or a register.", "编号，或登记簿。")) var words: [String] = []
    @Option(help: .words("A year, quarter or month: 2026, 2026Q4, 2026-11; this year without.", "年、季或月：2026、2026Q4、2026-11；不写为今年。"))
    var period: String?
    @Option(help: .words("text, md, csv or html.", "text、md、csv 或 html。")) var format = "text"
    @Option(name: [.customShort("o"), .customLong("output")], help: .words("File; standard output without.", "输出文件；不写则为标准输出。"))
    var output: String?
    @OptionGroup var global: GlobalOptions

    static let kinds = ["slip", "circulation", "register", "chase", "catalogue", "spine", "remarks", "stamp", "appraisal"]

    func run(_ session: Session) throws {
        let speaker = session.speaker
        guard let form = PrintedSheet.Form(rawValue: format) else {
            throw Failure(
                .usage,
                speaker(.optionNotRead, "--format", Visible.text(format), PrintedSheet.Form.allCases.map(\.rawValue).joined(separator: " "))
            )
        }
        guard ReportCommand.kinds.contains(kind) else {
            throw Failure(.usage, speaker(.unknownAction, Visible.text(kind), ReportCommand.kinds.joined(separator: " ")))
        }
        if kind == "chase", let first = words.first { throw Failure(.usage, speaker(.optionNotRead, kind, Visible.text(first), "—")) }
        if !["register", "catalogue"].contains(kind), let period {
            throw Failure(.usage, speaker(.optionNotRead, "--period", Visible.text(period), "report register, report catalogue"))
        }
        let ledger = try session.ledger(kind == "slip" ? .writing : .reading)
        let sheets = try Sheets(session, ledger)
        let pages = try pages(sheets, ledger, session)
        if global.json { return session.print(json: .array(pages.map(\.json))) }
        let printed = PrintedSheet.written(pages, form)
        if let output {
            do { try Data(printed.utf8).write(to: URL(fileURLWithPath: output), options: .atomic) } catch {
                throw Failure(.writeFailed, speaker(.faultWriteFailed, Visible.text(output), error.localizedDescription))
            }
        } else {
            Output.text(printed.utf8.last == 0x0A ? printed : printed + "\n")
        }
    }

    private func pages(_ sheets: Sheets, _ ledger: Ledger, _ session: Session) throws -> [PrintedSheet] {
        switch kind {
        case "slip", "circulation", "stamp":
            guard !words.isEmpty else { throw Failure(.usage, session.speaker(.optionNeeded, "NUMBER")) }
            let matters = try words.map { word -> Matter in
                guard let matter = try ledger.matter(try session.resolve(word, ledger)), !matter.isWithdrawn else {
                    throw Refusal.notFound(word)
                }
                return matter
            }
            if kind == "circulation" { return matters.map(sheets.circulation) }
            if kind == "stamp" { return try matters.map(sheets.stamp) }
            try remember(matters, ledger, session)
            return matters.map(sheets.slip)
        case "chase": return [try sheets.chase()]
        case "spine": return try sheets.spines(try year(session))
        case "remarks": return try sheets.remarks(try year(session))
        case "appraisal": return try sheets.appraisal(try year(session))
        case "catalogue" where words.first.flatMap { Int($0) } != nil: return [try sheets.catalogue(year: try year(session))]
        default:
            let definition = try session.register(words.first ?? "inbound", sheets.office)
            let year = String(sheets.office.zone.day(of: sheets.now).year)
            guard let span = Period(period ?? year) else {
                throw Failure(.usage, session.speaker(.optionNotRead, "--period", Visible.text(period ?? ""), "2026 2026Q4 2026-11"))
            }
            return [try kind == "register" ? sheets.register(definition, span) : sheets.catalogue(definition, span)]
        }
    }

    private func year(_ session: Session) throws -> Int {
        guard words.count == 1, let year = Int(Folding.width(words[0])), (1900...2200).contains(year) else {
            throw Failure(.usage, session.speaker(.optionNotRead, kind, Visible.text(words.joined(separator: " ")), "YEAR"))
        }
        return year
    }

    /// That a slip was printed is recorded once: `is:unprinted` finds the rest.
    private func remember(_ matters: [Matter], _ ledger: Ledger, _ session: Session) throws {
        let attribution = try session.attribution(ledger)
        let commands = matters.compactMap { $0.rememberingSlip(at: attribution.recorded) }
        if !commands.isEmpty { try ledger.submit(commands, as: attribution) }
    }
}
