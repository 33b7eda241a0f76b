extension Meeting {
    /// Whether every rule of a series from a calendar file is of the common kind that can certainly be followed: every so many days, weeks,
    /// months or years, on named days (RFC 5545 §3.3.10).
    ///
    /// Of any other the calendar library must be asked, which takes longer to load than an agenda takes to print.
    public var isPlainSeries: Bool { (source ?? []).allSatisfy(Meeting.isPlain) }

    private static func isPlain(_ component: String) -> Bool {
        let lines = component.split(whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated() where line.prefix(5).uppercased() == "RRULE" {
            let isFolded = index + 1 < lines.count && lines[index + 1].first.map { $0 == " " || $0 == "\t" } ?? false
            guard !isFolded, let colon = line.firstIndex(of: ":"), isPlain(rule: line[line.index(after: colon)...]) else { return false }
        }
        return true
    }

    private static func isPlain(rule: Substring) -> Bool {
        rule.split(separator: ";").allSatisfy { part in
            let pair = part.split(separator: "=", omittingEmptySubsequences: false)
            guard pair.count == 2, !pair[1].isEmpty else { return false }
            let values = pair[1].split(separator: ",", omittingEmptySubsequences: false)
            switch pair[0] {
            case "FREQ": return ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"].contains(pair[1])
            case "INTERVAL", "COUNT": return pair[1].utf8.count <= 4 && pair[1].utf8.allSatisfy { (0x30...0x39).contains($0) }
            case "UNTIL": return [8, 15, 16].contains(pair[1].utf8.count) && Int(pair[1].prefix(8)) != nil
            case "WKST": return weekdays.contains(pair[1])
            case "BYDAY": return values.allSatisfy { weekdays.contains($0.suffix(2)) && isPlace($0.dropLast(2)) }
            case "BYMONTH": return values.allSatisfy { Int($0).map { (1...12).contains($0) } ?? false }
            case "BYMONTHDAY": return values.allSatisfy { Int($0).map { $0 != 0 && abs($0) <= 31 } ?? false }
            default: return false
            }
        } && rule.contains("FREQ=")
    }

    private static let weekdays: Set<Substring> = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]

    /// `2`, `-1`, or nothing: which of the weekdays of its month or year.
    private static func isPlace(_ text: Substring) -> Bool { text.isEmpty || Int(text).map { $0 != 0 && abs($0) <= 53 } ?? false }
}
