public import BusinessTime

/// The limits of the control socket.
public struct ControlLimits: Sendable {
    /// The longest request, without the end of its line.
    public var request = 64 * 1024
    /// The longest answer.
    public var answer = 4 * 1024 * 1024
    /// The time a client has to send its request.
    public var readTime = TimeSpan.seconds(5)
    /// The time a client has to receive its answer.
    public var writeTime = TimeSpan.seconds(10)
    /// The number of clients at once.
    public var connections = 32
    /// How many of them one user may have; root and the daemon's own user are exempt.
    public var connectionsOfUser = 8
    /// How many are reserved for root and the daemon's own user, so that others cannot lock them
    /// out.
    public var connectionsOfRoot = 8
    /// The rate of calls of a user who is no administrator: each call is written to disk.
    public var calls = (burst: 30, aSecond: 10)

    /// The documented limits.
    public static let standard = ControlLimits()

    /// The maximum number of rows, which always fits into an answer.
    public static let rows = 5000

    public init() {}
}
