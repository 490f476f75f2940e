import Foundation

/// Writes each message to standard output, for a demonstration or a trial.
public struct ConsoleChannel: Channel {
    /// Makes a channel.
    public init() {}

    /// One at a time, so that lines stay whole.
    public var parallel: Int { 1 }

    /// Standard output.
    public var target: String { "stdout" }

    /// Prints a parcel's words.
    public func send(_ parcel: Parcel, report: @escaping @Sendable (DeliveryOutcome) -> Void) {
        guard let message = AlertMessage(body: parcel.body) else {
            return report(.unreadable)
        }
        let time = message.timestamp.dropFirst(11).prefix(8)
        let lines = message.data.text.split(separator: "\n").joined(separator: "\n         ")
        do {
            // Not `write(_:)`: that one ends the process where nobody reads any more.
            try FileHandle.standardOutput.write(contentsOf: Data("\(time) \(lines)\n".utf8))
            report(.delivered)
        } catch {
            report(.retry(reason: "stdout cannot be written", after: nil))
        }
    }
}
