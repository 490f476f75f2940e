import BusinessTime
import Ledger
import Logging
import ServiceLevels
import TicketStore

/// Looks at every open ticket, in slices: at a start, after a change of rules, and now and then.
final class FullPass: EngineModule {
    /// How long between two passes that find what no event showed.
    private static let reconcileEvery = TimeSpan.hours(6)
    /// How long at least between two passes that find the deadlines ahead.
    private static let refillEvery = TimeSpan.minutes(10)
    private static let fingerprintNote = "fingerprint"

    private let context: EngineContext
    private let ticketEvaluator: TicketEvaluator
    private let nextDeadline: NextDeadline
    private let recorder: AlertRecorder
    private let storeHealth: StoreHealth
    private let ledgerHealth: LedgerHealth
    private var progress: Progress?
    private var backlog: Backlog?
    /// How many passes have come to their end.
    private(set) var finished = 0
    /// When the last of them did.
    var lastFinished: Instant?

    init(
        _ context: EngineContext,
        _ ticketEvaluator: TicketEvaluator,
        _ nextDeadline: NextDeadline,
        _ recorder: AlertRecorder,
        _ storeHealth: StoreHealth,
        _ ledgerHealth: LedgerHealth
    ) {
        self.context = context
        self.ticketEvaluator = ticketEvaluator
        self.nextDeadline = nextDeadline
        self.recorder = recorder
        self.storeHealth = storeHealth
        self.ledgerHealth = ledgerHealth
    }

    /// Whether one is under way.
    var isUnderWay: Bool { progress != nil }

    func start(now: Instant) throws(LedgerError) {
        begin(try startReason(), now: now)
    }

    /// Looks at open tickets until the time is up.
    func run(now: Instant, outOfTime: () -> Bool) -> Instant? {
        reconcileIfDue(now: now)
        let before = finished
        var isOut = false
        while !isOut, context.store.isOpen, let progress, now >= progress.notBefore {
            isOut = runSlice(progress, now: now, outOfTime: outOfTime)
        }
        guard context.store.isOpen else { return nil }
        // Whoever waits for the end of a pass is to be run at once.
        return finished == before ? progress?.notBefore : now
    }

    /// Begins a pass, or begins the one under way anew.
    ///
    /// - Parameters:
    ///   - reason: why everything is looked at.
    ///   - now: the moment.
    ///   - notBefore: when to go on, after a fault.
    func begin(_ reason: Reason, now: Instant, notBefore: Instant? = nil) {
        // A pass that is under way and is to be summarised stays so.
        let summed = backlog?.reason ?? reason
        progress = Progress(reason: summed, began: now, notBefore: notBefore ?? now)
        // By other rules or in another store all deadlines would be wrong.
        nextDeadline.passBegins(isSame: reason == .reconcile)
        if reason == .storeReset {
            // The keys may mean other tickets now.
            context.schedule.removeAll()
            ticketEvaluator.forgetAll()
        }
        if summed.mayBeSummarised, backlog == nil { backlog = Backlog(reason: summed) }
        backlog?.beginAnew()
    }

    /// Why everything has to be looked at, as far as the ledger shows.
    private func startReason() throws(LedgerError) -> Reason {
        let ledger = context.ledger
        if let reason = try Backlog.unfinished(in: ledger) { return reason }
        switch ledger.condition {
        case .new: return .firstStart
        case .replaced: return .ledgerLost
        case .existing:
            let known = try ledger.note(Self.fingerprintNote)
            // Without a position an older version wrote the ledger: nothing is known of closed
            // tickets.
            guard known == context.configuration.fingerprint,
                try ledger.note(Ledger.positionNote) != nil
            else { return .reload }
            return .restart
        }
    }

    private func reconcileIfDue(now: Instant) {
        guard progress == nil, context.store.isOpen, let lastFinished else { return }
        let every = nextDeadline.isExhausted ? Self.refillEvery : Self.reconcileEvery
        if now - lastFinished >= every { begin(.reconcile, now: now) }
    }

    /// Looks at one slice of the tickets and records what was found.
    ///
    /// - Returns: Whether the time is up.
    private func runSlice(_ slice: Progress, now: Instant, outOfTime: () -> Bool) -> Bool {
        var progress = slice
        var outboxEntries: [OutboxEntry] = []
        var keys: [Int64] = []
        var isOut = false
        /// Whether there is time for another ticket.
        func look(at ticket: Ticket) -> Bool {
            var review = TicketReview(of: ticket, by: context, now: now, keepingReadings: false)
            if let outboxEntry = ticketEvaluator.evaluate(&review, isDecided: false, now: now) {
                outboxEntries.append(outboxEntry)
                keys.append(ticket.key)
            }
            isOut = outOfTime()
            return !isOut
        }
        do {
            if progress.closed == nil {
                try lookAtOpen(&progress, look)
            } else {
                try lookAtClosed(&progress, look)
            }
            progress.alerts += outboxEntries.reduce(0) { $0 + $1.alerts.count }
            self.progress = progress
            try record(outboxEntries, keys: keys, now: now)
            if progress.closed?.isEmpty ?? false { try end(progress, now: now) }
        } catch let error as LedgerError {
            // What is recorded already is not said again, so looking anew does no harm.
            ledgerHealth.failed(error)
            begin(progress.reason, now: now, notBefore: now + LedgerHealth.retry)
        } catch {
            storeHealth.failed(error, now: now)
            self.progress?.notBefore = now + StoreHealth.retry
        }
        return isOut
    }

    /// Looks at a slice of the open tickets, as long as the body has time for another.
    private func lookAtOpen(_ progress: inout Progress, _ body: (Ticket) -> Bool) throws {
        /// Ends a slice in the middle.
        struct OutOfTime: Error {}
        let store = context.store
        if progress.after == nil {
            let count = try store.openCount()
            context.schedule.reserve(count)
            // Sorting is for what is left over, not for what a pass is about to bring.
            context.schedule.compactIfCrowded(needed: count)
        }
        var count = 0
        var last = progress.after
        do {
            progress.after = try store.openTickets(
                after: progress.after,
                limit: Evaluations.slice
            ) { ticket in
                count += 1
                last = ticket.id
                if !body(ticket) { throw OutOfTime() }
            }
        } catch is OutOfTime {
            progress.after = last
        }
        progress.tickets += count
        guard progress.after == nil else { return }
        progress.closed =
            progress.reason.readsClosed
            ? try store.closedKeys(since: progress.began - TicketStore.closedHorizon)[...] : []
    }

    /// Looks at a slice of the closed tickets, as long as the body has time for another.
    private func lookAtClosed(_ progress: inout Progress, _ body: (Ticket) -> Bool) throws {
        let closed = progress.closed ?? []
        var count = 0
        for key in closed.prefix(Evaluations.slice) {
            count += 1
            if let ticket = try context.store.ticket(key: key), !body(ticket) { break }
        }
        progress.closed = closed.dropFirst(count)
    }

    private func record(
        _ outboxEntries: [OutboxEntry],
        keys: [Int64],
        now: Instant
    ) throws(LedgerError) {
        if outboxEntries.isEmpty { return }
        guard var backlog, !context.configuration.shadow else {
            return recorder.record(outboxEntries, retrying: keys[...], now: now)
        }
        try backlog.add(outboxEntries, context, recorder, now: now)
        self.backlog = backlog
    }

    private func end(_ progress: Progress, now: Instant) throws(LedgerError) {
        try backlog?.end(context, recorder, now: now)
        backlog = nil
        try context.ledger.keep(context.configuration.fingerprint, as: Self.fingerprintNote)
        self.progress = nil
        nextDeadline.passEnds()
        lastFinished = now
        finished += 1
        context.schedule.compactIfCrowded(needed: progress.tickets)
        context.openTickets = progress.tickets
        context.logger.info(
            "looked at all \(progress.tickets) open tickets (\(progress.reason.rawValue))",
            metadata: [
                "EVENT": "full_pass_finished", "SLA_TICKETS": "\(progress.tickets)",
                "SLA_ALERTS": "\(progress.alerts)",
            ]
        )
    }
}
