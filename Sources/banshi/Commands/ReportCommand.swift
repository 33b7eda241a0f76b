import ArgumentParser
import Foundation
import Ledger
import Office
import Phrases
import Screen

/// `banshi report slip|circulation|register|chase|catalogue|spine|remarks|stamp|appraisal …`: the sheets an office prints; its header and
/// its template.
struct ReportCommand: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: .words("Sheets to print: slip, register, chase, catalogue, box spines and others.", "打印与导出"))
    @Argument(
        help: .words(
            "slip NUMBER…, circulation NUMBER…, register [REGISTER], chase [NUMBER…], catalogue [REGISTER|YEAR], spine YEAR, remarks YEAR, stamp NUMBER…, appraisal YEAR, giveback, statistics [REGISTER]; header [TEXT|none], template [SHEET] [FILE.docx|none]",
            "slip 编号…、circulation 编号…、register [登记簿]、chase [编号…]、catalogue [登记簿|年度]、spine 年度、remarks 年度、stamp 编号…、appraisal 年度、giveback、statistics [登记簿]；header [抬头|none]、template [表名] [文件.docx|none]"
        ))
    var kind: String
    @Argument(help: .words("Numbers, a register, the header or the template.", "编号、登记簿、抬头或模板文件。")) var words: [String] = []
    @Option(help: .words("A year, quarter or month: 2026, 2026Q4, 2026-11; this year without.", "年、季或月：2026、2026Q4、2026-11；不写为今年。"))
    var period: String?
    @Option(
        help: .words(
            "text, md, csv, html or xlsx; docx in the office's own template; without, as the name of -o ends.",
            "text、md、csv、html 或 xlsx；有本单位模板的可用 docx；不写则按 -o 的扩展名。"))
    var format: String?
    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: .words("File, in the place of one of that name; standard output without.", "输出文件，同名文件将被替换；不写则为标准输出。"))
    var output: String?
    @Flag(help: .words("With template: only say what the file asks for.", "与 template 合用：只检查模板。")) var check = false
    @OptionGroup var global: GlobalOptions

    static let kinds = [
        "slip", "circulation", "register", "chase", "catalogue", "spine", "remarks", "stamp", "appraisal", "giveback",
        "statistics",
    ]

    func run(_ session: Session) throws {
        let speaker = session.speaker
        if output != nil, ["header", "template"].contains(kind) {
            throw Failure(.usage, speaker(.optionNotRead, "-o", kind, "report " + ReportCommand.kinds.joined(separator: " ")))
        }
        if kind == "header" { return try LetterheadReport(session: session, asJSON: global.json).header(words) }
        if kind == "template" { return try LetterheadReport(session: session, asJSON: global.json).template(words, isCheck: check) }
        if check { throw Failure(.usage, speaker(.optionNotRead, "--check", Visible.text(kind), "report template")) }
        // A file of JSON is JSON by its name too.
        if global.json { _ = try session.form(nil, of: output, among: ["json"]) }
        let format = try session.form(format, of: global.json ? nil : output, among: PrintedSheet.forms + ["docx"]) ?? "text"
        let form = PrintedSheet.Form(rawValue: format)
        let isTemplate = format == "docx"
        let isWorkbook = format == PrintedSheet.workbook
        guard form != nil || isTemplate || isWorkbook else {
            throw Failure(
                .usage,
                speaker(.optionNotRead, "--format", Visible.text(format), PrintedSheet.forms.joined(separator: " "))
            )
        }
        guard ReportCommand.kinds.contains(kind) else {
            throw Failure(
                .usage, speaker(.unknownAction, Visible.text(kind), (ReportCommand.kinds + ["header", "template"]).joined(separator: " ")))
        }
        let periodical = ["register", "catalogue", "statistics"]
        if !periodical.contains(kind), let period {
            let sheets = periodical.map { "report " + $0 }.joined(separator: ", ")
            throw Failure(.usage, speaker(.optionNotRead, "--period", Visible.text(period), sheets))
        }
        let file = try output.map { try OutputFile($0, session) }
        let ledger = try session.ledger(kind == "slip" ? .writing : .reading)
        let sheets = try Sheets(session, ledger)
        if isTemplate, !global.json, output == nil { throw Failure(.usage, speaker(.optionNeeded, "-o FILE.docx")) }
        if isWorkbook, !global.json, output == nil { throw Failure(.usage, speaker(.optionNeeded, "-o FILE.xlsx")) }
        let matters: [Matter]
        if isTemplate, let file, !global.json {
            matters = kind == "slip" ? try self.matters(ledger, session) : []
            var warnings: [String] = []
            try file.make { path in
                warnings = try sheets.fillTemplate(of: kind, matters, to: path) { try self.pages($0, ledger, session).0 }
            }
            for warning in warnings { session.warn(warning) }
        } else {
            let pages: [PrintedSheet]
            (pages, matters) = try self.pages(sheets, ledger, session)
            if global.json {
                try write(JSON.array(pages.map(\.json)).prettyText + "\n", to: file)
            } else if isWorkbook, let file {
                try file.make { try PrintedSheet.write(pages, workbook: $0) }
            } else {
                try write(PrintedSheet.written(pages, form ?? .text), to: file)
            }
        }
        // What could not be written was not printed; the exit code says why.
        if kind == "slip", file != nil || Output.isWhole { try remember(matters, ledger, session) }
    }

    private func write(_ printed: String, to file: OutputFile?) throws {
        guard let file else { return Output.text(printed.utf8.last == 0x0A ? printed : printed + "\n") }
        try file.write(Data(printed.utf8))
    }

    private func matters(_ ledger: Ledger, _ session: Session) throws -> [Matter] {
        guard !words.isEmpty else { throw Failure(.usage, session.speaker(.optionNeeded, "NUMBER")) }
        return try words.map { word -> Matter in
            guard let matter = try ledger.matter(try session.resolve(word, ledger)), !matter.isWithdrawn else {
                throw Refusal.notFound(word)
            }
            return matter
        }
    }

    /// The sheets asked for, and the matters they are about.
    private func pages(_ sheets: Sheets, _ ledger: Ledger, _ session: Session) throws -> ([PrintedSheet], [Matter]) {
        switch kind {
        case "slip", "circulation":
            let matters = try matters(ledger, session)
            return (matters.map(kind == "slip" ? sheets.slip : sheets.circulation), matters)
        case "stamp": return (try matters(ledger, session).map(sheets.stamp), [])
        case "chase": return ([words.isEmpty ? try sheets.chase() : sheets.chase(try matters(ledger, session))], [])
        case "giveback": return ([try sheets.giveBack()], [])
        case "spine": return (try sheets.spines(try session.year(words, of: kind)), [])
        case "remarks": return (try sheets.remarks(try session.year(words, of: kind)), [])
        case "appraisal": return (try sheets.appraisal(try session.year(words, of: kind)), [])
        case "catalogue" where words.first.flatMap({ Int($0) }) != nil:
            return ([try sheets.catalogue(year: try session.year(words, of: kind))], [])
        default:
            let definition = try session.register(words.first ?? sheets.office.registers[standing: .papers]?.id ?? "", sheets.office)
            let year = String(sheets.office.zone.day(of: sheets.now).year)
            guard let span = Period(period ?? year) else {
                throw Failure(.usage, session.speaker(.optionNotRead, "--period", Visible.text(period ?? ""), "2026 2026Q4 2026-11"))
            }
            switch kind {
            case "register": return ([try sheets.register(definition, span)], [])
            case "statistics": return (try sheets.statistics(definition, span), [])
            default: return ([try sheets.catalogue(definition, span)], [])
            }
        }
    }

    /// That a slip was printed is recorded once: `is:unprinted` finds the rest.
    private func remember(_ matters: [Matter], _ ledger: Ledger, _ session: Session) throws {
        let attribution = try session.attribution(ledger)
        let office = try ledger.office()
        let commands = matters.compactMap { $0.rememberingSlip(at: attribution.recorded, by: office.register(of: $0)) }
        if !commands.isEmpty { try ledger.submit(commands, as: attribution) }
    }
}
