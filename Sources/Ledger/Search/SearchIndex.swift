import GRDB
import Office

/// The full-text index: rows of title, fields and each paper's text, every token made by `SearchText`.
///
/// The table keeps no content, so a row is deleted with exactly the tokens it was written with; they are made again from the
/// record before the change.
extension Ledger {
    enum Part: Int { case title = 0, fields = 1, firstText = 2 }

    private func rowID(_ matter: SubjectID, _ part: Int) -> Int64 { Int64(matter.handle) << 8 | Int64(part) }

    func indexSearch(old: Matter?, new: Matter, in db: Database) throws {
        let oldTitle = old.flatMap { $0.isWithdrawn ? nil : titleTokens($0) }
        let newTitle = new.isWithdrawn ? nil : titleTokens(new)
        if oldTitle?.gram != newTitle?.gram || oldTitle?.unit != newTitle?.unit {
            if let oldTitle { try delete(rowID(new.id, 0), oldTitle.gram, oldTitle.unit, in: db) }
            if let newTitle { try insert(rowID(new.id, 0), newTitle.gram, newTitle.unit, in: db) }
        }
        let directory = try directory(in: db)
        let oldFields = old.map { $0.isWithdrawn ? "" : fieldTokens($0, directory) } ?? ""
        let newFields = new.isWithdrawn ? "" : fieldTokens(new, directory)
        guard oldFields != newFields else { return }
        if !oldFields.isEmpty { try delete(rowID(new.id, 1), oldFields, "", in: db) }
        if !newFields.isEmpty { try insert(rowID(new.id, 1), newFields, "", in: db) }
    }

    private func titleTokens(_ matter: Matter) -> (gram: String, unit: String) {
        let singles = Set(matter.title.unicodeScalars.map(Folding.search).filter(Folding.isHan)).sorted()
        let units = singles.map { String(Character($0)) } + SearchText.initialVariants(matter.title)
        return (SearchText.tokens(matter.title).joined(separator: " "), units.joined(separator: " "))
    }

    /// The words of a matter beside its title: number, reference, sender as written, notes.
    ///
    /// Names from the directory are kept as written in the record, so that a renamed unit never makes the index disagree.
    private func fieldTokens(_ matter: Matter, _ directory: Directory) -> String {
        var texts: [String] = []
        if let number = matter.number ?? matter.reserved { texts.append(number.printed) }
        for (_, value) in matter.record.group("fields") {
            if let text = value.string { texts.append(text) }
            if let count = value.int { texts.append(String(count)) }
        }
        if let name = matter.record["fromName"].string { texts.append(name) }
        texts += matter.notes.map(\.text)
        texts += matter.enclosures.map(\.name)
        return texts.map { SearchText.tokens($0).joined(separator: " ") }.joined(separator: " ")
    }

    func indexBody(_ text: String, matter: SubjectID, digest: String, in db: Database) throws {
        // A taken-back and redone enclosure keeps its place: its text cannot have changed under the same digest.
        let key = "text.\(matter.handle).\(digest)"
        if try Int.fetchOne(db, sql: "SELECT value FROM head WHERE name = ?", arguments: [key]) != nil { return }
        let part = try Int.fetchOne(
            db, sql: "SELECT count(*) FROM head WHERE name >= ? AND name < ?",
            arguments: ["text.\(matter.handle).", "text.\(matter.handle)/"])
        let number = 2 + min(253, part ?? 0)
        try db.execute(sql: "INSERT INTO head(name, value) VALUES (?, ?)", arguments: [key, number])
        try insert(rowID(matter, number), SearchText.tokens(text).joined(separator: " "), "", in: db)
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
