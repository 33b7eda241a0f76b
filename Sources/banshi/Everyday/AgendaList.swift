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
        var day: Day?
        for item in items {
            let starts = zone.day(of: item.start)
            if starts != day {
                session.print(session.speaker.heading(starts, calendar: office.calendar))
                day = starts
            }
            let time = item.isAllDay ? session.speaker(.allDay) : "\(zone.time(of: item.start).text)–\(zone.time(of: item.end).text)"
            let place = shapes.directory.name(item.place).map { "  " + $0 } ?? ""
            session.print(
                "  \(TextWidth.padded(time, to: 12)) \(item.title)\(place)\(item.status == "cancelled" ? "  " + session.speaker(.cancelled) : "")"
            )
        }
    }
}
