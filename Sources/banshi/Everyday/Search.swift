import Ledger
import Office
import Phrases

/// Searches titles, fields and papers.
struct Search: Errand {
    let query: [String]
    let limit: Int

    static func plain(_ arguments: [String]) -> (Search, Options)? {
        guard let plain = PlainArguments(arguments, options: ["--limit"], flags: []), !plain.words.isEmpty,
            let limit = plain.number("--limit", default: 50)
        else { return nil }
        return (Search(query: plain.words, limit: limit), plain.options)
    }

    func run(_ session: Session) throws {
        let ledger = try session.ledger(.reading)
        guard limit > 0 else { throw Failure(.usage, session.speaker(.optionNotRead, "--limit", String(limit), "1–")) }
        let words = query.joined(separator: " ").trimmed
        guard !words.isEmpty else { throw Refusal.missing(field: "query") }
        let (total, hits) = try ledger.search(words, limit: limit)
        if session.options.json {
            return session.print(json: [
                "total": JSON(total),
                "hits": .array(
                    hits.map {
                        [
                            "id": .string($0.row.id.text), "number": JSON($0.row.number), "register": .string($0.row.register),
                            "title": .string($0.row.title), "snippet": .string($0.snippet),
                        ]
                    }),
            ])
        }
        let rows = hits.map { [$0.row.id.text, $0.row.number ?? "", $0.row.title, $0.snippet == $0.row.title ? "" : $0.snippet] }
        for line in Columns.lines(rows, widths: [8, 20, 44, 80]) { session.print(line) }
        session.print(session.speaker(.searchTotal, String(total)))
    }
}
