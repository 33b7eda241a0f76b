import GRDB
import Office

/// The full-text index: rows of title, fields and each paper's text, every token made by `SearchText`.
///
/// The table keeps no content, so a row is deleted with exactly the tokens it was written with; they are made again from the
/// record before the change.
extension Ledger {
    enum Part: Int { case title = 0, fields = 1, firstText = 2 }

    private func rowID(_ matter: SubjectID, _ part: Int) -> Int64 { Int64(matter.handle) << 8 | Int64(part) }

    func indexSearch(old: Matter?, new: Matter, seq: Int64, in db: Database) throws {
        let oldTitle = old.flatMap { $0.isWithdrawn ? nil : titleTokens($0) }
        let newTitle = new.isWithdrawn ? nil : titleTokens(new)
        if oldTitle?.gram != newTitle?.gram || oldTitle?.unit != newTitle?.unit {
            if let oldTitle { try delete(rowID(new.id, 0), oldTitle.gram, oldTitle.unit, in: db) }
            if let newTitle { try insert(rowID(new.id, 0), newTitle.gram, newTitle.unit, in: db) }
        }
        // What was indexed is kept beside the record: names come from the directory, which may have changed since.
        let indexed =
            try old.flatMap { _ in
                try String.fetchOne(
                    db.cachedStatement(sql: "SELECT indexed FROM folded WHERE id = ?"), arguments: [new.id.handle])
            } ?? ""
        let fields = new.isWithdrawn ? "" : fieldTokens(new, try directory(in: db))
        if indexed != fields {
            let (old, now) = (Ledger.columns(indexed), Ledger.columns(fields))
            if !indexed.isEmpty { try delete(rowID(new.id, 1), old.gram, old.unit, in: db) }
            if !fields.isEmpty { try insert(rowID(new.id, 1), now.gram, now.unit, in: db) }
        }
        try db.cachedStatement(
            sql: """
                INSERT INTO folded(id, last, indexed, record) VALUES (?, ?, ?, ?)
                ON CONFLICT(id) DO UPDATE SET last = excluded.last, indexed = excluded.indexed, record = excluded.record
                """
        ).execute(arguments: [new.id.handle, seq, fields, Ledger.blob(new.record.json.bytes)])
    }

    private func titleTokens(_ matter: Matter) -> (gram: String, unit: String) {
        let singles = Set(matter.title.unicodeScalars.map(Folding.search).filter(Folding.isHan)).sorted()
        let units =
            singles.map { String(Character($0)) } + SearchText.initialVariants(matter.title)
            + SearchText.initialPairs(Pinyin.abbreviation(matter.title))
        return (SearchText.tokens(matter.title).joined(separator: " "), units.joined(separator: " "))
    }

    /// What was kept of a fields row, as its two columns: the words, and on a second line the initials of names.
    static func columns(_ indexed: String) -> (gram: String, unit: String) {
        let parts = indexed.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
        return (String(parts.first ?? ""), parts.count > 1 ? String(parts[1]) : "")
    }

    /// The words of a matter beside its title: number, reference, names of whom it concerns, notes, names of its papers; on a second
    /// line the initials of those names.
    private func fieldTokens(_ matter: Matter, _ directory: Directory) -> String {
        var texts: [String] = []
        var names: [String] = []
        if let number = matter.number ?? matter.reserved { texts.append(number.printed) }
        for (_, value) in matter.record.group("fields") {
            guard let text = value.string else { continue }
            let isHandle = "pur".contains(text.prefix(1)) && Int(text.dropFirst()) != nil
            if isHandle { names += self.names(text, directory) }
            texts.append(isHandle ? self.names(text, directory).joined(separator: " / ") : text)
        }
        for id in [matter.owner, matter.lead].compactMap({ $0 }) {
            names += self.names(id, directory)
            texts.append(self.names(id, directory).joined(separator: " / "))
        }
        texts += matter.notes.map(\.text)
        texts += matter.enclosures.map(\.name)
        let initials = names.flatMap { SearchText.initialVariants($0) + SearchText.initialPairs(Pinyin.abbreviation($0)) }
        let words = texts.map { SearchText.tokens($0).joined(separator: " ") }.joined(separator: " ")
        return initials.isEmpty ? words : words + "\n" + initials.joined(separator: " ")
    }

    /// Whole and short name, so that either finds it.
    private func names(_ id: String, _ directory: Directory) -> [String] {
        guard let unit = directory.unit(id) else { return [directory.name(id) ?? id] }
        return [unit.name] + unit.shortNames
    }

    private func textKey(_ matter: SubjectID, _ digest: String) -> String { "text.\(matter.handle).\(digest)" }

    func indexBody(_ text: String, matter: SubjectID, digest: String, in db: Database) throws {
        let key = textKey(matter, digest)
        if try Int.fetchOne(db, sql: "SELECT value FROM head WHERE name = ?", arguments: [key]) != nil { return }
        let highest = try Int.fetchOne(
            db, sql: "SELECT max(value) FROM head WHERE name >= ? AND name < ?",
            arguments: ["text.\(matter.handle).", "text.\(matter.handle)/"])
        let number = (highest ?? 1) + 1
        // A row holds one paper's text; the 255th and later papers of one matter are found by name only.
        guard number < 256 else { return }
        try db.execute(sql: "INSERT INTO head(name, value) VALUES (?, ?)", arguments: [key, number])
        try insert(rowID(matter, number), bodyTokens(text), "", in: db)
    }

    private func bodyTokens(_ text: String) -> String { SearchText.tokens(text).joined(separator: " ") }

    /// Takes a paper's text out of the index, with exactly the tokens it went in with.
    func unindexBody(matter: SubjectID, digest: String, in db: Database) throws {
        let key = textKey(matter, digest)
        guard let number = try Int.fetchOne(db, sql: "SELECT value FROM head WHERE name = ?", arguments: [key]),
            let row = try Row.fetchOne(
                db, sql: "SELECT p.bytes AS bytes FROM enclosure e JOIN payload p ON p.digest = e.text WHERE e.digest = ? AND e.matter = ?",
                arguments: [digest, matter.handle])
        else { return }
        try delete(rowID(matter, number), bodyTokens(String(decoding: Ledger.bytes(row, "bytes"), as: UTF8.self)), "", in: db)
        try db.execute(sql: "DELETE FROM head WHERE name = ?", arguments: [key])
    }

    private func insert(_ row: Int64, _ gram: String, _ unit: String, in db: Database) throws {
        try db.cachedStatement(sql: "INSERT INTO search(rowid, gram, unit) VALUES (?, ?, ?)")
            .execute(arguments: [row, gram, unit])
    }

    private func delete(_ row: Int64, _ gram: String, _ unit: String, in db: Database) throws {
        try db.cachedStatement(sql: "INSERT INTO search(search, rowid, gram, unit) VALUES ('delete', ?, ?, ?)")
            .execute(arguments: [row, gram, unit])
    }
}
