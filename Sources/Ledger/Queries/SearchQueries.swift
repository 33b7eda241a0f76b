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
            let first = try self.numbered(filter, in: db).filter(found.contains)
            return (found.count, try self.hits(first + found.newest(limit), limit, of: filter, window: window, in: db))
        }
    }

    /// The newest hits of a search, and how many there are in all where they are few or soon counted; nil where the index
    /// does not give them in their order: several words, or the beginning of many.
    public func newestHits(
        _ filter: Filter, limit: Int, window: Range<Int>? = nil
    ) throws(LedgerFault) -> (total: Int?, hits: [SearchHit])? {
        try reading { db -> (total: Int?, hits: [SearchHit])? in
            guard let matches = SearchMatch.expressions(filter), let match = matches.first, matches.count == 1, !match.contains("*")
            else { return nil }
            let hidden = try self.hidden(in: db).map { " AND \(Ledger.rowMatter) NOT IN (\($0))" } ?? ""
            // Rows of further papers are numbered apart: each part gives its newest, and the newest of both are wanted.
            let parts = [Ledger.isOwnRow, Ledger.isFurtherRow].map { part in
                """
                SELECT id FROM (SELECT DISTINCT \(Ledger.rowMatter) AS id FROM search WHERE search MATCH ?1\(hidden) AND \(part)
                  ORDER BY rowid DESC LIMIT ?2)
                """
            }
            let newest = try Int.fetchAll(
                db.cachedStatement(sql: parts.joined(separator: " UNION ") + " ORDER BY id DESC LIMIT ?2"), arguments: [match, limit])
            let total = newest.count < limit ? newest.count : try self.found([match], within: 1500, in: db)?.count
            let first = try self.numbered(filter, in: db)
            return (total, try self.hits(first + newest, limit, of: filter, window: window, in: db))
        }
    }

    /// The papers that bear the number of ours a search looks for: they go before all that only mention it.
    private func numbered(_ filter: Filter, in db: Database) throws -> [Int] {
        guard let number = filter.ownNumber else { return [] }
        let found = try handles(numbered: number, register: nil, in: db)
        guard !found.isEmpty, let hidden = try hidden(in: db) else { return found }
        let unknown = try Set(
            Int.fetchAll(
                db, sql: "SELECT id FROM (\(hidden)) WHERE id IN (SELECT value FROM json_each(?))", arguments: [Ledger.list(found)]))
        return found.filter { !unknown.contains($0) }
    }

    /// - Parameter ids: in the order they are shown; one that stands there twice is shown once.
    private func hits(_ ids: [Int], _ limit: Int, of filter: Filter, window: Range<Int>?, in db: Database) throws -> [SearchHit] {
        var seen: Set<Int> = []
        let order = ids.filter { seen.insert($0).inserted }.prefix(limit)
        let found = try matterRows(
            """
            SELECT \(Ledger.rowColumns) FROM matter
            WHERE register IS NOT NULL AND id IN (SELECT value FROM json_each(?)) ORDER BY id DESC
            """, [Ledger.list(Array(order))], in: db)
        let byHandle = Dictionary(found.map { ($0.id.handle, $0) }, uniquingKeysWith: { $1 })
        let rows = order.compactMap { byHandle[$0] }
        let finding = Finding(filter.wanted)
        let directory = try directory(in: db)
        return try rows.enumerated().map { index, matter in
            let isShown = window?.contains(index) ?? true
            return try isShown ? place(finding, in: matter, directory, in: db) : SearchHit(row: matter, snippet: matter.title)
        }
    }

    /// Handles as a JSON list, for `json_each`.
    static func list(_ ids: [Int]) -> String { JSON.array(ids.map { .int(Int64($0)) }).text }
    static func list(_ words: [String]) -> String { JSON.array(words.map(JSON.string)).text }

    /// The hits of a search counted by sender, kind, year, state and holder; what the reader may not know counts for nothing.
    public func facets(_ filter: Filter, now: Moment, me: String?) throws(LedgerFault) -> Facets {
        try reading { db in
            guard let found = try self.found(filter, now: now, me: me, in: db) else { return Facets([], isExact: true) }
            let rows = try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT \(Ledger.rowColumns), year FROM matter
                        WHERE register IS NOT NULL AND id IN (SELECT value FROM json_each(?)) ORDER BY id
                        """), arguments: [Ledger.list(found.newest(Facets.limit + 1))])
            let counted = try rows.suffix(Facets.limit).map { row in
                let year: Int? = try row.value("year")
                return (row: try self.matterRow(row, in: db), year: year)
            }
            return Facets(counted, isExact: rows.count <= Facets.limit, registers: try self.office(in: db).registers)
        }
    }

    /// Nil where nothing is looked for. Words alone are answered by the index; with other terms the rows are asked as well.
    private func found(_ filter: Filter, now: Moment, me: String?, in db: Database) throws -> HandleSet? {
        guard let matches = SearchMatch.expressions(filter) else {
            let condition = try FilterSQL(
                filter, register: nil, now: now, me: me, office: office(in: db), directory: directory(in: db), hidden: hidden(in: db))
            return try HandleSet.fetch("SELECT handle_set(id) FROM matter WHERE \(condition.clause)", condition.arguments, in: db)
        }
        return try found(matches, in: db)
    }

    /// The matters in which every word stands, in whichever of their rows; nil without a word, or where it takes longer than some microseconds.
    private func found(_ matches: [String], within time: Int32? = nil, in db: Database) throws -> HandleSet? {
        let hidden = try self.hidden(in: db)
        let last = try end(in: db).seq
        // Whoever turns the pages of what was found asks for it once.
        if let known = foundLately, known.last == last, known.matches == matches, known.hidden == hidden { return known.found }
        let clause = "SELECT handle_set(\(Ledger.rowMatter)) FROM search WHERE search MATCH ?"
        var found: HandleSet?
        for match in matches {
            guard let more = try HandleSet.fetch(clause, [match], within: time, in: db) else { return nil }
            found = found?.intersection(more) ?? more
        }
        if let hidden { for handle in try Int.fetchAll(db, sql: hidden) { found?.remove(handle) } }
        if let found { foundLately = (last, matches, hidden, found) }
        return found
    }

    // MARK: Where it stands

    /// The title where it holds every word; else the field, else the line of a paper, in which a missing word stands.
    private func place(_ finding: Finding, in row: MatterRow, _ directory: Directory, in db: Database) throws -> SearchHit {
        let missing = row.isMasked ? [] : finding.missing(in: row.title)
        guard !missing.isEmpty else { return SearchHit(row: row, snippet: row.title) }
        // The record is read whole: to ask the index of every hit again is dearer where many papers hold the word.
        if let matter = try subject(row.id, in: db).map({ Matter($0) }) {
            let spoken = try fieldTexts(of: matter, directory, office(in: db).registers)
            for word in missing {
                guard let (field, text) = spoken.first(where: { word.stands(in: $0.text) }) else { continue }
                let found = text.unicodeScalars.count > 24 ? word.find(in: Array(text.utf8)) : nil
                return SearchHit(row: row, snippet: found?.snippet ?? text, found: found?.place, place: .fields, field: field)
            }
        }
        for paper in try openings(of: row.id, limit: 200_000, in: db) {
            let body = paper.bytes
            for word in missing {
                guard let found = word.find(in: body) else { continue }
                return SearchHit(
                    row: row, snippet: found.snippet, found: found.place, place: .text, paper: paper.name, line: found.line)
            }
        }
        return SearchHit(row: row, snippet: row.title)
    }

    /// What the index holds of a matter's fields, each with the field it stands in.
    private func fieldTexts(of matter: Matter, _ directory: Directory, _ registers: Registers) -> [(field: String, text: String)] {
        let marks = FieldIndexing.Marks(matter, registers)
        var texts: [(field: String, text: String)] = []
        func add(_ text: String, of field: String, as name: String) {
            switch marks.text(text, of: field) {
            case .name: texts.append((name, directory.unit(text)?.name ?? directory.name(text) ?? text))
            case .words: texts.append((name, text))
            case .person, nil: return
            }
        }
        if let number = matter.number ?? matter.reserved { texts.append(("number", number.printed)) }
        for (field, value) in matter.record.group("fields") { if let text = value.string { add(text, of: field, as: field) } }
        for (column, text) in FieldIndexing.cells(of: matter) {
            add(text, of: column, as: column.split(separator: ".").last.map(String.init) ?? column)
        }
        if let lead = matter.lead { add(lead, of: "dept", as: "dept") }
        texts += matter.notes.map { ("note." + $0.kind, $0.text) }
        texts += matter.enclosures.flatMap { [$0.name] + $0.otherNames }.map { ("enclosures", $0) }
        return texts
    }
}
