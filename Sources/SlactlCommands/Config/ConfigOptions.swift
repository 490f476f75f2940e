import ArgumentParser
import Configuration
import Glibc
import Reporting
import TicketStore

/// Which configuration a command reads.
struct ConfigOptions: ParsableArguments {
    @Option(
        name: .customLong("config"),
        help: ArgumentHelp(
            "The configuration file.",
            discussion: """
                Without it: the environment's SLAWATCH_CONFIG, then \(Configuration.defaultPath).
                """,
            valueName: "path"
        )
    )
    var path: String?

    /// The file that is meant.
    var file: String { path ?? Self.standardPath }

    /// The file that is meant where the command line names none.
    static var standardPath: String {
        guard let variable = getenv("SLAWATCH_CONFIG") else { return Configuration.defaultPath }
        let path = String(cString: variable)
        return path.isEmpty ? Configuration.defaultPath : path
    }

    /// Reads the configuration.
    func read() throws(ConfigurationError) -> Configuration {
        try Self.read(file)
    }

    /// Reads and checks a configuration as far as can be done outside the service.
    func check() throws(ConfigurationError) -> Configuration {
        let configuration = try Configuration.read(path: file, secrets: .available { _ in nil })
        if let columns = try? TicketStore.attributeNames(path: configuration.store) {
            try configuration.checkAttributes(columns: columns)
        }
        return configuration
    }

    /// Reads a configuration without its secrets: nothing here signs or sends.
    static func read(_ path: String) throws(ConfigurationError) -> Configuration {
        try Configuration.read(path: path, secrets: .none)
    }
}
