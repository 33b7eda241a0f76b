import ArgumentParser
import Desk
import Foundation
import Mailroom
import Office
import Phrases
import Screen
import Settings

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
    /// - Parameters:
    ///   - isKept: whether an office keeps what such a file says.
    ///   - notes: what is said of a file beside its problems; it makes none of them.
    static func run(
        _ files: [String], _ session: Session, isKept: Bool = false, notes: (String) -> [String] = { _ in [] },
        _ check: (String) -> [Problem]
    ) throws {
        guard !files.isEmpty else { throw Failure(.usage, session.speaker(.fileNeeded)) }
        var failed = false
        for file in files {
            let text = isKept ? try session.settings(in: file) : TextDecoding.decode(try session.bytes(of: file)).text
            let problems = check(text)
            if problems.isEmpty { session.print(session.speaker(.checkFine, Visible.text(file))) }
            for problem in problems { session.print("\(Visible.text(file)):\(problem.line): \(session.speaker(problem))") }
            for note in notes(text) { session.warn("\(Visible.text(file)): \(note)") }
            failed = failed || !problems.isEmpty
        }
        if failed { throw ExitCode(65) }
    }
}
