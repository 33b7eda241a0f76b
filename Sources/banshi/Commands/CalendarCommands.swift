import ArgumentParser
import Calendars
import Foundation
import Ledger
import Mailroom
import Office
import Phrases
import Screen

/// `banshi agenda`: what starts in `[from, to)`.
struct AgendaCommand: EverydayCommand {
    static let configuration = CommandConfiguration(commandName: "agenda", abstract: .words("Meetings of a span of days.", "日程"))
    @Option(help: .words("First day; today without.", "首日；不写为今天。")) var from: String?
    @Option(help: .words("The day after the last; a week without.", "末日的次日；不写为一周。")) var to: String?
    @Flag(help: .words("Also what began before and still runs.", "包括之前开始、仍在进行的。")) var ongoing = false
    @OptionGroup var global: GlobalOptions

    var errand: any Errand { AgendaList(from: from, to: to, ongoing: ongoing) }
}

/// `banshi import FILE…`: calendars and tables, told by their content.
struct ImportCommand: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: .words("Import calendars (.ics) and tables (.xlsx, .xls, .csv).", "导入"))
    @Argument(help: .words("Files.", "文件。")) var files: [String]
    @Option(
        help: .words(
            "meetings, units, people, places, notices (official holidays) or a register.",
            "meetings、units、people、places、notices（放假通知）或某登记簿。")) var into: String?
    @Option(help: .words("Places of a calendar that are like our rooms: ours or outside.", "日历中与本机关会议室同名或近似的地点：ours（本机关）或 outside（外单位）。"))
    var rooms: String?
    @Option(help: .words("Of a workbook the sheet of this name.", "工作簿中按名称指定的工作表。")) var sheet: String?
    @Flag(help: .words("Only report.", "只报告，不写入。")) var dryRun = false
    @OptionGroup var global: GlobalOptions

    func run(_ session: Session) throws {
        let ledger = try session.ledger(.writing)
        var worst: Int32 = 0
        for file in files {
            do {
                try take(file, session, ledger)
            } catch let code as ExitCode {
                worst = max(worst, code.rawValue)
                if code.rawValue == 130 { break }
            } catch {
                // One bad file does not stop the others.
                let failure = session.failure(error)
                session.warn(failure.message)
                worst = max(worst, failure.code.rawValue)
            }
        }
        if global.json { session.flushReports() }
        if worst != 0 { throw ExitCode(worst) }
    }

    private func take(_ file: String, _ session: Session, _ ledger: Ledger) throws {
        // What a file is called says what is in it, and so do the folders it lies in.
        if try session.clearance() == nil, let level = SecrecyDoor.mark(inAny: PathText.parts(file).map(TextExtraction.safeName)) {
            throw Refusal.classified(secrecy: level)
        }
        switch into {
        case "people":
            return try DirectoryImport(kind: .person, session: session, ledger: ledger, sheet: sheet).run(
                file, isDry: dryRun, asJSON: global.json)
        case "units":
            return try DirectoryImport(kind: .unit, session: session, ledger: ledger, sheet: sheet).run(
                file, isDry: dryRun, asJSON: global.json)
        case "places":
            return try DirectoryImport(kind: .place, session: session, ledger: ledger, sheet: sheet).run(
                file, isDry: dryRun, asJSON: global.json)
        case "notices": return try NoticeImport(session: session, ledger: ledger).run(file, isDry: dryRun, asJSON: global.json)
        case nil where ImportCommand.isCalendar(file), "meetings": return try meetings(file, session, ledger)
        case nil: throw Failure(.usage, session.speaker(.importInto, Visible.text(file)))
        case let name?:
            let register = try session.register(name, try ledger.office())
            try RegisterImport(register: register, session: session, ledger: ledger, sheet: sheet).run(
                file, isDry: dryRun, asJSON: global.json)
        }
    }

    private static func isCalendar(_ file: String) -> Bool {
        if [".ics", ".ical", ".ifb"].contains(where: file.lowercased().hasSuffix) { return true }
        guard case .success(let bytes) = TextExtraction.read(file) else { return false }
        return String(decoding: bytes.prefix(400), as: UTF8.self).uppercased().contains("BEGIN:VCALENDAR")
    }

    private func isOlder(_ event: CalendarEvent, than known: Meeting, _ ledger: Ledger) throws -> Bool {
        guard let said = event.saidAt, let changed = try ledger.history(known.id).last?.attribution.recorded else { return false }
        // A calendar says whole seconds.
        return said.milliseconds / 1000 < changed.milliseconds / 1000
    }

    private func meetings(_ file: String, _ session: Session, _ ledger: Ledger) throws {
        let (bytes, files) = CalendarText.withoutFiles(CalendarText.inUTF8(try session.bytes(of: file)))
        if try session.clearance() == nil, let level = SecrecyDoor.mark(ofCalendar: TextDecoding.decode(bytes).text) {
            throw Refusal.classified(secrecy: level)
        }
        // Its lines are looked through while a process apart reads it.
        let problems = Beside { CalendarProblem.all(in: bytes) }
        let calendar: CalendarFile
        do { calendar = try CalendarReading.read(bytes) } catch CalendarFault.noLibrary {
            throw Failure(.bug, session.speaker(.faultNoLibical))
        } catch CalendarFault.tooMuch(let over) {
            throw Failure(.badData, session.speaker(.faultCannotRead, Visible.text(file), session.speaker.overBudget(over)))
        } catch let refused as ExtractionRefused {
            throw Failure(refused.reason.code, session.speaker(.faultCannotRead, Visible.text(file), session.reason(refused.reason)))
        } catch { throw Failure(.badData, session.speaker(.faultNotACalendar, Visible.text(file))) }
        if let rooms, CalendarRooms.Owner(rawValue: rooms) == nil {
            throw Failure(.usage, session.speaker(.optionNotRead, "--rooms", Visible.text(rooms), "ours outside"))
        }
        let directory = try ledger.directory()
        let owned = CalendarRooms(directory: directory, owner: rooms.flatMap(CalendarRooms.Owner.init))
        let own = try OwnMeetings(ledger, directory)
        var report = ImportReport(session: session)
        let attribution = try session.attribution(ledger)
        var commands: [Command] = []
        var items: [(line: Int, known: String?, title: String)] = []
        let here = try ledger.meetings(uids: calendar.events.flatMap { [$0.uid, own.name(in: $0.uid) ?? $0.uid] })
        for (index, read) in calendar.events.enumerated() {
            if read.isAnswer {
                report.add(index + 1, .same, here[read.uid]?.id.text, read.title)
                report.note(index + 1, session.speaker(.importAnswer, Visible.text(read.title)))
                continue
            }
            var event = read
            var isChangedHere = false
            if let known = here[read.uid], own.meeting(for: read, among: here) == nil {
                let kept = known.source ?? known.formerSource
                if let kept {
                    guard let merged = try read.merged(into: kept) else {
                        report.refuse(index + 1, session.speaker(.importOlder, Visible.text(read.title), known.id.text))
                        continue
                    }
                    event = merged
                }
                isChangedHere = known.source == nil
                if isChangedHere, kept.map({ !read.isNewer(than: $0) }) ?? true {
                    report.add(index + 1, .same, known.id.text, read.title)
                    report.note(index + 1, session.speaker(.importKeptChange, known.id.text, Visible.text(known.title)))
                    continue
                }
            }
            if let why = CalendarImport.obstacle(in: event, at: attribution.recorded) {
                report.refuse(index + 1, session.speaker(why))
                continue
            }
            var fields = try CalendarImport.fields(event)
            if let known = own.meeting(for: event, among: here) {
                switch own.difference(of: event, from: known, fields) {
                case .none: report.add(index + 1, .same, known.id.text, event.title)
                case .series: report.refuse(index + 1, session.speaker(.importOwnSeries, Visible.text(event.title)))
                // An export from before the last change here would take it back.
                case .fields where try isOlder(event, than: known, ledger):
                    report.refuse(index + 1, session.speaker(.importOlder, Visible.text(event.title), known.id.text))
                case .fields(let changed):
                    commands.append(.reschedule(known.id, MeetingChange(changed)))
                    items.append((index + 1, known.id.text, event.title))
                }
                continue
            }
            do throws(Refusal) { fields[.rooms] = try owned.rooms(of: event) } catch {
                report.refuse(index + 1, session.failure(error).message + " " + session.speaker(.importRooms))
                continue
            }
            if let known = here[event.uid] {
                if known.record["source"] == fields[.source], known.record["rooms"] == fields[.rooms] ?? .null {
                    report.add(index + 1, .same, known.id.text, event.title)
                    continue
                }
                // A number somebody wrote here is theirs.
                let said = CalendarEvent.attendees(in: known.source ?? known.formerSource ?? [])
                if known.expected == said { fields[.expected] = JSON(event.attendees) }
                if isChangedHere {
                    (fields[.place], fields[.formerSource]) = (.null, .null)
                    report.note(index + 1, session.speaker(.importOverChange, known.id.text, Visible.text(known.title)))
                }
                commands.append(.reschedule(known.id, MeetingChange(fields)))
                items.append((index + 1, known.id.text, event.title))
            } else {
                if let attendees = event.attendees { fields[.expected] = JSON(attendees) }
                commands.append(.schedule(MeetingChange(fields)))
                items.append((index + 1, nil, event.title))
            }
        }
        for line in calendar.startless { report.refuse(line, session.speaker(.eventWithoutStart)) }
        for line in files { report.note(line, session.speaker(.calendarFileLeftOut)) }
        for problem in problems.value() { report.note(problem.line, problem.sentence(session.speaker)) }
        if !dryRun {
            if commands.count > 200 { ledger.beginBulk() }
            defer { if commands.count > 200 { ledger.endBulk() } }
            // Slices keep the office free for others between them.
            var act: String?
            var pace = SlicePace(200, within: 50...4_000, taking: .milliseconds(180), growth: 2)
            var start = 0
            while start < commands.count {
                let slice = Array(commands[start..<min(start + pace.size, commands.count)])
                let begun = ContinuousClock.now
                var results: [Result<[SubjectID], Refusal>] = []
                do throws(LedgerFault) {
                    let receipt = try ledger.submit(slice, as: attribution, act: act)
                    (act, results) = (receipt.act, receipt.results)
                } catch {
                    guard case .refused(let refusal) = error, slice.count == 1 else { throw error }
                    results = [.failure(refusal)]
                }
                pace.note(slice.count, took: ContinuousClock.now - begun)
                for (item, result) in zip(items[start...], results) {
                    switch result {
                    case .success: report.add(item.line, item.known == nil ? .taken : .changed, item.known, item.title)
                    case .failure(let refusal): report.refuse(item.line, refusal, try ledger.office())
                    }
                }
                start += slice.count
            }
        } else {
            for item in items { report.add(item.line, item.known == nil ? .taken : .changed, item.known, item.title) }
        }
        try report.finish(file, asJSON: global.json)
    }
}

/// Which places of a calendar are rooms of ours.
struct CalendarRooms {
    enum Owner: String { case ours, outside }

    let directory: Directory
    let owner: Owner?

    /// The places that are ours, each with its room, and those told to be outside that would be taken for ours; null where there are none.
    func rooms(of event: CalendarEvent) throws(Refusal) -> JSON {
        guard !directory.places.isEmpty else { return .null }
        var rooms: [String: JSON] = [:]
        for text in event.places { rooms[text] = try room(text).map(JSON.string) }
        return rooms.isEmpty ? .null : .object(rooms)
    }

    private func room(_ text: String) throws(Refusal) -> String? {
        do throws(Refusal) {
            guard case .ours(let room) = try directory.readPlace(text) else { return nil }
            return owner == .outside ? PlaceReading.outsideMarks[0] + text : room
        } catch {
            switch (owner, error) {
            case (.outside, _): return nil
            case (.ours, .placeUnclear(_, let room)): return try directory.resolve(room, in: .places, what: "place")
            default: throw error
            }
        }
    }
}

extension CalendarProblem {
    func sentence(_ speaker: Speaker) -> String {
        switch kind {
        case .fold: speaker(.calendarFold, Visible.text(text))
        case .date: speaker(.calendarDate, Visible.text(text))
        case .rule: speaker(.calendarRule, Visible.text(text))
        case .lunar: speaker(.calendarLunar, Visible.text(text))
        case .swapped: speaker(.calendarSwapped, Visible.text(text))
        }
    }
}

/// The fields a meeting keeps of an imported event.
enum CalendarImport {
    /// Why an event is not taken in: it comes round as no meeting does. The calendar around it is.
    static func obstacle(in event: CalendarEvent, at now: Moment) -> Phrase? {
        if event.isTooFine { return .eventTooFine }
        if event.isTooLong { return .eventTooLong }
        guard event.isRecurring else { return nil }
        let year = 366 * 24 * 60
        let found = try? event.occurrences(from: now.adding(minutes: -year), to: now.adding(minutes: 3 * year))
        return found?.isCut == true ? .eventTooLong : nil
    }

    static func fields(_ event: CalendarEvent) throws -> [MeetingChange.Field: JSON] {
        let wide = Moment(seconds: -4_000_000_000)
        let found = try event.isRecurring ? [] : event.occurrences(from: wide, to: Moment(seconds: 64_000_000_000)).found
        let first = found.first
        // A meeting that is held once is kept as what it came to, so that nothing has to be read out of its source again.
        let once: JSON = found.count == 1 ? first.map(\.json) ?? .null : .null
        return [
            .once: once,
            .title: .string(event.title.isEmpty ? "–" : event.title), .uid: .string(event.uid),
            .source: .array(event.source.map(JSON.string)), .recurring: .bool(event.isRecurring),
            .start: .int((first?.start ?? Moment(milliseconds: 0)).milliseconds),
            .end: JSON(first?.end.milliseconds), .placeName: JSON(event.place), .status: JSON(event.status),
        ]
    }
}

/// `banshi workday due` and `banshi workday is`.
struct WorkdayCommand: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "workday",
        abstract: .words("Working-day arithmetic: due, is.", "工作日推算"))
    @Argument(help: .words("due --start MOMENT --length LENGTH, or is DAY…", "due --start 时刻 --length 时长，或 is 日期…")) var action: String
    @Argument(help: .words("Days.", "日期。")) var days: [String] = []
    @Option(help: .words("When the count begins.", "起算时刻。")) var start: String?
    @Option(help: .words("For example: 5 workdays, 15 days, 48 hours, 1 month.", "例如：5个工作日、15日、48小时、1个月。")) var length: String?
    @Flag(help: .words("The last day does not roll over days off.", "末日遇休息日不顺延。")) var noRoll = false
    @OptionGroup var global: GlobalOptions

    func run(_ session: Session) throws {
        // Arithmetic needs no office; where there is one, its own calendar counts.
        let calendar = (try? session.ledger(.reading).office().calendar) ?? .china
        switch action {
        case "due": try due(session, calendar)
        case "is": try isWorkday(session, calendar)
        default: throw Failure(.usage, session.speaker(.unknownAction, Visible.text(action), "due is"))
        }
    }

    private func due(_ session: Session, _ calendar: WorkCalendar) throws {
        guard let start else { throw Failure(.usage, session.speaker(.optionNeeded, "--start")) }
        guard let text = length else { throw Failure(.usage, session.speaker(.optionNeeded, "--length")) }
        guard let length = Length(text), length.count <= 10_000 else {
            throw Failure(.usage, session.speaker(.optionNotRead, "--length", Visible.text(text), session.speaker(.expectsLengthWords)))
        }
        let from = try session.moment(start, "--start")
        let sum = calendar.deadline(from: from, length: length, rolls: !noRoll)
        let shapes = Shapes(office: OfficeRecord(Record()), directory: Directory())
        let year = calendar.zone.day(of: sum.due).year
        let basis = calendar.notice(for: year) ?? session.speaker(.sumProvisional, String(year))
        if global.json { return session.print(json: shapes.sum(sum, basis: basis)) }
        for (label, text) in SumWords(sum: sum, calendar: calendar, speaker: session.speaker, basis: basis).rows() {
            session.print("\(TextWidth.padded(label, to: 20)) \(text)")
        }
    }

    private func isWorkday(_ session: Session, _ calendar: WorkCalendar) throws {
        guard !days.isEmpty else { throw Failure(.usage, session.speaker(.optionNeeded, "DAY")) }
        let asked = try days.map { try session.day($0, "DAY", now: Session.systemNow, calendar: calendar) }
        if global.json {
            return session.print(
                json: .array(
                    asked.map { day in
                        [
                            "day": .string(day.iso), "workday": .bool(calendar.isWorkday(day)), "name": JSON(calendar.name(day)),
                            "provisional": .bool(calendar.isProvisional(day)),
                        ]
                    }))
        }
        for day in asked {
            let word = calendar.isWorkday(day) ? session.speaker(.workday) : session.speaker(.dayOff)
            let unusual = session.speaker.unusual(day, calendar: calendar).flatMap { $0 == word ? nil : "  " + $0 } ?? ""
            let provisional = calendar.isProvisional(day) ? "  " + session.speaker(.provisionalCalendar) : ""
            session.print("\(day.iso) \(session.speaker.weekday(day))  \(word)\(unusual)\(provisional)")
        }
    }
}
