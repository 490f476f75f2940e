import ArgumentParser
import Configuration
import Glibc
import ServiceLevels
import TicketStore

/// The configuration and the store that a command judges tickets by.
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

    /// Reads the configuration and opens the store with the attributes that it asks for.
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

    private func path(in configuration: Configuration) -> String {
        if let store { return store }
        if config.path == nil, let variable = getenv("SLAWATCH_STORE") {
            let path = String(cString: variable)
            if !path.isEmpty { return path }
        }
        return configuration.store
    }
}
