import ArgumentParser
import Foundation
import Ledger
import Mailroom
import Office
import Phrases
import Screen

/// What the three directory commands share: list, add, set, import.
protocol DirectoryCommand: OfficeCommand {
    static var kind: SubjectID.Kind { get }
    var action: String { get }
    var words: [String] { get }
    var sameName: Bool { get }
    var sheet: String? { get }
    var dryRun: Bool { get }
}

extension DirectoryCommand {
    func run(_ session: Session) throws {
        switch action {
        case "list": try list(session)
        case "add": try add(session)
        case "set": try set(session)
        case "import": try importFile(session)
        default: throw Failure(.usage, session.speaker(.unknownAction, action, "list add set import"))
        }
    }

    private func subjects(_ directory: Directory) -> [(id: String, name: String, record: Record)] {
        switch Self.kind {
        case .person: directory.people.map { ($0.id, $0.name, $0.record) }
        case .unit: directory.units.map { ($0.id, $0.name, $0.record) }
        default: directory.places.map { ($0.id, $0.name, $0.record) }
        }
    }

    private func list(_ session: Session) throws {
        let ledger = try session.ledger(.reading)
        let directory = try ledger.directory()
        let all = subjects(directory)
        if global.json {
            let rows = all.map { item -> JSON in
                var members = item.record.values
                members["id"] = .string(item.id)
                return .object(members)
            }
            return session.print(json: .array(rows))
        }
        let rows = all.map { item -> [String] in
            let level = item.record["level"].string.flatMap(Unit.Level.init(rawValue:)).map { session.speaker($0.name) }
            let department = directory.name(item.record["department"].string) ?? level ?? ""
            return [item.id, item.name, item.record["post"].string ?? "", department, item.record["phone"].string ?? ""]
        }
        for line in Columns.lines(rows, widths: [6, 24, 16, 16, 20]) { session.print(line) }
    }

    private func add(_ session: Session) throws {
        guard let first = words.first else { throw Failure(.usage, session.speaker(.nameNeeded)) }
        let ledger = try session.ledger(.writing)
        let reading = DirectoryFields(kind: Self.kind, session: session, directory: try ledger.directory())
        // The name stands first, or under its own word as in a table: 姓名=李卫东.
        let isNamed = reading.column(of: first) != nil
        var fields = try reading.read(isNamed ? words : Array(words.dropFirst()))
        if !isNamed { fields[.name] = .string(first) }
        let change = DirectoryChange(fields, isNamesake: sameName)
        let receipt = try ledger.submit([.enlist(Self.kind, change)], as: try session.attribution(ledger))
        session.print(receipt.subjects.first?.text ?? "")
    }

    private func set(_ session: Session) throws {
        guard let name = words.first, words.count > 1 else { throw Failure(.usage, session.speaker(.nameNeeded)) }
        let ledger = try session.ledger(.writing)
        let directory = try ledger.directory()
        let scope: Directory.Scope = Self.kind == .person ? .people : Self.kind == .unit ? .units : .places
        let what = Self.kind == .person ? "person" : Self.kind == .unit ? "unit" : "place"
        let id = try directory.resolve(name, in: scope, what: what, evenGone: true)
        let fields = try DirectoryFields(kind: Self.kind, session: session, directory: directory).read(Array(words.dropFirst()))
        let change = DirectoryChange(fields, isNamesake: sameName)
        try ledger.submit([.revise(SubjectID(id), change)], as: try session.attribution(ledger))
        session.print(id)
    }

    private func importFile(_ session: Session) throws {
        guard let path = words.first else { throw Failure(.usage, session.speaker(.fileNeeded)) }
        let ledger = try session.ledger(.writing)
        defer { if global.json { session.flushReports() } }
        try DirectoryImport(kind: Self.kind, session: session, ledger: ledger, sheet: sheet, sameName: sameName).run(
            path, isDry: dryRun, asJSON: global.json)
    }
}

struct PeopleCommand: DirectoryCommand {
    static let configuration = CommandConfiguration(
        commandName: "people",
        abstract: .words("People: list, add, set, import.", "人员名录"))
    static let kind = SubjectID.Kind.person
    @Argument(help: .words("list, add NAME field=value…, set NAME field=value…, import FILE", "list、add 名称 字段=内容…、set 名称 字段=内容…、import 文件"))
    var action = "list"
    @Argument var words: [String] = []
    @Flag(help: .words("Another of a name that is there already.", "与已有的同名，确为另一个。")) var sameName = false
    @Option(help: .words("With import: of a workbook the sheet of this name.", "与 import 合用：工作簿中按名称指定的工作表。")) var sheet: String?
    @Flag(help: .words("With import: only report.", "与 import 合用：只报告，不写入。")) var dryRun = false
    @OptionGroup var global: GlobalOptions
}

struct UnitsCommand: DirectoryCommand {
    static let configuration = CommandConfiguration(
        commandName: "units", abstract: .words("Units inside and outside: list, add, set, import.", "单位名录"))
    static let kind = SubjectID.Kind.unit
    @Argument(help: .words("list, add NAME field=value…, set NAME field=value…, import FILE", "list、add 名称 字段=内容…、set 名称 字段=内容…、import 文件"))
    var action = "list"
    @Argument var words: [String] = []
    @Flag(help: .words("Another of a name that is there already.", "与已有的同名，确为另一个。")) var sameName = false
    @Option(help: .words("With import: of a workbook the sheet of this name.", "与 import 合用：工作簿中按名称指定的工作表。")) var sheet: String?
    @Flag(help: .words("With import: only report.", "与 import 合用：只报告，不写入。")) var dryRun = false
    @OptionGroup var global: GlobalOptions
}

struct PlacesCommand: DirectoryCommand {
    static let configuration = CommandConfiguration(
        commandName: "places",
        abstract: .words("Rooms: list, add, set, import.", "会议室"))
    static let kind = SubjectID.Kind.place
    @Argument(help: .words("list, add NAME field=value…, set NAME field=value…, import FILE", "list、add 名称 字段=内容…、set 名称 字段=内容…、import 文件"))
    var action = "list"
    @Argument var words: [String] = []
    @Flag(help: .words("Another of a name that is there already.", "与已有的同名，确为另一个。")) var sameName = false
    @Option(help: .words("With import: of a workbook the sheet of this name.", "与 import 合用：工作簿中按名称指定的工作表。")) var sheet: String?
    @Flag(help: .words("With import: only report.", "与 import 合用：只报告，不写入。")) var dryRun = false
    @OptionGroup var global: GlobalOptions
}

/// The fields of a directory entry, from `field=value` words or the cells of a table.
struct DirectoryFields {
    let kind: SubjectID.Kind
    let session: Session
    let directory: Directory

    private static let lists: Set<DirectoryColumn> = [.accounts, .roles, .short, .codes, .aliases]
    private static let numbers: Set<DirectoryColumn> = [.rank, .capacity]

    /// The column a `field=value` word begins with, in either language.
    func column(of word: String) -> DirectoryColumn? {
        word.firstIndex(where: DirectoryFields.isEqualsSign).flatMap { DirectoryColumn.named(String(word[..<$0]), of: kind) }
    }

    private static func isEqualsSign(_ character: Character) -> Bool { character == "=" || character == "＝" }

    func read(_ words: [String]) throws -> [DirectoryColumn: JSON] {
        var fields: [DirectoryColumn: JSON] = [:]
        for word in words {
            guard let equals = word.firstIndex(where: DirectoryFields.isEqualsSign) else {
                throw Failure(.usage, session.speaker(.fieldEqualsValue, Visible.text(word)))
            }
            let name = String(word[..<equals])
            guard let column = DirectoryColumn.named(name, of: kind) else {
                let known = DirectoryColumn.columns(of: kind)
                if let near = Nearest.of(name, in: known.flatMap(\.words)) {
                    throw Refusal.unknown(what: "field", text: Visible.text(name), nearest: near)
                }
                let isChinese = session.speaker.language.isChinese
                let names = known.map { $0.word(of: kind, isChinese: isChinese) }.joined(separator: " ")
                throw Failure(.badData, session.speaker(.optionNotRead, session.speaker(.field), Visible.text(name), names))
            }
            fields[column] = try value(column, String(word[word.index(after: equals)...]))
        }
        return fields
    }

    func value(_ column: DirectoryColumn, _ text: String) throws -> JSON {
        if text.isEmpty { return .null }
        if DirectoryFields.lists.contains(column) {
            let parts = text.split(whereSeparator: { "、,，;；|".contains($0) }).map { $0.trimmed }.filter { !$0.isEmpty }
            return .array(try parts.map { .string(column == .roles ? try Role.read($0).rawValue : $0) })
        }
        if DirectoryFields.numbers.contains(column) {
            guard let number = Int(Folding.width(text)), number > 0, column != .rank || number < 100 else {
                throw Refusal.invalid(field: column.rawValue, value: text, expected: column == .rank ? .rank : .count)
            }
            return JSON(number)
        }
        switch column {
        case .department: return .string(try directory.resolve(text, in: .departments, what: "department"))
        case .leader, .deputy: return .string(try directory.resolve(text, in: .people, what: "person"))
        case .archive:
            // 机构代码 in archival codes (DA/T 22-2015, 5.4.2).
            let code = Folding.width(text).uppercased()
            guard ArchiveRules.isUnitCode(code) else {
                throw Failure(
                    .badData, session.speaker(.optionNotRead, column.rawValue, Visible.text(text), session.speaker(.unitCodeForm)))
            }
            return .string(code)
        case .level:
            guard let level = Unit.Level(word: text) else {
                let isChinese = session.speaker.language.isChinese
                let levels = Unit.Level.allCases.map { session.speaker($0.name) }.joined(separator: isChinese ? "、" : ", ")
                throw Failure(
                    .badData,
                    session.speaker(.optionNotRead, column.word(of: kind, isChinese: isChinese), Visible.text(text), levels))
            }
            return .string(level.rawValue)
        default: return .string(text)
        }
    }
}

/// Takes people, units or places from a table; each row stands alone and is reported by its line.
struct DirectoryImport {
    let kind: SubjectID.Kind
    let session: Session
    let ledger: Ledger
    /// Of a workbook the sheet that is read; nil: whichever fits best.
    var sheet: String?

    /// Whether a name that comes twice is another one.
    var sameName = false

    func run(_ path: String, isDry: Bool, asJSON: Bool) throws {
        let table = try session.table(
            of: path, columns: DirectoryColumn.tableColumns(of: kind), needed: DirectoryColumn.name.rawValue, sheet: sheet)
        var report = ImportReport(session: session)
        report.sheet = table.sheet
        report.remarks = session.remarks(of: table)
        if let line = table.unclosedQuote { report.refuse(line, session.speaker(.importQuote)) }
        for row in table.tooLarge { report.refuse(row.line, session.speaker.overBudget(row.over)) }
        var seen = Seen()
        for row in table.rows {
            let directory = try ledger.directory()
            do {
                try session.admit(row.cells, under: table.header)
                var fields: [DirectoryColumn: JSON] = [:]
                var cells = RowReading(table, row, session)
                let reading = DirectoryFields(kind: kind, session: session, directory: directory)
                for column in DirectoryColumn.columns(of: kind) {
                    let value = try cells.value(column.rawValue, in: nil) { try reading.value(column, $0) }
                    if let value { fields[column] = value }
                }
                guard cells.problems.isEmpty else {
                    report.refuse(row.line, cells.problems)
                    continue
                }
                guard let name = fields[.name]?.string else { throw Refusal.missing(field: "name") }
                try take(name, fields, directory, row.line, isDry, &seen, &report)
            } catch let failure as Failure where failure.code == .badData {
                report.refuse(row.line, failure.message)
            } catch let refusal as Refusal {
                report.refuse(row.line, refusal, try ledger.office())
            } catch let fault as LedgerFault {
                guard case .refused(let refusal) = fault else { throw fault }
                report.refuse(row.line, refusal, try ledger.office())
            }
        }
        try report.finish(path, asJSON: asJSON)
    }

    /// What the rows so far were about: whose name comes again is another one or a mistake.
    private struct Seen {
        var ids: Set<String> = []
        var lines: [String: Int] = [:]
    }

    private func take(
        _ name: String, _ fields: [DirectoryColumn: JSON], _ directory: Directory, _ line: Int, _ isDry: Bool, _ seen: inout Seen,
        _ report: inout ImportReport
    ) throws {
        let key = Folding.key(name)
        let all = known(directory).filter { Folding.key($0.record["name"].string ?? "") == key }
        func isSame(_ record: Record) -> Bool { fields.allSatisfy { record[$0.key.rawValue] == $0.value } }
        if let twin = all.first(where: { seen.ids.contains($0.id) && isSame($0.record) }) { return report.add(line, .same, twin.id, name) }
        if let first = seen.lines[key], all.allSatisfy({ seen.ids.contains($0.id) }), !sameName {
            return report.refuse(line, session.speaker(.importNameTwice, name, String(first)))
        }
        let left = all.filter { !seen.ids.contains($0.id) }
        func likeness(_ record: Record) -> Int { fields.count { record[$0.key.rawValue] == $0.value } }
        // Of several of one name the row is about the one it says most of.
        let best = left.map { likeness($0.record) }.max() ?? 0
        let likely = left.filter { likeness($0.record) == best }
        guard likely.count <= 1 else {
            throw Refusal.ambiguous(
                what: "name", text: name, candidates: likely.map { directory.name($0.id) ?? $0.id })
        }
        seen.lines[key] = seen.lines[key] ?? line
        if let existing = likely.first {
            seen.ids.insert(existing.id)
            let isSame = isSame(existing.record)
            if !isSame {
                let command = Command.revise(SubjectID(existing.id), DirectoryChange(fields))
                let attribution = try session.attribution(ledger)
                if isDry {
                    for case .failure(let refusal) in try ledger.rehearse([command], as: attribution) { throw refusal }
                } else {
                    try ledger.submit([command], as: attribution)
                }
            }
            report.add(line, isSame ? .same : .changed, existing.id, name)
        } else {
            let command = Command.enlist(kind, DirectoryChange(fields, isNamesake: sameName))
            let attribution = try session.attribution(ledger)
            if isDry { for case .failure(let refusal) in try ledger.rehearse([command], as: attribution) { throw refusal } }
            let receipt = isDry ? nil : try ledger.submit([command], as: attribution)
            let id = receipt?.subjects.first?.text
            if let id { seen.ids.insert(id) }
            report.add(line, .taken, id, name)
        }
    }

    private func known(_ directory: Directory) -> [(id: String, record: Record)] {
        switch kind {
        case .person: directory.people.map { ($0.id, $0.record) }
        case .unit: directory.units.map { ($0.id, $0.record) }
        default: directory.places.map { ($0.id, $0.record) }
        }
    }
}

/// What became of each item of an import.
struct ImportReport {
    enum Result: String { case taken, changed, same, refused }
    let session: Session
    /// The sheet of a workbook the rows stand in.
    var sheet: String?
    /// What is to be said of the table beside its rows.
    var remarks: [String] = []
    private var items: [(line: Int, result: Result, id: String?, title: String, reason: String?)] = []
    /// Of refused rows: the cells that are wrong, each with what is wrong with it.
    private var cells: [Int: [(place: String, reason: String)]] = [:]

    private var notes: [(line: Int, text: String)] = []

    init(session: Session) { self.session = session }

    mutating func add(_ line: Int, _ result: Result, _ id: String?, _ title: String) { items.append((line, result, id, title, nil)) }
    mutating func refuse(_ line: Int, _ reason: String) { items.append((line, .refused, nil, "", reason)) }
    /// Says what could not be read of something that was taken all the same.
    mutating func note(_ line: Int, _ text: String) { notes.append((line, text)) }
    /// Refuses a row for what is wrong with its cells.
    mutating func refuse(_ line: Int, _ problems: [(place: String, reason: String)]) {
        cells[line] = problems
        refuse(line, problems.map { $0.place.isEmpty ? $0.reason : $0.place + session.speaker(.colon) + $0.reason }.joined(separator: "; "))
    }

    /// Refuses a row by a rule of the office; one with a secrecy mark decides the exit code.
    mutating func refuse(_ line: Int, _ refusal: Refusal, _ office: OfficeRecord?) {
        if case .classified(let level) = refusal {
            isClassified = true
            // The others are taken all the same.
            return refuse(line, session.speaker(.importClassified, level))
        }
        refuse(line, session.speaker(refusal, in: office))
    }

    /// Whether a row was refused for its secrecy mark.
    private var isClassified = false

    /// Prints the report; refused items make the exit code 65, one with a secrecy mark 77.
    func finish(_ path: String, asJSON: Bool) throws {
        // What the office itself refused is known last.
        let items = items.sorted { $0.line < $1.line }
        func count(_ result: Result) -> Int { items.count { $0.result == result } }
        if asJSON {
            var members: [String: JSON] = [
                "file": .string(path), "taken": JSON(count(.taken)), "changed": JSON(count(.changed)), "same": JSON(count(.same)),
                "refused": JSON(count(.refused)), "sheet": JSON(sheet), "remarks": .array(remarks.map(JSON.string)),
                "items": .array(
                    items.map { item in
                        [
                            "line": JSON(item.line), "result": .string(item.result.rawValue), "id": JSON(item.id),
                            "title": .string(item.title), "reason": JSON(item.reason),
                            "cells": .array(
                                (item.result == .refused ? cells[item.line] ?? [] : []).map {
                                    ["column": .string($0.place), "reason": .string($0.reason)]
                                }),
                        ]
                    }),
            ]
            // Only where there is anything to say.
            if !notes.isEmpty { members["notes"] = .array(notes.map { ["line": JSON($0.line), "text": .string($0.text)] }) }
            session.report(.object(members))
        } else {
            session.print(
                session.speaker(
                    .importSummary, Visible.text(path), String(count(.taken)), String(count(.changed)), String(count(.same)),
                    String(count(.refused))))
            for remark in remarks { session.warn("\(Visible.text(path)): \(remark)") }
            let place = ([path] + [sheet].compactMap { $0 }).map { Visible.text($0) }.joined(separator: ":")
            for item in items where item.result == .refused {
                guard let wrong = cells[item.line] else {
                    session.warn("\(place):\(item.line): \(item.reason ?? "")")
                    continue
                }
                for cell in wrong { session.warn("\(place):\(item.line): \(Visible.text(cell.place)): \(cell.reason)") }
            }
            for note in notes { session.warn("\(Visible.text(path)):\(note.line): \(note.text)") }
        }
        if isClassified { throw ExitCode(77) }
        if count(.refused) > 0 { throw ExitCode(65) }
    }
}
