import BusinessTime
import Configuration
import ControlServer
import Logging
import Notifications
import TicketStore
import Transport
import Watchdog

extension Configuration {
    /// The channels that the files name, over one transport.
    func makeChannels(transport: any HTTPTransport & MailTransport) -> [String: any Channel] {
        channels.keys.reduce(into: [:]) { made, name in
            made[name] = makeChannel(name, transport: transport)
        }
    }

    /// What the engine evaluates by, in shadow mode also if only the command line asks for it.
    func makeEngineConfiguration(shadow: Bool) -> EngineConfiguration {
        EngineConfiguration(
            policies: policies,
            writer: makeWriter(),
            shadow: shadow || self.shadow,
            summaryAbove: summaryAbove,
            administrators: administrators,
            maintenance: maintenance,
            keepFor: keepFor,
            // Turning shadow mode off is a change of what is said: it may end in a summary.
            fingerprint: fingerprint + (shadow || self.shadow ? "/shadow" : "")
        )
    }

    /// Which Unix groups give which standing at the control socket.
    var controlGroups: ControlGroups {
        ControlGroups(
            agents: control.agents,
            supervisors: control.supervisors,
            administrators: control.administrators
        )
    }

    /// Refuses attributes that the store's tickets do not have, if the store can be asked.
    func checkAttributes() throws {
        guard let columns = try? TicketStore.attributeNames(path: store) else { return }
        try checkAttributes(columns: columns)
    }

    /// Refuses what only a restart can change.
    func checkReloadable(from former: Configuration) throws {
        let changed = [
            (store != former.store, "store.path"), (state != former.state, "state"),
            (pollInterval != former.pollInterval, "store.poll"),
            (giveUpAfter != former.giveUpAfter, "give_up_after"),
            (control.socket != former.control.socket, "control.socket"),
        ]
        if let (_, what) = changed.first(where: \.0) {
            throw NeedsRestart(what: what)
        }
    }
}

/// A change that a reload cannot bring.
struct NeedsRestart: Error, CustomStringConvertible {
    var what: String

    var description: String {
        "\(what) changed, which takes a restart: systemctl restart slawatchd"
    }
}
