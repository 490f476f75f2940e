public import Notifications

/// Writes each message to standard output, for a demonstration or a trial.
///
/// If nobody reads it the channel cannot be reached, and nothing else waits for that.
public struct ConsoleChannel: Channel {
    private let writer: ConsoleWriter

    /// Makes a channel.
    public init() {
        writer = .standardOutput
    }

    init(writer: ConsoleWriter) {
        self.writer = writer
    }

    /// One at a time, so that lines stay whole.
    public var parallel: Int { 1 }

    /// Standard output.
    public var target: String { "stdout" }

    /// Prints a message's words.
    public func send(
        _ outgoing: OutgoingMessage,
        report: @escaping @Sendable (DeliveryOutcome) -> Void
    ) {
        guard let message = AlertMessage(body: outgoing.body) else {
            return report(.unreadable)
        }
        let time = message.timestamp.dropFirst(11).prefix(8)
        let lines = message.data.text.split(separator: "\n").joined(separator: "\n         ")
        writer.write("\(time) \(lines)\n", id: outgoing.id, report: report)
    }
}
