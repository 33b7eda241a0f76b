import ArgumentParser
import Desk
import Foundation
import Ledger
import Mailroom
import Office
import Phrases
import Screen
import Settings

/// `banshi register list|show|check FILE|adopt [ID]|close ID YEAR`
struct RegisterCommand: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "register",
        abstract: .words("Registers: list, show, check, adopt; close a year's book.", "登记簿定义，封簿"))
    @Argument(help: .words("list, show ID, check FILE, adopt [ID], or close ID YEAR", "list、show 代号、check 文件、adopt [代号]，或 close 代号 年份"))
    var action = "list"
    @Argument var words: [String] = []
    @OptionGroup var global: GlobalOptions

    func run(_ session: Session) throws {
        switch action {
        case "list":
            let registers = try session.ledger(.reading).office().registers
            if global.json {
                return session.print(
                    json: .array(
                        registers.map { register in
                            [
                                "id": .string(register.id), "name": .string(session.speaker(register.name)),
                                "prefix": .string(register.prefix), "revision": JSON(register.revision),
                                "newer": JSON(ShippedRegisters.newer(than: register)?.definition.revision),
                            ]
                        }))
            }
            for register in registers {
                let isOld = ShippedRegisters.newer(than: register) != nil
                session.print(
                    "\(register.id)  \(session.speaker(register.name))  \(register.prefix)"
                        + (isOld ? "  " + session.speaker(.registerIsOld, String(register.revision)) : ""))
            }
        case "show":
            guard let id = words.first, let source = ShippedRegisters.sources.first(where: { $0.id == id }) else {
                throw Refusal.unknown(what: "register", text: words.first ?? "", nearest: nil)
            }
            if global.json, let json = ShippedRegisters.compiled().first(where: { $0.id == id })?.json {
                return session.print(json: json)
            }
            session.print(source.yaml)
        case "check":
            // A definition can be written where there is no office yet.
            let others = (try? session.ledger(.reading).office().registers).map { Array($0) } ?? ShippedRegisters.definitions
            try SettingsCheck.run(words, session) { ShippedRegisters.check($0, beside: others).problems }
        case "adopt": try adopt(session)
        case "close": try close(session)
        default: throw Failure(.usage, session.speaker(.unknownAction, Visible.text(action), "list show check adopt close"))
        }
    }

    /// An office keeps the definitions it was made with; what a newer program brings is adopted by an act of its own, and undone like one.
    private func adopt(_ session: Session) throws {
        let ledger = try session.ledger(.writing)
        try session.require(.adopting, ledger)
        let office = try ledger.office()
        let directory = try ledger.directory()
        let speaker = session.speaker
        var changes: [OfficeChange] = []
        var told: [String] = []
        for register in try words.isEmpty ? Array(office.registers) : words.map({ try session.register($0, office) }) {
            guard let (definition, json) = ShippedRegisters.newer(than: register) else { continue }
            changes.append(.adopt(register: register.id, definition: json))
            told.append(speaker(.registerAdopted, speaker(register.name), String(register.revision), String(definition.revision)))
            let adoption = Adoption(
                of: definition, after: register, counts: try ledger.counts(register: register.id), in: office, directory)
            for (step, people) in adoption.losses {
                let names = people.map(\.name).joined(separator: speaker.language.isChinese ? "、" : ", ")
                told.append(speaker(.registerTakesStep, speaker(register.name), speaker(step.name), names))
            }
            for left in adoption.stranded {
                let state = left.name.map { speaker($0) } ?? left.state
                told.append(speaker(.registerStrands, speaker(register.name), String(left.count), state, String(left.revision)))
            }
        }
        if changes.isEmpty { return session.print(speaker(.registersNew)) }
        try ledger.submit([.change(changes)], as: try session.attribution(ledger), wholly: true)
        for line in told { session.print(line) }
    }

    /// Closes a year's book 封簿: its last number is written under it, and what comes later takes the new year (J5).
    private func close(_ session: Session) throws {
        let ledger = try session.ledger(.writing)
        try session.require(.closing, ledger)
        let office = try ledger.office()
        let speaker = session.speaker
        guard words.count == 2, let year = Int(words[1]), ClosedBook.years.contains(year) else {
            throw Failure(.usage, speaker(.optionNotRead, "close", Visible.text(words.joined(separator: " ")), "ID YEAR"))
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

/// `banshi theme list|show|check FILE`
struct ThemeCommand: OfficeCommand {
    static let configuration = CommandConfiguration(commandName: "theme", abstract: .words("Themes: list, show, check.", "主题"))
    @Argument(help: .words("list, show NAME or check FILE", "list、show 名称，或 check 文件")) var action = "list"
    @Argument var words: [String] = []
    @OptionGroup var global: GlobalOptions

    func run(_ session: Session) throws {
        switch action {
        case "list":
            let names = ThemeFiles.all().map(\.name)
            if global.json { return session.print(json: .array(names.map { ["name": .string($0)] })) }
            for name in names { session.print(name) }
        case "show": try show(words.first ?? Looks.chosen(session), session)
        case "check":
            func read(_ text: String) -> (theme: Theme?, problems: [Problem]) {
                ThemeReading.read(text, inherited: { ThemeFiles.read($0).theme })
            }
            try SettingsCheck.run(
                words, session,
                notes: { text in
                    (read(text).theme?.faintRoles ?? []).map { session.speaker(.themeFaint, $0.role, $0.shown) }
                }
            ) { read($0).problems }
        default: throw Failure(.usage, session.speaker(.unknownAction, Visible.text(action), "list show check"))
        }
    }

    /// Every role with its colours and their contrast; a role without a ground of its own stands on the scheme's.
    private func show(_ name: String, _ session: Session) throws {
        let (theme, problems) = ThemeFiles.read(name)
        guard let theme else {
            throw Failure(.badData, "\(Visible.text(name)): \(problems.first.map { session.speaker($0) } ?? "")")
        }
        func hex(_ colour: RGB?) -> String {
            colour.map { [$0.red, $0.green, $0.blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() } ?? "-"
        }
        let rows = Role.allCases.compactMap { role -> [String]? in
            guard let style = theme.roles[role.name] else { return nil }
            let ground = theme.color(style.background) ?? theme.color("base00")
            let contrast = theme.color(style.foreground).flatMap { front in ground.map { front.contrast(with: $0) } }
            let tenths = contrast.map { Int(($0 * 10).rounded()) }
            return [
                role.name, hex(theme.color(style.foreground)), hex(theme.color(style.background)), style.isBold ? "bold" : "",
                tenths.map { "\($0 / 10).\($0 % 10)" } ?? "-",
            ]
        }
        if global.json {
            return session.print(
                json: .array(rows.map { ["role": .string($0[0]), "fg": .string($0[1]), "bg": .string($0[2]), "contrast": .string($0[4])] }))
        }
        for line in Columns.lines(rows, widths: [18, 8, 8, 6, 6]) { session.print(line) }
    }
}

/// `banshi keys [list|check FILE]`: the keys as a file to be changed, or such a file's problems.
struct KeysCommand: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: .words("The desk's keys as a file, to be changed.", "按键"),
        discussion: .words(
            "Kept as $XDG_CONFIG_HOME/banshi/keys.yaml the file changes them.",
            "另存为 $XDG_CONFIG_HOME/banshi/keys.yaml 并修改，即改变按键。"))
    @Argument(help: .words("list or check FILE", "list，或 check 文件")) var action = "list"
    @Argument var words: [String] = []
    @OptionGroup var global: GlobalOptions

    func run(_ session: Session) throws {
        switch action {
        case "list":
            let keymap = KeysFile.read(session).keymap
            if global.json { return session.print(json: .array(keymap.rows.map(KeysCommand.json))) }
            session.print(keymap.source)
        case "check": try SettingsCheck.run(words, session) { KeysFile.read(yaml: $0).problems }
        default: throw Failure(.usage, session.speaker(.unknownAction, Visible.text(action), "list check"))
        }
    }

    private static func json(_ row: (scope: String, action: String, keys: [String])) -> JSON {
        ["scope": .string(row.scope), "action": .string(row.action), "keys": .array(row.keys.map(JSON.string))]
    }
}

/// The clerk's own keys: `$XDG_CONFIG_HOME/banshi/keys.yaml`.
enum KeysFile {
    static var path: String { UserFolder.config + "/keys.yaml" }

    static func read(yaml: String) -> (keymap: Keymap, problems: [Problem]) {
        let (tree, syntax) = LocatedYAML.read(yaml)
        guard let tree else { return (.standard, syntax) }
        return Keymap.read(tree)
    }

    /// The keymap to use, and what is wrong with the file; without a file, or with a broken one, the standard keys hold.
    static func read(_ session: Session) -> (keymap: Keymap, problems: [Problem]) {
        let (bytes, problem) = SettingsFile.read(path)
        guard let bytes else { return (.standard, problem.map { [Problem(line: 0, kind: $0)] } ?? []) }
        return read(yaml: TextDecoding.decode(bytes).text)
    }
}

/// Checks settings files and lists every problem with its line.
enum SettingsCheck {
    /// - Parameter notes: what is said of a file beside its problems; it makes none of them.
    static func run(
        _ files: [String], _ session: Session, notes: (String) -> [String] = { _ in [] }, _ check: (String) -> [Problem]
    ) throws {
        guard !files.isEmpty else { throw Failure(.usage, session.speaker(.fileNeeded)) }
        var failed = false
        for file in files {
            let text = TextDecoding.decode(try session.bytes(of: file)).text
            let problems = check(text)
            if problems.isEmpty { session.print(session.speaker(.checkFine, Visible.text(file))) }
            for problem in problems { session.print("\(Visible.text(file)):\(problem.line): \(session.speaker(problem))") }
            for note in notes(text) { session.warn("\(Visible.text(file)): \(note)") }
            failed = failed || !problems.isEmpty
        }
        if failed { throw ExitCode(65) }
    }
}
