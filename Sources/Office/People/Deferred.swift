import Synchronization

/// A value that is worked out when it is first asked for, and once, whoever asks.
final class Deferred<Value: Sendable>: Sendable {
    private let value: Mutex<Value?>

    init(_ value: Value? = nil) { self.value = Mutex(value) }

    /// What is asked of the value, which `make` works out where nobody has asked before.
    func ask<Answer: Sendable>(_ make: () -> Value, _ question: (Value) -> Answer) -> Answer {
        value.withLock { value in
            if let value { return question(value) }
            let made = make()
            value = made
            return question(made)
        }
    }

    /// Changes the value in its place where it was worked out already; else it comes out changed when it is.
    func change(_ body: (inout Value) -> Void) {
        value.withLock { value in
            guard var made = value.take() else { return }
            body(&made)
            value = made
        }
    }

    /// Another that holds the same value, to be changed apart from this one.
    func copy() -> Deferred<Value> { Deferred(value.withLock { $0 }) }
}
