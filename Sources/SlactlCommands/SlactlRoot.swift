public import ArgumentParser
import Configuration
import Glibc

/// The command line of Slawatch.
public struct SlactlRoot: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "slactl",
        abstract: "Looks into what slawatchd watches, and records what happens to tickets.",
        discussion: """
            Every command ends with status 0 where all is well, 1 where something failed or is \
            wrong, and 64 where it was called the wrong way.
            """,
        version: SlawatchVersion.text,
        subcommands: [
            ExplainCommand.self, DueCommand.self, TicketCommand.self, StoreCommand.self,
            CalendarCommand.self, DutyCommand.self, PersonCommand.self, PolicyCommand.self,
            ConfigCommand.self, ChannelCommand.self, AlertsCommand.self, DeliveriesCommand.self,
            SinkCommand.self,
            StatusCommand.self, PauseCommand.self,
            ResumeCommand.self, ReloadCommand.self, AckCommand.self, SilenceCommand.self,
            AuditCommand.self,
        ]
    )

    public init() {}

    /// Runs the command line of this process.
    public static func main() async {
        StorePathOption.ask { configuredStore(ConfigOptions.standardPath, warn: warn) }
        await main(nil)
    }

    /// The store named in a configuration; nil without a file or with a faulty one.
    ///
    /// A faulty file is reported, as silently using another store could hide it.
    static func configuredStore(_ path: String, warn: (String) -> Void) -> String? {
        guard access(path, F_OK) == 0 else { return nil }
        do {
            return try ConfigOptions.read(path).store
        } catch {
            warn("\(path) is faulty, so the store it names is not used; see slactl config check")
            return nil
        }
    }

    private static func warn(_ message: String) {
        let bytes = Array("slactl: warning: \(message)\n".utf8)
        _ = write(STDERR_FILENO, bytes, bytes.count)
    }
}
