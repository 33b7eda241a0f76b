import Office

/// A colour as the scheme gives it.
public struct RGB: Hashable, Sendable {
    public let red: Int
    public let green: Int
    public let blue: Int

    public init(red: Int, green: Int, blue: Int) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// Reads `2b303b` or `#2b303b`.
    public init?(hex: String) {
        let digits = hex.hasPrefix("#") ? hex.dropFirst() : hex[...]
        guard digits.utf8.count == 6, let value = Int(digits, radix: 16) else { return nil }
        self.init(red: value >> 16, green: value >> 8 & 255, blue: value & 255)
    }

    /// The contrast ratio of two colours (WCAG 2), 1 to 21.
    public func contrast(with other: RGB) -> Double {
        let light = max(luminance, other.luminance)
        let dark = min(luminance, other.luminance)
        return (light + 0.05) / (dark + 0.05)
    }

    private var luminance: Double {
        // The sRGB curve by its common square approximation is good to a hundredth, but thresholds ask for the real one.
        func linear(_ value: Int) -> Double {
            let share = Double(value) / 255
            return share <= 0.03928 ? share / 12.92 : RGB.power((share + 0.055) / 1.055)
        }
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    /// x to the 2.4: x² · x^(2/5), the fifth root by Newton's method.
    private static func power(_ x: Double) -> Double {
        var root = x
        let square = x * x
        for _ in 0..<60 { root -= (root * root * root * root * root - square) / (5 * root * root * root * root) }
        return square * root
    }
}

/// How one role is drawn: slots of the scheme, nil for the terminal's own colour.
public struct RoleStyle: Hashable, Sendable {
    public var foreground: String?
    public var background: String?
    public var isBold: Bool
}

/// A base16 scheme with the roles it dresses.
public struct Theme: Hashable, Sendable {
    public let name: String
    public let isDark: Bool
    /// `base00` … `base0F` (and `base10` … `base17` of a base24 scheme).
    public let palette: [String: RGB]
    public let roles: [String: RoleStyle]
    /// `borders: ascii`: lines and other glyphs of disputed width are drawn with plain signs.
    public let hasPlainBorders: Bool

    public func color(_ slot: String?) -> RGB? { slot.flatMap { palette[$0] } }

    /// Text below this ratio is hard to read (WCAG 2.2, 1.4.3).
    public static let readable = 4.5

    /// Roles whose text stands out too little from its ground, on a plain row or a selected one, with the ratio in tenths; lines and shadows
    /// are no text.
    public var faintRoles: [(role: String, shown: String)] {
        let onSelection: Set<String> = ["text", "dim", "overdue", "urgent", "soon", "accent", "mark", "notice"]
        let selection = color(roles["selection"]?.background)
        return roles.keys.sorted().compactMap { role in
            guard !["border", "shadow"].contains(role), let style = roles[role], let front = color(style.foreground) else { return nil }
            let grounds = [color(style.background) ?? color("base00"), onSelection.contains(role) ? selection : nil].compactMap(\.self)
            guard let least = grounds.map({ front.contrast(with: $0) }).min(), least < Theme.readable else { return nil }
            let tenths = Int(least * 10)
            return (role, "\(tenths / 10).\(tenths % 10)")
        }
    }

    /// What each role takes where a theme says nothing.
    public static let standardRoles: [String: RoleStyle] = [
        "text": style("base05"), "dim": style("base04"), "title": style("base06", bold: true), "border": style("base03"),
        "borderFocused": style("base0D"), "header": style("base05", "base01"), "selection": style("base06", "base02"),
        "selectionInactive": style("base05", "base01"), "mark": style("base0E", bold: true), "overdue": style("base08", bold: true),
        "urgent": style("base09"), "soon": style("base0A"), "done": style("base0B"), "accent": style("base0D"),
        "hint": style("base04"), "hintKey": style("base05", bold: true), "error": style("base08", bold: true), "notice": style("base0B"),
        "field": style("base05", "base01"), "fieldFocused": style("base06", "base02"), "proposal": style("base0C"),
        "shadow": style("base03"), "today": style("base0D", bold: true), "seal": style("base08", bold: true),
    ]

    private static func style(_ foreground: String?, _ background: String? = nil, bold: Bool = false) -> RoleStyle {
        RoleStyle(foreground: foreground, background: background, isBold: bold)
    }
}

/// Reads theme files: base16 and base24 schemes as published, with an optional `roles:` map.
public enum ThemeReading {
    /// - Parameter inherited: finds the theme a file builds on; nil where there is none of that name.
    public static func read(
        _ yaml: String, inherited: (String) -> Theme? = { _ in nil }
    ) -> (theme: Theme?, problems: [Problem]) {
        let (tree, syntax) = LocatedYAML.read(yaml)
        guard let tree else { return (nil, syntax) }
        var reader = StrictReader(tree)
        for key in ["system", "author", "slug", "description", "version", "license"] { _ = reader.optional(key) }
        let scheme = reader.text("scheme", default: "-")
        let name = reader.text("name", default: scheme)
        var problems: [Problem] = []
        var base: Theme?
        if let named = reader.optional("inherits") {
            var wanted = "inherits"
            if case .scalar(let text, _) = named { wanted = text }
            base = inherited(wanted)
            if base == nil { problems.append(Problem(line: named.line, kind: .noSuch(wanted, what: "theme"))) }
        }
        let variant = reader.text("variant", default: base?.isDark == false ? "light" : "dark")
        let borders = reader.text("borders", default: base?.hasPlainBorders == true ? "ascii" : "lines")
        if borders != "ascii", borders != "lines" {
            problems.append(Problem(line: tree.line, kind: .unknownValue(borders, allowed: ["ascii", "lines"])))
        }
        var palette = base?.palette ?? [:]
        let slots = (0..<24).map { "base" + ($0 < 16 ? "0" : "1") + String($0 % 16, radix: 16).uppercased() }
        func take(_ reader: inout StrictReader) {
            for slot in slots {
                guard let value = reader.optional(slot) ?? reader.optional(slot.lowercased()) else { continue }
                if case .scalar(let text, let line) = value, let color = RGB(hex: text) {
                    palette[slot] = color
                    _ = line
                } else {
                    problems.append(Problem(line: value.line, kind: .wrongKind(slot, expected: "rrggbb")))
                }
            }
        }
        if let nested = reader.optional("palette") {
            var inner = StrictReader(nested)
            take(&inner)
            problems += inner.finish()
        } else {
            take(&reader)
        }
        for slot in slots.prefix(16) where palette[slot] == nil {
            problems.append(Problem(line: tree.line, kind: .missing(slot)))
        }
        let roles = self.roles(reader.optional("roles"), over: base?.roles ?? Theme.standardRoles, &problems)
        problems = reader.finish() + problems
        guard problems.isEmpty else { return (nil, problems.sorted { $0.line < $1.line }) }
        return (Theme(name: name, isDark: variant != "light", palette: palette, roles: roles, hasPlainBorders: borders == "ascii"), [])
    }

    /// `overdue: base08 bold` or `overdue: {fg: base08, bg: base01, bold: true}`
    private static func roles(
        _ tree: Located?, over base: [String: RoleStyle], _ problems: inout [Problem]
    ) -> [String: RoleStyle] {
        var roles = base
        guard let tree else { return roles }
        guard case .map(let members, _) = tree else {
            problems.append(Problem(line: tree.line, kind: .wrongKind("roles", expected: "map")))
            return roles
        }
        for (role, line, value) in members {
            guard roles[role] != nil else {
                problems.append(Problem(line: line, kind: .unexpected(role, nearest: Nearest.of(role, in: roles.keys))))
                continue
            }
            switch value {
            case .scalar(let text, let line):
                let words = text.split(separator: " ").map(String.init)
                let slots = words.filter { $0.hasPrefix("base") }
                for word in words where word != "bold" && !isSlot(word) {
                    problems.append(Problem(line: line, kind: .unknownValue(word, allowed: ["base00–base17", "bold"])))
                }
                roles[role] = RoleStyle(
                    foreground: slots.first, background: slots.count > 1 ? slots[1] : nil, isBold: words.contains("bold"))
            case .list(_, let line): problems.append(Problem(line: line, kind: .wrongKind(role, expected: "text")))
            case .map:
                var inner = StrictReader(value)
                let foreground = inner.text("fg", default: "-")
                let background = inner.text("bg", default: "-")
                roles[role] = RoleStyle(
                    foreground: foreground == "-" ? nil : foreground, background: background == "-" ? nil : background,
                    isBold: inner.flag("bold"))
                problems += inner.finish()
            }
        }
        return roles
    }

    private static func isSlot(_ word: String) -> Bool {
        word.count == 6 && word.hasPrefix("base") && Int(word.dropFirst(4), radix: 16).map { $0 < 24 } ?? false
    }
}
