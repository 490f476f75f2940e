import ControlProtocol
import Glibc
import Ledger
import Notifications
import ServiceLevels
import Watchdog

/// `status`: the state of daemon, store, ledger and channels.
struct StatusCommand: ControlCommand {
    static let name = "status"
    static let least = AccessRole.agent
    static let parameters: [String] = []

    init(_ arguments: Arguments) throws(ControlFault) {}

    func run(_ call: ControlCall) async throws -> StatusResult {
        let report = await call.daemon.report()
        // The engine reports trouble with the ledger; a status without counts is better than none.
        let ledger = try? call.ledger()
        let counts = try? ledger?.counts()
        let extent = try? ledger?.extent()
        return StatusResult(
            version: call.facts.version,
            pid: getpid(),
            started: call.facts.started,
            open: report.status.open,
            late: report.status.late,
            nextDeadline: report.status.nextDeadline,
            undelivered: report.status.undelivered,
            deliveries: counts.map { counts in
                Dictionary(uniqueKeysWithValues: counts.map { ($0.rawValue, $1) })
            },
            isShadow: report.status.isShadow,
            pausedUntil: report.status.pausedUntil,
            maintenance: report.status.maintenance,
            unknown: report.status.unknown.map(UnknownWordItem.init),
            trouble: report.status.trouble,
            store: call.facts.store,
            storeOutdated: report.status.isStoreOutdated,
            ledger: call.facts.state + "/state.db",
            ledgerBytes: extent?.bytes,
            ledgerSince: extent?.oldest,
            channels: report.channels.map { channel in
                ChannelItem(channel, kind: call.facts.channelKinds[channel.name] ?? "")
            },
            acknowledgements: (try? ledger?.acknowledgements(now: call.now))?.count,
            silences: (try? ledger?.silences(now: call.now))?
                .count { $0.isInForce(at: call.now) },
            reloaded: call.facts.reloaded,
            reloadFaults: call.facts.reloadFaults
        )
    }
}

extension UnknownWordItem {
    fileprivate init(_ item: UnknownItem) {
        self.init(
            message: item.word.message,
            tickets: item.tickets,
            example: item.example,
            remedy: item.word.remedy
        )
    }
}

extension ChannelItem {
    fileprivate init(_ status: ChannelStatus, kind: String) {
        self.init(
            name: status.name,
            kind: kind,
            target: status.target,
            inFlight: status.inFlight,
            waiting: status.waiting,
            pausedUntil: status.cooldownUntil,
            disabled: status.disabled
        )
    }
}
