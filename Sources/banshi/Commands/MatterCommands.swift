import ArgumentParser
import Foundation
import Ledger
import Office
import Phrases
import Screen

/// `banshi add TEXT`: quick capture from the shell.
struct AddCommand: EverydayCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: .words("Quick capture, one line in Chinese or English.", "随手记"))
    @Argument(help: .words("The line.", "一行内容。")) var text: [String]
    @Flag(help: .words("Only show what would be read.", "只显示识别结果，不记录。")) var dryRun = false
    @OptionGroup var global: GlobalOptions

    var errand: any Errand { Add(words: text, isDryRun: dryRun) }
}

/// `banshi today`: Today in order.
struct TodayCommand: EverydayCommand {
    static let configuration = CommandConfiguration(commandName: "today", abstract: .words("Today, in order.", "今日"))
    @Option(help: .words("me, office, a person or a unit.", "me、office、某人或某单位。")) var who = "me"
    @Option(help: .words("What lies with somebody.", "在某人手上的事项。")) var with: String?
    @OptionGroup var global: GlobalOptions

    var errand: any Errand { TodayList(who: who, with: with) }
}

/// `banshi list [REGISTER]`: a register in order, filtered.
struct ListCommand: EverydayCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: .words("List a register.", "列表"))
    @Argument(help: .words("Register id or name; all without.", "登记簿代号或名称；不写为全部。")) var register: String?
    @Option(help: .words("Filter, for example: is:open from:财政局", "筛选，例如：is:open from:财政局")) var filter: String?
    @Option(name: .customLong("where"), parsing: .unconditional, help: .words("Filter expression.", "筛选表达式。")) var expression: String?
    @Option(help: .words("Rows at most.", "最多几行。")) var limit = 50
    @Option(help: .words("The cursor a former page gave as next.", "上一页给出的 next。")) var after: String?
    @Option(help: .words("A view kept at the desk.", "工作台上保存的视图。")) var view: String?
    @OptionGroup var global: GlobalOptions

    var errand: any Errand { RegisterList(register: register, expression: expression ?? filter, limit: limit, after: after, view: view) }
}

extension Session {
    /// One of my views, by its name.
    func view(_ name: String, _ ledger: Ledger, _ directory: Directory) throws -> SavedView {
        let views = try ledger.views(of: try me(directory))
        if let view = views.first(where: { Folding.key($0.name) == Folding.key(name) }) { return view }
        throw Refusal.unknown(what: "view", text: name, nearest: Nearest.of(name, in: views.map(\.name)))
    }

    /// A register by id, prefix or name.
    /// A filter as it was typed; what it cannot mean is a wrong use of the command, and the nearest word is named.
    func filter(
        _ text: String, _ names: FilterNames, _ office: OfficeRecord, _ directory: Directory, now: Moment
    ) throws -> Filter {
        let filter: Filter
        do throws(Refusal) {
            filter = try Filter(text, names: names, words: DateWords(now: now, calendar: office.calendar))
        } catch { throw Failure(.usage, speaker(error, in: office, directory: directory)) }
        return try naming(filter, text)
    }

    /// The filter, unless it is made of signs alone: it would show everything as if it had been looked for.
    func naming(_ filter: Filter, _ text: String) throws -> Filter {
        if filter.namesNothing { throw Failure(.usage, speaker(.filterNamesNothing, Visible.text(text.trimmed))) }
        return filter
    }

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
struct ShowCommand: EverydayCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: .words("Show one matter.", "查看"))
    @Argument(help: .words("Number or handle.", "编号或代号。")) var number: String
    @OptionGroup var global: GlobalOptions

    var errand: any Errand { ShowOne(number: number) }
}

/// `banshi history NUMBER`: all that was done to it.
struct HistoryCommand: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: .words("All that was done to a matter, a meeting, a person or whatever has a handle.", "办理全程"))
    @Argument(
        help: .words(
            "Number or handle; the office is o1, people, units and rooms have p, u and r.", "编号或代号；办公室为 o1，人员、单位、会议室为 p、u、r 加数字。"))
    var number: String
    @OptionGroup var global: GlobalOptions

    func run(_ session: Session) throws {
        let ledger = try session.ledger(.reading)
        let (id, lines) = try session.history(of: number, ledger)
        let shapes = try session.shapes(ledger)
        let register = id.kind == .matter ? try ledger.matter(id)?.register : nil
        let speaker = session.speaker
        if global.json {
            return session.print(
                json: .array(lines.map { shapes.history($0, deed: speaker.deed($0.event, in: shapes.office, register: register)) }))
        }
        for line in lines {
            let author = speaker.author(
                by: line.attribution.by, recordedBy: line.attribution.recordedBy, medium: line.attribution.medium,
                directory: shapes.directory)
            session.print(
                "\(speaker.zone.plain(line.attribution.at))  \(speaker.deed(line.event, in: shapes.office, register: register))  \(author)"
                    + (line.attribution.evidence.map { "  " + speaker(.originalAt, $0) } ?? "")
                    + line.event.readers(besides: line.attribution.by).map { "  " + (shapes.directory.name($0) ?? $0) }.joined()
                    + line.event.noteTexts.map { "  " + $0 }.joined())
        }
    }
}

/// `banshi do NUMBER MOVE`: any move the workflow offers.
struct DoCommand: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "do",
        abstract: .words("Move a matter on; without a move: what is offered.", "办理"))
    @Argument(help: .words("Number or handle.", "编号或代号。")) var number: String
    @Argument(help: .words("A step by its id, its older verb or its name.", "办理步骤：代号、原动作代号或名称。")) var move: String?
    @Option(name: .customLong("set"), parsing: .unconditionalSingleValue, help: .words("field=value of the move's form.", "办理表单中的 字段=内容。"))
    var set: [String] = []
    @Option(parsing: .unconditional, help: .words("A note: the proposal, the leader's words, the result, the reason.", "文字：拟办意见、批示、结果或原因。"))
    var note: String?
    @OptionGroup var global: GlobalOptions

    func run(_ session: Session) throws {
        if let subject = NumberQuery.handle(number), subject.kind == .meeting {
            throw Failure(.usage, session.speaker(.meetingHasNoSteps, subject.text))
        }
        guard let name = move else { return try offer(session) }
        let ledger = try session.ledger(.writing)
        let id = try session.resolve(number, ledger)
        guard let matter = try ledger.matter(id), !matter.isWithdrawn else { throw Refusal.notFound(number) }
        let office = try ledger.office()
        guard let definition = office.register(of: matter) else { throw Refusal.notFound(number) }
        guard let move = definition.meant(by: name, from: matter.state) else {
            let known = definition.steps.flatMap { [$0.id, $0.verb.rawValue] }
            throw Refusal.unknown(what: "move", text: name, nearest: Nearest.of(name, in: known))
        }
        let act = definition.path(to: move, from: matter.state)?.last?.act
        let attribution = try session.attribution(ledger)
        let form = try form(move, matter, definition, session, ledger, attribution)
        try ledger.submit([.move(id, move, form: form)], as: attribution, wholly: true)
        guard let after = try ledger.matter(id) else { return }
        let day = office.zone.day(of: attribution.at)
        if let began = after.began(in: office.zone), day < began {
            session.warn(session.speaker(.actBeforeArrival, day.iso, began.iso))
        }
        let shapes = try session.shapes(ledger)
        // Above one's role a step is asked for, and not taken; that is no error.
        if let request = after.request(of: move, by: attribution.by, in: definition) {
            if global.json { return session.print(json: shapes.requested(request, of: after, in: definition)) }
            return session.print(session.speaker.asked(request, in: definition, shapes.directory))
        }
        if global.json { return session.print(json: shapes.matter(after)) }
        let state = definition.state(after.state).map { session.speaker($0.name) } ?? after.state
        session.print(
            [after.number?.printed ?? id.text, state, shapes.directory.name(after.holder)].compactMap { $0 }.joined(separator: "  "))
        if act == .comeBack { offerHandingOut(after, definition, shapes.directory, session) }
    }

    /// What a leader's words hand out, as the command that does it: a new lead unit, another limit (K4).
    private func offerHandingOut(_ matter: Matter, _ definition: RegisterDefinition, _ directory: Directory, _ session: Session) {
        guard definition.ownStep(.dispatch, from: matter.state) != nil, let asked = matter.handingOut(directory) else { return }
        let fields: [(String, String?)] = [
            ("target", directory.name(asked.target ?? matter.lead)),
            ("partners", asked.partners.isEmpty ? nil : asked.partners.compactMap { directory.name($0) }.joined(separator: "、")),
            ("limit", asked.limit),
        ]
        let form = fields.compactMap { key, text in text.map { " --set \(key)=\($0)" } }.joined()
        session.print(
            session.speaker(matter.isHandedOut ? .offerRedispatch : .offerDispatch, "banshi do \(number) dispatch\(form)"))
    }

    private func form(
        _ move: Move, _ matter: Matter, _ definition: RegisterDefinition, _ session: Session, _ ledger: Ledger, _ attribution: Attribution
    ) throws -> [String: JSON] {
        let office = try ledger.office()
        let path = definition.path(to: move, from: matter.state) ?? []
        let fields = path.flatMap { definition.form(of: $0) } + MoveForm.standard + definition.fields
        var form = try TypedFields(fields, session, ledger, office, now: attribution.recorded).read(set)
        if let note {
            let asks = path.last.map { definition.form(of: $0).map(\.id) } ?? []
            let target = ["note", "words", "result", "answer", "reason"].first(where: asks.contains) ?? "note"
            form[target] = .string(note)
        }
        return form
    }

    private func offer(_ session: Session) throws {
        let ledger = try session.ledger(.reading)
        let id = try session.resolve(number, ledger)
        let office = try ledger.office()
        guard let matter = try ledger.matter(id), let definition = office.register(of: matter) else { throw Refusal.notFound(number) }
        let offers = definition.offers(for: matter)
        if global.json {
            return session.print(
                json: .array(
                    offers.map { offer in
                        [
                            "move": .string(offer.step.verb.rawValue), "step": .string(offer.step.id),
                            "name": .string(session.speaker(offer.step.name)),
                            "offered": .bool(offer.isOffered), "asks": .array(definition.form(of: offer.step).map { .string($0.id) }),
                            "steps": .array(offer.before.map { .string($0.verb.rawValue) }),
                            "reason": JSON(offer.refusal.map { session.speaker($0, in: office) }),
                        ]
                    }))
        }
        let rows = offers.map { offer in
            [
                offer.isOffered ? "✓" : "–", offer.step.verb.rawValue, session.speaker(offer.step.name),
                offer.refusal.map { session.speaker($0, in: office) }
                    ?? definition.form(of: offer.step).map(\.id).joined(separator: " "),
            ]
        }
        for line in Columns.lines(rows, widths: [1, 10, 14, 120]) { session.print(line) }
    }
}

struct UndoCommand: EverydayCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo",
        abstract: .words("Take back my latest act, or the act of an entry.", "撤销"))
    @Argument(help: .words("Entry number or id; that of an undo does its act again.", "记录号；若为一次撤销的记录，则恢复原事项。")) var entry: String?
    @OptionGroup var global: GlobalOptions

    var errand: any Errand { Undo(entry: entry) }
}

struct RedoCommand: EverydayCommand {
    static let configuration = CommandConfiguration(commandName: "redo", abstract: .words("Do again what I took back.", "重做"))
    @OptionGroup var global: GlobalOptions

    var errand: any Errand { Redo() }
}

/// `banshi rebuild`: folds everything that is folded anew from the journal.
struct RebuildCommand: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: .words("Fold every projection anew from the journal.", "重建"))
    @OptionGroup var global: GlobalOptions

    func run(_ session: Session) throws {
        let ledger = try session.ledger(.writing, for: .repair)
        let count = try session.rebuild(within: Ledger.Access.writing.patience) { try ledger.rebuild(progress: $0) }
        let stray = try ledger.strayFiles()
        if global.json { session.print(json: ["entries": JSON(count)]) } else { session.print(session.speaker(.rebuilt, String(count))) }
        if !stray.isEmpty {
            session.warn(session.speaker(.strayFiles, LossNames(session: session, ledger: nil).list(stray, separator: " ")))
        }
    }
}
