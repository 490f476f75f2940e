public import BusinessTime

/// What the control socket bears with.
public struct ControlLimits: Sendable {
    /// The longest request, its end of line left out.
    public var request = 64 * 1024
    /// The longest answer.
    public var answer = 4 * 1024 * 1024
    /// How long a client may take to send its request.
    public var readTime = TimeSpan.seconds(5)
    /// How long a client may take to receive its answer.
    public var writeTime = TimeSpan.seconds(10)
    /// How many clients at once.
    public var connections = 32
    /// How many of them may be of one user, root and the daemon's own left out.
    public var connectionsOfUser = 8
    /// How many of them are kept for root and the daemon's own user, so that others cannot shut
    /// them out.
    public var connectionsOfRoot = 8
    /// How many calls of a user who is no administrator are taken in a row, and how many more a
    /// second: each is recorded on disk.
    public var calls = (burst: 30, aSecond: 10)

    /// The limits that are documented.
    public static let standard = ControlLimits()

    /// The most rows that a call may ask for; as many as an answer always has room for.
    public static let rows = 5000

    /// Makes the limits that are documented.
    public init() {}
}
