import BusinessTime
import Configuration
import ControlServer
import Dispatch
import Glibc
import Ledger
import Logging
import Notifications
import Outlets
import ServiceLevels
import Synchronization
import SystemdSupport
import TicketStore
import Transport
import Watchdog

/// The daemon: everything made and joined, started, reloaded and stopped.
final class Service: Sendable {
    private let path: String
    private let shadow: Bool
    private let logger: Logger
    private let notifier = ServiceNotifier()
    private let transport: CurlTransport
    private let watchdog: Watchdog
    private let lastReload = Mutex<Task<[String], Never>?>(nil)
    private let signals = Mutex<SignalSources?>(nil)
    private let initial: Configuration
    private let state: ServiceState
    private let control = Mutex<ControlSocket?>(nil)
    private let reports: Reports
    /// What is left of the ledger to be checked once the daemon is ready.
    private let ledgerCheck: LedgerCheck?

    /// How long messages under way have to end when the daemon stops.
    private static let drainTime = TimeSpan.seconds(10)

    /// Makes the daemon; nothing is sent or read from the ticket store before `run`.
    init(path: String, shadow: Bool, logger: Logger) throws {
        self.path = path
        self.shadow = shadow
        self.logger = logger
        let configuration = try Self.read(path)
        try configuration.checkAttributes()
        initial = configuration
        reports = Reports(by: configuration, clock: Self.now)
        let now = Self.now()
        state = ServiceState(
            started: now,
            channelKinds: configuration.channels.mapValues(\.kind)
        )
        let ledger = try notifier.extendingStart {
            try Ledger(directory: configuration.state, now: now)
        }
        ledgerCheck = ledger.pendingCheck
        Self.announce(ledger.condition, logger)
        transport = try CurlTransport(version: SlawatchVersion.text)
        let relay = OutcomeRelay()
        let courier = Courier(
            ledger: ledger,
            channels: configuration.makeChannels(transport: transport),
            giveUpAfter: configuration.giveUpAfter,
            random: SystemRandomNumberGenerator(),
            logger: Logger(label: "delivery"),
            report: relay.report
        )
        let store = TicketStore(
            path: configuration.store,
            layout: configuration.policies.layout,
            logger: Logger(label: "store")
        )
        let engine = Engine(
            store: store,
            ledger: ledger,
            courier: courier,
            configuration: configuration.makeEngineConfiguration(shadow: shadow),
            logger: Logger(label: "engine")
        )
        let notifier = notifier
        let state = state
        let zone = configuration.zone
        let pings = Outlet("notify")
        watchdog = Watchdog(
            engine: engine,
            relay: relay,
            pollInterval: Self.pollInterval(configuration, notifier),
            clock: Self.now,
            logger: Logger(label: "engine")
        ) { status in
            let line = status.map { state.line($0.text(in: zone)) }
            // Should systemd not listen, the engine does not wait for it.
            pings.put(line?.utf8.count ?? 1) { _ in
                notifier.watchdog()
                if let line { notifier.status(line) }
            }
        }
    }

    /// Starts, and ends the process when it is told to.
    func run() async {
        do {
            logger.notice(
                "slawatchd \(SlawatchVersion.text) watches \(initial.store)",
                metadata: ["EVENT": "daemon_started", "SLA_STORE": "\(initial.store)"]
            )
            tell(initial)
            let signals = SignalSources(on: watchdog.queue) { [self] signal in
                Task { await handle(signal) }
            }
            self.signals.withLock { $0 = signals }
            try await watchdog.start()
            openControl()
            let status = await watchdog.status().text(in: initial.zone)
            await logIsWritten()
            notifier.ready(status: status)
            logger.info("\(status)", metadata: ["EVENT": "ready"])
            await checkLedger()
        } catch {
            logger.critical("\(error)", metadata: ["EVENT": "ledger_failed"])
            exit(EXIT_FAILURE)
        }
    }

    /// Reads a long ledger through behind the start, which must not take the longer the more there
    /// is; one that is damaged is set aside by the next start.
    private func checkLedger() async {
        await watchdog.whenLedgerIsDamaged { [self] in
            Task { await stop(code: EXIT_FAILURE) }
        }
        guard let check = ledgerCheck else { return }
        let watchdog = watchdog
        let logger = logger
        // A thread of its own: it waits for the disk.
        DispatchQueue(label: "slawatch.ledger-check").async { @Sendable in
            do throws(LedgerError) {
                try check.run()
                logger.info("the ledger was read through: it is sound")
            } catch {
                guard error.code == .corrupt else {
                    return logger.warning("the ledger could not be checked: \(error)")
                }
                Task { await watchdog.ledgerIsDamaged(error) }
            }
        }
    }

    /// Whoever is told that something is done finds in the journal what was said of it.
    private func logIsWritten() async {
        await withCheckedContinuation { continuation in
            Outlet.log.settle(within: .seconds(1)) { _ in continuation.resume() }
        }
    }

    private func handle(_ signal: ServiceSignal) async {
        switch signal {
        case .hangUp: _ = await reload()
        case .terminate, .interrupt: await stop()
        }
    }

    /// Takes over the files as they are now, all or nothing.
    ///
    /// One after the other, whoever asks: else files read earlier could come into force later.
    ///
    /// - Returns: The faults, a line each; none where the files are in force now.
    private func reload() async -> [String] {
        let task = lastReload.withLock { last in
            let former = last
            let task = Task { [self] in
                _ = await former?.value
                return await takeOver()
            }
            last = task
            return task
        }
        return await task.value
    }

    private func takeOver() async -> [String] {
        notifier.reloading()
        do {
            let configuration = try Self.read(path)
            try configuration.checkReloadable(from: initial)
            try configuration.checkAttributes()
            try await watchdog.reload(
                configuration.makeEngineConfiguration(shadow: shadow),
                channels: configuration.makeChannels(transport: transport)
            )
            logger.notice(
                "the configuration is reloaded",
                metadata: ["EVENT": "configuration_reloaded"]
            )
            tell(configuration)
            reports.use(configuration)
            state.reloaded(at: Self.now(), channelKinds: configuration.channels.mapValues(\.kind))
            await control.withLock(\.self)?.use(configuration.controlGroups)
            tellMissingGroups(configuration)
            let status = await watchdog.status().text(in: configuration.zone)
            await logIsWritten()
            notifier.ready(status: status)
            return []
        } catch {
            let faults = "\(error)".split(separator: "\n").map(String.init)
            for line in faults {
                logger.error(
                    "the configuration is rejected, the former one stays: \(line)",
                    metadata: ["EVENT": "configuration_rejected"]
                )
            }
            state.reloadFailed(at: Self.now(), faults: faults)
            let status = await watchdog.status().text(in: initial.zone)
            await logIsWritten()
            notifier.ready(status: state.line(status))
            return faults
        }
    }

    /// Opens the control socket.
    ///
    /// A watchdog must watch: if it cannot be had, that is told and the daemon goes on without.
    private func openControl() {
        tellMissingGroups(initial)
        let path = initial.control.socket
        let state = state
        let initial = initial
        do {
            let socket = try ControlSocket(
                path: path,
                groups: initial.controlGroups,
                daemon: watchdog,
                facts: { state.facts(of: initial) },
                reports: reports,
                reload: { [weak self] in await self?.reload() ?? ["slawatchd stops"] },
                clock: Self.now,
                logger: Logger(label: "control")
            )
            control.withLock { $0 = socket }
            logger.info(
                "the control socket is open: \(path)",
                metadata: ["EVENT": "control_opened", "SLA_FILE": "\(path)"]
            )
        } catch {
            logger.error(
                "no control socket, slactl can only read files: \(error)",
                metadata: [
                    "EVENT": "control_failed", "SLA_FILE": "\(path)", "SLA_REASON": "\(error)",
                ]
            )
        }
    }

    /// Says once of each group that this machine does not have it: it just has no members.
    private func tellMissingGroups(_ configuration: Configuration) {
        for group in configuration.controlGroups.missing() where state.isNew(group) {
            logger.info(
                "there is no group '\(group)' on this machine, so nobody is in it",
                metadata: ["SLA_GROUP": "\(group)"]
            )
        }
    }

    /// Lets messages under way come to their end, records what became of them, and ends.
    private func stop(code: Int32 = EXIT_SUCCESS) async {
        notifier.stopping()
        logger.notice("slawatchd stops", metadata: ["EVENT": "daemon_stopping"])
        control.withLock(\.self)?.stop()
        await watchdog.stop()
        let deadline = DispatchTime.now() + .milliseconds(Int(Self.drainTime.milliseconds))
        while await watchdog.deliveriesUnderWay > 0, DispatchTime.now() < deadline {
            try? await Task.sleep(for: .milliseconds(20))
        }
        do {
            try await watchdog.finish()
        } catch {
            logger.error("\(error)", metadata: ["EVENT": "ledger_failed"])
        }
        transport.shutdown()
        exit(code)
    }

    /// How often the engine wakes at least: often enough for systemd's watchdog too.
    private static func pollInterval(
        _ configuration: Configuration,
        _ notifier: ServiceNotifier
    ) -> TimeSpan {
        let ping = notifier.watchdogInterval.map { TimeSpan(milliseconds: $0.milliseconds / 3) }
        return min(configuration.pollInterval, ping ?? .minutes(1))
    }

    private static func read(_ path: String) throws -> Configuration {
        let credentials = Credentials()
        return try Configuration.read(
            path: path,
            secrets: .credentials { name in try credentials.secret(named: name).text }
        )
    }

    /// What works but hardly as meant, and years whose holidays nobody has told us.
    private func tell(_ configuration: Configuration) {
        for warning in configuration.warnings { logger.warning("\(warning)") }
        if configuration.shadow || shadow {
            logger.notice(
                "shadow mode: everything is recorded and nothing sent",
                metadata: ["EVENT": "shadow_mode"]
            )
        }
        for line in configuration.missingHolidayYears(now: Self.now()) {
            logger.warning("\(line)", metadata: ["EVENT": "holiday_data_missing"])
        }
    }

    private static func announce(_ condition: Ledger.Condition, _ logger: Logger) {
        switch condition {
        case .new:
            logger.info("a new ledger was made", metadata: ["EVENT": "ledger_opened"])
        case .existing:
            logger.info("the ledger is open", metadata: ["EVENT": "ledger_opened"])
        case .replaced(let kept):
            logger.critical(
                "the ledger was damaged; it is kept as \(kept), and what is late is told as one",
                metadata: ["EVENT": "ledger_set_aside", "SLA_FILE": "\(kept)"]
            )
        }
    }

    /// The wall clock.
    @Sendable private static func now() -> Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(
            milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
        )
    }
}
