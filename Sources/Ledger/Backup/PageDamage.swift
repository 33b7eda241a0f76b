import GRDB
import Office

/// What is damaged in the pages of an office's database.
public struct PageDamage: Hashable, Sendable {
    /// What SQLite says, a line each.
    public let lines: [String]
    /// The tables, and behind a stroke their indexes, in which it lies, as far as that is known: `matter/matter_open`.
    public let places: [String]
    /// Whether nothing is hit but what is folded from the journal, which `rebuild` makes anew.
    public let isFolded: Bool
}

extension Ledger {
    /// Checks every page, every row of every index and the text index; nil where all are sound. It reads the whole file, some of it twice.
    ///
    /// - Throws: `LedgerFault` where the file cannot be read for another reason than damage.
    public func pageDamage() throws(LedgerFault) -> PageDamage? {
        if memory != nil { return nil }
        return try glancing { db in
            let found: [String]
            do { found = try String.fetchAll(db, sql: "PRAGMA integrity_check(1000)") } catch let error as DatabaseError
                where error.resultCode == .SQLITE_CORRUPT
            {
                return PageDamage(lines: [error.message ?? "SQLITE_CORRUPT"], places: [], isFolded: false)
            }
            let lines = Ledger.telling(found)
            if lines.isEmpty { return nil }
            let owners = try? self.owners(in: db)
            let places = lines.map { owners?.place(of: $0) }
            let isFolded = places.allSatisfy { $0.map(\.isFolded) ?? false }
            return PageDamage(lines: lines, places: Set(places.compactMap { $0?.name }).sorted(), isFolded: isFolded)
        }
    }

    private func owners(in db: Database) throws -> PageOwners {
        let rows = try Row.fetchAll(db, sql: "SELECT name, tbl_name, rootpage FROM sqlite_master WHERE rootpage > 0")
        var owners = PageOwners()
        for row in rows {
            let (name, table, root): (String, String, Int) = (try row.value("name"), try row.value("tbl_name"), try row.value("rootpage"))
            owners.tables[name] = table
            owners.names[root] = name
        }
        owners.trees = try PageScan(path, isInUse: true).trees(Array(owners.names.keys))
        return owners
    }
}

/// Which table or index the trees of a database belong to.
private struct PageOwners {
    /// By the pages of their roots.
    var names: [Int: String] = [:]
    /// The roots of other pages.
    var trees: [Int: Int] = [:]
    var tables: [String: String] = [:]

    /// Where a line of SQLite's check says something is wrong; nil where it does not tell.
    func place(of line: String) -> (name: String, isFolded: Bool)? {
        let words = line.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init)
        var name: String?
        if let at = words.firstIndex(of: "index"), words.indices.contains(at + 1), tables[words[at + 1]] != nil {
            name = words[at + 1]
        } else if line.contains("FTS5"), words.contains("search") {
            name = "search"
        } else if let page = zip(words, words.dropFirst()).first(where: { $0.lowercased() == "page" && Int($1) != nil })?.1 {
            // "On tree page 33 cell 2: …", "Fragmentation … on page 33", in newer libraries "Tree 12 page 33: …".
            name = Int(page).flatMap { trees[$0] }.flatMap { names[$0] }
        } else {
            // "NULL value in matter.title"
            name = words.last { tables[$0] != nil }
        }
        guard let name else { return nil }
        let table = tables[name] ?? name
        let isFolded = Schema.projectionTables.contains(table) || table.hasPrefix("search_")
        return (name == table ? table : "\(table)/\(name)", isFolded)
    }
}
