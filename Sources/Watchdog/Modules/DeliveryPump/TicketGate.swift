import BusinessTime
import Ledger
import Notifications
import ServiceLevels
import TicketStore

/// Reads what the `Gate` asks for, of all messages that are due together, and has it decide.
final class TicketGate: DeliveryGate {
    private let context: EngineContext
    private let overrides: Overrides
    private let storeHealth: StoreHealth

    init(_ context: EngineContext, _ overrides: Overrides, _ storeHealth: StoreHealth) {
        self.context = context
        self.overrides = overrides
        self.storeHealth = storeHealth
    }

    func decisions(
        on messages: [DueMessage],
        now: Instant
    ) throws(LedgerError) -> [GateDecision] {
        let gate = Gate(
            maintenance: context.configuration.maintenance,
            silences: overrides.silences,
            acknowledgements: overrides.acknowledgements,
            routing: context.configuration.writer.routing
        )
        var tickets = try tickets(of: messages, now: now)
        return messages.map { gate.decision(on: $0, &tickets, now: now) }
    }

    func digest(
        of members: [DeliveryRecord],
        reason: String,
        now: Instant
    ) -> NewDelivery? {
        context.configuration.writer.digest(of: members, reason: reason, now: now)
    }

    /// The tickets of messages, each read once.
    private func tickets(
        of messages: [DueMessage],
        now: Instant
    ) throws(LedgerError) -> GateTickets {
        guard context.store.isOpen else { return GateTickets(outage: outage(now: now)) }
        var tickets = GateTickets()
        do {
            for id in Set(messages.flatMap(\.tickets)) {
                guard let ticket = try context.store.ticket(id: id),
                    let evaluator = context.evaluator(for: ticket)
                else { continue }
                tickets[id] = GateTicket(look: evaluator.look(at: ticket, now: now))
            }
        } catch {
            storeHealth.failed(error, now: now)
            return GateTickets(outage: outage(now: now))
        }
        try addDecisions(on: messages, to: &tickets)
        return tickets
    }

    /// Adds what was decided of tickets, as far as it is asked for.
    private func addDecisions(
        on messages: [DueMessage],
        to tickets: inout GateTickets
    ) throws(LedgerError) {
        for message in messages {
            for id in message.tickets {
                let alerts = message.alerts.filter { $0.ticket == id }
                guard tickets[id]?.asksForDecisions(on: alerts) ?? false else { continue }
                tickets[id]?.decided = try context.ledger.decisions(of: id)
            }
        }
    }

    private func outage(now: Instant) -> GateTickets.Outage {
        storeHealth.hasFailedForLong(now: now) ? .long : .short
    }
}
