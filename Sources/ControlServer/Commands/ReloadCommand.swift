import ControlProtocol

/// `reload`: reads the configuration again, all or nothing.
struct ReloadCommand: ControlCommand {
    static let name = "reload"
    static let least = AccessRole.administrator
    static let parameters: [String] = []

    init(_ arguments: Arguments) throws(ControlFault) {}

    func run(_ call: ControlCall) async throws -> DoneResult {
        let faults = await call.reload()
        guard faults.isEmpty else {
            throw ControlFault(
                .rejected,
                faults.joined(separator: "\n"),
                hint: "the former configuration stays in force"
            )
        }
        return DoneResult()
    }
}
