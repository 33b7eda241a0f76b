import Office

/// The date line of a mail (RFC 5322 §3.3, with the older forms of §4.3).
enum MailDate {
    private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    private static let zones = [
        "ut": 0, "gmt": 0, "z": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
    ]

    /// The instant a date line names; nil where it names none.
    static func moment(_ line: String) -> Moment? {
        var words = line.split { $0 == " " || $0 == "," || $0 == "\t" || $0 == "\n" || $0 == "\r\n" }.map { $0.lowercased() }
        if let first = words.first, Int(first) == nil { words.removeFirst() }
        guard words.count >= 4, let day = Int(words[0]), let month = months.firstIndex(of: String(words[1].prefix(3))),
            var year = Int(words[2])
        else { return nil }
        // Two and three digits are years of the last century or this one (RFC 5322 §4.3).
        if year < 50 { year += 2000 } else if year < 1000 { year += 1900 }
        let time = words[3].split(separator: ":").compactMap { Int($0) }
        guard time.count >= 2, (0...23).contains(time[0]), (0...59).contains(time[1]), (0...60).contains(time.count > 2 ? time[2] : 0),
            let date = Day(year, month + 1, day), let epoch = Day(1970, 1, 1)
        else { return nil }
        let seconds = time[0] * 3600 + time[1] * 60 + (time.count > 2 ? time[2] : 0) - offset(words.count > 4 ? words[4] : "")
        return Moment(seconds: Int64(date - epoch) * 86_400 + Int64(seconds))
    }

    /// East of Greenwich, in seconds.
    private static func offset(_ word: String) -> Int {
        guard let sign = word.first, sign == "+" || sign == "-", let number = Int(word.dropFirst()), word.count == 5 else {
            return (zones[word] ?? 0) * 3600
        }
        return (number / 100 * 3600 + number % 100 * 60) * (sign == "-" ? -1 : 1)
    }
}
