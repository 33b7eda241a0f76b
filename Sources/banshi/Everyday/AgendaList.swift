import Ledger
import Office
import Phrases
import Screen

/// The meetings of a span of days.
struct AgendaList: Errand {
    let from: String?
    let to: String?
    let ongoing: Bool

    static func plain(_ arguments: [String]) -> (AgendaList, Options)? {
        guard let plain = PlainArguments(arguments, options: ["--from", "--to"], flags: ["--ongoing"]), plain.words.isEmpty else {
            return nil
        }
        return (AgendaList(from: plain["--from"], to: plain["--to"], ongoing: plain.has("--ongoing")), plain.options)
    }

    func run(_ session: Session) throws {
        let ledger = try session.ledger(.reading)
        let office = try ledger.office()
        let now = try session.now(office)
        let zone = office.zone
        func bound(_ text: String?, _ option: String, _ fallback: Day) throws -> Moment {
            guard let text else { return zone.moment(fallback, TimeOfDay(minutes: 0)) }
            if text.count > 10, let moment = zone.moment(iso: text) { return moment }
            return zone.moment(try session.day(text, option, now: now, calendar: office.calendar), TimeOfDay(minutes: 0))
        }
        let start = try bound(from, "--from", zone.day(of: now))
        let end = try bound(to, "--to", zone.day(of: start) + 7)
        // Days mean the days of each event's own zone; instants mean themselves.
        let areDays = !ongoing && (from?.count ?? 0) <= 10 && (to?.count ?? 0) <= 10
        let agenda =
            areDays
            ? try ledger.boundedAgenda(days: zone.day(of: start).ordinal..<max(zone.day(of: start).ordinal, zone.day(of: end).ordinal))
            : try ledger.boundedAgenda(from: start, to: end, ongoing: ongoing)
        let items = agenda.items
        if agenda.isCut { session.warn(session.speaker(.agendaCut, String(items.count))) }
        let shapes = try session.shapes(ledger)
        if session.options.json { return session.print(json: .array(items.map(shapes.occurrence))) }
        let window = zone.day(of: start)..<max(zone.day(of: start), zone.day(of: Moment(milliseconds: end.milliseconds - 1)) + 1)
        let running = areDays ? try ledger.agenda(from: start, to: start, ongoing: true) : []
        printDays(running + items, window, session, shapes, office.calendar)
    }

    /// Day by day; what goes over several days stands under each of them.
    private func printDays(_ items: [Occurrence], _ window: Range<Day>, _ session: Session, _ shapes: Shapes, _ calendar: WorkCalendar) {
        let zone = calendar.zone
        var byDay: [Day: [Occurrence]] = [:]
        for item in items {
            // An event of another zone may begin on a day beside the window.
            let days = item.days(within: window, in: zone)
            for day in days.isEmpty ? [zone.day(of: item.start)] : days { byDay[day, default: []].append(item) }
        }
        for (day, items) in byDay.sorted(by: { $0.key < $1.key }) {
            session.print(session.speaker.heading(day, calendar: calendar))
            for item in items {
                let time = item.hours(on: day, in: zone) ?? session.speaker(.allDay)
                let place = shapes.directory.name(item.place).map { "  " + $0 } ?? ""
                let cancelled = item.status == "cancelled" ? "  " + session.speaker(.cancelled) : ""
                let alone = item.isUnfollowed ? "  " + session.speaker(.seriesUnfollowed) : ""
                session.print("  \(TextWidth.padded(time, to: 12)) \(item.title)\(place)\(cancelled)\(alone)")
            }
        }
    }
}
