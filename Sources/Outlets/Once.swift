import Synchronization

/// An answer that is given once, by whoever comes first.
public final class Once<Value: Sendable>: Sendable {
    private let receiver: Mutex<(@Sendable (Value) -> Void)?>

    /// Makes one for a receiver.
    public init(_ receiver: @escaping @Sendable (Value) -> Void) {
        self.receiver = Mutex(receiver)
    }

    /// Gives the answer.
    ///
    /// - Returns: Whether it was the first.
    @discardableResult
    public func give(_ value: Value) -> Bool {
        let first = receiver.withLock { receiver in
            defer { receiver = nil }
            return receiver
        }
        first?(value)
        return first != nil
    }
}
