import GRDB
import Office

extension Ledger {
    /// Matters whose title, fields or papers hold every word of the query, newest first; signs of the filter language are words here.
    public func search(_ query: String, limit: Int) throws(LedgerFault) -> (total: Int, hits: [SearchHit]) {
        let words = query.split(whereSeparator: \.isWhitespace).map { Filter.Term.word(String($0)) }
        return try search(Filter(terms: words), limit: limit, now: Moment(milliseconds: 0), me: nil)
    }

    /// Matters that fulfil every term, newest first, and how many there are in all.
    ///
    /// Words may stand in different rows of a matter (one in the title, one in a paper), so each is looked up by itself.
    /// - Parameter window: the hits that are shown; where a word stands in a hit is looked for in these alone.
    public func search(
        _ filter: Filter, limit: Int, window: Range<Int>? = nil, now: Moment, me: String?
    ) throws(LedgerFault) -> (total: Int, hits: [SearchHit]) {
        try reading { db in
            guard let found = try self.found(filter, now: now, me: me, in: db) else { return (0, []) }
            let total =
                try Int.fetchOne(
                    db.cachedStatement(sql: "SELECT count(*) FROM (\(found.clause))"), arguments: found.arguments) ?? 0
            let newest = found.newest(limit)
            let rows = try self.matterRows(
                """
                SELECT \(Ledger.rowColumns) FROM matter
                WHERE register IS NOT NULL AND id IN (SELECT id FROM (\(newest.clause))) ORDER BY id DESC
                """, newest.arguments, in: db)
            let finding = Finding(filter.wanted)
            let hits = try rows.enumerated().map { index, matter in
                let isShown = window?.contains(index) ?? true
                return try isShown ? self.place(finding, in: matter, in: db) : SearchHit(row: matter, snippet: matter.title)
            }
            return (total, hits)
        }
    }

    /// The hits of a search counted by sender, kind, year, state and holder; what the reader may not know counts for nothing.
    public func facets(_ filter: Filter, now: Moment, me: String?) throws(LedgerFault) -> Facets {
        try reading { db in
            guard let found = try self.found(filter, now: now, me: me, in: db) else { return Facets([], isExact: true) }
            let newest = found.newest(Facets.limit + 1)
            let rows = try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT \(Ledger.rowColumns), year FROM matter
                        WHERE register IS NOT NULL AND id IN (SELECT id FROM (\(newest.clause)))
                        """),
                arguments: newest.arguments)
            let counted = try rows.suffix(Facets.limit).map { (row: try self.matterRow($0, in: db), year: $0["year"] as Int?) }
            return Facets(counted, isExact: rows.count <= Facets.limit)
        }
    }

    /// What a search finds, as a query over ids.
    private struct Found {
        let clause: String
        let arguments: StatementArguments
        /// Whether the index alone answers: its rows are asked in their own order, nothing is sorted.
        let isIndexed: Bool

        /// The newest of them. Rows of further papers are numbered apart; each part gives its newest, and the newest of both are wanted.
        func newest(_ limit: Int) -> (clause: String, arguments: StatementArguments) {
            guard isIndexed else { return (clause + " ORDER BY id DESC LIMIT ?", arguments + [limit]) }
            let parts = [Ledger.isOwnRow, Ledger.isFurtherRow].map { "SELECT id FROM (\(clause) AND \($0) ORDER BY rowid DESC LIMIT ?)" }
            return (
                parts.joined(separator: " UNION ") + " ORDER BY id DESC LIMIT ?",
                arguments + [limit] + arguments + [limit, limit]
            )
        }
    }

    /// Nil where nothing is looked for. Words alone are answered by the index; with other terms the rows are asked as well.
    private func found(_ filter: Filter, now: Moment, me: String?, in db: Database) throws -> Found? {
        let hidden = try self.hidden(in: db)
        var matches: [String] = []
        for term in filter.terms {
            switch term {
            case .word(let text): if let match = SearchMatch(text, initials: true) { matches.append(match.expression) }
            case .literal(let text): if let match = SearchMatch(text, initials: false) { matches.append(match.expression) }
            default:
                let condition = try FilterSQL(
                    filter, register: nil, now: now, me: me, office: self.office(in: db), directory: self.directory(in: db), hidden: hidden)
                return Found(
                    clause: "SELECT id FROM matter WHERE \(condition.clause)", arguments: condition.arguments, isIndexed: false)
            }
        }
        guard let first = matches.first else { return nil }
        var clause = "SELECT DISTINCT \(Ledger.rowMatter) AS id FROM search WHERE search MATCH ?"
        var arguments: StatementArguments = [first]
        for match in matches.dropFirst() {
            clause += " AND \(Ledger.rowMatter) IN (SELECT \(Ledger.rowMatter) FROM search WHERE search MATCH ?)"
            arguments += [match]
        }
        if let hidden { clause += " AND \(Ledger.rowMatter) NOT IN (\(hidden))" }
        return Found(clause: clause, arguments: arguments, isIndexed: true)
    }

    // MARK: Where it stands

    /// The title where it holds every word; else the field, else the line of a paper, in which a missing word stands.
    private func place(_ finding: Finding, in row: MatterRow, in db: Database) throws -> SearchHit {
        let missing = row.isMasked ? [] : finding.missing(in: row.title)
        guard !missing.isEmpty else { return SearchHit(row: row, snippet: row.title) }
        // The record is read whole: to ask the index of every hit again is dearer where many papers hold the word.
        if let matter = try subject(row.id, in: db).map({ Matter($0) }) {
            let spoken = try fieldTexts(of: matter, directory(in: db))
            for word in missing {
                guard let (field, text) = spoken.first(where: { word.stands(in: $0.text) }) else { continue }
                let short = text.unicodeScalars.count > 24 ? word.find(in: Array(text.utf8))?.snippet ?? text : text
                return SearchHit(row: row, snippet: short, place: .fields, field: field)
            }
        }
        for paper in try openings(of: row.id, limit: 200_000, in: db) {
            let body = Array(try Payload.text(paper, limit: 200_000).utf8)
            for word in missing {
                guard let found = word.find(in: body) else { continue }
                return SearchHit(row: row, snippet: found.snippet, place: .text, paper: paper["name"], line: found.line)
            }
        }
        return SearchHit(row: row, snippet: row.title)
    }

    /// What the index holds of a matter's fields, each with the field it stands in.
    private func fieldTexts(of matter: Matter, _ directory: Directory) -> [(field: String, text: String)] {
        var texts: [(field: String, text: String)] = []
        if let number = matter.number ?? matter.reserved { texts.append(("number", number.printed)) }
        for (field, value) in matter.record.group("fields") { if let text = value.string { texts.append((field, text)) } }
        if let owner = matter.owner { texts.append(("owner", owner)) }
        if let lead = matter.lead { texts.append(("dept", lead)) }
        texts += matter.notes.map { ("note." + $0.kind, $0.text) }
        texts += matter.enclosures.map { ("enclosures", $0.name) }
        return texts.map { field, text in
            guard let unit = directory.unit(text) else { return (field, directory.name(text) ?? text) }
            return (field, unit.name)
        }
    }
}
