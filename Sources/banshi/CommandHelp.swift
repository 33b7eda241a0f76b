import ArgumentParser
import Foundation
import Phrases

/// The command line's help and complaints in the language asked for; the parser itself speaks English only.
enum CommandHelp {
    /// Read straight from the arguments: help is asked for before anything is parsed.
    static let speaker: Speaker = {
        let arguments = CommandLine.arguments
        var asked = arguments.first { $0.hasPrefix("--lang=") }.map { String($0.dropFirst("--lang=".count)) }
        if let index = arguments.firstIndex(of: "--lang"), index + 1 < arguments.count { asked = arguments[index + 1] }
        let language = (try? Session.language(asked)) ?? (try? Session.language(nil))
        return Speaker(language ?? .english)
    }()

    /// Prints what the parser has to say, help or a complaint, and ends the program with its code.
    static func exit<Command: ParsableArguments>(_ type: Command.Type, with error: any Error) -> Never {
        let code = type.exitCode(for: error)
        guard speaker.language.isChinese else { end(type.fullMessage(for: error), code) }
        // Han characters are two columns wide, and the parser counts one.
        let text = defaultsTranslated(type.fullMessage(for: error, columns: 54))
        let known = sentences()
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { translated(String($0), known) }
        end(lines.joined(separator: "\n"), code)
    }

    private static func end(_ said: String, _ code: ExitCode) -> Never {
        code == .success ? Output.line(said) : Output.error(said)
        Foundation.exit(Output.code(code.rawValue))
    }

    /// What holds without an argument, in one piece: the parser may break the line within it.
    private static func defaultsTranslated(_ text: String) -> String {
        var text = text
        for match in text.matches(of: #/(\S )?\(default:\s+([^)]*)\)/#).reversed() {
            let before = match.output.1.map { String($0.dropLast()) } ?? ""
            text.replaceSubrange(match.range, with: before + speaker(Phrase("(default: %1)", "（默认：%1）"), String(match.output.2)))
        }
        return text
    }

    /// A line of the parser's in the speaker's language; what has no words here stays as it is.
    private static func translated(_ line: String, _ sentences: [Sentence]) -> String {
        for (head, phrase) in heads where line.hasPrefix(head) {
            return speaker(phrase) + translatedRest(String(line.dropFirst(head.count)), sentences)
        }
        return translatedRest(line, sentences)
    }

    private static func translatedRest(_ line: String, _ sentences: [Sentence]) -> String {
        for (pattern, phrase) in sentences {
            if let found = line.wholeMatch(of: pattern) {
                let parts = (1..<found.output.count).map { found.output[$0].substring.map(String.init) ?? "" }
                return speaker.say(phrase, parts)
            }
        }
        var line = line
        for (words, phrase) in phrases { line = line.replacingOccurrences(of: words, with: speaker(phrase)) }
        return line
    }

    private static let heads: [(String, Phrase)] = [
        ("OVERVIEW: ", Phrase("OVERVIEW: ", "概述：")), ("USAGE: ", Phrase("USAGE: ", "用法：")), ("Usage: ", Phrase("Usage: ", "用法：")),
        ("ARGUMENTS:", Phrase("ARGUMENTS:", "参数：")), ("OPTIONS:", Phrase("OPTIONS:", "选项：")),
        ("SUBCOMMANDS:", Phrase("SUBCOMMANDS:", "命令：")), ("Error: ", Phrase("Error: ", "错误：")), ("Help:  ", Phrase("Help:  ", "说明：")),
    ]

    private static let phrases: [(String, Phrase)] = [
        ("Show help information.", Phrase("Show help information.", "显示帮助。")), ("Show the version.", Phrase("Show the version.", "显示版本。")),
        ("<options>", Phrase("<options>", "<选项>")),
        ("<subcommand>", Phrase("<subcommand>", "<命令>")),
    ]

    private typealias Sentence = (Regex<AnyRegexOutput>, Phrase)

    private static func sentences() -> [Sentence] {
        [
            (#"Unknown option '(.+)'\. Did you mean '(.+)'\?"#, Phrase("Unknown option “%1”; did you mean “%2”?", "没有选项“%1”，是否为“%2”？")),
            (#"Unknown option '(.+)'"#, Phrase("Unknown option “%1”", "没有选项“%1”")),
            (#"Missing value for '(.+)'"#, Phrase("Missing value for “%1”", "选项“%1”缺少内容")),
            (#"Missing expected argument '(.+)'"#, Phrase("Missing expected argument “%1”", "缺少参数“%1”")),
            (#"Unexpected argument '(.+)'"#, Phrase("Unexpected argument “%1”", "多余的参数“%1”")),
            (#"\d+ unexpected arguments: (.+)"#, Phrase("Unexpected arguments: %1", "多余的参数：%1")),
            (#"The value '(.+)' is invalid for '(.+)'"#, Phrase("The value “%1” is invalid for “%2”", "“%1”不能用于“%2”")),
            (#" *See '(.+)' for (?:more information|detailed help)\."#, Phrase("  See %1", "  详见 %1")),
        ].compactMap { pattern, phrase in (try? Regex(pattern)).map { ($0, phrase) } }
    }
}

extension String {
    /// A command's one line, in the language asked for.
    static func words(_ english: String, _ chinese: String) -> String { CommandHelp.speaker(Phrase(english, chinese)) }
}

extension ArgumentHelp {
    /// An option's help, in the language asked for.
    static func words(_ english: String, _ chinese: String) -> ArgumentHelp {
        ArgumentHelp(CommandHelp.speaker(Phrase(english, chinese)))
    }
}
