import ArgumentParser
import BusinessTime
import Configuration
import Ledger
import TicketStore

/// Which ledger a command reads, and how many rows of it.
struct LedgerOptions: ParsableArguments {
    @OptionGroup var config: ConfigOptions

    @Option(
        help: ArgumentHelp(
            "The daemon's state directory; by default the one the configuration names.",
            valueName: "path"
        )
    )
    var stateDir: String?

    @Option(help: "Only what is about this ticket.")
    var ticket: String?

    @Option(help: "How many at most, the newest first.")
    var limit = 50

    @Option(help: "table or json.")
    var format = OutputFormat.table

    func validate() throws {
        guard (1...100_000).contains(limit) else {
            throw ValidationError("--limit \(limit): expected 1 to 100000")
        }
    }

    /// Opens the ledger and finds the zone that times are shown in.
    func open() throws -> (ledger: LedgerReader, zone: ZoneRules) {
        guard let stateDir else {
            let configuration = try config.read()
            return (try LedgerReader.open(configuration.state), configuration.zone)
        }
        // A directory by name needs no configuration, but for the zone.
        let zone =
            if config.path != nil { try config.read().zone } else {
                (try? config.read().zone) ?? (try? ZoneRules(named: SystemTime.zoneName())) ?? .utc
            }
        return (try LedgerReader.open(stateDir), zone)
    }
}
