import Office

/// Looks over YAML before a parser gets it: how deep it goes, how much there is, and whether it refers back to itself.
///
/// A parser builds what aliases name as often as they are named, so a page of them becomes gigabytes; and it walks as deep as the text
/// says. A settings file needs neither.
struct YAMLScan {
    /// What a file of settings may cost.
    static let limits = Budget.Limits(seconds: 10, bytes: 1 << 20, items: 50_000, envelopes: 0, depth: 64)

    private let bytes: [UInt8]
    private var at = 0
    private var line = 1
    /// Columns of the open blocks.
    private var blocks: [Int] = []
    private var flow = 0
    private var items = 0
    private var indent = 0
    private var found: [Problem] = []
    /// No list of problems is longer: a page of aliases has thousands.
    private static let shown = 50

    /// What keeps the text from being read, in the order of its lines; none where nothing does. What is too much ends the looking.
    static func problems(in text: String) -> [Problem] {
        var scan = YAMLScan(text)
        guard scan.bytes.count <= limits.bytes else { return [Problem(line: 1, kind: .overBudget(OverBudget(.bytes, limits.bytes)))] }
        let last = scan.run()
        return scan.found + (last.map { [$0] } ?? [])
    }

    private init(_ text: String) { bytes = Array(text.utf8) }

    private var here: UInt8? { at < bytes.count ? bytes[at] : nil }
    private var next: UInt8? { at + 1 < bytes.count ? bytes[at + 1] : nil }

    private mutating func run() -> Problem? {
        beginLine()
        while let byte = here {
            switch byte {
            case UInt8(ascii: "\n"):
                at += 1
                line += 1
                beginLine()
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: ","), UInt8(ascii: ":"): at += 1
            case UInt8(ascii: "#"): skipLine()
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                flow += 1
                at += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                flow = max(0, flow - 1)
                at += 1
            case UInt8(ascii: "-"), UInt8(ascii: "?"):
                if flow == 0, YAMLScan.isBlank(next) {
                    at += 1
                    while let byte = here, byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") { at += 1 }
                    open(column)
                } else {
                    plain()
                }
            case UInt8(ascii: "*") where YAMLScan.isName(next):
                at += 1
                note(.alias(name()))
            case UInt8(ascii: "&") where YAMLScan.isName(next):
                at += 1
                note(.anchor(name()))
            case UInt8(ascii: "&"), UInt8(ascii: "!"): while !YAMLScan.isBlank(here) { at += 1 }
            case UInt8(ascii: "\""), UInt8(ascii: "'"): quoted(byte)
            case UInt8(ascii: "|") where flow == 0, UInt8(ascii: ">") where flow == 0: block()
            default: plain()
            }
            if byte > UInt8(ascii: " "), byte != UInt8(ascii: ","), byte != UInt8(ascii: ":") { items += 1 }
            if blocks.count + flow > YAMLScan.limits.depth { return over(.depth) }
            if items > YAMLScan.limits.items { return over(.items) }
        }
        return nil
    }

    private mutating func note(_ kind: Problem.Kind) {
        if found.count < YAMLScan.shown { found.append(Problem(line: line, kind: kind)) }
    }

    private func over(_ which: Budget.Limit) -> Problem {
        Problem(line: line, kind: .overBudget(OverBudget(which, YAMLScan.limits[which])))
    }

    /// The place in its line.
    private var column: Int { at - lineStart }
    private var lineStart = 0

    private mutating func beginLine() {
        lineStart = at
        while here == UInt8(ascii: " ") { at += 1 }
        if flow == 0, here == UInt8(ascii: "\t"), !isBlankLine { note(.tab) }
        guard let byte = here, byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "#"), byte != UInt8(ascii: "\r") else { return }
        indent = column
        guard flow == 0 else { return }
        while let last = blocks.last, last > indent { blocks.removeLast() }
        open(indent)
    }

    /// Whether nothing but blanks, or a comment, is left of the line.
    private var isBlankLine: Bool {
        let rest = bytes[at...].prefix { $0 != UInt8(ascii: "\n") }
        let first = rest.first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") && $0 != UInt8(ascii: "\r") }
        return first == nil || first == UInt8(ascii: "#")
    }

    private mutating func open(_ column: Int) {
        if flow == 0, (blocks.last ?? -1) < column { blocks.append(column) }
    }

    private mutating func skipLine() { while let byte = here, byte != UInt8(ascii: "\n") { at += 1 } }

    /// A word without quotes: to the colon, the comment or the end of its line; within brackets to the next of their signs.
    private mutating func plain() {
        at += 1
        while let byte = here, byte != UInt8(ascii: "\n") {
            if byte == UInt8(ascii: ":"), YAMLScan.isBlank(next) || (flow > 0 && YAMLScan.isSign(next)) { return }
            if byte == UInt8(ascii: "#"), YAMLScan.isBlank(bytes[at - 1]) { return }
            if flow > 0, YAMLScan.isSign(byte) { return }
            at += 1
        }
    }

    private mutating func quoted(_ quote: UInt8) {
        at += 1
        while let byte = here {
            at += 1
            if byte == UInt8(ascii: "\n") { line += 1 }
            if quote == UInt8(ascii: "\""), byte == UInt8(ascii: "\\"), here != nil, here != UInt8(ascii: "\n") { at += 1 }
            // A doubled quote opens the next part at once.
            if byte == quote { return }
        }
    }

    /// Lines of text as they stand: those that are further in than the line that says so.
    private mutating func block() {
        skipLine()
        let parent = indent
        while here != nil {
            var peek = at + 1
            while peek < bytes.count, bytes[peek] == UInt8(ascii: " ") { peek += 1 }
            let isEmpty = peek >= bytes.count || bytes[peek] == UInt8(ascii: "\n") || bytes[peek] == UInt8(ascii: "\r")
            guard isEmpty || peek - at - 1 > parent else { return }
            at = min(peek, bytes.count)
            line += 1
            skipLine()
        }
    }

    private mutating func name() -> String {
        let begin = at
        while YAMLScan.isName(here) { at += 1 }
        return String(decoding: bytes[begin..<at], as: UTF8.self)
    }

    private static func isBlank(_ byte: UInt8?) -> Bool {
        byte.map { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: "\r") } ?? true
    }

    private static func isSign(_ byte: UInt8?) -> Bool { byte.map { ",[]{}".utf8.contains($0) } ?? false }

    private static func isName(_ byte: UInt8?) -> Bool {
        byte.map { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }
            ?? false
    }
}
