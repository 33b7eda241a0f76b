import GRDB
import Office

/// What else of an office still says the words of a matter that is erased: each has its own owner, and may be lawful where the matter is not.
extension Ledger {
    /// More are not looked into; a title that so many hold names nobody.
    private static let sayingLimit = 1_000
    /// What is tied to it need not say the whole title: a meeting is called after what is met about.
    private static let tiedLength = 4

    /// The matters and meetings that hold its title, or are tied to it and hold a piece of it; in the order of their handles.
    func stillSaying(_ erased: Matter, in db: Database) throws -> [SubjectID] {
        let title = erased.title.trimmed
        guard !title.isEmpty else { return [] }
        let tied = Set(erased.record.group("links").map(\.key))
        let words = title.split(whereSeparator: \.isWhitespace).map { Filter.Term.literal(String($0)) }
        var found: HandleSet?
        for match in SearchMatch.expressions(Filter(terms: words)) ?? [] {
            let clause = "SELECT handle_set(\(Ledger.rowMatter)) FROM search WHERE search MATCH ?"
            guard let more = try HandleSet.fetch(clause, [match], in: db) else { continue }
            found = found?.intersection(more) ?? more
        }
        let matters = Set((found?.newest(Ledger.sayingLimit) ?? []).map { SubjectID(.matter, $0) } + tied.map { SubjectID($0) })
        var saying: [SubjectID] = []
        for id in matters.sorted(by: { $0.handle < $1.handle }) where id != erased.id && id.kind == .matter {
            guard let subject = try self.subject(id, in: db) else { continue }
            let isTied = tied.contains(id.text) || !subject.record["links/" + erased.id.text].isNull
            if Ledger.says(subject.record, title, isTied: isTied) { saying.append(id) }
        }
        // One at a time: an office may have many thousands.
        let rows = try Row.fetchCursor(db, sql: "SELECT id, last, record FROM meeting ORDER BY id")
        while let row = try rows.next() {
            let record = try self.record(row)
            let isTied = record["matter"].string == erased.id.text
            if Ledger.says(record, title, isTied: isTied) { saying.append(SubjectID(.meeting, row["id"])) }
        }
        return saying
    }

    private static func says(_ record: Office.Record, _ title: String, isTied: Bool) -> Bool {
        let text = JSON.object(record.values).text
        // As JSON writes it, without its quotation marks.
        let whole = String(JSON.string(title).text.dropFirst().dropLast())
        if text.contains(whole) { return true }
        guard isTied else { return false }
        let signs = Array(title.unicodeScalars)
        guard signs.count >= tiedLength else { return false }
        return (0...signs.count - tiedLength).contains { start in
            let piece = signs[start..<start + tiedLength]
            guard piece.allSatisfy({ $0.properties.isAlphabetic }) else { return false }
            return text.contains(String(String.UnicodeScalarView(piece)))
        }
    }
}
