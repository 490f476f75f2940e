import BusinessTime
import Configuration
import Ledger
import ServiceLevels
import TicketStore

@testable import Reporting
@testable import SlactlCommands

extension Shop {
    /// Records what a daemon would have said about a ticket at a moment, with a delivery each.
    func record(
        _ ticket: String,
        at wall: String,
        as disposition: Disposition = .raised
    ) throws {
        let now = try shanghai(wall)
        let configuration = try ConfigOptions.read(config)
        let reader = TicketStore(
            path: store,
            layout: configuration.policies.layout,
            logger: nil
        )
        try reader.open()
        guard let found = try reader.ticket(id: ticket),
            let policy = configuration.policies.policy(for: found)
        else { throw TicketStoreError.noTicket(ticket) }
        let ledger = try Ledger(directory: state, now: now)
        let alerts = PolicyEvaluator(policy: policy).evaluate(found.known(at: now), now: now)
            .alerts(raised: try ledger.raised(ticket: ticket))
        let postings = alerts.map { alert in
            OutboxEntry(
                alerts: [alert],
                disposition: disposition,
                deliveries: [
                    NewDelivery(
                        id: "id/" + alert.step.identity.text,
                        ticket: ticket,
                        channel: "journal",
                        recipient: alert.roles.joined(separator: ","),
                        kind: alert.step.kind,
                        body: Array("{}".utf8)
                    )
                ]
            )
        }
        _ = try ledger.record(postings, inFlight: [], now: now)
    }
}
