import Office

/// A calendar file's bytes as UTF-8, which is what calendars are read in (RFC 5545 §3.1.4), whatever program wrote them.
public enum CalendarText {
    /// The same lines in UTF-8, words in quoted-printable spelled out.
    ///
    /// Old programs write GB18030 or Big5, and fold a long line between any two bytes, within a character too. Such a line is joined before
    /// it is decoded; empty lines stand for its parts, so that every line keeps its number.
    public static func inUTF8(_ bytes: [UInt8]) -> [UInt8] { spelledOut(decoded(bytes)) }

    private static func decoded(_ bytes: [UInt8]) -> [UInt8] {
        if String(validating: bytes, as: UTF8.self) != nil { return bytes }
        // A mark, or a zero, is of an encoding in which a line does not end with the byte alone.
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) || bytes.prefix(4_000).contains(0) {
            return Array(TextDecoding.decode(bytes).text.utf8)
        }
        var joined: [UInt8] = []
        joined.reserveCapacity(bytes.count)
        var parts: [Int] = []
        for row in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            let line = CalendarLines.bare(row)
            if !parts.isEmpty, CalendarLines.isFold(line.first) {
                joined += line.dropFirst()
                parts[parts.count - 1] += 1
            } else {
                if !parts.isEmpty { joined.append(0x0A) }
                joined += line
                parts.append(1)
            }
        }
        let text = String(validating: joined, as: UTF8.self) ?? TextDecoding.decode(joined).text
        var decoded: [UInt8] = []
        decoded.reserveCapacity(text.utf8.count + bytes.count / 16)
        for (index, line) in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            decoded += line
            for _ in 0..<(index < parts.count ? parts[index] : 1) { decoded += [0x0D, 0x0A] }
        }
        return decoded
    }
}
