import BusinessTime
import Ledger
import Notifications
import ServiceLevels
import TicketStore

/// Decides what becomes of messages by the tickets as they are now.
final class TicketGate: DeliveryGate {
    private let context: EngineContext
    private let overrides: Overrides
    private let storeHealth: StoreHealth
    private let ledgerHealth: LedgerHealth

    init(
        _ context: EngineContext,
        _ overrides: Overrides,
        _ storeHealth: StoreHealth,
        _ ledgerHealth: LedgerHealth
    ) {
        self.context = context
        self.overrides = overrides
        self.storeHealth = storeHealth
        self.ledgerHealth = ledgerHealth
    }

    /// What becomes of a message at the moment at which it would leave.
    ///
    /// Is it still true, and if so, does anything keep it back?
    func decision(
        on record: DeliveryRecord,
        alerts: [AlertIdentity],
        now: Instant
    ) -> GateDecision {
        // What speaks of no ticket, a summary or trouble with the watch itself, cannot lapse.
        if record.ticket.isEmpty, record.kind != AlertKind.digest.rawValue { return .send }
        guard context.store.isOpen else { return unreadable(now: now) }
        do {
            if record.ticket.isEmpty { return try decision(onDigest: record, alerts, now: now) }
            guard let ticket = try context.store.ticket(id: record.ticket),
                var review = review(of: ticket, now: now)
            else { return .drop(reason: "the ticket is watched no more") }
            guard try alerts.contains(where: { try isTrue($0, &review) }) else {
                return .drop(reason: try lapse(of: alerts, ticket))
            }
            return hold(record, alerts, ticket, now: now).map(GateDecision.hold) ?? .send
        } catch let error as TicketStoreError {
            storeHealth.failed(error, now: now)
        } catch {
            if let error = error as? LedgerError { ledgerHealth.failed(error) }
        }
        return unreadable(now: now)
    }

    /// Rather a little later than about a ticket already answered; but what cannot be read for a
    /// minute must not keep everything back.
    private func unreadable(now: Instant) -> GateDecision {
        storeHealth.hasFailedForLong(now: now) ? .send : .unknown
    }

    /// A digest goes out as it is while all it tells is true.
    ///
    /// Its members were judged one by one before they were told as one.
    private func decision(
        onDigest record: DeliveryRecord,
        _ alerts: [AlertIdentity],
        now: Instant
    ) throws -> GateDecision {
        var lapsed = 0
        let tickets = Dictionary(grouping: alerts, by: \.ticket)
        for (id, alerts) in tickets where !id.isEmpty {
            guard let ticket = try context.store.ticket(id: id),
                var review = review(of: ticket, now: now),
                try alerts.contains(where: { try isTrue($0, &review) })
            else {
                lapsed += 1
                continue
            }
        }
        if lapsed == 0 { return .send }
        if !record.mayHaveArrived { return .unbundle }
        return lapsed == tickets.count ? .drop(reason: "answered before it left") : .send
    }

    /// One message that tells of several.
    func digest(
        of members: [DeliveryRecord],
        reason: String,
        now: Instant
    ) -> NewDelivery? {
        context.configuration.writer.digest(of: members, reason: reason, now: now)
    }

    /// Whether an alert still holds; that a breach is over holds as long as its clock does not run.
    private func isTrue(
        _ alert: AlertIdentity,
        _ review: inout TicketReview
    ) throws(LedgerError) -> Bool {
        // That a correction undid a breach stays true, also when the next deadline passes before it
        // leaves: the ledger counts the breach as unsaid and says it anew, after this.
        if alert.step == AlertIdentity.correctedStep { return true }
        if alert.step == AlertIdentity.resolvedStep {
            return !(review.look?.isRunning(CycleKey(alert)) ?? false)
        }
        switch review.look?.truth(of: alert) {
        case .holds: return true
        case .over, nil: return false
        case .ahead:
            // A longer target given since undoes no miss, corrected facts do.
            return try review.decidedAsMissed(CycleKey(alert), in: context.ledger)?.holds(
                for: review.ticket
            ) ?? false
        }
    }

    /// The ticket to be asked; nil if no policy is for it.
    private func review(of ticket: Ticket, now: Instant) -> TicketReview? {
        let review = TicketReview(of: ticket, by: context, now: now, keepingReadings: false)
        return review.look == nil ? nil : review
    }

    /// Why a message is true no more.
    ///
    /// Where it was to tell of a breach's end and the clock runs again, the breach is not over: its
    /// next end is told.
    private func lapse(
        of alerts: [AlertIdentity],
        _ ticket: Ticket
    ) throws(LedgerError) -> String {
        var reason = "answered before it left"
        for alert in alerts where alert.step == AlertIdentity.resolvedStep {
            try context.ledger.reopen(CycleKey(alert), ticket: ticket.id)
            reason = "the clock runs again"
        }
        return reason
    }

    /// What keeps a message back: maintenance, a silence, somebody's acknowledgement, quiet hours,
    /// asked in this order.
    private func hold(
        _ record: DeliveryRecord,
        _ alerts: [AlertIdentity],
        _ ticket: Ticket,
        now: Instant
    ) -> Hold? {
        // Whoever was told of a breach is told of its end, silence or not.
        if record.kind != AlertKind.resolved.rawValue {
            for window in context.configuration.maintenance {
                if let hold = window.hold(ticket, now: now) { return hold }
            }
            if let hold = overrides.silences.hold(subject(record, alerts, ticket), now: now) {
                return hold
            }
            if let hold = acknowledgement(record, alerts, now: now) { return hold }
        }
        let quietUntil = context.configuration.writer.routing.quietUntil(
            record.recipient,
            channel: record.channel,
            kind: AlertKind(rawValue: record.kind) ?? .notice,
            ticket: ticket,
            now: now
        )
        return quietUntil.map { Hold(cause: .quietHours, until: $0, detail: "quiet hours") }
    }

    private func subject(
        _ record: DeliveryRecord,
        _ alerts: [AlertIdentity],
        _ ticket: Ticket
    ) -> SilenceSubject {
        var told = alerts.map { (clock: $0.clock, rule: "") }
        // Only who asks for a rule makes it worth reading the message.
        if overrides.silences.contains(where: { $0.matcher.rule != nil }),
            let message = AlertMessage(body: record.body)
        {
            told = message.data.alerts.map { ($0.clock, $0.rule) }
        }
        return SilenceSubject(
            channel: record.channel,
            kind: record.kind,
            alerts: told,
            ticket: ticket
        )
    }

    /// A repeat or escalation that was queued before somebody took care waits until that expires.
    private func acknowledgement(
        _ record: DeliveryRecord,
        _ alerts: [AlertIdentity],
        now: Instant
    ) -> Hold? {
        // What was raised after the word is judged by `AcknowledgementScope` and is none of its business.
        let given = (overrides.acknowledgements[record.ticket] ?? []).filter {
            $0.isInForce(at: now) && record.created <= $0.at
        }
        // A message that also tells of a missed deadline is news.
        let isEscalation = alerts.count == 1 && record.kind == AlertKind.escalation.rawValue
        let isRepeat = isEscalation || alerts.allSatisfy { $0.occurrence > 1 }
        guard isRepeat, !given.isEmpty else { return nil }
        let covering = given.filter { word in
            alerts.allSatisfy { word.clock == nil || word.clock == $0.clock }
        }
        guard let last = covering.max(by: { $0.expires < $1.expires }) else { return nil }
        return Hold(
            cause: .acknowledged,
            until: last.expires,
            detail: "acknowledged by \(last.by)"
        )
    }
}
