import BusinessTime
import ControlProtocol

/// `pause`: sends nothing for a while; a pause always ends.
struct PauseCommand: ControlCommand {
    static let name = "pause"
    static let least = AccessRole.administrator
    static let parameters = ["seconds"]
    static let event = "paused"

    /// The longest pause.
    static let longest = TimeSpan.days(7)

    private let span: TimeSpan

    init(_ arguments: Arguments) throws(ControlFault) {
        guard let span = try arguments.span("seconds", longest: Self.longest) else {
            throw Arguments.missing("seconds")
        }
        self.span = span
    }

    func run(_ call: ControlCall) async throws -> PauseResult {
        let end = call.now + span
        try await call.daemon.pause(until: end)
        return PauseResult(pausedUntil: end)
    }
}
