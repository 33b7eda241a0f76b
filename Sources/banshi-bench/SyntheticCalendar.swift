import Office

/// A calendar of any size as .ics: single meetings over two years, and some that recur every week.
struct SyntheticCalendar {
    let single: Int
    let recurring: Int

    var text: String {
        var lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//banshi//bench//ZH"]
        let first = Day(2026, 1, 1) ?? Day(ordinal: 0)
        for index in 0..<single {
            let day = compact(first + index % 700)
            let hour = String(8 + index % 10)
            event("s\(index)", "第\(index)次会商", day, hour.count == 1 ? "0" + hour : hour, rule: nil, &lines)
        }
        for index in 0..<recurring {
            event("r\(index)", "第\(index)科例会", compact(first + index % 7), "09", rule: "FREQ=WEEKLY", &lines)
        }
        lines.append("END:VCALENDAR")
        return lines.joined(separator: "\r\n") + "\r\n"
    }

    private func compact(_ day: Day) -> String { day.iso.replacing("-", with: "") }

    private func event(_ uid: String, _ title: String, _ day: String, _ hour: String, rule: String?, _ lines: inout [String]) {
        lines += ["BEGIN:VEVENT", "UID:\(uid)@bench", "DTSTAMP:20260101T000000Z", "DTSTART:\(day)T\(hour)0000", "DURATION:PT1H"]
        if let rule { lines.append("RRULE:" + rule) }
        lines += ["SUMMARY:" + title, "END:VEVENT"]
    }
}
