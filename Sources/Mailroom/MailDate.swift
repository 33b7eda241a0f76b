import Office

/// The date line of a mail (RFC 5322 §3.3, with the older forms of §4.3 and those of programs that keep neither).
enum MailDate {
    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    private static let zones = [
        "ut": 0, "gmt": 0, "z": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
    ]

    /// The instant a date line names; nil where it names none.
    ///
    /// Day, month, year and time are told by what they are, so that `Mon Nov 23 09:30:15 2026` and `23-Nov-2026 9:30` are read as well.
    static func moment(_ line: String) -> Moment? {
        let words = withoutComments(line).lowercased().split { $0.isWhitespace || $0 == "," }
        guard let clock = words.firstIndex(where: { $0.contains(":") }) else { return nil }
        let time = words[clock].split(separator: ":").map { Int($0) }
        guard time.count >= 2, let hour = time[0], let minute = time[1], let second = time.count > 2 ? time[2] : 0,
            (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second)
        else { return nil }
        let parts = words.indices.filter { $0 != clock }.flatMap { index -> [Substring] in
            let isSigned = words[index].hasPrefix("+") || words[index].hasPrefix("-")
            return isSigned ? [] : words[index].split(separator: "-")
        }
        let numbers = parts.filter { $0.allSatisfy(\.isASCIIDigit) }.prefix(2).compactMap { Int($0) }
        guard numbers.count == 2, let month = parts.lazy.compactMap({ months.firstIndex(of: String($0.prefix(3))) }).first,
            let date = Day(year(numbers[1]), month + 1, numbers[0]), let epoch = Day(1970, 1, 1)
        else { return nil }
        // Behind the year where that stands last.
        let zone = words[(clock + 1)...].first { !$0.allSatisfy(\.isASCIIDigit) } ?? ""
        let seconds = hour * 3600 + minute * 60 + second - offset(String(zone))
        return Moment(seconds: Int64(date - epoch) * 86_400 + Int64(seconds))
    }

    /// Two and three digits are years of the last century or this one (RFC 5322 §4.3).
    private static func year(_ number: Int) -> Int { number < 50 ? number + 2000 : number < 1000 ? number + 1900 : number }

    /// What stands in brackets is said to people (§3.2.2).
    private static func withoutComments(_ line: String) -> String {
        var depth = 0
        return line.filter { character in
            if character == "(" { depth += 1 }
            defer { if character == ")" { depth = max(0, depth - 1) } }
            return depth == 0
        }
    }

    /// East of Greenwich, in seconds.
    private static func offset(_ word: String) -> Int {
        // `GMT+0800` as well.
        let number = word.hasPrefix("gmt") || word.hasPrefix("utc") ? word.dropFirst(3) : word[...]
        guard let sign = number.first, sign == "+" || sign == "-", number.count == 5, let digits = Int(number.dropFirst()) else {
            return (zones[word] ?? 0) * 3600
        }
        return (digits / 100 * 3600 + digits % 100 * 60) * (sign == "-" ? -1 : 1)
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
