import GRDB
import Office

/// The columns a row of a list is read from, in the order they are asked for: read by place, a page costs a third of what names cost.
enum RowColumn: Int, CaseIterable {
    case id, register, printed, title, state, owner, holder, sender, kind, urgency, reference, received, due, safe, yellow
    case readersDone, readersAll, knowers
}

extension Ledger {
    /// The names of `RowColumn`, written out: to reflect them takes longer than to read a page.
    static let rowColumns = """
        id, register, printed, title, state, owner, holder, sender, kind, urgency, reference, received, due, safe, yellow, readersDone, readersAll, knowers
        """

    /// The rows a statement finds that asks for `rowColumns` first.
    func matterRows(_ sql: String, _ arguments: StatementArguments, in db: Database) throws -> [MatterRow] {
        let cursor = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: arguments)
        var rows: [MatterRow] = []
        while let row = try cursor.next() { rows.append(try matterRow(row, in: db)) }
        return rows
    }

    /// A row as its reader may see it: what is kept to a circle shows others its number and state only.
    func matterRow(_ row: Row, in db: Database) throws -> MatterRow {
        func text(_ column: RowColumn) throws -> String? { try row.value(at: column.rawValue) }
        func moment(_ column: RowColumn) throws -> Moment? {
            let milliseconds: Int64? = try row.value(at: column.rawValue)
            return milliseconds.map { Moment(milliseconds: $0) }
        }
        func count(_ column: RowColumn) throws -> Int {
            let count: Int? = try row.value(at: column.rawValue)
            return count ?? 0
        }
        var title = try text(.title) ?? ""
        var isMasked = false
        if let knowers = try text(.knowers), let asker = try asker?(directory(in: db)) {
            isMasked = !asker.names.contains { knowers.contains(",\($0),") }
            if isMasked { title = asker.title }
        }
        return try MatterRow(
            id: SubjectID(.matter, count(.id)), register: text(.register) ?? "", number: text(.printed), title: title,
            state: text(.state) ?? "", owner: text(.owner), holder: text(.holder), from: isMasked ? nil : text(.sender),
            kind: isMasked ? nil : text(.kind), urgency: text(.urgency), reference: isMasked ? nil : text(.reference),
            received: moment(.received), due: moment(.due), safe: moment(.safe), yellowAt: moment(.yellow),
            readersDone: count(.readersDone), readersAll: count(.readersAll), isMasked: isMasked)
    }
}
