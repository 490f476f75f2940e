import ArgumentParser
import Configuration
import Dispatch
import Glibc
import Logging
import SystemdSupport

/// The daemon's command line; everything else is wired in `Service`.
@main
struct Slawatchd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "slawatchd",
        abstract: "Watches a support team's tickets and makes sure that no customer is forgotten.",
        version: SlawatchVersion.text
    )

    @Option(help: ArgumentHelp("The configuration file.", valueName: "path"))
    var config = Configuration.defaultPath

    @Flag(help: "Evaluate and record everything, and send nothing.")
    var shadow = false

    @Flag(help: "Log more than an administrator wants to read every day.")
    var verbose = false

    func run() throws {
        _ = LogBackend.bootstrap(identifier: "slawatchd", level: verbose ? .debug : .info)
        let logger = Logger(label: "slawatchd")
        let service: Service
        do {
            service = try Service(path: config, shadow: shadow, logger: logger)
        } catch let error as ConfigurationError {
            for issue in error.issues {
                logger.critical("\(issue)", metadata: ["EVENT": "configuration_rejected"])
            }
            // EX_CONFIG: systemd shows it by name, and the unit does not restart on it.
            throw ExitCode(EX_CONFIG)
        } catch {
            logger.critical("\(error)", metadata: ["EVENT": "ledger_failed"])
            throw ExitCode.failure
        }
        // What the main thread starts has a high priority by default, for which Dispatch makes its
        // threads less nice: that takes a privilege, and each refusal is a line in the journal.
        Task.detached(priority: .medium) { await service.run() }
        dispatchMain()
    }
}
