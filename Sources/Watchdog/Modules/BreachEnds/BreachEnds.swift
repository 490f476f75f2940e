import BusinessTime
import Ledger
import ServiceLevels
import TicketStore

/// Looks, after each full pass, at every ticket that has a breach whose end was not sent.
///
/// One may have been closed while the daemon was down. Runs before the pass, so that what the pass
/// found is delivered in between.
final class BreachEnds: EngineModule {
    private let context: EngineContext
    private let finder: BreachEndFinder
    private let fullPass: FullPass
    private let recorder: AlertRecorder
    private let storeHealth: StoreHealth
    private let ledgerHealth: LedgerHealth
    /// The last ticket looked at; empty at the begin, nil if no look is under way.
    private var last: String?
    /// How many passes had finished when the look began.
    private var pass = 0

    init(
        _ context: EngineContext,
        _ finder: BreachEndFinder,
        _ fullPass: FullPass,
        _ recorder: AlertRecorder,
        _ storeHealth: StoreHealth,
        _ ledgerHealth: LedgerHealth
    ) {
        self.context = context
        self.finder = finder
        self.fullPass = fullPass
        self.recorder = recorder
        self.storeHealth = storeHealth
        self.ledgerHealth = ledgerHealth
    }

    func run(now: Instant, outOfTime: () -> Bool) -> Instant? {
        if fullPass.finished != pass {
            pass = fullPass.finished
            last = ""
        }
        var isOut = false
        while !isOut, context.store.isOpen, !fullPass.isUnderWay, let last {
            isOut = runSlice(after: last, now: now, outOfTime: outOfTime)
        }
        return context.store.isOpen && !fullPass.isUnderWay && last != nil ? now : nil
    }

    /// Looks at a slice of the tickets and records what is over.
    ///
    /// - Returns: Whether the time is up.
    private func runSlice(after first: String, now: Instant, outOfTime: () -> Bool) -> Bool {
        var last = first
        var isOut = false
        do {
            let limit = Evaluations.slice
            let ids = try context.ledger.ticketsOfUnendedBreaches(after: last, limit: limit)
            var outboxEntries: [OutboxEntry] = []
            var keys: [Int64] = []
            for id in ids where !isOut {
                last = id
                isOut = outOfTime()
                guard let ticket = try context.store.ticket(id: id) else { continue }
                var review = TicketReview(
                    of: ticket,
                    by: context,
                    now: now,
                    keepingReadings: false
                )
                let ends = finder.endedBreaches(of: &review, now: now)
                if ends.isEmpty { continue }
                outboxEntries += ends
                keys.append(ticket.key)
            }
            let isDone = ids.count < limit && last == ids.last ?? last
            self.last = isDone ? nil : last
            recorder.record(outboxEntries, retrying: keys[...], now: now)
        } catch let error as LedgerError {
            ledgerHealth.failed(error)
            fullPass.begin(.reconcile, now: now, notBefore: now + LedgerHealth.retry)
        } catch {
            storeHealth.failed(error, now: now)
            fullPass.begin(.reconcile, now: now, notBefore: now + StoreHealth.retry)
        }
        return isOut
    }
}
