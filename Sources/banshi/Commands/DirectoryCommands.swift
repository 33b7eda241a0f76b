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
            let department = directory.name(item.record["department"].string) ?? item.record["level"].string ?? ""
            return [item.id, item.name, item.record["post"].string ?? "", department, item.record["phone"].string ?? ""]
        }
        for line in Columns.lines(rows, widths: [6, 24, 16, 16, 20]) { session.print(line) }
    }

    private func add(_ session: Session) throws {
        guard let name = words.first else { throw Failure(.usage, session.speaker(.nameNeeded)) }
        let ledger = try session.ledger(.writing)
        var fields = try DirectoryFields(kind: Self.kind, session: session, directory: ledger.directory()).read(Array(words.dropFirst()))
        fields["name"] = .string(name)
        let receipt = try ledger.submit([.enlist(Self.kind, fields: fields)], as: try session.attribution(ledger))
        session.print(receipt.subjects.first?.text ?? "")
    }

    private func set(_ session: Session) throws {
        guard let name = words.first, words.count > 1 else { throw Failure(.usage, session.speaker(.nameNeeded)) }
        let ledger = try session.ledger(.writing)
        let directory = try ledger.directory()
        let scope: Directory.Scope = Self.kind == .person ? .people : Self.kind == .unit ? .units : .places
        let id = try directory.resolve(name, in: scope, what: Self.kind == .person ? "person" : "unit")
        let fields = try DirectoryFields(kind: Self.kind, session: session, directory: directory).read(Array(words.dropFirst()))
        try ledger.submit([.revise(SubjectID(id), fields: fields)], as: try session.attribution(ledger))
        session.print(id)
    }

    private func importFile(_ session: Session) throws {
        guard let path = words.first else { throw Failure(.usage, session.speaker(.fileNeeded)) }
        let ledger = try session.ledger(.writing)
        defer { if global.json { session.flushReports() } }
        try DirectoryImport(kind: Self.kind, session: session, ledger: ledger).run(path, isDry: false, asJSON: global.json)
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
    @OptionGroup var global: GlobalOptions
}

struct UnitsCommand: DirectoryCommand {
    static let configuration = CommandConfiguration(
        commandName: "units", abstract: .words("Units inside and outside: list, add, set, import.", "单位名录"))
    static let kind = SubjectID.Kind.unit
    @Argument(help: .words("list, add NAME field=value…, set NAME field=value…, import FILE", "list、add 名称 字段=内容…、set 名称 字段=内容…、import 文件"))
    var action = "list"
    @Argument var words: [String] = []
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
    @OptionGroup var global: GlobalOptions
}

/// The fields of a directory entry, from `field=value` words or the cells of a table.
struct DirectoryFields {
    let kind: SubjectID.Kind
    let session: Session
    let directory: Directory

    private static let lists: Set<String> = ["accounts", "roles", "short", "codes", "aliases"]
    private static let numbers: Set<String> = ["rank", "capacity"]
    private static let singular = ["account": "accounts", "role": "roles", "code": "codes", "alias": "aliases"]

    static let known: [SubjectID.Kind: Set<String>] = [
        .person: ["name", "post", "department", "rank", "phone", "deputy", "accounts", "roles", "aliases", "topics", "left", "email"],
        .unit: ["name", "short", "codes", "level", "phone", "contact", "leader", "parent", "address", "archive"],
        .place: ["name", "capacity", "address"],
    ]

    func read(_ words: [String]) throws -> [String: JSON] {
        var fields: [String: JSON] = [:]
        for word in words {
            guard let equals = word.firstIndex(of: "=") else {
                throw Failure(.usage, session.speaker(.fieldEqualsValue, Visible.text(word)))
            }
            let name = String(word[..<equals])
            let key = DirectoryFields.singular[name] ?? name
            guard DirectoryFields.known[kind]?.contains(key) == true else {
                throw Refusal.unknown(what: "field", text: name, nearest: Nearest.of(name, in: DirectoryFields.known[kind] ?? []))
            }
            fields[key] = try value(key, String(word[word.index(after: equals)...]))
        }
        return fields
    }

    func value(_ key: String, _ text: String) throws -> JSON {
        if text.isEmpty { return .null }
        if DirectoryFields.lists.contains(key) {
            let parts = text.split(whereSeparator: { "、,，;；|".contains($0) }).map { $0.trimmed }
            return .array(parts.filter { !$0.isEmpty }.map(JSON.string))
        }
        if DirectoryFields.numbers.contains(key) {
            guard let number = Int(Folding.width(text)), number > 0 else {
                throw Refusal.invalid(field: key, value: text, expected: .count)
            }
            return JSON(number)
        }
        switch key {
        case "department": return .string(try directory.resolve(text, in: .departments, what: "department"))
        case "leader", "deputy": return .string(try directory.resolve(text, in: .people, what: "person"))
        case "archive":
            // 机构代码 in archival codes (DA/T 22-2015, 5.4.2).
            let code = Folding.width(text).uppercased()
            guard ArchiveRules.isUnitCode(code) else {
                throw Failure(.badData, session.speaker(.optionNotRead, key, Visible.text(text), session.speaker(.unitCodeForm)))
            }
            return .string(code)
        case "level":
            guard let level = Unit.Level.words[text] ?? Unit.Level(rawValue: text) else {
                throw Refusal.invalid(field: "level", value: text, expected: .choice)
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

    private static let headings: [(key: String, names: [String])] = [
        ("name", ["name", "姓名", "名称", "单位", "单位名称", "会议室"]), ("post", ["post", "职务", "岗位"]),
        ("department", ["department", "科室", "部门"]), ("rank", ["rank", "排名"]), ("phone", ["phone", "电话", "办公电话", "联系电话"]),
        ("accounts", ["account", "accounts", "账号"]), ("roles", ["role", "roles", "角色"]), ("aliases", ["alias", "aliases", "别名"]),
        ("short", ["short", "简称"]), ("codes", ["code", "codes", "代字", "发文代字"]), ("level", ["level", "层级", "类别"]),
        ("contact", ["contact", "联系人", "联络员"]), ("leader", ["leader", "分管领导"]), ("capacity", ["capacity", "容纳人数", "座位"]),
        ("email", ["email", "邮箱"]), ("deputy", ["deputy", "B角"]), ("address", ["address", "地址"]), ("archive", ["archive", "机构代码"]),
        ("topics", ["topics", "分管"]),
    ]

    func run(_ path: String, isDry: Bool, asJSON: Bool) throws {
        let bytes = try session.bytes(of: path)
        let table = CSVFile(bytes)
        guard
            table.header.contains(where: { heading in DirectoryImport.headings[0].names.contains { Folding.key($0) == Folding.key(heading) }
            })
        else {
            throw Failure(.badData, session.speaker(.importNoHeading, path, DirectoryImport.headings[0].names.joined(separator: " ")))
        }
        var report = ImportReport(session: session)
        if let line = table.unclosedQuote { report.refuse(line, session.speaker(.importQuote)) }
        let known = DirectoryFields.known[kind] ?? []
        for row in table.rows {
            let directory = try ledger.directory()
            do {
                var fields: [String: JSON] = [:]
                for (key, names) in DirectoryImport.headings where known.contains(key) {
                    guard let text = table.cell(row.cells, names) else { continue }
                    fields[key] = try DirectoryFields(kind: kind, session: session, directory: directory).value(key, text)
                }
                guard let name = fields["name"]?.string else { throw Refusal.missing(field: "name") }
                try take(name, fields, directory, row.line, isDry, &report)
            } catch let refusal as Refusal {
                report.refuse(row.line, session.speaker(refusal, in: try ledger.office()))
            } catch let fault as LedgerFault {
                guard case .refused(let refusal) = fault else { throw fault }
                report.refuse(row.line, session.speaker(refusal, in: try ledger.office()))
            }
        }
        try report.finish(path, asJSON: asJSON)
    }

    private func take(
        _ name: String, _ fields: [String: JSON], _ directory: Directory, _ line: Int, _ isDry: Bool, _ report: inout ImportReport
    ) throws {
        let existing: (id: String, record: Record)? =
            switch kind {
            case .person: directory.people.first { $0.name == name }.map { ($0.id, $0.record) }
            case .unit: directory.units.first { $0.name == name }.map { ($0.id, $0.record) }
            default: directory.places.first { $0.name == name }.map { ($0.id, $0.record) }
            }
        if let existing {
            let isSame = fields.allSatisfy { existing.record[$0.key] == $0.value }
            if !isSame, !isDry { try ledger.submit([.revise(SubjectID(existing.id), fields: fields)], as: try session.attribution(ledger)) }
            report.add(line, isSame ? .same : .changed, existing.id, name)
        } else {
            let receipt = isDry ? nil : try ledger.submit([.enlist(kind, fields: fields)], as: try session.attribution(ledger))
            report.add(line, .taken, receipt?.subjects.first?.text, name)
        }
    }
}

/// What became of each item of an import.
struct ImportReport {
    enum Result: String { case taken, changed, same, refused }
    let session: Session
    private var items: [(line: Int, result: Result, id: String?, title: String, reason: String?)] = []

    init(session: Session) { self.session = session }

    mutating func add(_ line: Int, _ result: Result, _ id: String?, _ title: String) { items.append((line, result, id, title, nil)) }
    mutating func refuse(_ line: Int, _ reason: String) { items.append((line, .refused, nil, "", reason)) }

    /// Prints the report; refused items make the exit code 65.
    func finish(_ path: String, asJSON: Bool) throws {
        // What the office itself refused is known last.
        let items = items.sorted { $0.line < $1.line }
        func count(_ result: Result) -> Int { items.count { $0.result == result } }
        if asJSON {
            session.report([
                "file": .string(path), "taken": JSON(count(.taken)), "changed": JSON(count(.changed)), "same": JSON(count(.same)),
                "refused": JSON(count(.refused)),
                "items": .array(
                    items.map {
                        [
                            "line": JSON($0.line), "result": .string($0.result.rawValue), "id": JSON($0.id), "title": .string($0.title),
                            "reason": JSON($0.reason),
                        ]
                    }),
            ])
        } else {
            session.print(
                session.speaker(
                    .importSummary, Visible.text(path), String(count(.taken)), String(count(.changed)), String(count(.same)),
                    String(count(.refused))))
            for item in items where item.result == .refused {
                session.warn("\(Visible.text(path)):\(item.line): \(item.reason ?? "")")
            }
        }
        if count(.refused) > 0 { throw ExitCode(65) }
    }
}
