import Office
import Testing

/// The oracles of working-day arithmetic, counted by hand from the State Council's notices.
@Suite struct WorkdayTests {
    let calendar = WorkCalendar.china

    private func day(_ text: String) throws -> Day { try #require(Day(iso: text)) }

    @Test(arguments: [
        (5, "2026-09-18", "2026-09-24"), (3, "2026-09-30", "2026-10-10"), (5, "2026-02-13", "2026-02-27"), (5, "2025-09-26", "2025-10-10"),
        (5, "2025-01-24", "2025-02-07"), (5, "2026-04-30", "2026-05-11"), (5, "2024-09-13", "2024-09-23"),
    ])
    func `working days skip holidays and count make-up days`(count: Int, from: String, due: String) throws {
        let start = calendar.zone.moment(try day(from), TimeOfDay(10, 0))
        let sum = calendar.deadline(from: start, length: Length(count, .workday))
        #expect(calendar.zone.day(of: sum.due).iso == due)
        #expect(sum.counted.count == count)
        #expect(calendar.zone.time(of: sum.due).text == "17:30")
        #expect(!sum.isProvisional)
    }

    @Test(arguments: [
        (15, "2026-09-16", "2026-10-01", "2026-10-08", "2026-09-30"), (60, "2026-08-03", "2026-10-02", "2026-10-08", "2026-09-30"),
        (90, "2026-08-03", "2026-11-01", "2026-11-02", "2026-10-30"),
    ])
    func `calendar days roll and name the safe day`(count: Int, from: String, nominal: String, effective: String, safe: String) throws {
        let sum = calendar.deadline(from: calendar.zone.moment(try day(from), TimeOfDay(9, 0)), length: Length(count, .day))
        let zone = calendar.zone
        #expect(zone.day(of: sum.nominal).iso == nominal)
        #expect(zone.day(of: sum.effective).iso == effective)
        #expect(zone.day(of: sum.safe).iso == safe)
        #expect(sum.due == sum.effective)
        let fixed = calendar.deadline(from: calendar.zone.moment(try day(from), TimeOfDay(9, 0)), length: Length(count, .day), rolls: false)
        #expect(fixed.due == fixed.nominal)
    }

    @Test func `a month ends on the corresponding day or the month's end`() throws {
        let sum = calendar.deadline(from: calendar.zone.moment(try day("2026-01-31"), TimeOfDay(9, 0)), length: Length(1, .month))
        #expect(calendar.zone.day(of: sum.due).iso == "2026-02-28")
        #expect(sum.due == sum.nominal)
    }

    @Test(arguments: [
        ("2025-12-31", "2026-01-15"), ("2026-03-31", "2026-04-15"), ("2026-06-30", "2026-07-14"), ("2026-09-30", "2026-10-20"),
    ])
    func `the tenth working day after a quarter`(quarterEnd: String, tenth: String) throws {
        #expect(calendar.workday(10, after: try day(quarterEnd)).iso == tenth)
    }

    @Test func `working days a month agree with the official tables`() throws {
        let expected = [
            2024: [22, 18, 21, 22, 21, 19, 23, 22, 21, 19, 21, 22], 2025: [19, 19, 21, 22, 19, 20, 23, 21, 23, 18, 20, 23],
            2026: [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23],
        ]
        for (year, months) in expected {
            for (index, count) in months.enumerated() {
                let first = try #require(Day(year, index + 1, 1))
                #expect(calendar.workdays(from: first - 1, to: first.endOfMonth) == count, "\(year)-\(index + 1)")
            }
        }
    }

    @Test func `a year without a notice is provisional and says so`() throws {
        let newYear = try day("2027-01-01")
        #expect(calendar.isProvisional(newYear))
        #expect(!calendar.isWorkday(newYear))
        #expect(calendar.name(newYear) == "元旦")
        #expect(!calendar.isProvisional(try day("2026-12-31")))
        let sum = calendar.deadline(from: calendar.zone.moment(try day("2026-12-30"), TimeOfDay(9, 0)), length: Length(5, .workday))
        #expect(sum.isProvisional)
    }

    @Test func `an adopted notice replaces the provisional year`() throws {
        var calendar = calendar
        calendar.adopt(year: 2027, reference: "国办发明电〔2026〕9号", days: [try day("2027-01-02"): .init(name: "元旦", isWorkday: true)])
        #expect(!calendar.isProvisional(try day("2027-03-01")))
        #expect(calendar.isWorkday(try day("2027-01-02")))
        #expect(calendar.isWorkday(try day("2027-01-01")))
    }

    @Test func `working minutes skip noon, evenings and days off`() throws {
        let friday = calendar.zone.moment(try day("2026-11-20"), TimeOfDay(17, 0))
        let monday = calendar.zone.moment(try day("2026-11-23"), TimeOfDay(14, 0))
        #expect(calendar.workingMinutes(from: friday, to: monday) == 30 + 210 + 30)
        #expect(calendar.workingMinutes(from: monday, to: friday) == -270)
    }

    @Test func `lunar days and weeks`() throws {
        #expect(LunarDay(try day("2026-11-23"))?.chinese == "十月十五")
        #expect(LunarDay(try day("2025-07-25"))?.chinese == "闰六月初一")
        #expect(LunarDay(try day("2026-02-17"))?.chinese == "正月初一")
        #expect(LunarDay(try day("2010-01-01")) == nil)
        #expect(try day("2026-11-23").isoWeek == 48)
        #expect(try day("2027-01-01").isoWeek == 53)
        #expect(Day(2026, 2, 29) == nil)
        #expect(try day("2026-11-23").weekday == 1)
    }
}
