import ArgumentParser
import Ledger
import Office
import Phrases
import Screen

/// `banshi request NUMBER [list]`, `refuse [N] --reason …`, `withdraw [N]`: the steps asked for of a matter. They are granted by `do`.
struct RequestCommand: OfficeCommand {
    static let configuration = CommandConfiguration(
        commandName: "request",
        abstract: .words("Steps asked for: list, refuse, withdraw; `do` grants one.", "请求：列表、不同意、收回；同意用 do"))
    @Argument(help: .words("Number or handle.", "编号或代号。")) var number: String
    @Argument(help: .words("list, refuse or withdraw.", "list、refuse 或 withdraw。")) var action = "list"
    @Argument(help: .words("Which request; may be left out where there is one.", "第几号请求；只有一项时可不写。")) var request: Int?
    @Option(parsing: .unconditional, help: .words("Why it is refused.", "不同意的理由。")) var reason: String?
    @OptionGroup var global: GlobalOptions

    func run(_ session: Session) throws {
        switch action {
        case "list": try list(session)
        case "refuse", "withdraw": try end(session)
        default: throw Failure(.usage, session.speaker(.unknownAction, Visible.text(action), "list refuse withdraw"))
        }
    }

    private func list(_ session: Session) throws {
        let ledger = try session.ledger(.reading)
        let id = try session.resolve(number, ledger)
        guard let matter = try ledger.matter(id) else { throw Refusal.notFound(number) }
        let shapes = try session.shapes(ledger)
        let requests = matter.requests + matter.turnedDown
        if global.json { return session.print(json: .array(requests.map(shapes.request))) }
        if requests.isEmpty { return session.print(session.speaker(.requestsNone)) }
        let definition = try ledger.office().register(of: matter)
        for request in requests {
            let asked = [
                String(request.number), shapes.directory.name(request.by) ?? request.by,
                session.speaker.step(of: request, in: definition),
            ]
            let answer = request.answer.map {
                [session.speaker(.labelTurnedDown) + " " + (shapes.directory.name($0.by) ?? $0.by), $0.reason]
            }
            session.print((asked + request.words + (answer ?? [])).joined(separator: "  "))
        }
    }

    private func end(_ session: Session) throws {
        let ledger = try session.ledger(.writing)
        let id = try session.resolve(number, ledger)
        guard let matter = try ledger.matter(id) else { throw Refusal.notFound(number) }
        let attribution = try session.attribution(ledger)
        let isRefused = action == "refuse"
        let open =
            isRefused ? matter.requests.filter { $0.by != attribution.by } : matter.ownRequests(of: attribution.by)
        guard let chosen = request ?? (open.count == 1 ? open.first?.number : nil) else {
            if open.isEmpty { throw Failure(.badData, session.speaker(isRefused ? .requestsNoneOthers : .requestsNoneOwn)) }
            throw Refusal.ambiguous(what: "request", text: number, candidates: open.map { String($0.number) })
        }
        try ledger.submit(
            [isRefused ? .turnDown(id, request: chosen, reason: reason ?? "") : .withdrawRequest(id, request: chosen)], as: attribution,
            wholly: true)
        guard let after = try ledger.matter(id) else { return }
        if global.json { return session.print(json: try session.shapes(ledger).matter(after)) }
        let definition = try ledger.office().register(of: after)
        guard let ended = (isRefused ? after.turnedDown : open).first(where: { $0.number == chosen }) else { return }
        session.print(
            isRefused ? session.speaker.turnedDown(ended, in: definition) : session.speaker.withdrawn(ended, in: definition))
    }
}
