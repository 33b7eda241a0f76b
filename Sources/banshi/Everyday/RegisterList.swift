import Desk
import Ledger
import Office
import Phrases
import Screen

/// A register in order, filtered.
struct RegisterList: Errand {
    let register: String?
    let expression: String?
    let limit: Int
    let after: String?
    /// A view kept at the desk; what is asked besides narrows it.
    var view: String?

    static func plain(_ arguments: [String]) -> (RegisterList, Options)? {
        guard let plain = PlainArguments(arguments, options: ["--filter", "--where", "--limit", "--after", "--view"], flags: []),
            plain.words.count <= 1, let limit = plain.number("--limit", default: 50)
        else { return nil }
        let list = RegisterList(
            register: plain.words.first, expression: plain["--where"] ?? plain["--filter"], limit: limit, after: plain["--after"],
            view: plain["--view"])
        return (list, plain.options)
    }

    func run(_ session: Session) throws {
        let ledger = try session.ledger(.reading)
        let office = try ledger.office()
        let directory = try ledger.directory()
        let now = try session.now(office)
        let kept = try view.map { try session.view($0, ledger, directory) }
        let definition = try (register ?? kept?.register).map { try session.register($0, office) }
        guard limit > 0, limit <= 100_000 else {
            throw Failure(.usage, session.speaker(.optionNotRead, "--limit", String(limit), "1–100000"))
        }
        if let after, Int(after) == nil { throw Failure(.usage, session.speaker(.optionNotRead, "--after", Visible.text(after), "next")) }
        let registers = definition.map { office.registers.only($0.id) } ?? office.registers
        let names = FilterNames(registers, directory: directory)
        var filter = try session.filter(
            [kept?.expression, expression].compactMap { $0 }.joined(separator: " "), names, office, directory, now: now)
        // The desk's queue shows what is open unless a state is asked for; a view kept there means the same here.
        if kept?.pane == PaneID.inbound.rawValue, filter.staysOpen(in: registers) { filter = Filter(terms: [.state(.open)] + filter.terms) }
        // Who asks matters to `is:mine` alone; only a name that was given must be somebody.
        let me = session.options.asPerson == nil ? try? session.me(directory) : try session.me(directory)
        let page = try ledger.list(register: definition?.id, filter: filter, limit: limit, after: after, now: now, me: me)
        let shapes = try session.shapes(ledger)
        if session.options.json { return session.print(json: shapes.page(page)) }
        let speaker = session.speaker
        let listing = RegisterListing(definition, speaker)
        let rows = try page.rows.map { row in
            let matter = listing.needsMatters && !row.isMasked ? try ledger.matter(row.id) : nil
            return listing.cells(row, matter, office, directory, now: now)
        }
        for line in Columns.lines(rows, widths: listing.widths) { session.print(line) }
        session.print(speaker(.listTotal, String(page.rows.count), page.total.text) + (page.next.map { "  --after \($0)" } ?? ""))
    }
}
