import Foundation
import GRDB
import Office

/// The full-text index: rows of title, fields and each paper's text, every token made by `SearchText`.
///
/// The table keeps no content, so a row is deleted with exactly the tokens it was written with; they are made again from the
/// record before the change. What the tokens are made of therefore never changes without `Schema.projectionVersion`.
extension Ledger {
    // MARK: Numbers of rows

    /// A matter's title, its fields and its first paper are neighbours: near numbers cost one byte where far ones cost two.
    private static let ownParts = 4
    /// Further papers are numbered above this.
    private static let further: Int64 = 1 << 48

    /// The parts of a matter that stand beside its papers.
    enum Part {
        static let title = 0
        static let fields = 1
    }

    func rowID(_ matter: SubjectID, _ part: Int) -> Int64 {
        part < Ledger.ownParts ? matter.key << 2 | Int64(part) : Ledger.further | matter.key << 8 | Int64(part)
    }

    /// The matter a row of `search` belongs to, in SQL.
    static let rowMatter = "(CASE WHEN rowid < \(further) THEN rowid >> 2 ELSE (rowid - \(further)) >> 8 END)"
    static let isOwnRow = "rowid < \(further)"
    static let isFurtherRow = "rowid >= \(further)"

    // MARK: Title and fields

    /// - Parameter ready: what of a new matter was prepared.
    func indexSearch(old: Matter?, new: Matter, ready: PreparedMatter?, seq: Int64, in db: Database) throws {
        let hasTitle = (old: old.map { !$0.isWithdrawn } ?? false, new: !new.isWithdrawn)
        if hasTitle.old != hasTitle.new || hasTitle.new && old?.title != new.title {
            if hasTitle.old, let old {
                let title = PreparedTitle(old.title)
                try delete(rowID(new.id, 0), gram: title.gram, unit: title.unit, in: db)
            }
            if hasTitle.new {
                let title = ready?.title ?? PreparedTitle(new.title)
                try insert(rowID(new.id, 0), gram: title.gram, unit: title.unit, in: db)
            }
        }
        // What was indexed beside the record is kept with it: the directory and the registers may have changed since.
        let known: String? =
            try old == nil
            ? nil : String.fetchOne(db.cachedStatement(sql: "SELECT names FROM folded WHERE id = ?"), arguments: [new.id.handle])
        var names: [String] = []
        if let ready, old == nil {
            names = ready.names
            try reindex(new.id, FieldTokens(), ready.fields, in: db)
        } else {
            var words = FieldWords()
            if !new.isWithdrawn {
                (words, names) = FieldIndexing.words(of: new, in: try directory(in: db), try office(in: db).registers)
            }
            let indexed = old.flatMap { $0.isWithdrawn ? nil : FieldIndexing.words(of: $0, kept: known ?? "") } ?? FieldWords()
            // Most acts change no word, and cutting them costs more than all the rest.
            if indexed != words { try reindex(new.id, fieldIndexing.tokens(of: indexed), fieldIndexing.tokens(of: words), in: db) }
        }
        let values: [Bound] = [
            .integer(new.id.handle), .integer(seq), .text(names.joined(separator: "\n")),
            .bytes(ready?.packedRecord ?? Packing.pack(new.record.json.bytes)),
        ]
        try statements.run(old == nil ? .newFolded : .folded, values, in: db)
    }

    /// Puts the tokens of a matter's fields in the place of those that are indexed.
    private func reindex(_ id: SubjectID, _ indexed: FieldTokens, _ fields: FieldTokens, in db: Database) throws {
        if indexed == fields { return }
        if !indexed.gram.isEmpty { try delete(rowID(id, 1), gram: indexed.gram, unit: indexed.unit, in: db) }
        if !fields.gram.isEmpty { try insert(rowID(id, 1), gram: fields.gram, unit: fields.unit, in: db) }
    }

    // MARK: Papers

    /// The part under which a paper's text is indexed, and whether it is already.
    func nextPart(_ matter: SubjectID, digest: Data, in db: Database) throws -> (number: Int, isIndexed: Bool) {
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT max(part) AS highest, max(CASE WHEN digest = ? THEN part END) AS own,
                      max(CASE WHEN digest = ? AND text IS NOT NULL THEN 1 END) AS indexed FROM enclosure WHERE subject = ?
                    """), arguments: [digest, digest, matter.key])
        let highest: Int? = row?["highest"]
        let own: Int? = row?["own"]
        let indexed: Int? = row?["indexed"]
        return (own ?? (highest.map { $0 + 1 } ?? Ledger.firstPart.number), indexed != nil)
    }

    /// The part of the first paper of a matter that has none yet.
    static let firstPart = (number: 2, isIndexed: false)

    /// A row holds one paper's text; the 255th and later papers of one matter are found by name only.
    func indexBody(_ tokens: String, matter: SubjectID, part: Int, in db: Database) throws {
        if part < 256 { try insert(rowID(matter, part), gram: tokens, in: db) }
    }

    /// Takes a paper's text out of the index, with exactly the tokens it went in with.
    func unindexBody(matter: SubjectID, digest: Data, in db: Database) throws {
        let row = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT part, text FROM enclosure WHERE subject = ? AND digest = ? AND text IS NOT NULL"),
            arguments: [matter.key, digest])
        guard let row, let part: Int = row["part"], part < 256, let text = try journal(in: db).bytes(Ledger.bytes(row, "text")) else {
            return
        }
        try delete(rowID(matter, part), gram: PreparedText.tokens(String(decoding: text, as: UTF8.self)), in: db)
    }

    private func insert(_ row: Int64, gram: String, unit: String = "", in db: Database) throws {
        try statements.run(.words, [.integer(row), .text(gram), .text(unit)], in: db)
    }

    private func delete(_ row: Int64, gram: String, unit: String = "", in db: Database) throws {
        try statements.run(.wordsGone, [.integer(row), .text(gram), .text(unit)], in: db)
    }
}

/// A title cut into its tokens: pairs as in any text, and its pinyin initials.
struct PreparedTitle: Sendable {
    let gram: String
    let unit: String

    init(_ title: String) {
        gram = SearchText.line(title)
        let units = SearchText.initialVariants(title) + SearchText.initialPairs(Pinyin.abbreviation(title))
        unit = units.joined(separator: " ")
    }
}

/// A paper's text made ready to be written: cut into tokens and packed, on whichever thread has time for it.
public struct PreparedText: Sendable {
    public let text: String
    /// Its tokens, parted by blanks.
    public let tokens: String
    let packed: [UInt8]

    public init(_ text: String) {
        self.text = text
        tokens = PreparedText.tokens(text)
        packed = Packing.pack(Array(text.utf8))
    }

    static func tokens(_ text: String) -> String { SearchText.line(text) }
}
