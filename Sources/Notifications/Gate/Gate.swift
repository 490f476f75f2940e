public import BusinessTime
public import Ledger
import ServiceLevels

/// Decides whether a message that would leave now is sent, dropped or kept back.
///
/// Pure: all it asks for was read beforehand, and what a decision entails is done by whoever asked.
public struct Gate {
    let maintenance: [MaintenanceWindow]
    let silences: [Silence]
    let acknowledgements: [String: [Acknowledgement]]
    let routing: Routing

    /// Makes a gate.
    ///
    /// - Parameters:
    ///   - maintenance: the windows in which messages about some tickets are kept back.
    ///   - silences: the silences in force.
    ///   - acknowledgements: who takes care of which ticket.
    ///   - routing: knows who wants to be left alone.
    public init(
        maintenance: [MaintenanceWindow],
        silences: [Silence],
        acknowledgements: [String: [Acknowledgement]],
        routing: Routing
    ) {
        self.maintenance = maintenance
        self.silences = silences
        self.acknowledgements = acknowledgements
        self.routing = routing
    }

    /// Decides on a message.
    ///
    /// - Parameters:
    ///   - message: the message.
    ///   - tickets: what was read; the tickets remember what was worked out of them.
    ///   - now: the moment.
    /// - Returns: what becomes of the message.
    public func decision(
        on message: DueMessage,
        _ tickets: inout GateTickets,
        now: Instant
    ) -> GateDecision {
        // Messages without a ticket (summaries, operational alerts) are always sent.
        guard !message.tickets.isEmpty else { return .send }
        if let outage = tickets.outage {
            // Rather a little later than about a ticket already answered; but a long outage must
            // not keep everything back.
            return outage == .long ? .send : .unknown
        }
        if let decision = untrue(message, &tickets) { return decision }
        // The members of a digest have passed the rest one by one before they became one.
        guard let ticket = tickets[message.record.ticket]?.ticket else { return .send }
        let hold =
            maintenanceHold(message, ticket, now: now)
            ?? silenceHold(message, ticket, now: now)
            ?? acknowledgementHold(message, now: now)
            ?? quietHoursHold(message, ticket, now: now)
        return hold.map(GateDecision.hold) ?? .send
    }
}

extension DueMessage {
    /// Whether it tells that a breach is over: whoever was told of the breach is told of its end,
    /// whatever keeps other messages back.
    var tellsOfAnEnd: Bool { record.kind == AlertKind.resolved.rawValue }
}
