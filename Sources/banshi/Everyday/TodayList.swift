import Ledger
import Office
import Phrases

/// Today in order.
struct TodayList: Errand {
    let who: String
    let with: String?

    static func plain(_ arguments: [String]) -> (TodayList, Options)? {
        guard let plain = PlainArguments(arguments, options: ["--who", "--with"], flags: []), plain.words.isEmpty else { return nil }
        return (TodayList(who: plain["--who"] ?? "me", with: plain["--with"]), plain.options)
    }

    func run(_ session: Session) throws {
        let ledger = try session.ledger(.reading)
        let office = try ledger.office()
        let directory = try ledger.directory()
        let now = try session.now(office)
        let scope = try scope(session, directory)
        let person: String? = if case .person(let id) = scope { id } else { nil }
        let rules = TodayRules(
            now: now, calendar: office.calendar, directory: directory, registers: office.registers, person: person, includesAll: with != nil
        )
        let items = rules.rank(try ledger.awake(scope, at: now))
        let shapes = try session.shapes(ledger)
        if session.options.json { return session.print(json: .array(items.map(shapes.today))) }
        let speaker = session.speaker
        for stage in try ledger.stages() {
            guard let definition = office.register(stage.register, holding: stage.state), let state = definition.state(stage.state) else {
                continue
            }
            session.print("\(speaker(definition.name)) · \(speaker(state.name)) \(stage.count)")
        }
        let rows = items.map { item in
            [
                item.matter.number?.printed ?? item.matter.id.text, item.chips.map(speaker.chip).joined(separator: " "),
                // Lateness is said once, by its chip.
                item.due.map { $0 < now ? speaker.short($0, now: now) : speaker.countdown(to: $0, from: now) }
                    ?? item.waitsSince.map { speaker(.waitingFor, speaker.span($0, now)) } ?? "", item.matter.title,
            ]
        }
        for line in Columns.lines(rows, widths: [20, 24, 12, 120]) { session.print(line) }
    }

    private func scope(_ session: Session, _ directory: Directory) throws -> DeskScope {
        if with?.trimmed.isEmpty == true || who.trimmed.isEmpty { throw Refusal.missing(field: "person") }
        if let with { return .holder(try directory.resolve(with, in: .assignees, what: "person")) }
        switch who {
        case "me", "我": return .person(try session.me(directory))
        case "office", "全室", "办公室": return .office
        default:
            let id = try directory.resolve(who, in: .assignees, what: "person")
            return directory.person(id) != nil ? .person(id) : .unit(id)
        }
    }
}
