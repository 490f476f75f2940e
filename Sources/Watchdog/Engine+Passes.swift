import BusinessTime
import Delivery
import Ledger
import Logging
import ServiceLevels
import TicketStore

/// What was past when a watch began, to be told as one.
///
/// Alerts are kept back until there are more than a summary is worth; from then on they are only
/// counted, and recorded as known.
struct Backlog {
    var reason: FullPass.Reason
    var kept: [OutboxEntry] = []
    var isSummary = false
}

extension Engine {
    private static let fingerprintNote = "fingerprint"
    private static let backlogNote = "backlog"

    /// Why everything has to be looked at, as far as the ledger tells.
    func startReason() throws(LedgerError) -> FullPass.Reason {
        if let note = try ledger.note(Self.backlogNote), !note.isEmpty,
            let reason = FullPass.Reason(rawValue: String(note.prefix { $0 != " " }))
        {
            return reason
        }
        switch ledger.condition {
        case .new: return .firstStart
        case .replaced: return .ledgerLost
        case .existing:
            let known = try ledger.note(Self.fingerprintNote)
            // Without a position an older version wrote the ledger: nothing is known of closed
            // tickets.
            guard known == configuration.fingerprint, try ledger.note(Ledger.positionNote) != nil
            else { return .reload }
            return .restart
        }
    }

    func beginPass(_ reason: FullPass.Reason, now: Instant) {
        // A pass that is under way and is to be summarised stays so: it begins anew.
        let summed = backlog?.reason ?? reason
        pass = FullPass(reason: summed, began: now)
        // By other rules or in another store they would all be wrong.
        if reason != .reconcile { deadlines = DeadlineQueue() }
        foundDeadlines = deadlines.isTrimmed ? DeadlineQueue() : nil
        if reason == .storeReset {
            // The keys may mean other tickets now.
            schedule.removeAll()
            late = []
            unknown.beginAnew()
        }
        if summed.mayBeSummarised, backlog == nil { backlog = Backlog(reason: summed) }
        // All tickets are looked at anew: what was kept of them would count twice.
        backlog?.kept = []
    }

    /// Looks at open tickets until the time is up.
    func runSlice(now: Instant, outOfTime: () -> Bool) {
        var isOut = false
        while !isOut, store.isOpen, var pass, now >= pass.notBefore {
            var outboxEntries: [OutboxEntry] = []
            var keys: [Int64] = []
            /// Whether there is time for another ticket.
            func look(at ticket: Ticket) -> Bool {
                if let outboxEntry = judge(ticket, now: now) {
                    outboxEntries.append(outboxEntry)
                    keys.append(ticket.key)
                }
                isOut = outOfTime()
                return !isOut
            }
            do {
                if let closed = pass.closed {
                    var count = 0
                    for key in closed.prefix(Self.slice) {
                        count += 1
                        if let ticket = try store.ticket(key: key), !look(at: ticket) { break }
                    }
                    pass.closed = closed.dropFirst(count)
                } else {
                    try lookAtOpen(&pass, look)
                }
                pass.alerts += outboxEntries.reduce(0) { $0 + $1.alerts.count }
                self.pass = pass
                try recordPass(outboxEntries, keys: keys, now: now)
                if pass.closed?.isEmpty ?? false { try endPass(pass, now: now) }
            } catch let error as LedgerError {
                // What is recorded already is not said again, so looking anew does no harm.
                ledgerFailed(error)
                beginPass(pass.reason, now: now)
                self.pass?.notBefore = now + .seconds(5)
            } catch {
                let error = error as? TicketStoreError ?? TicketStoreError(.system, "\(error)")
                storeFailed(error, now: now)
                self.pass?.notBefore = now + Self.storeRetry
            }
        }
    }

    /// Looks at a slice of the open tickets, as long as the body has time for another.
    private func lookAtOpen(_ pass: inout FullPass, _ body: (Ticket) -> Bool) throws {
        /// Ends a slice in the middle.
        struct OutOfTime: Error {}
        if pass.after == nil {
            let count = try store.openCount()
            schedule.reserve(count)
            // Sorting is for what is left over, not for what a pass is about to bring.
            compactSchedule(needed: count)
        }
        var count = 0
        var last = pass.after
        do {
            pass.after = try store.openTickets(after: pass.after, limit: Self.slice) { ticket in
                count += 1
                last = ticket.id
                if !body(ticket) { throw OutOfTime() }
            }
        } catch is OutOfTime {
            pass.after = last
        }
        pass.tickets += count
        guard pass.after == nil else { return }
        pass.closed =
            pass.reason.readsClosed
            ? try store.closedKeys(since: pass.began - TicketStore.closedHorizon)[...] : []
    }

    private func recordPass(
        _ outboxEntries: [OutboxEntry],
        keys: [Int64],
        now: Instant
    ) throws(LedgerError) {
        guard var backlog, !outboxEntries.isEmpty, !configuration.shadow else {
            return record(outboxEntries, retrying: keys, now: now)
        }
        backlog.kept += outboxEntries
        let count = backlog.kept.reduce(0) { $0 + $1.alerts.count }
        if backlog.isSummary || count > configuration.summaryAbove {
            if !backlog.isSummary {
                // Should we be killed now, the next start goes on with the summary.
                try ledger.keep(
                    "\(backlog.reason.rawValue) \(now.milliseconds)",
                    as: Self.backlogNote
                )
                backlog.isSummary = true
                Failpoint.backlogNoted.pass()
            }
            let known = backlog.kept.map { kept in
                var outboxEntry = kept
                outboxEntry.disposition = .known
                outboxEntry.deliveries = []
                return outboxEntry
            }
            let (new, dropped) = try ledger.record(known, inFlight: courier.inFlight, now: now)
            courier.add(new, dropped: dropped)
            backlog.kept = []
        }
        self.backlog = backlog
    }

    private func endPass(_ pass: FullPass, now: Instant) throws(LedgerError) {
        try endBacklog(now: now)
        try ledger.keep(configuration.fingerprint, as: Self.fingerprintNote)
        self.pass = nil
        if let found = foundDeadlines { deadlines.takeUp(found) }
        foundDeadlines = nil
        lastReconciled = now
        compactSchedule(needed: pass.tickets)
        open = pass.tickets
        breachesLookedAt = ""
        logger.info(
            "looked at all \(pass.tickets) open tickets (\(pass.reason.rawValue))",
            metadata: [
                "EVENT": "full_pass_finished", "SLA_TICKETS": "\(pass.tickets)",
                "SLA_ALERTS": "\(pass.alerts)",
            ]
        )
    }

    private func endBacklog(now: Instant) throws(LedgerError) {
        let note = try ledger.note(Self.backlogNote) ?? ""
        guard let backlog else { return }
        if configuration.shadow {
            // A summary that was begun before is told when something may be told again.
            self.backlog = nil
            return
        }
        guard backlog.isSummary || !note.isEmpty else {
            try record(backlog.kept, now: now)
            self.backlog = nil
            return
        }
        let since = note.split(separator: " ").last.flatMap { Int64($0) } ?? now.milliseconds
        let known = try ledger.known(since: Instant(milliseconds: since))
        let summary = AlertMessage.Summary(
            reason: backlog.reason.rawValue,
            tickets: known.tickets,
            kinds: known.kinds,
            examples: known.oldest
        )
        let identity = AlertIdentity(
            ticket: "",
            clock: "summary",
            cycle: CycleID(seq: 0, at: Instant(milliseconds: since)),
            promiseRevision: 0,
            step: "summary",
            occurrence: 1
        )
        let deliveries = configuration.writer.deliveries(
            of: summary,
            identity: identity,
            roles: configuration.administrators,
            now: now
        )
        let outboxEntry = OutboxEntry(alerts: [], disposition: .known, deliveries: deliveries)
        try record([outboxEntry], now: now)
        Failpoint.summaryCommitted.pass()
        try ledger.keep("", as: Self.backlogNote)
        self.backlog = nil
        logger.notice(
            "\(known.tickets) tickets already had something due: told as one summary",
            metadata: ["EVENT": "alert_summary", "SLA_TICKETS": "\(known.tickets)"]
        )
    }
}
