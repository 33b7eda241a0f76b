import Office

/// What a machine read off a picture, put right where its faults are known.
enum ScanTidying {
    static func tidied(_ text: String) -> String {
        let lines = text.replacing("\u{C}", with: "\n").split(separator: "\n").map { mended(closed($0).trimmed) }
        return lines.filter { !$0.isEmpty }.joined(separator: "\n") + "\n"
    }

    /// Without the blanks put between signs that stand close; wide gaps stay one blank.
    private static func closed(_ line: Substring) -> String {
        var out = ""
        var gap = 0
        for character in line {
            if character == " " {
                gap += 1
                continue
            }
            if gap > 2 || gap > 0 && !isWide(out.last) && !isWide(character) { out.append(" ") }
            gap = 0
            out.append(character)
        }
        return out
    }

    private static func isWide(_ character: Character?) -> Bool {
        guard let value = character?.unicodeScalars.first?.value else { return true }
        return (0x2E80...0x9FFF).contains(value) || (0xFF00...0xFFEF).contains(value) || (0x2010...0x201F).contains(value)
    }

    /// The star of a secrecy mark, which machines take for any sign, and the brackets of a number's year.
    ///
    /// The door must not depend on how well a star was printed: a level and a term on a short line are a mark.
    private static func mended(_ line: String) -> String {
        var line = line
        if line.count <= 24, let mark = line.firstMatch(of: #/(绝密|絕密|机密|機密|秘密|祕密)[^0-9一-九十]{1,2}(\d{1,2} ?[年月]|长期|長期)/#) {
            line.replaceSubrange(mark.range, with: "\(mark.1)★\(mark.2)")
        }
        return line.replacing(#/(?<sign>\p{Han}) ?[〔【\[(（{]{1,2} ?(?<year>(19|20)\d\d) ?[〕】\])）}]{1,2} ?(?<rest>第?\d)/#) {
            "\($0.output.sign)〔\($0.output.year)〕\($0.output.rest)"
        }
    }
}
