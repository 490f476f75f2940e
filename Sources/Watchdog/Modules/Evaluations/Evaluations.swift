import BusinessTime
import Ledger
import Notifications
import ServiceLevels
import TicketStore

/// Reads tickets that changed or came due, and records what is to be said about them.
final class Evaluations: EngineModule {
    /// How many tickets at most are recorded in one transaction.
    static let slice = 500
    /// How many pending evaluations one wake-up schedules: a morning's deadlines must not wait.
    private static let pendingAtOnce = 200

    private let context: EngineContext
    private let ticketEvaluator: TicketEvaluator
    private let breachEnds: BreachEndFinder
    private let recorder: AlertRecorder
    private let followUp: FollowUp
    private let storeHealth: StoreHealth
    private let ledgerHealth: LedgerHealth

    init(
        _ context: EngineContext,
        _ ticketEvaluator: TicketEvaluator,
        _ breachEnds: BreachEndFinder,
        _ recorder: AlertRecorder,
        _ followUp: FollowUp,
        _ storeHealth: StoreHealth,
        _ ledgerHealth: LedgerHealth
    ) {
        self.context = context
        self.ticketEvaluator = ticketEvaluator
        self.breachEnds = breachEnds
        self.recorder = recorder
        self.followUp = followUp
        self.storeHealth = storeHealth
        self.ledgerHealth = ledgerHealth
    }

    func start(now: Instant) throws(LedgerError) {
        ticketEvaluator.formerLadders = try FormerLadders(
            in: context.ledger,
            under: context.configuration,
            now: now
        )
    }

    func configurationChanged(now: Instant) {
        ticketEvaluator.warnings.configurationChanged()
    }

    /// Evaluates what is due, after scheduling what is pending.
    func run(now: Instant, outOfTime: () -> Bool) -> Instant? {
        schedulePending(now: now)
        evaluateDue(now: now, outOfTime: outOfTime)
        guard context.store.isOpen, !context.pendingEvaluations.isEmpty else { return nil }
        return storeHealth.failingSince == nil ? now : now + StoreHealth.retry
    }

    /// Reads tickets again and records what is to be said about them.
    ///
    /// - Parameters:
    ///   - keys: the tickets.
    ///   - isChanged: whether something has happened to them, rather than come due.
    ///   - now: the moment.
    ///   - outOfTime: asked after each ticket; one is always evaluated.
    /// - Returns: the tickets for which no time was left.
    func evaluate(
        _ keys: ArraySlice<Int64>,
        isChanged: Bool,
        now: Instant,
        outOfTime: () -> Bool
    ) -> ArraySlice<Int64> {
        var outboxEntries: [OutboxEntry] = []
        var left: ArraySlice<Int64> = []
        for (index, key) in zip(keys.indices, keys) {
            if index > keys.startIndex, outOfTime() {
                left = keys[index...]
                break
            }
            do {
                guard let ticket = try context.store.ticket(key: key) else {
                    ticketEvaluator.forget(key)
                    continue
                }
                if ticket.state != .closed { followUp.planClosedLook(at: ticket.id, nil) }
                var review = TicketReview(
                    of: ticket,
                    by: context,
                    now: now,
                    keepingReadings: true
                )
                let evaluated = ticketEvaluator.evaluate(&review, isDecided: true, now: now)
                // Ends first: what is said at the same moment is not undone by them.
                outboxEntries += breachEnds.endedBreaches(of: &review, now: now)
                if let evaluated { outboxEntries.append(evaluated) }
                if isChanged, context.courier.holdsAny { reconsiderHeld(of: ticket, now: now) }
            } catch {
                // What was not read is looked at again; the store has time to recover.
                for key in keys[index...] {
                    context.schedule.push(key, at: now + StoreHealth.retry)
                }
                storeHealth.failed(error, now: now)
                break
            }
        }
        recorder.record(outboxEntries, retrying: keys, now: now)
        // Some may have been opened or closed: to be counted again when somebody asks.
        if !keys.isEmpty { context.openTickets = nil }
        return left
    }

    /// Schedules tickets that are known by their ids.
    private func schedulePending(now: Instant) {
        guard context.store.isOpen else { return }
        for id in context.pendingEvaluations.prefix(Self.pendingAtOnce) {
            do {
                if let ticket = try context.store.ticket(id: id) {
                    context.schedule.push(ticket.key, at: now)
                } else {
                    followUp.planClosedLook(at: id, nil)
                }
                context.pendingEvaluations.remove(id)
            } catch {
                return storeHealth.failed(error, now: now)
            }
        }
    }

    private func evaluateDue(now: Instant, outOfTime: () -> Bool) {
        // In slices, since a whole morning's deadlines may come at once and systemd wants its ping.
        var isOut = false
        repeat {
            let keys = context.store.isOpen ? context.schedule.takeDue(now, limit: Self.slice) : []
            if keys.isEmpty { break }
            let left = evaluate(keys[...], isChanged: false, now: now) {
                isOut = outOfTime()
                return isOut
            }
            for key in left { context.schedule.push(key, at: now) }
        } while !isOut
        context.schedule.compactIfCrowded()
    }

    /// What was kept back for the night may be urgent now.
    private func reconsiderHeld(of ticket: Ticket, now: Instant) {
        do {
            try context.courier.reconsiderHeld(.quietHours, of: ticket.id, now: now)
        } catch {
            ledgerHealth.failed(error)
        }
    }
}
