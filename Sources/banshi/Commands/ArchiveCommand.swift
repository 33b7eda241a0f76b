import ArgumentParser
import Foundation
import Ledger
import Mailroom
import Office
import Phrases
import Screen
import Settings

/// `banshi archive check|plan|box|freeze YEAR`, `term`, `correct`, `fonds`, `schedule`: the spring's filing.
struct ArchiveCommand: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "archive",
        abstract: .words("The archive: check, plan, box, freeze a year; terms, corrections.", "归档：检查、装盒、固化，保管期限，勘误"))
    @Argument(
        help: .words(
            "check YEAR, plan YEAR, box YEAR, freeze YEAR, term NUMBER… TERM, correct NUMBER TEXT, fonds [CODE|none], schedule [list|import FILE|none]",
            "check 年度、plan 年度、box 年度、freeze 年度、term 编号… 期限、correct 编号 文字、fonds [全宗号|none]、schedule [list|import 文件|none]"))
    var action: String
    @Argument(help: .words("A year, numbers, a file.", "年度、编号或文件。")) var words: [String] = []
    @Option(help: .words("Only papers of this term: permanent, 30years, 10years (永久, 30年, 10年).", "只处理此保管期限：永久、30年、10年。")) var term: String?
    @Option(help: .words("Why papers are filed after the year was frozen.", "补归说明（该年固化后归档须写）。")) var note: String?
    @Option(help: .words("Papers in a box.", "每盒件数。")) var perBox = FilingPlan.usualBox
    @OptionGroup var global: GlobalOptions

    static let actions = ["check", "plan", "box", "freeze", "term", "correct", "fonds", "schedule"]

    func run(_ session: Session) throws {
        switch action {
        case "check": try Filing(session, year: try session.year(words, of: action), self).check()
        case "plan": try Filing(session, year: try session.year(words, of: action), self).showPlan()
        case "box": try Filing(session, year: try session.year(words, of: action), self).box()
        case "freeze": try Filing(session, year: try session.year(words, of: action), self).freeze()
        case "term": try setTerm(session)
        case "correct": try correct(session)
        case "fonds": try fonds(session)
        case "schedule": try Schedule(session: session, asJSON: global.json).run(words)
        default: throw Failure(.usage, session.speaker(.unknownAction, Visible.text(action), ArchiveCommand.actions.joined(separator: " ")))
        }
    }

    /// A term as it is written on the command line.
    static func term(_ text: String, _ session: Session) throws -> ArchivalCode.Term {
        guard let term = ArchivalCode.Term(named: text) else {
            throw Failure(.usage, session.speaker(.optionNotRead, "TERM", Visible.text(text), session.speaker(.termForm)))
        }
        return term
    }

    /// What a person sets stands before every rule.
    private func setTerm(_ session: Session) throws {
        guard words.count >= 2, let last = words.last else { throw Failure(.usage, session.speaker(.optionNeeded, "NUMBER… TERM")) }
        let term = try ArchiveCommand.term(last, session)
        let ledger = try session.ledger(.writing)
        let ids = try words.dropLast().map { try session.resolve($0, ledger) }
        try ledger.submit(ids.map { .amend($0, .retention(term)) }, as: try session.attribution(ledger), wholly: true)
        for id in ids {
            session.print(session.speaker(.termSet, try ledger.matter(id)?.number?.printed ?? id.text, session.speaker(term.name)))
        }
    }

    private func correct(_ session: Session) throws {
        guard words.count >= 2 else { throw Failure(.usage, session.speaker(.optionNeeded, "NUMBER TEXT")) }
        let ledger = try session.ledger(.writing)
        let id = try session.resolve(words[0], ledger)
        let text = words.dropFirst().joined(separator: " ")
        try ledger.submit([.correct(id, text: text)], as: try session.attribution(ledger), wholly: true)
        session.print(session.speaker(.correctionKept, try ledger.matter(id)?.number?.printed ?? id.text))
    }

    private func fonds(_ session: Session) throws {
        let ledger = try session.ledger(words.isEmpty ? .reading : .writing)
        if let text = words.first {
            let code = text == "none" ? nil : Folding.width(text).uppercased()
            if let code, !ArchiveRules.isFonds(code) {
                throw Failure(.badData, session.speaker(.optionNotRead, "fonds", Visible.text(text), session.speaker(.fondsForm)))
            }
            try ledger.submit([.change([.fonds(code)])], as: try session.attribution(ledger), wholly: true)
        }
        let known = try ledger.office().archives.fonds
        if global.json { return session.print(json: ["fonds": JSON(known)]) }
        session.print(known.map { session.speaker(.fondsSet, $0) } ?? session.speaker(.fondsNone))
    }
}

/// `banshi archive schedule`: the office's own table of terms, and what holds where it is silent.
private struct Schedule {
    let session: Session
    let asJSON: Bool

    func run(_ words: [String]) throws {
        switch words.first {
        case nil, "list": try list()
        case "none": try keep([], session.ledger(.writing))
        case "import":
            guard words.count == 2 else { throw Failure(.usage, session.speaker(.fileNeeded)) }
            try take(words[1])
        default: throw Failure(.usage, session.speaker(.unknownAction, Visible.text(words[0]), "list import none"))
        }
    }

    private func list() throws {
        let office = try session.ledger(.reading).office()
        let own = office.archives.schedule.own
        if asJSON {
            return session.print(json: [
                "own": .array(own.map(\.json)), "defaults": .array(RetentionSchedule.defaults.map(\.json)),
            ])
        }
        session.print(session.speaker(.scheduleRules, String(own.count)))
        for rule in own { session.print("  " + line(rule, office)) }
        session.print(session.speaker(.scheduleDefaults))
        for rule in RetentionSchedule.defaults { session.print("  " + line(rule, office)) }
    }

    private func line(_ rule: RetentionRule, _ office: OfficeRecord) -> String {
        let conditions = [
            rule.register.map { id in office.register(id).map { session.speaker($0.name) } ?? id },
            rule.level.map { session.speaker.level($0) }, rule.kinds.isEmpty ? nil : rule.kinds.joined(separator: "、"), rule.handling,
            rule.importance.map { "!\($0)" }, rule.title.map { "“\($0)”" },
        ]
        let head = conditions.compactMap { $0 }.joined(separator: " ")
        return "\(session.speaker(rule.term.name))  \(head.isEmpty ? "*" : head)  — \(session.speaker(rule.ground))"
    }

    /// Takes a table whole or not at all; every problem is listed with its line.
    private func take(_ path: String) throws {
        let ledger = try session.ledger(.writing)
        let bytes = try session.bytes(of: path)
        let isTable = path.lowercased().hasSuffix(".csv") || Workbook.isWorkbook(bytes)
        let (tree, syntax) =
            isTable
            ? (table(try session.table(of: path, columns: columns, needed: "term")), []) : LocatedYAML.read(TextDecoding.decode(bytes).text)
        var (rules, problems) =
            tree.map { RetentionSchedule.read($0, registers: (try? ledger.office().registers) ?? Registers([])) } ?? ([], [])
        problems = syntax + problems
        if !problems.isEmpty {
            for problem in problems { session.warn("\(Visible.text(path)):\(problem.line): \(session.speaker(problem))") }
            throw Failure(.badData, session.speaker(.scheduleRefused, String(problems.count)))
        }
        try keep(rules, ledger)
        rules = try ledger.office().archives.schedule.own
        if asJSON { return session.print(json: ["file": .string(path), "taken": JSON(rules.count)]) }
        session.print(session.speaker(.scheduleTaken, Visible.text(path), String(rules.count)))
    }

    private func keep(_ rules: [RetentionRule], _ ledger: Ledger) throws {
        try ledger.submit([.change([.retention(rules)])], as: try session.attribution(ledger), wholly: true)
    }

    /// The columns of such a table; those it does not know are problems, and stay.
    private var columns: [TableColumn] { RetentionSchedule.headings.map { TableColumn($0.key, $0.names) } }

    /// A table as the tree a settings file would give, its rows with their lines.
    private func table(_ file: TableFile) -> Located {
        var keys: [Int: String] = [:]
        for column in columns { if let index = file.column(column.key) { keys[index] = column.key } }
        for index in file.rest { keys[index] = file.header[index] }
        let rows = file.rows.map { row -> Located in
            let cells = row.cells.enumerated().compactMap { index, cell -> (key: String, line: Int, value: Located)? in
                guard let key = keys[index], !cell.trimmed.isEmpty else { return nil }
                return (key, row.line, .scalar(cell.trimmed, line: row.line))
            }
            return .map(cells, line: row.line)
        }
        return .map([("rules", 1, .list(rows, line: 1))], line: 1)
    }
}
