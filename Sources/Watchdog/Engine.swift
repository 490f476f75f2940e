public import BusinessTime
public import Delivery
public import Ledger
public import Logging
import People
import ServiceLevels
public import TicketStore

/// Looks at tickets when there is something to say about them, and records what is to be said.
///
/// Synchronous and without a clock or thread of its own: `Watchdog` wakes it on its queue, a test
/// wakes it by hand. One wake-up takes everything that is due by the moment given.
public final class Engine {
    private(set) var store: TicketStore
    let ledger: Ledger
    let courier: Courier
    let logger: Logger
    var configuration: EngineConfiguration
    /// A reader for each assignment of a policy.
    var readers: [PolicyEvaluator] = []
    var schedule = EvaluationSchedule()
    /// The deadlines ahead, for those who ask for the next.
    var deadlines = DeadlineQueue()
    /// Those that a pass under way has found, where not all are kept; taken up at its end.
    var foundDeadlines: DeadlineQueue?
    var pass: FullPass?
    var backlog: Backlog?
    /// How far the look at breaches that are perhaps over has come, after a pass; nil where none is
    /// under way.
    var breachesLookedAt: String?
    /// Keys of tickets past a deadline.
    var late: Set<Int64> = []
    /// How many tickets are not closed, where it is known.
    var open: Int?
    /// How many hints were left when they were last made few.
    private var compacted = 0
    var lastReconciled: Instant?
    var health = StoreHealth()
    var unwatched: Set<String> = []
    /// Words of tickets that nobody knows.
    var unknown = UnknownWords()
    /// Finds them, by the rulebook in force.
    var wordCheck: WordCheck
    /// Tickets of which it was told that they name times out of bounds.
    var outOfBounds: Set<String> = []
    /// Ladders that began before their rows were edited, by their marks.
    var formerLadders: [Int64: Ladder] = [:]
    /// The tickets of which something was said on one of those.
    var onFormerLadders: Set<String> = []
    /// Tickets to be looked at as soon as the store can be read, by their ids.
    var pendingEvaluations: Set<String> = []
    /// Who takes care of which ticket, as far as that is in force.
    var acknowledgements: [String: [Acknowledgement]] = [:]
    /// The silences that are in force or still to come.
    var silences: [Silence] = []
    /// What could not be recorded, and is to be tried again.
    var ledgerTrouble: String?
    /// Whether the ledger was found damaged: only a start with a new one helps.
    var isLedgerDamaged = false
    /// What outlives the daemon.
    var followUp = FollowUp()
    /// How far old records have been let go.
    var retention = Retention()
    /// Until when nothing is sent, as somebody asked for; nil where nobody did.
    var pausedUntil: Instant?
    private var wantsPoll = true
    private var nextDelivery: Instant?

    /// How long between two full passes that find what no event told of.
    static let reconcileEvery = TimeSpan.hours(6)
    /// For how long a ladder goes on as it began after the last word that was said on it.
    static let ladderMemory = TimeSpan.days(90)
    /// How many tickets at most are recorded in one transaction; the time is looked at after each.
    static let slice = 500

    /// Makes an engine; nothing is read before `start`.
    public init(
        store: TicketStore,
        ledger: Ledger,
        courier: Courier,
        configuration: EngineConfiguration,
        logger: Logger
    ) {
        self.store = store
        self.ledger = ledger
        self.courier = courier
        self.configuration = configuration
        self.logger = logger
        readers = configuration.readers
        wordCheck = configuration.wordCheck
    }

    /// Takes up the work: what was undelivered, then every open ticket.
    public func start(now: Instant) throws(LedgerError) {
        try readOverrides(now: now)
        (formerLadders, onFormerLadders) = try formerLadders(under: configuration, now: now)
        try takeUpPause(now: now)
        try courier.resume(now: now)
        try courier.takeUpCooldowns(now: now)
        try takeUpFollowUp()
        beginPass(try startReason(), now: now)
        _ = tryStore(now: now)
    }

    /// Judges by other rules and reaches people by other channels from now on, and looks at
    /// every ticket again.
    public func reload(
        _ configuration: EngineConfiguration,
        channels: [String: any Channel],
        now: Instant
    ) throws(LedgerError) {
        // A reload is all or nothing. First what can fail, in one transaction.
        try courier.flush(now: now)
        let (former, resumption) = try ledger.together { () throws(LedgerError) in
            // Windows and quiet hours may be others now; so may be who is on the night shift.
            _ = try ledger.reconsiderHeld(.maintenance, of: nil, now: now)
            _ = try ledger.reconsiderHeld(.quietHours, of: nil, now: now)
            return (
                try formerLadders(under: configuration, now: now),
                try courier.resumption(over: channels, now: now)
            )
        }
        // From here on nothing can.
        let layout = configuration.policies.layout
        if layout != store.layout {
            // Other attributes are wanted; the pass that follows reads every ticket anyway.
            followUp.wanted = store.position ?? followUp.wanted
            store.close()
            store = TicketStore(path: store.path, layout: layout, logger: logger)
        }
        let isSame = configuration.fingerprint == self.configuration.fingerprint
        self.configuration = configuration
        readers = configuration.readers
        wordCheck = configuration.wordCheck
        (formerLadders, onFormerLadders) = former
        // What is under way or waits must be judged by what can be read now.
        _ = tryStore(now: now)
        courier.replaceChannels(channels, resumption, now: now)
        unwatched = []
        unknown.beginAnew()
        beginPass(isSame ? .reconcile : .reload, now: now)
    }

    /// Does what is due.
    ///
    /// - Parameters:
    ///   - now: the moment, read anew for every wake-up.
    ///   - outOfTime: says whether a slice of a long pass has run long enough.
    /// - Returns: When to be woken next; `now` where there is more to do at once.
    public func wake(now: Instant, outOfTime: () -> Bool = { false }) -> Instant? {
        pollIfWanted(now: now)
        enqueuePending(now: now)
        takeDueHints(now: now, outOfTime: outOfTime)
        lookAtUnendedBreaches(now: now, outOfTime: outOfTime)
        runSlice(now: now, outOfTime: outOfTime)
        saveFollowUp(now: now)
        tellChannelTroubles(now: now)
        deliver(now: now)
        refillDeadlines(now: now)
        let isSure = confirmDeadline(now: now, reads: 50, outOfTime: outOfTime)
        let prune = prune(now: now, outOfTime: outOfTime)
        if store.isOpen, store.hasMore || (pass == nil && breachesLookedAt != nil) { return now }
        if store.isOpen, !pendingEvaluations.isEmpty {
            return health.failingSince == nil ? now : now + Self.storeRetry
        }
        if !isSure { return now }
        let hint = store.isOpen ? schedule.next : nil
        return [hint, store.isOpen ? pass?.notBefore : nil, nextDelivery, prune]
            .compactMap(\.self).min().map { max($0, now) }
    }

    /// Asks for a poll at the next wake-up: the poll timer has fired.
    public func requestPoll() {
        wantsPoll = true
    }

    /// Takes in what became of a delivery.
    public func complete(_ seq: Int64, _ outcome: DeliveryOutcome, now: Instant) {
        courier.complete(seq, outcome, now: now)
    }

    /// Takes in that the clock was set back by so much.
    public func clockWasSetBack(by span: TimeSpan, now: Instant) {
        courier.clockWasSetBack(by: span, now: now)
    }

    /// How many messages are being sent at this moment.
    public var deliveriesUnderWay: Int { courier.inFlight.count }

    /// Records what has come in since, before the end.
    public func finish(now: Instant) throws(LedgerError) {
        try courier.flush(now: now)
        saveFollowUp(now: now, atOnce: true)
    }

    // MARK: - Steps of a wake-up

    private func pollIfWanted(now: Instant) {
        guard wantsPoll || store.hasMore else { return }
        wantsPoll = false
        guard tryStore(now: now) else { return }
        if let last = lastReconciled, pass == nil, now - last > Self.reconcileEvery {
            beginPass(.reconcile, now: now)
        }
        do {
            try noticeRecovery(now: now)
            switch try store.poll() {
            case .unchanged: break
            case .tickets(let keys): look(at: keys, isChanged: true, now: now)
            case .reset(let reason):
                logger.warning(
                    "the ticket store is not the one it was: \(reason)",
                    metadata: ["EVENT": "store_replaced"]
                )
                beginPass(.storeReset, now: now)
            }
        } catch {
            storeFailed(error, now: now)
        }
    }

    private func takeDueHints(now: Instant, outOfTime: () -> Bool) {
        // In slices, since a whole morning's deadlines may come at once and systemd wants its ping.
        var isOut = false
        repeat {
            let keys = store.isOpen ? schedule.takeDue(now, limit: Self.slice) : []
            if keys.isEmpty { break }
            let left = look(at: keys, isChanged: false, now: now) {
                isOut = outOfTime()
                return isOut
            }
            for key in left { schedule.push(key, at: now) }
        } while !isOut
        compactSchedule(needed: compacted)
    }

    /// Drops the hints that changes and passes leave behind and nobody needs any more.
    ///
    /// - Parameter needed: how many there are without those.
    func compactSchedule(needed: Int) {
        compacted = needed
        guard schedule.count > max(1_000, needed + needed / 4) else { return }
        schedule.compact()
        compacted = schedule.count
    }

    private func deliver(now: Instant) {
        do {
            // Sending nothing goes well on a full disk too: only a write tells that it is over.
            if ledgerTrouble != nil {
                try ledger.keep("\(now.milliseconds)", as: "written")
                ledgerWorks()
            }
            if configuration.shadow {
                // What was still to be sent waits until something may be sent again.
                try courier.flush(now: now)
                nextDelivery = nil
            } else if let end = endOfPause(now: now) {
                try courier.flush(now: now)
                nextDelivery = end
            } else {
                nextDelivery = try courier.pump(now: now, gate: self)
            }
        } catch {
            ledgerFailed(error)
            nextDelivery = now + .seconds(5)
        }
    }

    /// Keeps the ladders as they stand now, and finds who goes on on a former one.
    private func formerLadders(
        under configuration: EngineConfiguration,
        now: Instant
    ) throws(LedgerError) -> (ladders: [Int64: Ladder], tickets: Set<String>) {
        let former = try ledger.keep(configuration.readers.flatMap(\.ladders))
        let tickets = try ledger.tickets(
            onLadders: Set(former.keys),
            since: now - Self.ladderMemory
        )
        return (former, tickets)
    }

    func reader(for ticket: Ticket) -> PolicyEvaluator? {
        configuration.policies.entry(for: ticket).map { readers[$0] }
    }
}

extension EngineConfiguration {
    fileprivate var readers: [PolicyEvaluator] {
        policies.entries.map { PolicyEvaluator(policy: $0.policy) }
    }

    fileprivate var wordCheck: WordCheck {
        WordCheck(policies: policies, people: writer.people)
    }
}
