import Office
import Testing

@Suite struct DateWordsTests {
    /// Monday, 23 November 2026, 09:00.
    let words = DateWords(now: Moment(seconds: 1_795_395_600), calendar: .china)

    @Test(arguments: [
        ("今天", "2026-11-23"), ("明天", "2026-11-24"), ("后天", "2026-11-25"), ("周五", "2026-11-27"), ("周一", "2026-11-23"), ("下周一", "2026-11-30"),
        ("下周五", "2026-12-04"), ("月底", "2026-11-30"), ("年底", "2026-12-31"), ("3个工作日", "2026-11-26"), ("十日后", "2026-12-03"),
        ("11-25", "2026-11-25"), ("11月25日", "2026-11-25"), ("２０２６年１２月１日", "2026-12-01"), ("1-5", "2027-01-05"), ("25日", "2026-11-25"),
        ("tomorrow", "2026-11-24"), ("fri", "2026-11-27"), ("friday", "2026-11-27"), ("next week", "2026-11-30"),
        ("next mon", "2026-11-30"),
        ("in 3 days", "2026-11-26"), ("eom", "2026-11-30"), ("+2wd", "2026-11-25"), ("2026-12-31", "2026-12-31"), ("11月25日前", "2026-11-25"),
        ("13-45", "nil"), ("随便", "nil"), ("2026-02-30", "nil"),
    ])
    func `days in both languages`(text: String, expected: String) {
        let read = words.read(text)?.day.iso ?? "nil"
        #expect(read == expected)
    }

    @Test(arguments: [
        ("周五17:00", "2026-11-27 17:00"), ("11-25 14:00", "2026-11-25 14:00"), ("明天下午3点", "2026-11-24 15:00"),
        ("明天上午9点半", "2026-11-24 09:30"),
        ("fri 5pm", "2026-11-27 17:00"), ("今天下班", "2026-11-23 17:30"), ("17:00", "2026-11-23 17:00"), ("明天12am", "2026-11-24 00:00"),
    ])
    func `times`(text: String, expected: String) throws {
        let reading = try #require(words.read(text))
        #expect("\(reading.day.iso) \(reading.time?.text ?? "–")" == expected)
    }

    @Test(arguments: [
        ("5 workdays", "5 workday"), ("十五日", "15 day"), ("48小时", "48 hour"), ("一个月", "1 month"), ("3wd", "3 workday"), ("两周", "14 day"),
    ])
    func `lengths`(text: String, stored: String) {
        #expect(Length(text)?.stored == stored)
    }

    @Test func `what is no length is refused`() {
        for text in ["", "五", "0天", "-3天", "无", "99999999999999999999天"] { #expect(Length(text) == nil, "\(text)") }
    }
}
