import ArgumentParser
import Configuration
import ControlProtocol
import Glibc
import ServiceLevels
import TicketStore

/// The configuration and the store that a command reads.
struct TicketSource: ParsableArguments {
    @OptionGroup var config: ConfigOptions

    @Option(
        help: ArgumentHelp(
            "The ticket store's database file.",
            discussion: """
                Without it: what a file named with --config names, then the environment's \
                SLAWATCH_STORE, then what the usual configuration names.
                """,
            valueName: "path"
        )
    )
    var store: String?

    /// Reads the configuration and opens the store with the attributes it needs.
    func open() throws -> (configuration: Configuration, store: TicketStore) {
        let configuration = try config.read()
        let store = TicketStore(
            path: path(in: configuration),
            layout: configuration.policies.layout,
            logger: nil
        )
        try store.openWaiting()
        return (configuration, store)
    }

    /// Makes a report of the store; the daemon makes it if the caller may not read the store.
    ///
    /// Whoever may write the store may also lock others out, so nobody should need its group only
    /// to look.
    func read(
        _ report: (Configuration, TicketStore) throws -> String,
        orAsk daemon: (ControlOptions) throws -> String
    ) throws -> CommandOutput {
        do {
            let (configuration, store) = try open()
            return CommandOutput(text: try report(configuration, store))
        } catch let obstacle where namedStore == nil && isOutOfReach(obstacle) {
            var control = ControlOptions()
            control.config = config
            control.socket = nil
            do {
                return CommandOutput(text: try daemon(control))
            } catch ControlClientError.refused(let fault) {
                throw CommandError(fault.message, hint: fault.hint)
            } catch is ControlClientError {
                // Nobody answers, so the reason is the unreadable store.
                throw obstacle
            }
        }
    }

    /// Whether only permissions keep the caller from reading the store or the configuration.
    private func isOutOfReach(_ error: any Error) -> Bool {
        if let error = error as? TicketStoreError { return error.code == .permissions }
        return access(config.file, R_OK) != 0 && errno == EACCES
    }

    private func path(in configuration: Configuration) -> String {
        namedStore ?? configuration.store
    }

    /// The store named besides the configuration.
    private var namedStore: String? {
        if let store { return store }
        guard config.path == nil, let variable = getenv("SLAWATCH_STORE") else { return nil }
        let path = String(cString: variable)
        return path.isEmpty ? nil : path
    }
}
