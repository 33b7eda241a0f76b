import Foundation
import Synchronization

/// A value that is worked out on another thread while its asker does something else.
final class Beside<Value: Sendable>: Sendable {
    private let found = Mutex<Value?>(nil)
    private let isDone = DispatchSemaphore(value: 0)

    /// - Parameter work: what depends on nothing that is done meanwhile.
    init(_ work: @escaping @Sendable () -> Value) {
        Thread.detachNewThread { [self] in
            let value = work()
            found.withLock { $0 = value }
            isDone.signal()
        }
    }

    /// The value; waits for it where it is not there yet.
    func value() -> Value {
        isDone.wait()
        defer { isDone.signal() }
        guard let value = found.withLock({ $0 }) else { preconditionFailure("signalled before it was kept") }
        return value
    }
}
