import ArgumentParser
import Foundation
import Ledger
import Mailroom
import Office
import Phrases
import Screen

/// `banshi hours`: when the office works, by season.
struct HoursCommand: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "hours",
        abstract: .words("Office hours by season.", "办公时间"),
        discussion: .words(
            "For example: hours '01-01 08:30-12:00 13:30-17:30' '05-01 08:30-12:00 14:30-18:00'",
            "例如：hours '01-01 08:30-12:00 13:30-17:30' '05-01 08:30-12:00 14:30-18:00'"))
    @Argument(help: .words("Seasons: the day each begins and its spans; none shows what holds.", "作息季：开始日期与时段；不写则显示现行的。")) var seasons:
        [String] = []
    @OptionGroup var global: GlobalOptions

    func run(_ session: Session) throws {
        let ledger = try session.ledger(seasons.isEmpty ? .reading : .writing)
        if !seasons.isEmpty {
            try session.require(.counting, ledger)
            let read = try seasons.map { text -> OfficeHours.Season in
                guard let season = HoursCommand.season(text) else {
                    throw Failure(.usage, session.speaker(.optionNotRead, "hours", Visible.text(text), "MM-DD HH:MM-HH:MM HH:MM-HH:MM"))
                }
                return season
            }
            guard Set(read.map(\.begins)).count == read.count else {
                throw Failure(.usage, session.speaker(.seasonTwice))
            }
            let moved = try MovedLimits(by: .hours(read), session, ledger)
            if !global.json { try moved.tell() }
        }
        let rows = try ledger.office().calendar.hours.seasons.map { season in
            (
                begins: "\(padded(season.begins / 100, 2))-\(padded(season.begins % 100, 2))",
                spans: season.spans.map { "\(TimeOfDay(minutes: $0.lowerBound).text)-\(TimeOfDay(minutes: $0.upperBound).text)" }
            )
        }
        if global.json {
            return session.print(
                json: .array(rows.map { ["begins": .string($0.begins), "spans": .array($0.spans.map(JSON.string))] }))
        }
        for row in rows { session.print("\(row.begins)  \(row.spans.joined(separator: "  "))") }
    }

    private static func season(_ text: String) -> OfficeHours.Season? {
        let words = text.split(separator: " ").map(String.init)
        guard words.count >= 2, let first = Day(iso: "2024-" + words[0]) else { return nil }
        var spans: [Range<Int>] = []
        var end = 0
        for word in words.dropFirst() {
            let times = word.split(separator: "-").compactMap { TimeOfDay($0) }
            guard times.count == 2, times[0] < times[1], times[0].minutes >= end, times[1].minutes < 1440 else { return nil }
            end = times[1].minutes
            spans.append(times[0].minutes..<times[1].minutes)
        }
        return OfficeHours.Season(begins: first.month * 100 + first.dayOfMonth, spans: spans)
    }
}

/// Takes an official holiday notice in holiday-cn form: `{year, papers, days: [{name, date, isOffDay}]}`.
struct NoticeImport {
    let session: Session
    let ledger: Ledger

    func run(_ path: String, isDry: Bool, asJSON: Bool) throws {
        try session.require(.counting, ledger)
        let bytes = try session.bytes(of: path)
        let notice: JSON
        do { notice = try JSON(bytes: bytes, budget: Budget(.init(bytes: 4 << 20, items: 100_000))) } catch {
            let why = (error as? JSONFault).map { "\($0.reason) @\($0.offset)" } ?? session.failure(error).message
            throw Failure(.badData, session.speaker(.faultCannotRead, Visible.text(path), why))
        }
        // A dry run shows the names of the days, and asks the door what the import asks.
        if try session.clearance() == nil, let level = SecrecyDoor.mark(in: notice) { throw Refusal.classified(secrecy: level) }
        guard let year = notice["year"].int, let days = notice["days"].array, !days.isEmpty else {
            throw Failure(.badData, session.speaker(.noticeEmpty, Visible.text(path)))
        }
        var report = ImportReport(session: session)
        var kept: [HolidayNotice.Entry] = []
        var seen: Set<String> = []
        var isWhole = true
        for (index, day) in days.enumerated() {
            // A notice speaks of its own year, and of the December before it.
            guard let date = day["date"].string, let read = Day(iso: date), let isOff = day["isOffDay"].bool,
                read.year == Int(year) || (read.year == Int(year) - 1 && read.month == 12), seen.insert(date).inserted
            else {
                report.refuse(index + 1, session.speaker(.expectsDayWords))
                isWhole = false
                continue
            }
            kept.append(HolidayNotice.Entry(date: read, name: day["name"].string ?? "", isWorkday: !isOff))
            report.add(index + 1, .taken, nil, "\(date) \(day["name"].string ?? "")")
        }
        let reference = notice["papers"].array?.first?.string ?? String(year)
        // Half a notice would turn its other holidays into working days: it is taken whole or not at all.
        if !isDry, isWhole {
            let moved = try MovedLimits(by: .notice(HolidayNotice(year: Int(year), reference: reference, days: kept)), session, ledger)
            if !asJSON { try moved.tell() }
        }
        try report.finish(path, asJSON: asJSON)
    }
}
