import ArgumentParser
import Desk
import Foundation
import Ledger
import Phrases
import Screen

extension Banshi {
    /// The verbs a clerk may run from the desk, each with its purpose in the screen's language.
    static func verbs(_ speaker: Speaker) -> [CommandVerb] {
        commands.filter { !["desk", "demo", "init", "completion"].contains($0.name) }.map { command in
            CommandVerb(name: command.name, purpose: purpose(command.type, speaker))
        }
    }

    /// A command's one line is written in English, then in Chinese.
    private static func purpose(_ type: any OfficeCommand.Type, _ speaker: Speaker) -> String {
        let whole = type.configuration.abstract
        guard let cut = whole.range(of: ". ", options: .backwards) else { return whole }
        return speaker(Phrase(String(whole[..<cut.lowerBound]), String(whole[cut.upperBound...])))
    }
}

extension Runner {
    /// Runs a line of the command line as a process of its own, on this office and as who sits here.
    func runCommand(_ text: String, _ desk: DeskState) -> DeskEvent {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments =
            CommandLineWords.split(text) + ["--office", ledger.folder, "--as", desk.me, "--lang", desk.speaker.language.rawValue]
        process.standardOutput = pipe
        process.standardError = pipe
        process.standardInput = FileHandle.nullDevice
        do { try process.run() } catch { return .failed(error.localizedDescription, nil) }
        // Read to the end before waiting: a full pipe would keep the command from ending.
        let said = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let lines = String(decoding: said, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).map { Visible.text($0) }
        let shown = Array((lines.last == "" ? lines.dropLast() : lines[...]).prefix(2_000))
        return .commandEnded(text, output: shown, succeeded: process.terminationStatus == 0)
    }
}

/// The words of a typed line: by blanks, quotation marks of either width keep theirs together.
enum CommandLineWords {
    static func split(_ text: String) -> [String] {
        var words: [String] = []
        var word: String?
        var closing: Character?
        for character in text {
            if let end = closing {
                if character == end { closing = nil } else { word = (word ?? "") + String(character) }
            } else if let end = closingMark(character) {
                closing = end
                word = word ?? ""
            } else if character.isWhitespace {
                if let whole = word { words.append(whole) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        return words + (word.map { [$0] } ?? [])
    }

    private static func closingMark(_ character: Character) -> Character? {
        switch character {
        case "\"", "'", "＂": character
        case "“": "”"
        default: nil
        }
    }
}
