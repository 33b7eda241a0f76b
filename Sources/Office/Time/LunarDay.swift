/// A day of the Chinese lunar calendar, from a table of the years 2017 to 2040.
public struct LunarDay: Hashable, Sendable {
    public let month: Int
    public let dayOfMonth: Int
    public let isLeapMonth: Bool

    /// The lunar day of a date, or nil outside the table: unknown is said, never computed by guess.
    public init?(_ day: Day) {
        guard let row = LunarDay.years.last(where: { $0.first <= day }) else { return nil }
        var remaining = day - row.first
        for (index, isLong) in row.longMonths.enumerated() {
            let length = isLong ? 30 : 29
            if remaining < length {
                // A leap month stands behind the month whose number it repeats.
                let isPastLeap = row.leapMonth > 0 && index >= row.leapMonth
                self.month = isPastLeap ? index : index + 1
                self.dayOfMonth = remaining + 1
                self.isLeapMonth = row.leapMonth > 0 && index == row.leapMonth
                return
            }
            remaining -= length
        }
        return nil
    }

    /// A month of the table: the first day of it, how long it is, and the lunar year it belongs to, counted by its first day's year.
    public struct Month: Hashable, Sendable {
        public let year: Int
        public let number: Int
        public let isLeap: Bool
        public let first: Day
        public let length: Int
    }

    /// Every month of the table, in order.
    public static let months: [Month] = years.flatMap { row -> [Month] in
        var first = row.first
        return row.longMonths.enumerated().map { index, isLong in
            let isPastLeap = row.leapMonth > 0 && index >= row.leapMonth
            let month = Month(
                year: row.first.year, number: isPastLeap ? index : index + 1, isLeap: row.leapMonth > 0 && index == row.leapMonth,
                first: first, length: isLong ? 30 : 29)
            first = first + month.length
            return month
        }
    }

    /// `十月十五`, `闰六月初一`, `腊月廿三`
    public var chinese: String {
        let months = ["正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "冬", "腊"]
        let units = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"]
        let text =
            switch dayOfMonth {
            case ...10: "初\(units[dayOfMonth - 1])"
            case 20: "二十"
            case 30: "三十"
            case ..<20: "十\(units[dayOfMonth - 11])"
            default: "廿\(units[dayOfMonth - 21])"
            }
        return (isLeapMonth ? "闰" : "") + months[month - 1] + "月" + text
    }

    private struct Year: Sendable {
        let first: Day
        let leapMonth: Int
        let longMonths: [Bool]
    }

    // First day, leap month (0 for none), one bit a month: 1 for thirty days.
    private static let years: [Year] = [
        (20170128, 6, "0101001010111"), (20180216, 0, "010100101011"), (20190205, 0, "101010010011"),
        (20200125, 4, "0111010010101"), (20210212, 0, "011010101010"), (20220201, 0, "101011010101"),
        (20230122, 2, "0100110110101"), (20240210, 0, "010010110110"), (20250129, 6, "1010010101110"),
        (20260217, 0, "101001001110"), (20270206, 0, "110100100110"), (20280126, 5, "1110100100110"),
        (20290213, 0, "110101010011"), (20300203, 0, "010110101010"), (20310123, 3, "0110101101010"),
        (20320211, 0, "100101101101"), (20330131, 11, "0100101011101"), (20340219, 0, "010010101101"),
        (20350208, 0, "101001001101"), (20360128, 6, "1101001001011"), (20370215, 0, "110100100101"),
        (20380204, 0, "110101010010"), (20390124, 5, "1101101010100"), (20400212, 0, "101101011010"),
    ].compactMap { (date: Int, leap: Int, bits: String) -> Year? in
        Day(date / 10000, date / 100 % 100, date % 100).map {
            Year(first: $0, leapMonth: leap, longMonths: bits.map { $0 == "1" })
        }
    }
}
