public import BusinessTime
public import Ledger
public import Logging
public import Notifications
import ServiceLevels
public import TicketStore

/// Evaluates tickets when something may be due, and records and sends what is.
///
/// Synchronous and without a clock or thread of its own: `Watchdog` wakes it on its queue, a test
/// wakes it by hand. It is a list of modules, each with one duty; one wake-up runs each of them
/// once, and takes everything that is due by the moment given.
public final class Engine {
    let context: EngineContext
    let changeFeed: ChangeFeed
    let overrides: Overrides
    let ticketEvaluator: TicketEvaluator
    let fullPass: FullPass
    let followUp: FollowUp
    let storeHealth: StoreHealth
    let ledgerHealth: LedgerHealth
    let deliveryPump: DeliveryPump
    let nextDeadline: NextDeadline
    /// All duties, in the order in which a wake-up runs them.
    private let modules: [any EngineModule]

    /// Makes an engine; nothing is read before `start`.
    public init(
        store: any TicketSource,
        ledger: Ledger,
        courier: Courier,
        configuration: EngineConfiguration,
        logger: Logger
    ) {
        context = EngineContext(
            store: store,
            ledger: ledger,
            courier: courier,
            configuration: configuration,
            logger: logger
        )
        ledgerHealth = LedgerHealth(context)
        let recorder = AlertRecorder(context, ledgerHealth)
        let operationalAlerts = OperationalAlerts(context, recorder)
        storeHealth = StoreHealth(context, operationalAlerts)
        followUp = FollowUp(context, storeHealth, ledgerHealth)
        overrides = Overrides(context)
        nextDeadline = NextDeadline(context)
        ticketEvaluator = TicketEvaluator(context, overrides, followUp, nextDeadline, ledgerHealth)
        let breachEnds = BreachEndFinder(context, ledgerHealth)
        let evaluations = Evaluations(
            context,
            ticketEvaluator,
            breachEnds,
            recorder,
            followUp,
            storeHealth,
            ledgerHealth
        )
        fullPass = FullPass(
            context,
            ticketEvaluator,
            nextDeadline,
            recorder,
            storeHealth,
            ledgerHealth
        )
        changeFeed = ChangeFeed(context, evaluations, fullPass, followUp, storeHealth)
        let gate = TicketGate(context, overrides, storeHealth)
        deliveryPump = DeliveryPump(context, gate, ledgerHealth)
        modules = [
            overrides,
            changeFeed,
            evaluations,
            BreachEnds(context, breachEnds, fullPass, recorder, storeHealth, ledgerHealth),
            fullPass,
            followUp,
            storeHealth,
            operationalAlerts,
            ledgerHealth,
            deliveryPump,
            nextDeadline,
            Retention(context, fullPass, storeHealth, ledgerHealth),
        ]
    }

    /// Takes up the work: what was undelivered, then every open ticket.
    public func start(now: Instant) throws(LedgerError) {
        for module in modules { try module.start(now: now) }
        _ = changeFeed.openStore(now: now)
    }

    /// Evaluates by another configuration and sends by other channels from now on, and looks at
    /// every ticket again.
    public func reload(
        _ configuration: EngineConfiguration,
        channels: [String: any Channel],
        now: Instant
    ) throws(LedgerError) {
        let (ledger, courier) = (context.ledger, context.courier)
        // A reload is all or nothing. First what can fail, in one transaction.
        try courier.flush(now: now)
        let (formerLadders, resumption) = try ledger.together { () throws(LedgerError) in
            // Windows and quiet hours may be others now; so may be who is on the night shift.
            _ = try ledger.reconsiderHeld(.maintenance, of: nil, now: now)
            _ = try ledger.reconsiderHeld(.quietHours, of: nil, now: now)
            return (
                try FormerLadders(in: ledger, under: configuration, now: now),
                try courier.resumption(over: channels, now: now)
            )
        }
        // From here on nothing can.
        let isSame = configuration.fingerprint == context.configuration.fingerprint
        // If other attributes are wanted, the pass that follows reads every ticket anyway.
        if configuration.policies.layout != context.store.layout { followUp.keepPosition() }
        context.adopt(configuration)
        ticketEvaluator.formerLadders = formerLadders
        // What is under way or waits must be decided by what can be read now.
        _ = changeFeed.openStore(now: now)
        courier.replaceChannels(channels, resumption, now: now)
        for module in modules { module.configurationChanged(now: now) }
        fullPass.begin(isSame ? .reconcile : .reload, now: now)
    }

    /// Does what is due.
    ///
    /// - Parameters:
    ///   - now: the moment, read anew for every wake-up.
    ///   - outOfTime: whether this wake-up has taken long enough; asked after each ticket.
    /// - Returns: When to be woken next; `now` if there is more to do at once.
    public func wake(now: Instant, outOfTime: () -> Bool = { false }) -> Instant? {
        var next: Instant?
        for module in modules {
            guard let wanted = module.run(now: now, outOfTime: outOfTime) else { continue }
            next = min(next ?? wanted, wanted)
        }
        // Asked last, since every module may have added to it.
        if context.store.isOpen, let due = context.schedule.next { next = min(next ?? due, due) }
        return next.map { max($0, now) }
    }

    /// Records what has come in since, before the end.
    public func finish(now: Instant) throws(LedgerError) {
        for module in modules { try module.finish(now: now) }
    }
}
