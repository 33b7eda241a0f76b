import GRDB
import Office

extension Ledger {
    /// Matters whose title, fields or papers hold every word of the query, newest first.
    ///
    /// Words may stand in different rows of a matter (one in the title, one in a paper), so each is looked up by itself.
    public func search(_ query: String, limit: Int) throws(LedgerFault) -> (total: Int, hits: [SearchHit]) {
        try reading { db in
            let words = query.split(whereSeparator: \.isWhitespace).map(String.init)
            let matches = words.compactMap { SearchMatch($0, initials: true)?.expression }
            guard let first = matches.first else { return (0, []) }
            var clause = "SELECT DISTINCT \(Ledger.rowMatter) AS id FROM search WHERE search MATCH ?"
            var arguments: StatementArguments = [first]
            for match in matches.dropFirst() {
                clause += " AND \(Ledger.rowMatter) IN (SELECT \(Ledger.rowMatter) FROM search WHERE search MATCH ?)"
                arguments += [match]
            }
            if let hidden = try self.hidden(in: db) { clause += " AND \(Ledger.rowMatter) NOT IN (\(hidden))" }
            let total =
                try Int.fetchOne(
                    db.cachedStatement(sql: "SELECT count(*) FROM (\(clause))"), arguments: arguments) ?? 0
            // Rows of further papers are numbered apart; each part gives its newest, and the newest of both are wanted.
            let ids = try [Ledger.isOwnRow, Ledger.isFurtherRow].flatMap { part in
                try Int.fetchAll(
                    db.cachedStatement(sql: "\(clause) AND \(part) ORDER BY rowid DESC LIMIT ?"), arguments: arguments + [limit])
            }
            let hits = try Set(ids).sorted(by: >).prefix(limit).compactMap { id -> SearchHit? in
                guard
                    let row = try Row.fetchOne(
                        db.cachedStatement(sql: "SELECT \(Ledger.rowColumns) FROM matter WHERE id = ? AND register IS NOT NULL"),
                        arguments: [id])
                else { return nil }
                let matter = try self.matterRow(row, in: db)
                return SearchHit(row: matter, snippet: try self.snippet(matter, words: words, in: db))
            }
            return (total, hits)
        }
    }

    /// The words around the find: in the title, else in the first paper that holds one.
    private func snippet(_ row: MatterRow, words: [String], in db: Database) throws -> String {
        let folded = words.map { Folding.search($0) }
        let title = Folding.search(row.title)
        if folded.allSatisfy({ title.contains($0) }) { return row.title }
        let texts = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT \(Payload.opening(of: "p")) FROM enclosure e JOIN payload p ON p.digest = e.text
                    WHERE e.matter = ?
                    """), arguments: [200_000, row.id.handle])
        for text in texts {
            let body = try Payload.text(text, limit: 200_000)
            for word in folded {
                if let found = Snippet.around(word, in: body) { return found }
            }
        }
        return row.title
    }
}

/// Cuts the words around a find out of a long text.
enum Snippet {
    static func around(_ word: String, in text: String, width: Int = 24) -> String? {
        let wanted = Array(word.unicodeScalars.filter(Folding.isWord))
        guard !wanted.isEmpty else { return nil }
        let scalars = Array(text.unicodeScalars)
        var positions: [Int] = []
        var folded: [Unicode.Scalar] = []
        for (index, scalar) in scalars.enumerated() where Folding.isWord(scalar) {
            positions.append(index)
            folded.append(Folding.search(scalar))
        }
        guard folded.count >= wanted.count else { return nil }
        for start in 0...(folded.count - wanted.count) where folded[start] == wanted[0] {
            guard folded[start..<start + wanted.count].elementsEqual(wanted) else { continue }
            let from = max(0, positions[start] - width)
            let to = min(scalars.count, positions[start + wanted.count - 1] + width + 1)
            let piece = String(String.UnicodeScalarView(scalars[from..<to])).split(whereSeparator: \.isWhitespace)
                .joined(separator: " ")
            return (from > 0 ? "…" : "") + piece + (to < scalars.count ? "…" : "")
        }
        return nil
    }
}
