/// A stretch of open time, from `open` up to but not including `close`.
public struct OpenInterval: Sendable, Hashable, CustomStringConvertible {
    /// The first open instant.
    public let open: Instant
    /// The first instant that is no longer open.
    public let close: Instant

    /// Makes the stretch between two instants.
    public init(open: Instant, close: Instant) {
        self.open = open
        self.close = close
    }

    /// How long it lasts, in elapsed time.
    public var length: TimeSpan { close - open }

    /// The stretch in UTC.
    public var description: String { "\(open)/\(close)" }
}
