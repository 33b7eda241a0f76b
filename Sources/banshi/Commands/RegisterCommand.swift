import ArgumentParser
import Foundation
import Ledger
import Mailroom
import Office
import Phrases
import Screen
import Settings

/// `banshi register list|show|new|check|preview|adopt|retire|close`: registers from a file to the office and out of it again.
struct RegisterCommand: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "register",
        abstract: .words("Registers: list, show, new, check, preview, adopt, retire; close a year's book.", "登记簿：列出、新建、检查、预览、采用、停用，封簿"),
        discussion: .words(
            """
            new [ID]        asks five questions and writes ID.yaml, which adopts as it stands
            check FILE      every problem of a definition by line
            preview FILE    its form, list and steps, before anybody has it
            adopt FILE      takes a definition into the office; adopt --shipped [ID] takes those of the program
            show ID         the definition as the office has it
            retire ID       no new matters; what is there stays readable
            close ID YEAR   closes a year's book; close-book is the same
            """,
            """
            new [代号]       问五个问题，写出“代号.yaml”，可直接采用
            check 文件       逐行列出定义中的问题
            preview 文件     采用之前看表单、列表和步骤
            adopt 文件       采用定义；adopt --shipped [代号] 采用程序附带的
            show 代号        本单位现用的定义
            retire 代号      不再登记新事项，已有的仍可查阅
            close 代号 年份  封簿，也可写 close-book
            """))
    @Argument(help: .words("list, show, new, check, preview, adopt, retire or close", "list、show、new、check、preview、adopt、retire 或 close"))
    var action = "list"
    @Argument var words: [String] = []
    @Option(help: .words("new: the name, 用车/Cars.", "new：名称，如 用车/Cars。")) var name: String?
    @Option(help: .words("new: the id.", "new：代号。")) var id: String?
    @Option(help: .words("new: the prefix of its numbers.", "new：编号前缀。")) var prefix: String?
    @Option(
        help: .words("new: a field, 用餐日期/Date:day or 餐别:choice:早餐,午餐; once for each.", "new：一项内容，如 用餐日期/Date:day、餐别:choice:早餐,午餐；可写多次。"))
    var field: [String] = []
    @Option(help: .words("new: the role whose approval it needs, such as leader.", "new：由何角色批准，如 leader。")) var approved: String?
    @Flag(help: .words("new: it is handed to somebody and comes back.", "new：移交他人并交回。")) var handed = false
    @Option(help: .words("new: its limit in working days, or as 48 hours.", "new：时限，工作日数，或写 48小时。")) var days: String?
    @Flag(help: .words("adopt: what comes with the program.", "adopt：采用程序附带的定义。")) var shipped = false
    @Flag(help: .words("adopt: matters in states the new definition lacks go on by the one they have.", "adopt：处于新定义所没有状态的事项仍按原版办理。"))
    var leave = false
    @OptionGroup var global: GlobalOptions

    func run(_ session: Session) throws {
        switch action {
        case "list": try list(session)
        case "show": try show(session)
        case "new": try RegisterAsking(self, session).write()
        case "check":
            try SettingsCheck.run(words, session, isKept: true, notes: { remarks($0, session) }) {
                RegisterCommand.check($0, session).problems
            }
        case "preview": try preview(session)
        case "adopt": try RegisterAdopting(session, isLeaving: leave, asJSON: global.json).run(words, isShipped: shipped)
        case "retire": try retire(session)
        case "close", "close-book": try close(session)
        default:
            let actions = "list show new check preview adopt retire close"
            throw Failure(.usage, session.speaker(.unknownAction, Visible.text(action), actions))
        }
    }

    /// The registers a definition would stand beside: the office's, or where there is none yet those that come with the program.
    static func others(_ session: Session) -> [RegisterDefinition] {
        (try? session.ledger(.reading).office().registers).map { Array($0) } ?? ShippedRegisters.definitions
    }

    /// The definition in a file and its text; where there are problems they are said by their lines.
    ///
    /// - Throws: `ExitCode` 65 where it is none.
    static func definition(in file: String, _ session: Session) throws -> (definition: RegisterDefinition, text: String) {
        let text = try session.settings(in: file)
        let (found, problems) = check(text, session)
        if let found { return (found, text) }
        for problem in problems { session.print("\(Visible.text(file)):\(problem.line): \(session.speaker(problem))") }
        throw ExitCode(65)
    }

    static func check(_ text: String, _ session: Session) -> (definition: RegisterDefinition?, problems: [Problem]) {
        ShippedRegisters.check(text, beside: others(session))
    }

    /// What of a definition is no problem, and not as its author may think.
    private func remarks(_ text: String, _ session: Session) -> [String] {
        let others = RegisterCommand.others(session)
        let lost = ShippedRegisters.check(text, beside: others).definition?.lostCallNames(beside: others) ?? []
        return lost.map { word, register in
            register.map { session.speaker(.callNameOfOther, word, $0) } ?? session.speaker(.callNameOfDesk, word)
        }
    }

    // MARK: What there is

    private func list(_ session: Session) throws {
        let office = try session.ledger(.reading).office()
        let speaker = session.speaker
        let offered = ShippedRegisters.offered(to: office)
        if global.json {
            let adopted = office.registers.map { register -> JSON in
                [
                    "id": .string(register.id), "name": .string(speaker(register.name)), "prefix": .string(register.prefix),
                    "revision": JSON(register.revision),
                    "newer": JSON(offered.first { $0.definition.id == register.id }?.definition.revision),
                    "retired": office.isRetired(register.id) ? true : .null, "adopted": true,
                ]
            }
            let others = offered.filter { office.register($0.definition.id) == nil }.map { offer -> JSON in
                [
                    "id": .string(offer.definition.id), "name": .string(speaker(offer.definition.name)),
                    "prefix": .string(offer.definition.prefix), "newer": JSON(offer.definition.revision), "adopted": false,
                ]
            }
            return session.print(json: .array(adopted + others))
        }
        for register in office.registers {
            var line = "\(register.id)  \(speaker(register.name))  \(register.prefix)"
            if office.isRetired(register.id) { line += "  " + speaker(.registerIsRetired) }
            if offered.contains(where: { $0.definition.id == register.id }) {
                line += "  " + speaker(.registerIsOld, String(register.revision))
            }
            session.print(line)
        }
        for offer in offered where office.register(offer.definition.id) == nil {
            session.print(speaker(.registerOffered, offer.definition.id, speaker(offer.definition.name)))
        }
    }

    /// The definition as the office has it; without an office, as it comes with the program.
    private func show(_ session: Session) throws {
        let asked = words.first ?? ""
        let shipped = ShippedRegisters.compiled()
        let ledger: Ledger
        do { ledger = try session.ledger(.reading) } catch let failure as Failure where failure.code == .notFound {
            guard let found = shipped.first(where: { $0.id == asked }) else { throw failure }
            return print(found.json, session)
        }
        let office = try ledger.office()
        if let found = office.source(of: (try? session.register(asked, office))?.id ?? asked) { return print(found, session) }
        guard let found = shipped.first(where: { $0.id == asked }) else {
            throw Refusal.unknown(what: "register", text: asked, nearest: Nearest.of(asked, in: office.order + shipped.map(\.id)))
        }
        print(found.json, session)
    }

    private func print(_ definition: JSON, _ session: Session) {
        if global.json { return session.print(json: definition) }
        let shipped = ShippedRegisters.compiled().first { $0.json == definition }
        // As it was written, where nothing of it was lost on the way.
        let text = shipped.flatMap { found in ShippedRegisters.sources.first { $0.id == found.id }?.yaml } ?? RegisterText.yaml(definition)
        session.print(text.last == "\n" ? String(text.dropLast()) : text)
    }

    private func preview(_ session: Session) throws {
        guard words.count == 1 else { throw Failure(.usage, session.speaker(.fileNeeded)) }
        let definition = try RegisterCommand.definition(in: words[0], session).definition
        let preview = RegisterPreview(definition, session.speaker, gone: try gone(with: definition, session))
        if global.json { return session.print(json: preview.json) }
        for line in preview.lines { session.print(line) }
    }

    /// The fields the office's register of that id would lose; none where there is no office.
    private func gone(with definition: RegisterDefinition, _ session: Session) throws -> [Adoption.Gone] {
        let ledger: Ledger
        do { ledger = try session.ledger(.reading) } catch let failure as Failure where failure.code == .notFound { return [] }
        return try session.adoption(of: definition, try ledger.office(), ledger)?.gone ?? []
    }

    // MARK: What ends

    private func retire(_ session: Session) throws {
        let ledger = try session.ledger(.writing)
        try session.require(.adopting, ledger)
        let office = try ledger.office()
        guard words.count == 1 else { throw Failure(.usage, session.speaker(.optionNeeded, "retire ID")) }
        let register = try session.register(words[0], office)
        if office.isRetired(register.id) { return session.print(session.speaker(.registerRetiredAlready, session.speaker(register.name))) }
        try ledger.submit([.change([.retire(register: register.id)])], as: try session.attribution(ledger), wholly: true)
        if global.json { return session.print(json: ["id": .string(register.id), "retired": true]) }
        session.print(session.speaker(.registerRetiredNow, session.speaker(register.name)))
    }

    /// Closes a year's book 封簿: its last number is written under it, and what comes later takes the new year (J5).
    private func close(_ session: Session) throws {
        let ledger = try session.ledger(.writing)
        try session.require(.closing, ledger)
        let office = try ledger.office()
        let speaker = session.speaker
        guard words.count == 2, let year = Int(words[1]), ClosedBook.years.contains(year) else {
            throw Failure(.usage, speaker(.optionNotRead, action, Visible.text(words.joined(separator: " ")), "ID YEAR"))
        }
        let register = try session.register(words[0], office)
        try ledger.submit([.change([.close(register: register.id, year: year)])], as: try session.attribution(ledger), wholly: true)
        guard let book = try ledger.office().book(register.id, year) else { return }
        if global.json { return session.print(json: book.json) }
        session.print(
            speaker(
                .bookClosed, speaker(register.name), words[1], String(book.last), String(book.count), String(book.voids),
                String(book.reserved)))
    }
}
