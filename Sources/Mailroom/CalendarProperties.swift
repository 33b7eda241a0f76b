import Office

/// What calendars keep in forms of mail: words in quoted-printable, as vCalendar 1.0 wrote them, and whole files in base64.
extension CalendarText {
    /// The same lines with words in quoted-printable spelled out; empty lines stand for the parts of one that was broken.
    static func spelledOut(_ bytes: [UInt8]) -> [UInt8] {
        guard mentions("quoted", in: bytes) else { return bytes }
        return rewritten(bytes) { head, value in
            let parameters = head.split(separator: UInt8(ascii: ";")).map { String(decoding: $0, as: UTF8.self) }
            let kept = parameters.filter { !isQuoted($0) && !$0.uppercased().hasPrefix("CHARSET=") }
            guard kept.count < parameters.count, parameters.contains(where: isQuoted) else { return nil }
            let decoded = SevenBit.spelled(value, escape: UInt8(ascii: "="))
            let text = String(validating: decoded, as: UTF8.self) ?? TextDecoding.decode(decoded).text
            var line = kept.joined(separator: ";") + ":"
            for sign in text {
                if sign.isNewline { line += "\\n" } else { line.append(sign) }
            }
            return Array(line.utf8.filter { $0 >= 0x20 || $0 == 0x09 })
        }.bytes
    }

    /// A calendar without the files its entries hold, and the lines where they stood: nobody looks into them, so nobody keeps them.
    public static func withoutFiles(_ bytes: [UInt8]) -> (bytes: [UInt8], lines: [Int]) {
        guard holdsFiles(bytes) else { return (bytes, []) }
        return rewritten(bytes) { head, _ in
            let parameters = head.split(separator: UInt8(ascii: ";")).dropFirst().map { String(decoding: $0, as: UTF8.self) }
            return parameters.contains(where: isFile) ? [] : nil
        }
    }

    static func holdsFiles(_ bytes: [UInt8]) -> Bool { mentions("base64", in: bytes) || mentions("binary", in: bytes) }

    static func isFile(_ parameter: String) -> Bool {
        ["ENCODING=BASE64", "ENCODING=B", "BASE64", "VALUE=BINARY"].contains(parameter.uppercased().replacing("\"", with: ""))
    }

    private static func isQuoted(_ parameter: String) -> Bool {
        ["ENCODING=QUOTED-PRINTABLE", "QUOTED-PRINTABLE"].contains(parameter.uppercased().replacing("\"", with: ""))
    }

    /// Whether a word stands in a file, in any case and over the folds of its lines.
    static func mentions(_ word: String, in bytes: [UInt8]) -> Bool {
        let word = Array(word.utf8)
        var found = 0
        for byte in bytes {
            let small = (0x41...0x5A).contains(byte) ? byte + 0x20 : byte
            if small == word[found] {
                found += 1
                if found == word.count { return true }
            } else if byte > 0x20 {
                found = small == word[0] ? 1 : 0
            }
        }
        return false
    }

    /// Every property put through `change`, which is given what stands before and behind its colon; nil leaves it as it is.
    private static func rewritten(
        _ bytes: [UInt8], _ change: (_ head: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>) -> [UInt8]?
    ) -> (bytes: [UInt8], lines: [Int]) {
        let rows = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var lines: [Int] = []
        var index = 0
        while index < rows.count {
            var line = Array(CalendarLines.bare(rows[index]))
            var head = Head()
            head.read(line)
            var next = index + 1
            while next < rows.count {
                let row = CalendarLines.bare(rows[next])
                let isFolded = CalendarLines.isFold(row.first)
                // In quoted-printable a line is broken by = at its end.
                let isBroken = head.isQuoted && line.last == UInt8(ascii: "=")
                guard isFolded || isBroken else { break }
                if isBroken { line.removeLast() }
                line += isFolded ? row.dropFirst() : row
                head.read(line)
                next += 1
            }
            if let colon = head.colon, let changed = change(line[..<colon], line[(colon + 1)...]) {
                lines.append(index + 1)
                out += changed
                for place in index..<next where place < rows.count - 1 { out += [0x0D, 0x0A] }
            } else {
                for place in index..<next {
                    out += rows[place]
                    if place < rows.count - 1 { out.append(0x0A) }
                }
            }
            index = next
        }
        return (out, lines)
    }

    /// The name and parameters of a property, found while its line grows: no part of it is read twice.
    private struct Head {
        /// The colon that ends them; nil where none has been read.
        private(set) var colon: Int?
        /// Whether they say that the words are in quoted-printable.
        private(set) var isQuoted = false
        private var isWithinQuotes = false
        private var place = 0

        mutating func read(_ line: [UInt8]) {
            while colon == nil, place < line.count {
                if line[place] == UInt8(ascii: "\"") { isWithinQuotes.toggle() }
                if line[place] == UInt8(ascii: ":"), !isWithinQuotes {
                    colon = place
                    isQuoted = mentions("quoted", in: Array(line[..<place]))
                }
                place += 1
            }
        }
    }
}
