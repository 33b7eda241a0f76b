import Curses
import Foundation
import Phrases
import Screen
import Settings

/// Which theme is worn, and what it makes of each role.
enum Looks {
    /// `--theme`, else `$BANSHI_THEME`, else the one last chosen at the desk, else the calm dark one.
    static func chosen(_ session: Session) -> String {
        if let theme = session.options.theme ?? Session.environment("BANSHI_THEME"), !theme.isEmpty { return theme }
        let kept = SettingsFile.read(file).bytes.map { String(decoding: $0, as: UTF8.self).trimmed } ?? ""
        return kept.isEmpty ? "calm-dark" : kept
    }

    /// Where the choice is kept: one line, the theme's name.
    static var file: String { UserFolder.config + "/theme" }

    static func keep(_ name: String) throws {
        try FileManager.default.createDirectory(atPath: UserFolder.config, withIntermediateDirectories: true)
        try Data((name + "\n").utf8).write(to: URL(fileURLWithPath: file), options: .atomic)
    }

    static var isMonochrome: Bool { Session.environment("NO_COLOR").map { !$0.isEmpty } ?? false }

    /// The looks of a theme; a problem of its file is named with its line.
    static func read(_ name: String, _ session: Session) throws -> Wardrobe {
        let (theme, problems) = ThemeFiles.read(name)
        guard let theme else {
            let first = problems.first.map { ":\($0.line): \(session.speaker($0))" } ?? ""
            throw Failure(.badData, "\(Visible.text(name))\(first)")
        }
        func colour(_ slot: String?) -> Colour? { theme.color(slot).map { Colour(red: $0.red, green: $0.green, blue: $0.blue) } }
        var looks: [Role: Look] = [:]
        for role in Role.allCases {
            guard let style = theme.roles[role.name] else { continue }
            // The terminal's own ground shows through wherever a role has none.
            let foreground = role == .text ? nil : colour(style.foreground)
            looks[role] = Look(foreground: foreground, background: colour(style.background), isBold: style.isBold)
        }
        return Wardrobe(looks: looks, hasPlainBorders: theme.hasPlainBorders || Session.environment("BANSHI_BORDERS") == "ascii")
    }
}
