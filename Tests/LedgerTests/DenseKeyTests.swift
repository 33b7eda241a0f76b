import GRDB
import Office
import TestKit
import Testing

@testable import Ledger

/// Subjects of every kind have keys in one table; those of matters lie side by side all the same, so that sets of them stay small.
@Suite struct DenseKeyTests {
    @Test func `matters have keys without a gap, whatever is made between them`() throws {
        let office = try TestOffice(.memory)
        let start = office.now.milliseconds
        for index in 1...4 {
            _ = try office.paper("第\(index)件来文")
            try office.ledger.submit([.enlist(.unit, fields: ["name": .string("第\(index)小学")])], as: office.by())
            let day = Int64(index) * 86_400_000
            try office.ledger.submit(
                [.schedule(fields: ["title": "例会", "start": .int(start + day), "end": .int(start + day + 3_600_000), "place": "r1"])],
                as: office.by())
        }
        let kept = try office.ledger.queue.read { db in try Int64.fetchAll(db, sql: "SELECT id FROM folded ORDER BY id") }
        #expect(kept.filter { SubjectID(key: $0)?.kind == .matter } == [1, 2, 3, 4])
        // A matter's rows in the text index lie side by side, and so do those of the next.
        let rows = (1...4).flatMap { number in (0..<4).map { office.ledger.rowID(SubjectID(.matter, number), $0) } }
        #expect(rows == Array(rows[0]..<rows[0] + 16))
    }

    @Test func `each kind has a run of its own, and no key of one is a key of another`() {
        let kinds = SubjectID.Kind.allCases
        for (kind, other) in zip(kinds, kinds.dropFirst()) {
            let keys = (1...3).map { SubjectID(kind, $0).key }
            #expect(keys == [keys[0], keys[0] + 1, keys[0] + 2], "\(kind)")
            #expect(keys.map { SubjectID(key: $0) } == (1...3).map { SubjectID(kind, $0) }, "\(kind)")
            #expect(Set(keys).isDisjoint(with: (1...1_000).map { SubjectID(other, $0).key }), "\(kind) and \(other)")
        }
    }
}
