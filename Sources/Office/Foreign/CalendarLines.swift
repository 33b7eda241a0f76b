/// The lines of a calendar file (RFC 5545 §3.1): long ones are folded over several rows, each of which begins with a blank.
public enum CalendarLines {
    /// A row without the carriage return at its end, cut at the line feeds.
    public static func bare(_ row: ArraySlice<UInt8>) -> ArraySlice<UInt8> { row.last == 0x0D ? row.dropLast() : row }

    /// Whether a row goes on with the one before it.
    ///
    /// - Parameter first: the first byte of the row; nil where it is empty.
    public static func isFold(_ first: UInt8?) -> Bool { first == 0x20 || first == 0x09 }

    /// The lines of a text with what was folded joined again; empty rows are left out.
    public static func unfolded(_ text: String) -> [String] {
        var lines: [String] = []
        for row in text.utf8.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            if isFold(row.first), !lines.isEmpty {
                lines[lines.count - 1] += String(decoding: row.dropFirst(), as: UTF8.self)
            } else {
                lines.append(String(decoding: row, as: UTF8.self))
            }
        }
        return lines
    }

    /// Whether a text may hold a property, also where a row ends within its name; nearly none does, and to cut a text into lines takes longer.
    ///
    /// - Parameter property: its name in capitals, whose first letter it has once.
    public static func mayHold(_ property: StaticString, in text: String) -> Bool {
        let count = property.utf8CodeUnitCount
        var text = text
        return property.withUTF8Buffer { wanted in
            text.withUTF8 { bytes in
                var found = 0
                for byte in bytes where !isFold(byte) && byte != 0x0A && byte != 0x0D {
                    let capital = (0x61...0x7A).contains(byte) ? byte & 0xDF : byte
                    found = capital == wanted[found] ? found + 1 : capital == wanted[0] ? 1 : 0
                    if found == count { return true }
                }
                return false
            }
        }
    }

    /// A property's name in capitals; empty where a line has none.
    public static func name(_ line: String) -> String {
        guard colon(in: line) != nil else { return "" }
        let name = line.utf8.prefix { $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: ";") }
        return String(decoding: name, as: UTF8.self).trimmed.uppercased()
    }

    /// What stands behind a property's colon; empty where a line has none.
    public static func value(_ line: String) -> String {
        colon(in: line).map { String(line[line.utf8.index(after: $0)...]) } ?? ""
    }

    /// Where the colon stands that is in no quotes.
    static func colon(in line: String) -> String.Index? {
        var isQuoted = false
        return line.utf8.indices.first { index in
            let byte = line.utf8[index]
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            return byte == UInt8(ascii: ":") && !isQuoted
        }
    }
}

extension CalendarLines {
    /// The texts of the lines before the first entry.
    static func texts(ofHead source: String) -> [String] {
        let lines = source.split(omittingEmptySubsequences: true, whereSeparator: \.isNewline)
        let head = lines.dropFirst().prefix { !$0.uppercased().hasPrefix("BEGIN:") }
        return texts(of: head.joined(separator: "\n"))
    }

    /// The value of each property that may hold a mark, its escapes resolved (§3.3.11), and the values of its parameters.
    static func texts(of source: String) -> [String] {
        unfolded(source).flatMap { line -> [String] in
            guard MarkRun.mayHold(line) else { return [] }
            guard let colon = colon(in: line) else { return [line] }
            let signs = line.unicodeScalars
            let parameters = signs[..<colon].split { "=;\"".unicodeScalars.contains($0) }.map { String($0) }
            let value = signs[signs.index(after: colon)...]
            // 机密,会议 is two words, and each may be a mark.
            let words = lists.contains(name(line)) ? value.split { $0 == "," || $0 == ";" }.map { unescaped($0) } : []
            return [unescaped(value)] + parameters + words
        }
    }

    /// Properties that are lists of words.
    private static let lists: Set<String> = ["CATEGORIES", "RESOURCES", "ORG", "N", "NICKNAME", "X-CATEGORIES"]

    /// A value with its escapes resolved (§3.3.11).
    public static func unescaped(_ value: String) -> String { unescaped(value[...].unicodeScalars) }

    private static func unescaped(_ value: Substring.UnicodeScalarView) -> String {
        var text = String.UnicodeScalarView()
        var isEscaped = false
        for sign in value {
            if isEscaped {
                text.append(sign == "n" || sign == "N" ? "\n" : sign)
                isEscaped = false
            } else if sign == "\\" {
                isEscaped = true
            } else {
                text.append(sign)
            }
        }
        return String(text)
    }
}
