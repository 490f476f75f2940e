import BusinessTime
import Ledger
import Notifications
import ServiceLevels
import Support
import TicketStore

/// Evaluates one ticket: notes when to look again, and makes what is to be recorded.
final class TicketEvaluator {
    private let context: EngineContext
    private let overrides: Overrides
    private let followUp: FollowUp
    private let nextDeadline: NextDeadline
    private let ledgerHealth: LedgerHealth
    let warnings: TicketWarnings
    /// `Evaluations` takes them up, a reload exchanges them.
    var formerLadders = FormerLadders()
    /// Keys of tickets past a deadline.
    private(set) var late: Set<Int64> = []

    init(
        _ context: EngineContext,
        _ overrides: Overrides,
        _ followUp: FollowUp,
        _ nextDeadline: NextDeadline,
        _ ledgerHealth: LedgerHealth
    ) {
        self.context = context
        self.overrides = overrides
        self.followUp = followUp
        self.nextDeadline = nextDeadline
        self.ledgerHealth = ledgerHealth
        warnings = TicketWarnings(context)
    }

    /// Evaluates a ticket, plans the next look, and makes what is to be recorded.
    ///
    /// - Parameters:
    ///   - review: the ticket.
    ///   - isDecided: whether something may have been decided of it, rather than long ago.
    ///   - now: the moment.
    /// - Returns: what is to be recorded; nil if nothing is new.
    func evaluate(_ review: inout TicketReview, isDecided: Bool, now: Instant) -> OutboxEntry? {
        let ticket = review.ticket
        let configuration = context.configuration
        warnings.noteUnknown(in: ticket, underEntry: review.entry, now: now)
        guard var evaluation = review.look?.evaluate() else {
            late.remove(ticket.key)
            warnings.noteUnwatched(ticket)
            if ticket.state == .closed { followUp.planClosedLook(at: ticket.id, nil) }
            return nil
        }
        warnings.noteOutOfBounds(ticket)
        Failpoint.ticketJudged.pass()
        var raised: RaisedSteps?
        var decided: [CycleDecision] = []
        var redelivered: [Int64] = []
        do {
            if isDecided || !evaluation.due.isEmpty {
                let known = try review.decided(in: context.ledger)
                evaluation.leaveOut(known, of: ticket)
                decided = review.look?.newDecisions(known: known) ?? []
            }
            if !evaluation.due.isEmpty || formerLadders.tickets.contains(ticket.id) {
                let said = try context.ledger.raised(
                    ticket: ticket.id,
                    inShadow: configuration.shadow
                )
                raised = said
                let begun = said.turns(on: formerLadders.ladders)
                if !begun.isEmpty, let evaluator = review.look?.evaluator {
                    evaluation = evaluator.evaluate(ticket, now: now, begun: begun)
                }
            }
            redelivered = try self.redelivered(ticket, evaluation)
        } catch {
            context.schedule.push(ticket.key, at: now + LedgerHealth.retry)
            keepClosedLookDue(ticket, now: now)
            ledgerHealth.failed(error)
            return nil
        }
        note(evaluation, of: ticket)
        var outboxEntry = OutboxEntry(
            alerts: [],
            disposition: configuration.shadow ? .shadow : .raised,
            deliveries: [],
            decisions: decided
        )
        outboxEntry.redelivered = redelivered
        if let raised {
            outboxEntry.alerts = evaluation.alerts(
                raised: raised,
                activeAcknowledgements: overrides.activeAcknowledgements(of: ticket, now: now)
            )
        }
        if outboxEntry.alerts.isEmpty, redelivered.isEmpty {
            return decided.isEmpty ? nil : outboxEntry
        }
        keepClosedLookDue(ticket, now: now)
        if outboxEntry.alerts.isEmpty { return outboxEntry }
        if configuration.shadow { return outboxEntry }
        outboxEntry.deliveries = configuration.writer.deliveries(
            of: outboxEntry.alerts,
            ticket: ticket,
            readings: review.look?.readings ?? [],
            missing: missingFields(of: ticket, for: outboxEntry.alerts),
            now: now
        )
        return outboxEntry
    }

    /// Takes in that a ticket is gone.
    func forget(_ key: Int64) {
        late.remove(key)
        warnings.forget(key)
    }

    /// Takes in that the keys may mean other tickets now.
    func forgetAll() {
        late = []
        warnings.forgetAll()
    }

    /// Notes how a ticket stands and when to look again.
    private func note(_ evaluation: Evaluation, of ticket: Ticket) {
        if let next = evaluation.next { context.schedule.push(ticket.key, at: next) }
        if ticket.state == .closed { followUp.planClosedLook(at: ticket.id, evaluation.next) }
        nextDeadline.note(ticket.key, evaluation.nextDeadline)
        if evaluation.isLate { late.insert(ticket.key) } else { late.remove(ticket.key) }
    }

    /// Keeps a closed ticket due until an evaluation finds no alert to record.
    ///
    /// No full pass reads closed tickets after a restart: if the ledger cannot take the alert, only
    /// the look that is owed brings it back.
    private func keepClosedLookDue(_ ticket: Ticket, now: Instant) {
        guard ticket.state == .closed else { return }
        followUp.planClosedLook(at: ticket.id, now)
        context.schedule.push(ticket.key, at: now + LedgerHealth.retry)
    }

    /// The messages that were dropped as no longer true and tell of something that is due again, as
    /// when a ticket was closed while its message waited, and opened again.
    private func redelivered(
        _ ticket: Ticket,
        _ evaluation: Evaluation
    ) throws(LedgerError) -> [Int64] {
        guard !context.configuration.shadow, !evaluation.due.isEmpty else { return [] }
        let due = Set(evaluation.due.map(\.identity))
        return try context.ledger.lapsed(of: ticket.id)
            .filter { $0.alerts.contains(where: due.contains) }
            .map(\.seq)
    }

    /// What a ticket's record lacks, if an alert tells of it.
    private func missingFields(of ticket: Ticket, for alerts: [Alert]) -> [String] {
        guard alerts.contains(where: \.step.tellsMissing) else { return [] }
        return (try? context.store.missingFields(of: ticket.key)) ?? []
    }
}
