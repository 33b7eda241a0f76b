import Foundation
import Ledger
import Office
import TestKit
import Testing

/// Random histories, on a file by two desks on one office: what is folded is what the journal says, undo restores, and both see the same.
@Suite struct HistoryTests {
    /// All of them under `FULL=1`.
    private static let seeds: ClosedRange<UInt64> = ProcessInfo.processInfo.environment["FULL"] == "1" ? 1...50 : 1...5

    @Test(arguments: seeds)
    func `whatever two desks do, the tables are what the journal says`(seed: UInt64) throws {
        let history = try FileHistory(seed: seed)
        try history.run(acts: 200)
        #expect(history.wrong == [], "seed \(seed)\n\(history.told)")
        #expect(history.taken > 60 && history.restored > 5, "seed \(seed) does too little")
        // Both desks and a third that comes later read the same, and so does whoever folds it all anew.
        let office = history.office
        let seen = try history.records(office.ledger)
        #expect(try history.records(history.other) == seen, "seed \(seed): the second desk")
        #expect(try history.records(office.reopened()) == seen, "seed \(seed): opened again")
        let found = try office.ledger.verify(deep: true)
        #expect(found.isWhole && found.missing == 0, "seed \(seed): \(found)\n\(history.told)")
        let rows = try history.rows()
        try office.ledger.rebuild()
        #expect(try history.records(office.ledger) == seen, "seed \(seed): rebuilt")
        #expect(try history.rows() == rows, "seed \(seed): lists after rebuilding")
        #expect(try history.records(history.other) == seen, "seed \(seed): the second desk after rebuilding")
    }

    @Test(arguments: seeds)
    func `whatever is done in memory, the tables are what the journal says`(seed: UInt64) throws {
        let history = try FileHistory(seed: seed, .memory)
        try history.run(acts: 200)
        #expect(history.wrong == [], "seed \(seed)\n\(history.told)")
        let office = history.office
        let seen = try history.records(office.ledger)
        #expect(try history.records(office.reopened()) == seen, "seed \(seed): folded anew beside it")
        let found = try office.ledger.verify(deep: true)
        #expect(found.isWhole && found.missing == 0, "seed \(seed): \(found)\n\(history.told)")
        try office.ledger.rebuild()
        #expect(try history.records(office.ledger) == seen, "seed \(seed): rebuilt")
    }
}
