import BusinessTime
import Delivery
import Ledger
import Logging
import ServiceLevels
import TicketStore

extension Engine {
    /// Reads tickets again and records what is to be said about them.
    ///
    /// - Parameters:
    ///   - keys: the tickets.
    ///   - isChanged: whether something has happened to them, rather than come due.
    ///   - now: the moment.
    ///   - outOfTime: asked after each ticket; one is always looked at.
    /// - Returns: the tickets for which no time was left.
    @discardableResult
    func look(
        at keys: [Int64],
        isChanged: Bool,
        now: Instant,
        outOfTime: () -> Bool = { false }
    ) -> ArraySlice<Int64> {
        var outboxEntries: [OutboxEntry] = []
        var left: ArraySlice<Int64> = []
        for (index, key) in keys.enumerated() {
            if index > 0, outOfTime() {
                left = keys[index...]
                break
            }
            do {
                guard let ticket = try store.ticket(key: key) else {
                    late.remove(key)
                    unknown.forget(key)
                    continue
                }
                if ticket.state != .closed { planClosedLook(at: ticket.id, nil) }
                let judged = judge(ticket, isDecided: true, now: now)
                // Ends first: what is said at the same moment is not undone by them.
                outboxEntries += endedBreaches(of: ticket, now: now)
                if let judged { outboxEntries.append(judged) }
                if isChanged, courier.holdsAny { rejudgeHeld(of: ticket, now: now) }
            } catch {
                // What was not read is looked at again; the store has time to recover.
                for key in keys[index...] { schedule.push(key, at: now + Self.storeRetry) }
                storeFailed(error, now: now)
                break
            }
        }
        record(outboxEntries, retrying: keys, now: now)
        // Some may have been opened or closed: to be counted again when somebody asks.
        if !keys.isEmpty { open = nil }
        return left
    }

    /// What was kept back for the night may be urgent now.
    private func rejudgeHeld(of ticket: Ticket, now: Instant) {
        do {
            try courier.reconsiderHeld(.quietHours, of: ticket.id, now: now)
        } catch {
            ledgerFailed(error)
        }
    }

    /// Evaluates a ticket, plans the next look, and says what is to be recorded.
    ///
    /// - Parameters:
    ///   - ticket: the ticket.
    ///   - isDecided: whether something may have been decided of it, rather than long ago.
    ///   - now: the moment.
    /// - Returns: what is to be recorded; nil where nothing is new.
    func judge(_ ticket: Ticket, isDecided: Bool = false, now: Instant) -> OutboxEntry? {
        let entry = configuration.policies.entry(for: ticket)
        noteUnknown(in: ticket, underEntry: entry, now: now)
        guard let reader = entry.map({ readers[$0] }) else {
            tellUnwatched(ticket)
            if ticket.state == .closed { planClosedLook(at: ticket.id, nil) }
            return nil
        }
        tellOutOfBounds(ticket)
        var evaluation = reader.evaluate(ticket, now: now)
        Failpoint.ticketJudged.pass()
        var raised: RaisedSteps?
        var decided: [CycleDecision] = []
        var redelivered: [Int64] = []
        do {
            if isDecided || !evaluation.due.isEmpty {
                let known = try ledger.decisions(of: ticket.id)
                evaluation.leaveOut(known, of: ticket)
                decided = newDecisions(of: ticket, by: reader, known: known, now: now)
            }
            if !evaluation.due.isEmpty || onFormerLadders.contains(ticket.id) {
                let said = try ledger.raised(ticket: ticket.id, inShadow: configuration.shadow)
                raised = said
                let begun = said.turns(on: formerLadders)
                if !begun.isEmpty {
                    evaluation = reader.evaluate(ticket, now: now, begun: begun)
                }
            }
            redelivered = try self.redelivered(ticket, evaluation)
        } catch {
            schedule.push(ticket.key, at: now + .seconds(5))
            ledgerFailed(error)
            return nil
        }
        if let next = evaluation.next { schedule.push(ticket.key, at: next) }
        if ticket.state == .closed { planClosedLook(at: ticket.id, evaluation.next) }
        deadlines.note(ticket.key, evaluation.nextDeadline)
        foundDeadlines?.note(ticket.key, evaluation.nextDeadline)
        if evaluation.isLate { late.insert(ticket.key) } else { late.remove(ticket.key) }
        var outboxEntry = OutboxEntry(
            alerts: [],
            disposition: configuration.shadow ? .shadow : .raised,
            deliveries: [],
            decisions: decided
        )
        outboxEntry.redelivered = redelivered
        if let raised {
            let activeAcknowledgements = activeAcknowledgements(of: ticket, now: now)
            outboxEntry.alerts = evaluation.alerts(
                raised: raised,
                activeAcknowledgements: activeAcknowledgements
            )
        }
        guard !outboxEntry.alerts.isEmpty else {
            return decided.isEmpty && redelivered.isEmpty ? nil : outboxEntry
        }
        if configuration.shadow { return outboxEntry }
        let readings = reader.readings(of: ticket, now: now, explained: true)
        outboxEntry.deliveries = configuration.writer.deliveries(
            of: outboxEntry.alerts,
            ticket: ticket,
            readings: readings,
            missing: missingFields(of: ticket, for: outboxEntry.alerts),
            now: now
        )
        return outboxEntry
    }

    /// The messages that were dropped as true no more and tell of something that is due again, as
    /// where a ticket was closed while its message waited, and opened again.
    private func redelivered(
        _ ticket: Ticket,
        _ evaluation: Evaluation
    ) throws(LedgerError) -> [Int64] {
        guard !configuration.shadow, !evaluation.due.isEmpty else { return [] }
        let due = Set(evaluation.due.map(\.identity))
        return try ledger.lapsed(of: ticket.id).filter { $0.alerts.contains(where: due.contains) }
            .map(\.seq)
    }

    /// What a ticket's record lacks, where an alert tells of it.
    private func missingFields(of ticket: Ticket, for alerts: [Alert]) -> [String] {
        guard alerts.contains(where: \.step.tellsMissing) else { return [] }
        return (try? store.missingFields(of: ticket.key)) ?? []
    }

    /// Records entries in one transaction; where that fails the tickets are looked at again.
    func record(_ outboxEntries: [OutboxEntry], retrying keys: [Int64], now: Instant) {
        guard !outboxEntries.isEmpty else { return }
        do {
            try record(outboxEntries, now: now)
            ledgerWorks()
        } catch {
            for key in keys { schedule.push(key, at: now + .seconds(5)) }
            ledgerFailed(error)
        }
    }

    /// Records entries in one transaction and queues their messages.
    func record(_ outboxEntries: [OutboxEntry], now: Instant) throws(LedgerError) {
        Failpoint.alertsReady.pass()
        let (new, dropped) = try ledger.record(outboxEntries, inFlight: courier.inFlight, now: now)
        courier.add(new, dropped: dropped)
        for outboxEntry in outboxEntries {
            for alert in outboxEntry.alerts { tell(alert, outboxEntry.disposition, now: now) }
        }
    }

    private func tell(_ alert: Alert, _ disposition: Disposition, now: Instant) {
        let step = alert.step
        var metadata: Logger.Metadata = [
            "EVENT": "alert_\(step.kind.rawValue)",
            "SLA_TICKET": "\(step.identity.ticket)",
            "SLA_CLOCK": "\(step.identity.clock)",
            "SLA_RULE": "\(step.rule)",
            "SLA_STEP": "\(step.identity.step)",
            "SLA_OCCURRENCE": "\(step.identity.occurrence)",
            "SLA_KIND": "\(step.kind.rawValue)",
            "SLA_ROLES": "\(alert.roles.joined(separator: ","))",
            "SLA_DISPOSITION": "\(disposition.rawValue)",
        ]
        if let due = step.due {
            metadata["SLA_DUE"] = "\(due.iso8601(in: configuration.writer.zone))"
            metadata["SLA_LATE_SECONDS"] = "\((now - due).seconds)"
        }
        let level: Logger.Level =
            switch step.kind {
            case .breach, .escalation: .warning
            case .warning, .nudge, .notice, .summary, .resolved, .digest, .drill: .notice
            }
        logger.log(
            level: level,
            "\(step.kind.rawValue) \(step.identity.ticket) \(step.identity.clock) (\(step.rule))",
            metadata: metadata
        )
    }

    /// Says once of a ticket that it names a time which counts as the nearest there can be.
    private func tellOutOfBounds(_ ticket: Ticket) {
        guard ticket.events.contains(where: TimeBounds.touches), outOfBounds.count < 1_000,
            outOfBounds.insert(ticket.id).inserted
        else { return }
        logger.warning(
            "ticket \(ticket.id) names a time before 1970 or after 2199, which counts as the nearest",
            metadata: ["EVENT": "ticket_time_out_of_bounds", "SLA_TICKET": "\(ticket.id)"]
        )
    }

    /// Says once that no policy is for such tickets: none must be silently unwatched.
    private func tellUnwatched(_ ticket: Ticket) {
        late.remove(ticket.key)
        let queue = ticket["queue"] ?? ""
        guard unwatched.count < 1_000, unwatched.insert(queue).inserted else { return }
        logger.warning(
            "no policy is for ticket \(ticket.id): it is not watched, nor are others like it",
            metadata: ["EVENT": "ticket_unwatched", "SLA_TICKET": "\(ticket.id)"]
        )
    }
}
