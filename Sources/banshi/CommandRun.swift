import ArgumentParser
import Desk
import Foundation
import Ledger
import Phrases
import Screen

extension Banshi {
    /// The verbs a clerk may run from the desk, each with its purpose.
    static func verbs() -> [CommandVerb] {
        commands.filter { !shellOnly.contains($0.name) }.map { command in
            let words = command.type.configuration.abstract
            return CommandVerb(name: command.name, purpose: words.hasSuffix(".") ? String(words.dropLast()) : words)
        }
    }

    /// What has no place in a desk, or asks again before it does what cannot be undone.
    static let shellOnly = ["desk", "init", "completion", "erase", "salvage"]

}

extension Runner {
    /// Runs a line of the command line as a process of its own beside the desk, on this office and as who sits here.
    func runCommand(_ text: String, _ desk: DeskState) -> DeskEvent {
        guard let words = CommandLineWords.split(text) else {
            return .commandEnded(text, output: [desk.speaker(.commandQuoteOpen)], succeeded: false)
        }
        let verb = words.first { !$0.hasPrefix("-") }
        if verb == "demo", let lendTerminal { return runDemo(text, words, desk, lendTerminal) }
        if let verb, Banshi.shellOnly.contains(verb) {
            return .commandEnded(text, output: [desk.speaker(.commandNotHere, verb)], succeeded: false)
        }
        // Our own options come first: behind a `--` they would be taken for words.
        let options = ["--office", ledger.folder, "--as", desk.me, "--lang", desk.speaker.language.rawValue]
        guard commands.start(text, options + words, desk.speaker) else { return .failed(desk.speaker(.commandStillRuns, text), nil) }
        return .told(desk.speaker(.commandRuns, text))
    }
}

extension Runner {
    /// Opens the sample office on this terminal; the desk comes back when it is left.
    private func runDemo(_ text: String, _ words: [String], _ desk: DeskState, _ lend: (() -> Void) -> Void) -> DeskEvent {
        let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().path
        var code: Int32 = -1
        // A process group of its own would not be let near the terminal, so that it is spawned plainly.
        lend { code = ForegroundProcess.run(program, ["--lang", desk.speaker.language.rawValue] + words) }
        return .commandEnded(text, output: [], succeeded: code == 0)
    }
}

/// A program that takes over the terminal for as long as it runs.
enum ForegroundProcess {
    /// Runs it to its end; its exit code, or -1 where it did not start or was killed.
    static func run(_ program: String, _ arguments: [String]) -> Int32 {
        var argv: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
        defer { for pointer in argv { free(pointer) } }
        var pid = pid_t()
        guard posix_spawn(&pid, program, nil, nil, &argv, environ) == 0 else { return -1 }
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0 { if errno != EINTR { return -1 } }
        return status & 0x7f == 0 ? (status >> 8) & 0xff : -1
    }
}

/// The words of a typed line: by blanks; a quotation mark at a word's beginning keeps all up to its like together.
enum CommandLineWords {
    /// Nil where a quotation is not closed.
    static func split(_ text: String) -> [String]? {
        var words: [String] = []
        var word: String?
        var closing: Character?
        for character in text {
            if let end = closing {
                if character == end { closing = nil } else { word = (word ?? "") + String(character) }
            } else if word == nil, let end = closingMark(character) {
                closing = end
                word = ""
            } else if character.isWhitespace {
                if let whole = word { words.append(whole) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        return closing == nil ? words + (word.map { [$0] } ?? []) : nil
    }

    private static func closingMark(_ character: Character) -> Character? {
        switch character {
        case "\"", "'", "＂": character
        case "“": "”"
        default: nil
        }
    }
}
