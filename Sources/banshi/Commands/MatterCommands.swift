import ArgumentParser
import Foundation
import Ledger
import Office
import Phrases
import Screen

/// `banshi add TEXT`: quick capture from the shell.
struct AddCommand: OfficeCommand {
    static let configuration = CommandConfiguration(commandName: "add", abstract: "Quick capture, one line in Chinese or English. 随手记")
    @Argument(help: "The line.") var text: [String]
    @Flag(help: "Only show what would be read.") var dryRun = false
    @OptionGroup var global: GlobalOptions

    func run(_ session: Session) throws {
        let ledger = try session.ledger(dryRun ? .reading : .writing)
        let office = try ledger.office()
        let attribution = try session.attribution(ledger)
        let capture = Capture(
            registers: office.registers, directory: try ledger.directory(), calendar: office.calendar,
            now: attribution.recorded, asker: attribution.recordedBy)
        let reading = try capture.read(text.joined(separator: " "))
        if dryRun { return tell(reading, session, office, try ledger.directory()) }
        if case .matter(let draft) = reading.target, let reference = draft.values["fields/reference"]?.string,
            let twin = try ledger.twins(reference: reference).first(where: { $0.from == draft.values["fields/from"]?.string })
        {
            throw Refusal.duplicate(of: twin.number ?? twin.id.text, title: twin.title)
        }
        let receipt = try ledger.submit([reading.command], as: attribution, wholly: true)
        guard let id = receipt.subjects.first else { return }
        let number = id.kind == .matter ? try ledger.matter(id)?.number?.printed : nil
        if global.json {
            session.print(json: ["id": .string(id.text), "number": JSON(number)])
        } else {
            session.print([id.text, number].compactMap { $0 }.joined(separator: "  "))
        }
    }

    private func tell(_ reading: CaptureReading, _ session: Session, _ office: OfficeRecord, _ directory: Directory) {
        if global.json {
            let kind: String
            var values: [String: JSON] = [:]
            switch reading.target {
            case .matter(let draft): (kind, values) = (draft.register, draft.values)
            case .meeting(let fields): (kind, values) = ("meetings", fields)
            case .absence(let person, let fields):
                (kind, values) = ("absence", fields)
                values["person"] = .string(person)
            }
            return session.print(json: [
                "register": .string(kind), "values": .object(values),
                "echo": .array(reading.echo.map { ["field": .string($0.field), "text": .string($0.text)] }),
            ])
        }
        for piece in reading.echo { session.print("\(session.speaker.fieldName(piece.field, in: office)): \(piece.text)") }
    }
}

/// `banshi today`: Today in order.
struct TodayCommand: OfficeCommand {
    static let configuration = CommandConfiguration(commandName: "today", abstract: "Today, in order. 今日")
    @Option(help: "me, office, a person or a unit.") var who = "me"
    @Option(help: "What lies with somebody 在谁手.") var with: String?
    @OptionGroup var global: GlobalOptions

    func run(_ session: Session) throws {
        let ledger = try session.ledger(.reading)
        let office = try ledger.office()
        let directory = try ledger.directory()
        let now = try session.now(office)
        let scope = try scope(session, directory)
        let person: String? = if case .person(let id) = scope { id } else { nil }
        let rules = TodayRules(
            now: now, calendar: office.calendar, directory: directory, registers: office.registers, person: person, includesAll: with != nil
        )
        let items = rules.rank(try ledger.awake(scope, at: now))
        let shapes = try session.shapes(ledger)
        if global.json { return session.print(json: .array(items.map(shapes.today))) }
        let speaker = session.speaker
        for stage in try ledger.stages() {
            guard let definition = office.register(stage.register), let state = definition.state(stage.state) else { continue }
            session.print("\(speaker(definition.name)) · \(speaker(state.name)) \(stage.count)")
        }
        let rows = items.map { item in
            [
                item.matter.number?.printed ?? item.matter.id.text, item.chips.map(speaker.chip).joined(separator: " "),
                item.due.map { speaker.countdown(to: $0, from: now) } ?? "", item.matter.title,
            ]
        }
        for line in Columns.lines(rows, widths: [20, 24, 12, 120]) { session.print(line) }
    }

    private func scope(_ session: Session, _ directory: Directory) throws -> DeskScope {
        if with?.trimmed.isEmpty == true || who.trimmed.isEmpty { throw Refusal.missing(field: "person") }
        if let with { return .holder(try directory.resolve(with, in: .assignees, what: "person")) }
        switch who {
        case "me", "我": return .person(try session.me(directory))
        case "office", "全室", "办公室": return .office
        default:
            let id = try directory.resolve(who, in: .assignees, what: "person")
            return directory.person(id) != nil ? .person(id) : .unit(id)
        }
    }
}

/// `banshi list [REGISTER]`: a register in order, filtered.
struct ListCommand: OfficeCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List a register. 列表")
    @Argument(help: "Register id or name; all without.") var register: String?
    @Option(help: "Filter, for example: is:open from:财政局") var filter: String?
    @Option(name: .customLong("where"), parsing: .unconditional, help: "Filter expression.") var expression: String?
    @Option(help: "Rows at most.") var limit = 50
    @Option(help: "The cursor a former page gave as next.") var after: String?
    @OptionGroup var global: GlobalOptions

    func run(_ session: Session) throws {
        let ledger = try session.ledger(.reading)
        let office = try ledger.office()
        let directory = try ledger.directory()
        let now = try session.now(office)
        let definition = try register.map { try session.register($0, office) }
        guard limit > 0, limit <= 100_000 else {
            throw Failure(.usage, session.speaker(.optionNotRead, "--limit", String(limit), "1–100000"))
        }
        if let after, Int(after) == nil { throw Failure(.usage, session.speaker(.optionNotRead, "--after", Visible.text(after), "next")) }
        let fields = Set((definition.map { Registers([$0]) } ?? office.registers).flatMap { $0.fields.map(\.id) })
        let filter = try Filter(
            expression ?? self.filter ?? "", fields: fields, words: DateWords(now: now, calendar: office.calendar))
        // Who asks matters to `is:mine` alone; only a name that was given must be somebody.
        let me = global.asPerson == nil ? try? session.me(directory) : try session.me(directory)
        let page = try ledger.list(register: definition?.id, filter: filter, limit: limit, after: after, now: now, me: me)
        let shapes = try session.shapes(ledger)
        if global.json { return session.print(json: shapes.page(page)) }
        let speaker = session.speaker
        let rows = page.rows.map { row in
            [
                row.number ?? row.id.text, office.register(row.register)?.state(row.state).map { speaker($0.name) } ?? row.state,
                directory.name(row.holder) ?? "", row.due.map { speaker.short($0, now: now) } ?? "", row.title,
            ]
        }
        for line in Columns.lines(rows, widths: [20, 12, 12, 10, 120]) { session.print(line) }
        session.print(speaker(.listTotal, String(page.rows.count), page.total.text) + (page.next.map { "  --after \($0)" } ?? ""))
    }
}

extension Session {
    /// A register by id, prefix or name.
    func register(_ text: String, _ office: OfficeRecord) throws -> RegisterDefinition {
        if let found = office.register(text) { return found }
        let wanted = Folding.key(text)
        if let found = office.registers.first(where: {
            $0.id == text || $0.prefix == text || Folding.key($0.name.zh) == wanted || Folding.key($0.name.en) == wanted
        }) {
            return found
        }
        throw Refusal.unknown(what: "register", text: text, nearest: Nearest.of(text, in: office.order))
    }
}

/// `banshi show NUMBER`: one matter or meeting.
struct ShowCommand: OfficeCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show one matter. 查看")
    @Argument(help: "Number or handle.") var number: String
    @OptionGroup var global: GlobalOptions

    func run(_ session: Session) throws {
        let ledger = try session.ledger(.reading)
        let id = try session.resolve(number, ledger)
        let shapes = try session.shapes(ledger)
        if id.kind == .meeting {
            guard let meeting = try ledger.meeting(id) else { throw Refusal.notFound(number) }
            return showMeeting(meeting, shapes, session)
        }
        guard let matter = try ledger.matter(id), !matter.isWithdrawn else { throw Refusal.notFound(number) }
        if global.json { return session.print(json: shapes.matter(matter)) }
        let sheet = MatterSheet(
            matter: matter, office: shapes.office, directory: shapes.directory, speaker: session.speaker,
            now: try session.now(shapes.office))
        for line in sheet.lines() {
            session.print(line.label.isEmpty ? line.text : "\(line.label)\(session.speaker.language.isChinese ? "：" : ": ")\(line.text)")
        }
    }

    private func showMeeting(_ meeting: Meeting, _ shapes: Shapes, _ session: Session) {
        if global.json {
            return session.print(json: [
                "id": .string(meeting.id.text), "uid": .string(meeting.uid), "title": .string(meeting.title),
                "start": shapes.moment(meeting.start), "end": shapes.moment(meeting.end), "place": shapes.name(meeting.place),
                "status": JSON(meeting.status), "recurring": .bool(meeting.isRecurring), "note": JSON(meeting.note),
            ])
        }
        session.print(meeting.title)
        if let start = meeting.start { session.print(session.speaker.zone.plain(start)) }
        if let place = meeting.place { session.print(shapes.directory.name(place) ?? place) }
    }
}

/// `banshi history NUMBER`: all that was done to it.
struct HistoryCommand: OfficeCommand {
    static let configuration = CommandConfiguration(commandName: "history", abstract: "All that was done to a matter. 办理全程")
    @Argument(help: "Number or handle.") var number: String
    @OptionGroup var global: GlobalOptions

    func run(_ session: Session) throws {
        let ledger = try session.ledger(.reading)
        let id = try session.resolve(number, ledger)
        let shapes = try session.shapes(ledger)
        let lines = try ledger.history(id)
        let speaker = session.speaker
        if global.json {
            return session.print(json: .array(lines.map { shapes.history($0, deed: speaker.deed($0.event, in: shapes.office)) }))
        }
        for line in lines {
            let author = speaker.author(
                by: line.attribution.by, recordedBy: line.attribution.recordedBy, medium: line.attribution.medium,
                directory: shapes.directory)
            session.print(
                "\(speaker.zone.plain(line.attribution.at))  \(speaker.deed(line.event, in: shapes.office))  \(author)"
                    + (line.attribution.evidence.map { "  " + speaker(.originalAt, $0) } ?? "")
                    + line.event.noteTexts.map { "  " + $0 }.joined())
        }
    }
}

/// `banshi do NUMBER MOVE`: any move the workflow offers.
struct DoCommand: OfficeCommand {
    static let configuration = CommandConfiguration(commandName: "do", abstract: "Move a matter on; without a move: what is offered. 办理")
    @Argument(help: "Number or handle.") var number: String
    @Argument(help: "Move id.") var move: String?
    @Option(name: .customLong("set"), parsing: .unconditionalSingleValue, help: "field=value of the move's form.") var set: [String] = []
    @Option(parsing: .unconditional, help: "A note: the proposal, the leader's words, the result, the reason.") var note: String?
    @OptionGroup var global: GlobalOptions

    func run(_ session: Session) throws {
        guard let name = move else { return try offer(session) }
        let ledger = try session.ledger(.writing)
        let id = try session.resolve(number, ledger)
        guard let matter = try ledger.matter(id), !matter.isWithdrawn else { throw Refusal.notFound(number) }
        let office = try ledger.office()
        guard let definition = office.register(matter.register) else { throw Refusal.notFound(number) }
        let wanted = Folding.key(name)
        guard let move = Move(rawValue: name) ?? definition.moves.first(where: { Folding.key($0.name.zh) == wanted })?.move else {
            throw Refusal.unknown(what: "move", text: name, nearest: Nearest.of(name, in: definition.moves.map(\.move.rawValue)))
        }
        let attribution = try session.attribution(ledger)
        let form = try form(move, matter, definition, session, ledger, attribution)
        try ledger.submit([.move(id, move, form: form)], as: attribution, wholly: true)
        guard let after = try ledger.matter(id) else { return }
        let shapes = try session.shapes(ledger)
        if global.json { return session.print(json: shapes.matter(after)) }
        let state = definition.state(after.state).map { session.speaker($0.name) } ?? after.state
        session.print(
            [after.number?.printed ?? id.text, state, shapes.directory.name(after.holder)].compactMap { $0 }.joined(separator: "  "))
    }

    private func form(
        _ move: Move, _ matter: Matter, _ definition: RegisterDefinition, _ session: Session, _ ledger: Ledger, _ attribution: Attribution
    ) throws -> [String: JSON] {
        let office = try ledger.office()
        let reading = FieldReading(directory: try ledger.directory(), calendar: office.calendar, now: attribution.recorded)
        let path = definition.path(to: move, from: matter.state) ?? []
        let fields = path.flatMap { definition.form(of: $0) } + MoveForm.standard + definition.fields
        var form: [String: JSON] = [:]
        for item in set {
            guard let equals = item.firstIndex(of: "=") else {
                throw Failure(.usage, session.speaker(.fieldEqualsValue, Visible.text(item)))
            }
            let key = String(item[..<equals])
            let value = String(item[item.index(after: equals)...])
            guard let field = fields.first(where: { $0.id == key || Folding.key($0.name.zh) == Folding.key(key) }) else {
                throw Refusal.unknown(what: "field", text: key, nearest: Nearest.of(key, in: fields.map(\.id)))
            }
            if field.id == "into" {
                form["into"] = .string(try session.resolve(value, ledger).text)
            } else {
                form[field.id] = try reading.read(value, for: field)
            }
        }
        if let note {
            let asks = path.last?.asks ?? []
            let target = ["note", "words", "result", "answer", "reason"].first(where: asks.contains) ?? "note"
            form[target] = .string(note)
        }
        return form
    }

    private func offer(_ session: Session) throws {
        let ledger = try session.ledger(.reading)
        let id = try session.resolve(number, ledger)
        let office = try ledger.office()
        guard let matter = try ledger.matter(id), let definition = office.register(matter.register) else { throw Refusal.notFound(number) }
        let offers = definition.offers(for: matter)
        if global.json {
            return session.print(
                json: .array(
                    offers.map { offer in
                        [
                            "move": .string(offer.definition.move.rawValue), "name": .string(session.speaker(offer.definition.name)),
                            "offered": .bool(offer.isOffered), "asks": .array(offer.definition.asks.map(JSON.string)),
                            "steps": .array(offer.steps.map { .string($0.rawValue) }),
                            "reason": JSON(offer.refusal.map { session.speaker($0, in: office) }),
                        ]
                    }))
        }
        let rows = offers.map { offer in
            [
                offer.isOffered ? "✓" : "–", offer.definition.move.rawValue, session.speaker(offer.definition.name),
                offer.refusal.map { session.speaker($0, in: office) } ?? offer.definition.asks.joined(separator: " "),
            ]
        }
        for line in Columns.lines(rows, widths: [1, 10, 14, 120]) { session.print(line) }
    }
}

struct UndoCommand: OfficeCommand {
    static let configuration = CommandConfiguration(commandName: "undo", abstract: "Take back my latest act, or the act of an entry. 撤销")
    @Argument(help: "Entry number or id.") var entry: String?
    @OptionGroup var global: GlobalOptions

    func run(_ session: Session) throws {
        let ledger = try session.ledger(.writing)
        let receipt = try ledger.undo(entry: entry, as: try session.attribution(ledger))
        try Undone.tell(receipt, session, ledger, .undone)
    }
}

struct RedoCommand: OfficeCommand {
    static let configuration = CommandConfiguration(commandName: "redo", abstract: "Do again what I took back. 重做")
    @OptionGroup var global: GlobalOptions

    func run(_ session: Session) throws {
        let ledger = try session.ledger(.writing)
        let receipt = try ledger.redo(as: try session.attribution(ledger))
        try Undone.tell(receipt, session, ledger, .redone)
    }
}

private enum Undone {
    static func tell(_ receipt: Receipt, _ session: Session, _ ledger: Ledger, _ phrase: Phrase) throws {
        if session.options.json {
            return session.print(json: ["act": .string(receipt.act), "subjects": .array(receipt.subjects.map { .string($0.text) })])
        }
        session.print(session.speaker(phrase, receipt.subjects.map(\.text).joined(separator: " ")))
    }
}

/// `banshi verify`: walks the journal.
struct VerifyCommand: OfficeCommand {
    static let configuration = CommandConfiguration(commandName: "verify", abstract: "Walk the journal and check the chain. 校验")
    @Flag(help: "Fold every history anew and compare.") var deep = false
    @OptionGroup var global: GlobalOptions

    func run(_ session: Session) throws {
        let ledger = try session.ledger(.reading)
        let found = try ledger.verify(deep: deep)
        if global.json {
            session.print(json: [
                "entries": JSON(found.entries), "ok": .bool(found.isWhole), "firstBroken": JSON(found.firstBroken),
                "gaps": .array(found.gaps.map(JSON.int)), "backdated": .array(found.backdated.map(JSON.int)),
                "erased": JSON(found.erased), "differing": .array(found.differing.map(JSON.string)),
            ])
        } else {
            let speaker = session.speaker
            session.print(
                found.isWhole
                    ? speaker(.verifyWhole, String(found.entries))
                    : speaker(.verifyBroken, String(found.entries), found.firstBroken.map(String.init) ?? "–"))
            if !found.gaps.isEmpty { session.print(speaker(.verifyGaps, found.gaps.map(String.init).joined(separator: " "))) }
            if !found.backdated.isEmpty {
                session.print(speaker(.verifyBackdated, found.backdated.prefix(50).map(String.init).joined(separator: " ")))
            }
            if found.erased > 0 { session.print(speaker(.verifyErased, String(found.erased))) }
            if !found.differing.isEmpty { session.print(speaker(.verifyDiffering, found.differing.joined(separator: " "))) }
            session.print(speaker(.verifyCannot))
        }
        if !found.isWhole { throw ExitCode(65) }
    }
}

/// `banshi rebuild`: folds everything that is folded anew from the journal.
struct RebuildCommand: OfficeCommand {
    static let configuration = CommandConfiguration(commandName: "rebuild", abstract: "Fold every projection anew from the journal. 重建")
    @OptionGroup var global: GlobalOptions

    func run(_ session: Session) throws {
        let ledger = try session.ledger(.writing)
        let count = try ledger.rebuild()
        if global.json { return session.print(json: ["entries": JSON(count)]) }
        session.print(session.speaker(.rebuilt, String(count)))
    }
}
