import ControlProtocol

/// `end_silence`: ends a silence early.
struct EndSilenceCommand: ControlCommand {
    static let name = "end_silence"
    static let least = AccessRole.supervisor
    static let parameters = ["id"]
    static let event = "silence_ended"

    private let id: Int64

    init(_ arguments: Arguments) throws(ControlFault) {
        guard let id = try arguments.integer("id", in: 1...Int64.max) else {
            throw Arguments.missing("id")
        }
        self.id = id
    }

    func run(_ call: ControlCall) async throws -> DoneResult {
        guard try await call.daemon.endSilence(id) else {
            throw ControlFault(
                .notFound,
                "there is no silence \(id) in force or to come",
                hint: "see: slactl silence list"
            )
        }
        return DoneResult()
    }
}
