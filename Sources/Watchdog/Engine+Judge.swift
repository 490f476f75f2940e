public import BusinessTime
public import Delivery
import Foundation
public import Ledger
public import ServiceLevels
import TicketStore

extension Engine: Judge {
    /// What becomes of a message at the moment at which it would leave.
    ///
    /// Is it still true, and if so, does anything keep it back?
    public func verdict(
        on record: DeliveryRecord,
        alerts: [AlertIdentity],
        now: Instant
    ) -> Verdict {
        // What speaks of no ticket, a summary or trouble with the watch itself, cannot lapse.
        if record.ticket.isEmpty, record.kind != AlertKind.digest.rawValue { return .send }
        let tickets = Dictionary(grouping: alerts, by: \.ticket)
        guard store.isOpen, !tickets.isEmpty else { return store.isOpen ? .send : .unknown }
        do {
            for (id, alerts) in tickets {
                guard let ticket = try store.ticket(id: id), let reader = reader(for: ticket),
                    isTrue(record, alerts, ticket, reader, now: now)
                else { continue }
                // A digest's members were judged one by one before they were told as one.
                if record.ticket.isEmpty { return .send }
                return hold(record, alerts, ticket, now: now).map(Verdict.hold) ?? .send
            }
            return .drop(reason: "answered before it left")
        } catch {
            storeFailed(error, now: now)
            return .unknown
        }
    }

    /// One message that tells of several.
    public func digest(
        of members: [DeliveryRecord],
        reason: String,
        now: Instant
    ) -> NewDelivery? {
        rulebook.writer.digest(of: members, reason: reason, now: now)
    }

    /// Whether at least one of a message's alerts still holds.
    private func isTrue(
        _ record: DeliveryRecord,
        _ alerts: [AlertIdentity],
        _ ticket: Ticket,
        _ reader: Reader,
        now: Instant
    ) -> Bool {
        // That a breach is over is true as long as its clock does not run again.
        if record.kind == AlertKind.resolved.rawValue {
            return alerts.contains { !reader.isRunning(TurnID($0), for: ticket, now: now) }
        }
        return alerts.contains { reader.holds($0, for: ticket, now: now) }
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
            for window in rulebook.maintenance {
                if let hold = window.hold(ticket, now: now) { return hold }
            }
            if let hold = silences.hold(subject(record, alerts, ticket), now: now) { return hold }
            if let hold = acknowledgement(record, alerts, now: now) { return hold }
        }
        let quietUntil = rulebook.writer.routing.quietUntil(
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
        if silences.contains(where: { $0.matcher.rule != nil }),
            let message = try? AlertMessage.decoder.decode(
                AlertMessage.self,
                from: Data(record.body)
            )
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
        let given = (acknowledgements[record.ticket] ?? []).filter { $0.isInForce(at: now) }
        let isRepeat =
            record.kind == AlertKind.escalation.rawValue
            || alerts.allSatisfy { $0.occurrence > 1 }
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
