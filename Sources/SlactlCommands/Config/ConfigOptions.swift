import ArgumentParser
import Configuration
import Glibc
import Reporting
import TicketStore

/// The option for the configuration file.
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

    /// The file to read.
    var file: String { path ?? Self.standardPath }

    /// The file to read by default.
    static var standardPath: String {
        guard let variable = getenv("SLAWATCH_CONFIG") else { return Configuration.defaultPath }
        let path = String(cString: variable)
        return path.isEmpty ? Configuration.defaultPath : path
    }

    func read() throws(ConfigurationError) -> Configuration {
        try Self.read(file)
    }

    /// Reads and checks a configuration as far as possible outside the service.
    func check() throws(ConfigurationError) -> Configuration {
        let configuration = try Configuration.read(path: file, secrets: .available { _ in nil })
        if let columns = try? TicketStore.attributeNames(path: configuration.store) {
            try configuration.checkAttributes(columns: columns)
        }
        return configuration
    }

    /// Reads a configuration without its secrets, which only signing and sending need.
    static func read(_ path: String) throws(ConfigurationError) -> Configuration {
        try Configuration.read(path: path, secrets: .none)
    }
}
