import Foundation
import Office
import Settings
import Testing

/// Meetings that go on over a night or over several days.
@Suite struct LongMeetingTests {
    private func span(_ line: String) throws -> String {
        let registers = Registers(ShippedRegisters.compiled().map { RegisterDefinition.decode(Located($0.json)).definition })
        let reading = try CaptureCorpus.office(registers: registers).read(line)
        guard case .meeting(let fields) = reading.target, let start = fields["start"]?.int, let end = fields["end"]?.int else { return "-" }
        let zone = OfficeZone.shanghai
        let title = fields["title"]?.string ?? "-"
        return "\(zone.plain(Moment(milliseconds: start)))–\(zone.plain(Moment(milliseconds: end))) \(title)"
    }

    @Test(arguments: [
        ("会:12月4日9:00至12月5日17:00 培训", "2026-12-04 09:00–2026-12-05 17:00 培训"),
        ("会:12月2日9:00-12月4日17:00 培训", "2026-12-02 09:00–2026-12-04 17:00 培训"),
        ("会:12月2日至4日 冬训班", "2026-12-02 08:30–2026-12-04 17:30 冬训班"),
        ("会:12月2日-4日冬训班", "2026-12-02 08:30–2026-12-04 17:30 冬训班"),
        ("会:12月2日至12月4日 9:00 冬训班", "2026-12-02 09:00–2026-12-04 17:30 冬训班"),
        ("会:12月2日至4日 9:00-17:00 冬训班", "2026-12-02 09:00–2026-12-04 17:00 冬训班"),
        ("会:12月2日下午至4日上午 党校培训", "2026-12-02 13:30–2026-12-04 12:00 党校培训"),
        ("会:12月2日起3天 培训班", "2026-12-02 08:30–2026-12-04 17:30 培训班"),
        ("会:明天23:00-01:00 值守", "2026-11-24 23:00–2026-11-25 01:00 值守"),
        ("会:12月2日20:00—次日2:00 防汛值守", "2026-12-02 20:00–2026-12-03 02:00 防汛值守"),
        ("会:12月2日20:00-12月3日2:00 防汛值守", "2026-12-02 20:00–2026-12-03 02:00 防汛值守"),
        ("会:12月2日20:00-12月3日14:00 防汛值守", "2026-12-02 20:00–2026-12-03 14:00 防汛值守"),
        ("会:明天9:00-10:00 例会", "2026-11-24 09:00–2026-11-24 10:00 例会"),
    ])
    func `begin on one day and end on another`(line: String, expected: String) throws {
        #expect(try span(line) == expected)
    }

    @Test func `an end before its beginning is refused`() {
        #expect(throws: Refusal.self) { try span("会:12月4日至12月2日 培训") }
    }

    @Test func `each of its days shows what falls on it`() throws {
        let zone = OfficeZone.shanghai
        let start = try #require(zone.moment(iso: "2026-12-02T09:00"))
        let end = try #require(zone.moment(iso: "2026-12-04T00:00"))
        let meeting = Occurrence(
            meeting: SubjectID(.meeting, 1), uid: "", recurrenceID: nil, title: "培训", start: start, end: end, offset: 28800, zone: nil,
            isAllDay: false, place: nil, status: nil)
        let days = meeting.days(in: zone)
        #expect(days.lowerBound.iso == "2026-12-02" && days.upperBound.iso == "2026-12-03")
        #expect(meeting.hours(on: days.lowerBound, in: zone) == "09:00–")
        #expect(meeting.hours(on: days.upperBound, in: zone) == "–24:00")
        #expect(meeting.days(within: (days.lowerBound + 1)..<(days.lowerBound + 30), in: zone) == [days.upperBound])
    }
}
