public import BusinessTime
public import Dispatch
import Glibc
public import Ledger
public import Logging
public import Notifications
import Support
import Synchronization

/// Wakes the engine when something is due, on the queue that owns it and all it uses.
///
/// Two timers: one on the wall clock for the next thing due, and one on the monotonic clock that
/// polls the store. The second also notices a clock that was set or a machine that slept, since
/// after it everything due by the new time is taken.
public actor Watchdog {
    /// The queue that the engine lives on.
    public nonisolated var queue: DispatchQueue { executor.queue }
    private let executor: QueueExecutor
    let engine: Engine
    private let relay: OutcomeRelay
    let clock: @Sendable () -> Instant
    private let logger: Logger
    private let pollInterval: TimeSpan
    private let ping: @Sendable (EngineStatus?) -> Void
    private var timers: [DispatchSource] = []
    private var wallTimer: DispatchSource?
    private var isStopping = false
    private var isWakeQueued = false
    private var lastStatus: DispatchTime?
    /// What was last reported; whoever asks without end must not have it worked out without end.
    var reported: (moment: DispatchTime, report: WatchReport)?
    /// When the wall timer goes off; nil where it is not set.
    private var armed: Instant?
    /// Told when the ledger is damaged, so that only a new start helps.
    private var onDamage: (@Sendable () -> Void)?
    private var expected: (wall: Instant, monotonic: DispatchTime)?

    /// How often at most the status is worked out for `STATUS=`.
    private static let statusInterval = TimeSpan.seconds(10)
    /// How far the clocks may drift apart between two polls before it is said.
    private static let clockTolerance = TimeSpan.seconds(5)

    /// Runs on the engine's queue.
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    /// Makes a watchdog; nothing happens before `start`.
    ///
    /// - Parameters:
    ///   - engine: the engine, which lives on the watchdog's queue from now on.
    ///   - relay: what the engine's courier reports to.
    ///   - pollInterval: how often the store is asked for changes.
    ///   - clock: the wall clock.
    ///   - logger: where clock steps are told.
    ///   - ping: called after every wake-up, so that a ping to systemd means that the engine
    ///     works; with the status where it was worked out anew.
    public init(
        engine: sending Engine,
        relay: OutcomeRelay,
        pollInterval: TimeSpan,
        clock: @escaping @Sendable () -> Instant,
        logger: Logger,
        ping: @escaping @Sendable (EngineStatus?) -> Void
    ) {
        executor = QueueExecutor(label: "slawatch.engine")
        self.engine = engine
        self.relay = relay
        self.pollInterval = pollInterval
        self.clock = clock
        self.logger = logger
        self.ping = ping
    }

    /// Takes up the work.
    public func start() throws {
        relay.target.withLock { $0 = self }
        try engine.start(now: clock())
        let poll = makeTimer { $0.polled() }
        let interval = DispatchTimeInterval.milliseconds(Int(pollInterval.milliseconds))
        poll.schedule(deadline: .now() + interval, repeating: interval, leeway: .milliseconds(50))
        let wall = makeTimer { watchdog in
            watchdog.armed = nil
            watchdog.wake()
        }
        wall.schedule(wallDeadline: .distantFuture)
        wallTimer = wall
        timers = [poll, wall]
        for timer in timers { timer.activate() }
        wake()
    }

    /// Judges by other rules and reaches people by other channels from now on.
    public func reload(_ configuration: EngineConfiguration, channels: [String: any Channel]) throws
    {
        try engine.reload(configuration, channels: channels, now: clock())
        wake()
    }

    /// Ends the work; what is under way is left to `deliveriesUnderWay`.
    public func stop() {
        isStopping = true
        for timer in timers { timer.cancel() }
        timers = []
        wallTimer = nil
    }

    /// Has it told once when the ledger turns out to be damaged: only a new start helps then.
    public func whenLedgerIsDamaged(_ handler: @escaping @Sendable () -> Void) {
        onDamage = handler
    }

    /// Takes in what a check of the ledger has found.
    public func ledgerIsDamaged(_ error: LedgerError) {
        engine.ledgerFailed(error)
        wake()
    }

    /// How many messages are being sent at this moment.
    public var deliveriesUnderWay: Int { engine.deliveriesUnderWay }

    /// Records all outcomes that have come in.
    public func finish() throws {
        try engine.finish(now: clock())
    }

    /// Takes in what became of a delivery.
    fileprivate func complete(_ seq: Int64, _ outcome: DeliveryOutcome) {
        engine.complete(seq, outcome, now: clock())
        guard !isWakeQueued, !isStopping else { return }
        // Behind the outcomes that wait on the queue already: all are recorded together.
        isWakeQueued = true
        queue.async { @Sendable [weak self] in
            self?.assumeIsolated { watchdog in
                watchdog.isWakeQueued = false
                watchdog.wake()
            }
        }
    }

    /// How the watch stands.
    public func status() -> EngineStatus {
        engine.status(now: clock())
    }

    /// Wakes the engine and has the status told at once: somebody changed something.
    func show() {
        lastStatus = nil
        reported = nil
        wake()
    }

    private func polled() {
        noticeClockSteps()
        engine.requestPoll()
        wake()
    }

    private func wake() {
        guard !isStopping else { return }
        let now = clock()
        let began = DispatchTime.now()
        let next = engine.wake(now: now) {
            DispatchTime.now().uptimeNanoseconds - began.uptimeNanoseconds > 10_000_000
        }
        arm(next, now: now)
        if engine.isLedgerDamaged {
            onDamage?()
            onDamage = nil
        }
        ping(statusIfDue(began))
    }

    /// Sets the wall timer to the next thing due; never further away than a minute, in case the
    /// machine sleeps or the clock is set.
    private func arm(_ next: Instant?, now: Instant) {
        // Where it is set all the same it goes off once for nothing.
        guard let next else { return }
        let moment = min(next, now + .minutes(1))
        // Soon enough as it is set; to set it is a call to the kernel, and wake-ups may come by the
        // thousand.
        if let armed, now < armed, armed <= moment { return }
        armed = moment
        let seconds = moment.milliseconds / 1000
        let nanoseconds = (moment.milliseconds % 1000) * 1_000_000
        wallTimer?.schedule(
            wallDeadline: DispatchWallTime(
                timespec: timespec(tv_sec: Int(seconds), tv_nsec: Int(nanoseconds))
            ),
            leeway: .milliseconds(1)
        )
    }

    private func statusIfDue(_ moment: DispatchTime) -> EngineStatus? {
        if let lastStatus,
            moment.uptimeNanoseconds - lastStatus.uptimeNanoseconds
                < UInt64(Self.statusInterval.milliseconds) * 1_000_000
        {
            return nil
        }
        lastStatus = moment
        return engine.status(now: clock())
    }

    private func noticeClockSteps() {
        let wall = clock()
        let monotonic = DispatchTime.now()
        defer { expected = (wall, monotonic) }
        guard let expected else { return }
        let passed = TimeSpan(
            milliseconds: Int64(
                (monotonic.uptimeNanoseconds - expected.monotonic.uptimeNanoseconds) / 1_000_000
            )
        )
        let step = (wall - expected.wall) - passed
        if step > Self.clockTolerance || step < -Self.clockTolerance {
            logger.warning(
                "the wall clock moved by \(step.seconds) s more than time passed",
                metadata: ["EVENT": "clock_stepped", "SLA_STEP_SECONDS": "\(step.seconds)"]
            )
            if step < .zero { engine.clockWasSetBack(by: -step, now: wall) }
        }
    }

    private func makeTimer(
        _ handler: @escaping @Sendable (isolated Watchdog) -> Void
    ) -> DispatchSource {
        let source = DispatchSource.makeTimerSource(queue: queue)
        source.setEventHandler { @Sendable [weak self] in
            self?.assumeIsolated { handler($0) }
        }
        // On Linux every source is of this class, the only one of them that is Sendable.
        // swift-format-ignore: NeverForceUnwrap
        return source as! DispatchSource
    }
}

/// Brings the outcomes of deliveries, told on any thread, to the engine's queue.
public final class OutcomeRelay: Sendable {
    fileprivate let target = Mutex<Watchdog?>(nil)

    /// Makes a relay; what comes before the watchdog starts is dropped.
    public init() {}

    /// Brings one outcome.
    public func report(_ seq: Int64, _ outcome: DeliveryOutcome) {
        guard let watchdog = target.withLock(\.self) else { return }
        watchdog.queue.async { @Sendable in
            watchdog.assumeIsolated { $0.complete(seq, outcome) }
        }
    }
}
