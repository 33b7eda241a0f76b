import Foundation
import GRDB
import Office

/// What of a whole batch is here already: a few questions for all of it, where one for each would cost more than the answers are worth.
extension Ledger {
    /// As many as one question names.
    private static let lot = 64

    /// Which of the digests some matter holds, as a paper or attached to one.
    public func held(among digests: [String]) throws(LedgerFault) -> Set<String> {
        // The index knows the first bytes only; a digest that begins like another is told from it here.
        let beginnings = digests.map { Ledger.key($0).prefix(8) }
        let found = try present(beginnings, of: "substr(digest, 1, 8)", in: "enclosure", as: "hex(digest)")
        return Set(found.map { $0.lowercased() }).intersection(digests)
    }

    /// Which of the document numbers some matter bears; one that was taken back counts.
    public func borne(among references: [String]) throws(LedgerFault) -> Set<String> {
        try Set(present(references, of: "reference", in: "matter", as: "reference"))
    }

    private func present(
        _ keys: [some DatabaseValueConvertible], of column: String, in table: String, as result: String
    ) throws(LedgerFault) -> [String] {
        let places = [String](repeating: "?", count: Ledger.lot).joined(separator: ", ")
        return try glancing { db in
            let statement = try db.cachedStatement(sql: "SELECT \(result) FROM \(table) WHERE \(column) IN (\(places))")
            var found: [String] = []
            for start in stride(from: 0, to: keys.count, by: Ledger.lot) {
                let some = keys[start..<min(keys.count, start + Ledger.lot)]
                // One statement serves lots of any size: the last key fills the places that are left.
                let arguments = StatementArguments((0..<Ledger.lot).map { some[min(start + $0, some.endIndex - 1)] })
                found += try String.fetchAll(statement, arguments: arguments)
            }
            return found
        }
    }
}
