import ArgumentParser
import Desk
import Foundation
import Phrases

/// `banshi completion bash|zsh|fish`
struct CompletionCommand: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "completion", abstract: .words("A completion script for bash, zsh or fish.", "命令补全"))
    @Argument(help: .words("bash, zsh or fish.", "bash、zsh 或 fish。")) var shell: String
    @OptionGroup var global: GlobalOptions

    func run(_ session: Session) throws {
        guard let known = CompletionShell(rawValue: shell), ["bash", "zsh", "fish"].contains(shell) else {
            throw Failure(.usage, session.speaker(.optionNotRead, "completion", shell, "bash zsh fish"))
        }
        Output.line(Banshi.completionScript(for: known))
    }
}

/// `banshi manual`: the whole manual as text, from the tables that the help and the keys are printed from.
struct ManualCommand: OfficeCommand {
    static let configuration = CommandConfiguration(commandName: "manual", abstract: .words("The whole manual.", "手册"))
    @OptionGroup var global: GlobalOptions

    func run(_ session: Session) throws { Output.line(Manual(speaker: session.speaker, keymap: KeysFile.read(session).keymap).text) }
}

/// The manual's sections.
struct Manual {
    let speaker: Speaker
    var keymap = Keymap.standard

    var text: String {
        var sections = [
            section(.manualName, ["banshi — " + speaker(.manualPurpose)]),
            section(.manualKeys, keys), section(.manualNumbers, [speaker(.manualNumbersText)]),
            section(.manualFilters, [speaker(.manualFiltersText)]), section(.manualCapture, [speaker(.manualCaptureText)]),
            section(.manualCodes, codes), section(.manualFiles, [speaker(.manualFilesText)]),
        ]
        sections.insert(section(.manualCommands, commands), at: 2)
        return sections.joined(separator: "\n")
    }

    private func section(_ title: Phrase, _ lines: [String]) -> String {
        let body = lines.flatMap { $0.split(separator: "\n", omittingEmptySubsequences: false) }
        return speaker(title) + "\n" + body.map { $0.isEmpty ? "" : "    " + $0 }.joined(separator: "\n") + "\n"
    }

    private var keys: [String] {
        KeyScope.allCases.flatMap { scope -> [String] in
            let bindings = keymap.bindings.filter { $0.scope == scope }
            if bindings.isEmpty { return [] }
            return [speaker(Keymap.name(scope))]
                + Columns.lines(bindings.map { [$0.keys.map(Binding.name).joined(separator: " "), speaker($0.phrase)] }, widths: [16, 60])
                .map { "  " + $0 } + [""]
        }
    }

    private var commands: [String] {
        Banshi.commands.flatMap {
            Banshi.helpMessage(for: $0.type, columns: 100).split(separator: "\n", omittingEmptySubsequences: false).map(String.init) + [""]
        }
    }

    private var codes: [String] {
        let codes: [(Int, Phrase)] = [
            (0, .codeDone), (64, .codeUsage), (65, .codeData), (66, .codeNotFound), (70, .codeBug), (71, .codeLacking),
            (73, .codeCannotCreate), (74, .codeStorage), (75, .codeBusy), (77, .codeRefused),
        ]
        return codes.map { "\($0.0)  \(speaker($0.1))" }
    }
}
