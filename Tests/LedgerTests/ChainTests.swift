import Foundation
import Synchronization
import Testing

@testable import Ledger

/// What binds words to an entry.
@Suite struct ChainTests {
    @Test func `no salt is given twice, whoever asks`() {
        let given = Mutex<[[UInt8]]>([])
        DispatchQueue.concurrentPerform(iterations: 4) { _ in
            let own = (0..<500).map { _ in RandomBytes.sixteen() }
            given.withLock { $0 += own }
        }
        let all = given.withLock { $0 }
        #expect(all.count == 2_000 && Set(all).count == 2_000 && all.allSatisfy { $0.count == 16 })
    }
}
