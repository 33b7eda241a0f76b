import Foundation
import Ledger
import Office
import Phrases

/// Searches titles, fields and papers.
struct Search: Errand {
    let query: [String]
    let limit: Int
    var facets = false

    static func plain(_ arguments: [String]) -> (Search, Options)? {
        guard let plain = PlainArguments(arguments, options: ["--limit"], flags: ["--facets"]), !plain.words.isEmpty,
            let limit = plain.number("--limit", default: 50)
        else { return nil }
        return (Search(query: plain.words, limit: limit, facets: plain.has("--facets")), plain.options)
    }

    func run(_ session: Session) throws {
        let ledger = try session.ledger(.reading)
        guard (1...100_000).contains(limit) else {
            throw Failure(.usage, session.speaker(.optionNotRead, "--limit", String(limit), "1–100000"))
        }
        let words = query.joined(separator: " ").trimmed
        guard !words.isEmpty else { throw Refusal.missing(field: "query") }
        let (filter, now) = try filter(words, session, ledger)
        let me = filter.wanted.count == filter.terms.count ? nil : try? session.me(ledger.directory())
        let (total, hits) = try ledger.search(filter, limit: limit, now: now, me: me)
        let counted = facets ? try ledger.facets(filter, now: now, me: me) : nil
        if session.options.json {
            var members: [String: JSON] = ["total": JSON(total), "hits": .array(hits.map(json))]
            if let counted { members["facets"] = try json(counted, session, ledger) }
            return session.print(json: .object(members))
        }
        let speaker = session.speaker
        let office = hits.contains { $0.place == .fields } ? try ledger.office() : nil
        let rows = hits.map { hit in
            [hit.row.id.text, hit.row.number ?? "", hit.row.title, speaker.find(hit, in: office)]
        }
        for line in Columns.lines(rows, widths: [8, 20, 44, 80]) { session.print(line) }
        session.print(speaker(.searchTotal, String(total)))
        if let counted { try tell(counted, session, ledger) }
    }

    /// What makes more than words of a query.
    private static let signs: Set<Character> = [":", "：", "<", "＜", ">", "＞", "=", "＝", "-", "－", "\"", "＂", "“", "”"]

    /// Words alone need neither the office nor its clock; fields and days do.
    private func filter(_ text: String, _ session: Session, _ ledger: Ledger) throws -> (Filter, Moment) {
        if !text.contains(where: { Search.signs.contains($0) }) {
            let words = text.split(whereSeparator: \.isWhitespace).map { Filter.Term.word(String($0)) }
            return (try session.naming(Filter(terms: words), text), Session.systemNow)
        }
        let office = try ledger.office()
        let now = try session.now(office)
        let directory = try ledger.directory()
        let names = FilterNames(office.registers, directory: directory, readsBareStates: false)
        return (try session.filter(text, names, office, directory, now: now), now)
    }

    private func json(_ hit: SearchHit) -> JSON {
        [
            "id": .string(hit.row.id.text), "number": JSON(hit.row.number), "register": .string(hit.row.register),
            "title": .string(hit.row.title), "snippet": .string(hit.snippet), "where": .string(hit.place.rawValue), "line": JSON(hit.line),
        ]
    }

    private func json(_ facets: Facets, _ session: Session, _ ledger: Ledger) throws -> JSON {
        let (office, directory) = (try ledger.office(), try ledger.directory())
        var members: [String: JSON] = ["exact": .bool(facets.isExact)]
        for facet in Facet.allCases {
            members[facet.rawValue] = .array(
                facets[facet].map { count in
                    [
                        "value": .string(count.value), "name": .string(session.speaker.name(of: count, facet, office, directory)),
                        "count": JSON(count.count),
                    ]
                })
        }
        return .object(members)
    }

    /// The few most frequent values of each, in a line.
    private func tell(_ facets: Facets, _ session: Session, _ ledger: Ledger) throws {
        let speaker = session.speaker
        let (office, directory) = (try ledger.office(), try ledger.directory())
        for facet in Facet.allCases where !facets[facet].isEmpty {
            let shown = facets[facet].prefix(6)
            var parts = shown.map { "\(speaker.name(of: $0, facet, office, directory)) \(facets.text($0))" }
            let more = facets[facet].count - shown.count
            if more > 0 { parts.append(speaker(.facetsMore, String(more))) }
            session.print("\(speaker.fieldName(facet.rawValue, in: nil))  " + parts.joined(separator: " · "))
        }
    }
}
