import Synchronization

/// The State Council's holiday notices 2018 to 2026 as data: public facts, one line a notice.
///
/// A line names holidays as `name:first..last`; a leading `+` marks make-up workdays 调休上班. A notice's first days may lie
/// in the December before its year. A year's line is read when one of its days is first asked for.
enum OfficialHolidays {
    typealias Exception = WorkCalendar.Exception

    /// What the notices say of a day; the later year's notice counts where two name the same day of December.
    static func exception(_ day: Day) -> Exception? {
        let (year, month, _) = day.civil
        if month == 12, let next = days(of: year + 1)[day] { return next }
        return days(of: year)[day]
    }

    static var references: [Int: String] { Dictionary(uniqueKeysWithValues: officialNotices.map { ($0.year, $0.reference) }) }

    static func reference(_ year: Int) -> String? { officialNotices.first { $0.year == year }?.reference }

    private static let read = Mutex<[Int: [Day: Exception]]>([:])

    private static func days(of year: Int) -> [Day: Exception] {
        read.withLock { known in
            if let days = known[year] { return days }
            // No notice for 2027 was published when this table was made: the statutory days alone, and marked so.
            let line = officialNotices.first { $0.year == year }?.days ?? (year == 2027 ? statutory2027 : "")
            let days = parse(line)
            known[year] = days
            return days
        }
    }

    private static func parse(_ line: String) -> [Day: Exception] {
        var days: [Day: Exception] = [:]
        for item in line.split(separator: " ") {
            let isWorkday = item.hasPrefix("+")
            let parts = (isWorkday ? item.dropFirst() : item[...]).split(separator: ":")
            guard parts.count == 2, let first = Day(iso: parts[1].prefix(10)) else { continue }
            var last = first
            if parts[1].count > 12, let end = Day(iso: "\(first.year)-\(parts[1].suffix(5))") {
                // A range that ends in an earlier month runs over New Year.
                last = end < first ? Day(iso: "\(first.year + 1)-\(parts[1].suffix(5))") ?? end : end
            }
            var day = first
            while day <= last {
                days[day] = Exception(name: String(parts[0]), isWorkday: isWorkday)
                day = day + 1
            }
        }
        return days
    }

    private static let officialNotices: [(year: Int, reference: String, days: String)] = [
        (
            2018, "国务院办公厅关于2018年节假日安排的通知",
            "元旦:2018-01-01 +春节:2018-02-11 春节:2018-02-15..02-21 +春节:2018-02-24 "
                + "清明节:2018-04-05..04-07 +清明节:2018-04-08 +劳动节:2018-04-28 劳动节:2018-04-29..05-01 "
                + "端午节:2018-06-18 中秋节:2018-09-24 +国庆节:2018-09-29..09-30 国庆节:2018-10-01..10-07"
        ),
        (
            2019, "国务院办公厅关于2019年节假日安排的通知",
            "+元旦:2018-12-29 元旦:2018-12-30..01-01 +春节:2019-02-02..02-03 春节:2019-02-04..02-10 "
                + "清明节:2019-04-05 +劳动节:2019-04-28 劳动节:2019-05-01..05-04 +劳动节:2019-05-05 "
                + "端午节:2019-06-07 中秋节:2019-09-13 +国庆节:2019-09-29 国庆节:2019-10-01..10-07 "
                + "+国庆节:2019-10-12"
        ),
        (
            2020, "国务院办公厅关于2020年节假日安排的通知",
            "元旦:2020-01-01 +春节:2020-01-19 春节:2020-01-24..02-02 +春节:2020-02-03 "
                + "清明节:2020-04-04..04-06 +劳动节:2020-04-26 劳动节:2020-05-01..05-05 +劳动节:2020-05-09 "
                + "端午节:2020-06-25..06-27 +端午节:2020-06-28 +国庆节、中秋节:2020-09-27 "
                + "国庆节、中秋节:2020-10-01..10-08 +国庆节、中秋节:2020-10-10"
        ),
        (
            2021, "国务院办公厅关于2021年节假日安排的通知",
            "元旦:2021-01-01..01-03 +春节:2021-02-07 春节:2021-02-11..02-17 +春节:2021-02-20 "
                + "清明节:2021-04-03..04-05 +劳动节:2021-04-25 劳动节:2021-05-01..05-05 +劳动节:2021-05-08 "
                + "端午节:2021-06-12..06-14 +中秋节:2021-09-18 中秋节:2021-09-19..09-21 +国庆节:2021-09-26 "
                + "国庆节:2021-10-01..10-07 +国庆节:2021-10-09"
        ),
        (
            2022, "国务院办公厅关于2022年节假日安排的通知",
            "元旦:2022-01-01..01-03 +春节:2022-01-29..01-30 春节:2022-01-31..02-06 "
                + "+清明节:2022-04-02 清明节:2022-04-03..04-05 +劳动节:2022-04-24 劳动节:2022-04-30..05-04 "
                + "+劳动节:2022-05-07 端午节:2022-06-03..06-05 中秋节:2022-09-10..09-12 "
                + "国庆节:2022-10-01..10-07 +国庆节:2022-10-08..10-09"
        ),
        (
            2023, "国务院办公厅关于2023年节假日安排的通知",
            "元旦:2022-12-31..01-02 春节:2023-01-21..01-27 +春节:2023-01-28..01-29 清明节:2023-04-05 "
                + "+劳动节:2023-04-23 劳动节:2023-04-29..05-03 +劳动节:2023-05-06 端午节:2023-06-22..06-24 "
                + "+端午节:2023-06-25 中秋节、国庆节:2023-09-29..10-06 +中秋节、国庆节:2023-10-07..10-08"
        ),
        (
            2024, "国办发明电〔2023〕7号",
            "元旦:2024-01-01 +春节:2024-02-04 春节:2024-02-10..02-17 +春节:2024-02-18 "
                + "清明节:2024-04-04..04-06 +清明节:2024-04-07 +劳动节:2024-04-28 劳动节:2024-05-01..05-05 "
                + "+劳动节:2024-05-11 端午节:2024-06-10 +中秋节:2024-09-14 中秋节:2024-09-15..09-17 "
                + "+国庆节:2024-09-29 国庆节:2024-10-01..10-07 +国庆节:2024-10-12"
        ),
        (
            2025, "国办发明电〔2024〕12号",
            "元旦:2025-01-01 +春节:2025-01-26 春节:2025-01-28..02-04 +春节:2025-02-08 "
                + "清明节:2025-04-04..04-06 +劳动节:2025-04-27 劳动节:2025-05-01..05-05 "
                + "端午节:2025-05-31..06-02 +国庆节、中秋节:2025-09-28 国庆节、中秋节:2025-10-01..10-08 "
                + "+国庆节、中秋节:2025-10-11"
        ),
        (
            2026, "国办发明电〔2025〕7号",
            "元旦:2026-01-01..01-03 +元旦:2026-01-04 +春节:2026-02-14 春节:2026-02-15..02-23 "
                + "+春节:2026-02-28 清明节:2026-04-04..04-06 劳动节:2026-05-01..05-05 +劳动节:2026-05-09 "
                + "端午节:2026-06-19..06-21 +国庆节:2026-09-20 中秋节:2026-09-25..09-27 "
                + "国庆节:2026-10-01..10-07 +国庆节:2026-10-10"
        ),
    ]

    private static let statutory2027 =
        "元旦:2027-01-01 春节:2027-02-05..02-08 清明节:2027-04-05 劳动节:2027-05-01..05-02 端午节:2027-06-09 "
        + "中秋节:2027-09-15 国庆节:2027-10-01..10-03"
}

extension WorkCalendar {
    /// The week of five days with the notices known to the program.
    public static let china = WorkCalendar(knowsOfficial: true)
}
