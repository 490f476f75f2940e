import ArgumentParser
import Glibc
import TicketStoreAdmin

/// The option for the store.
struct StoreOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "The ticket store's database file.",
            discussion: """
                Without it: the environment's SLAWATCH_STORE, then what the configuration \
                names, then \(StorePathOption.standard).
                """,
            valueName: "path"
        )
    )
    var store: String?

    /// The path to use.
    var path: String {
        if let store { return store }
        if let variable = getenv("SLAWATCH_STORE") {
            let path = String(cString: variable)
            if !path.isEmpty { return path }
        }
        return StorePathOption.configured ?? StorePathOption.standard
    }

    func writer() throws -> StoreWriter {
        try StoreWriter(path: path)
    }
}
