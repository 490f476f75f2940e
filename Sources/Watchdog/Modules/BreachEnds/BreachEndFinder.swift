import BusinessTime
import Ledger
import Notifications
import ServiceLevels
import TicketStore

/// Finds breaches that are over; their end is sent wherever the breach was really delivered, and
/// nowhere else.
final class BreachEndFinder {
    /// After how long a ticket is looked at again whose breach is just being sent.
    private static let inFlightRetry = TimeSpan.seconds(5)

    private let context: EngineContext
    private let ledgerHealth: LedgerHealth

    init(_ context: EngineContext, _ ledgerHealth: LedgerHealth) {
        self.context = context
        self.ledgerHealth = ledgerHealth
    }

    /// What is to be recorded of breaches of a ticket that are over.
    func endedBreaches(of review: inout TicketReview, now: Instant) -> [OutboxEntry] {
        let ticket = review.ticket
        guard !context.configuration.shadow else { return [] }
        do {
            let turns = try context.ledger.unendedBreaches(of: ticket.id)
            guard !turns.isEmpty else { return [] }
            // What has arrived a moment ago stands in the ledger only then.
            try context.courier.flush(now: now)
            // However often a new time was promised, it is one breach.
            let breaches = Dictionary(grouping: turns) { $0.withoutPromises }
            var outboxEntries: [OutboxEntry] = []
            for turns in breaches.values {
                guard let turn = turns.max(by: { $0.promiseRevision < $1.promiseRevision }) else {
                    continue
                }
                let missed = try review.decidedAsMissed(turn, in: context.ledger)
                if review.look?.isRunning(turn) ?? false, !isUndone(missed, turn, &review) {
                    continue
                }
                let outboxEntry = try end(
                    of: turns,
                    turn,
                    review: &review,
                    missed: missed,
                    now: now
                )
                if let outboxEntry { outboxEntries.append(outboxEntry) }
            }
            return outboxEntries
        } catch {
            context.schedule.push(ticket.key, at: now + LedgerHealth.retry)
            ledgerHealth.failed(error)
            return []
        }
    }

    /// Whether corrected facts undo a miss: its clock runs and has time left.
    ///
    /// Another level, standard or policy undoes nothing.
    private func isUndone(
        _ missed: Decision?,
        _ turn: CycleKey,
        _ review: inout TicketReview
    ) -> Bool {
        guard let missed, !missed.holds(for: review.ticket),
            !(review.look?.isBreached(turn) ?? true)
        else { return false }
        return !(review.look?.decisions ?? []).contains { other, decision in
            other.clock == turn.clock && other.cycle == turn.cycle && decision.verdict == .missed
        }
    }

    private func end(
        of turns: [CycleKey],
        _ turn: CycleKey,
        review: inout TicketReview,
        missed: Decision?,
        now: Instant
    ) throws(LedgerError) -> OutboxEntry? {
        let ticket = review.ticket
        var messages: [(record: DeliveryRecord, tellsMore: Bool)] = []
        for turn in turns {
            messages += try context.ledger.messages(ofBreach: turn, ticket: ticket.id)
        }
        // What is being sent may arrive, and what tells of something else too may still go out:
        // whoever gets it must hear of the end too.
        if messages.contains(where: { isUnderWay($0.record, $0.tellsMore) }) {
            context.schedule.push(ticket.key, at: now + Self.inFlightRetry)
            return nil
        }
        let told = messages.map(\.record).filter(mayHaveBeenHeard)
        let ends = (ticket: ticket.id, turns: turns)
        if told.isEmpty {
            // What waits may still go out, should the ticket be late again by then: its end is noted
            // when that is sent or dropped.
            if messages.contains(where: { $0.record.isWaiting }) { return nil }
            return OutboxEntry(alerts: [], disposition: .raised, deliveries: [], ends: ends)
        }
        let reading = review.look?.readings.last {
            $0.clock == turn.clock && $0.cycle == turn.cycle
        }
        let holds = missed?.holds(for: ticket) ?? false
        guard
            let (outcome, at) = reading?.outcome(wasMissed: holds, now: now)
                ?? ticket.outcomeOfVanished(wasUndone: missed != nil && !holds, now: now)
        else { return nil }
        let first = told.lazy.compactMap { AlertMessage(body: $0.body) }.first
        let content = first?.data.alerts.first { $0.clock == turn.clock }
        var step = DueStep(
            identity: AlertIdentity(
                ticket: ticket.id,
                clock: turn.clock,
                cycle: turn.cycle,
                promiseRevision: turn.promiseRevision,
                step: outcome == "corrected"
                    ? AlertIdentity.correctedStep : AlertIdentity.resolvedStep,
                occurrence: try context.ledger.timesEnded(turn, ticket: ticket.id) + 1
            ),
            kind: .resolved,
            // As it stands, or else as it was told.
            rule: reading?.row.rule ?? content?.rule ?? "",
            name: reading?.name ?? LocalizedText([.chinese: content?.name ?? turn.clock]),
            at: at,
            roles: [],
            started: reading?.started ?? content.flatMap { Instant(iso8601: $0.started) } ?? at,
            due: reading == nil
                ? content?.due.flatMap { Instant(iso8601: $0) } : reading?.due,
            calendar: reading?.row.calendar.name
        )
        step.subject = reading == nil ? content?.subject : reading?.subject
        let alert = Alert(step: step)
        return OutboxEntry(
            alerts: [alert],
            disposition: .raised,
            deliveries: context.configuration.writer.deliveries(
                of: alert,
                outcome: outcome,
                ticket: ticket,
                reading: reading,
                told: told,
                now: now
            ),
            ends: ends
        )
    }

    private func isUnderWay(_ record: DeliveryRecord, _ tellsMore: Bool) -> Bool {
        context.courier.inFlight.contains(record.seq)
            || record.state == .pending && (tellsMore || record.mayHaveArrived)
    }

    /// Whether somebody may have got a message.
    ///
    /// Also people to whom it was sent, with an error or nothing for an answer, before it was
    /// dropped. A program that answers with an error is believed.
    private func mayHaveBeenHeard(_ record: DeliveryRecord) -> Bool {
        guard let audience = context.courier.audience(ofChannel: record.channel) else {
            return false
        }
        return switch record.state {
        case .delivered, .accepted: true
        case .dropped: record.mayHaveArrived && audience != .program
        case .pending, .held, .dead, .folded: false
        }
    }
}

extension DeliveryRecord {
    fileprivate var isWaiting: Bool { state == .pending || state == .held }
}
