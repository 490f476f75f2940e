import ControlProtocol

/// `resume`: ends a pause and sends what still applies.
struct ResumeCommand: ControlCommand {
    static let name = "resume"
    static let least = AccessRole.administrator
    static let parameters: [String] = []
    static let event = "resumed"

    init(_ arguments: Arguments) throws(ControlFault) {}

    func run(_ call: ControlCall) async throws -> ResumeResult {
        ResumeResult(wasPaused: try await call.daemon.resume())
    }
}
