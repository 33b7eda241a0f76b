import Testing

@testable import Ledger

@Suite struct RowColumnTests {
    @Test func `a row is asked for in the order it is read by`() {
        #expect(Ledger.rowColumns.split(separator: ", ").map(String.init) == RowColumn.allCases.map { String(describing: $0) })
    }
}
