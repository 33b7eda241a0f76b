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
