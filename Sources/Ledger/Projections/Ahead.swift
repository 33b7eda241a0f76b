import Dispatch
import Synchronization

/// Something worked out on another thread, waited for where it is needed.
final class Ahead<Value: Sendable>: Sendable {
    private let done = DispatchSemaphore(value: 0)
    private let made: Mutex<Value>

    /// - Parameter nothing: what stands in its place until it is there.
    init(_ nothing: Value, _ work: @escaping @Sendable () -> Value) {
        made = Mutex(nothing)
        DispatchQueue.global(qos: .userInitiated).async { [self] in
            let value = work()
            made.withLock { $0 = value }
            done.signal()
        }
    }

    /// Waits for it; asked once.
    func value() -> Value {
        done.wait()
        return made.withLock { $0 }
    }
}
