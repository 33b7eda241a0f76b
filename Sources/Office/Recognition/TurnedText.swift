/// Text in which a sign that nobody sees turns the way the others run, so that 密机 is read as 机密 (Unicode UAX #9, U+202E).
enum TurnedText {
    private static let turning: Unicode.Scalar = "\u{202E}"
    private static let end: Unicode.Scalar = "\u{202C}"

    /// The text as it is read; nil where nothing turns it.
    static func shown(_ text: String) -> String? {
        guard text.unicodeScalars.contains(turning) else { return nil }
        var out = String.UnicodeScalarView()
        var turned: Run = []
        var isTurned = false
        for sign in text.unicodeScalars {
            if sign == turning {
                isTurned = true
            } else if isTurned, sign == end || sign == "\n" || sign == "\r" {
                out.append(contentsOf: turned.reversed())
                if sign != end { out.append(sign) }
                (turned, isTurned) = ([], false)
            } else if isTurned {
                turned.append(sign)
            } else {
                out.append(sign)
            }
        }
        out.append(contentsOf: turned.reversed())
        return String(out)
    }
}
