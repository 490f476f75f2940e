import BusinessTime
import Ledger
import ServiceLevels

/// The alerts and decisions that the ledger has for a ticket.
struct RaisedAlerts {
    /// Why the ledger cannot be read; nil if it can.
    let obstacle: String?
    private let records: [AlertRecord]
    /// The recorded decisions, by cycle without promise revision.
    let decisions: [CycleKey: Decision]

    /// More than one ticket can reasonably have.
    private static let limit = 10_000

    /// Reads the ledger of a state directory if possible.
    init(ticket: String, directory: String) {
        do {
            let ledger = try LedgerReader(reaching: directory)
            (records, decisions) = (
                try ledger.alerts(ticket: ticket, limit: Self.limit),
                try ledger.decisions(of: ticket)
            )
            obstacle = nil
        } catch {
            records = []
            decisions = [:]
            obstacle = error.message
        }
    }

    /// The record of a step; nil if there is none.
    func record(of identity: AlertIdentity) -> AlertRecord? {
        records.first { $0.identity == identity }
    }

    /// The alerts raised in a clock's cycle, oldest first.
    func records(of reading: ClockReading) -> [AlertRecord] {
        records.filter {
            $0.identity.clock == reading.clock && $0.identity.cycle == reading.cycle
        }.sorted { $0.seq < $1.seq }
    }

    /// Recorded decisions that still hold take precedence over the present rules.
    ///
    /// - Parameters:
    ///   - found: the decisions by the present rules, in order.
    ///   - ticket: the ticket.
    ///   - now: the moment; later decisions are left out.
    /// - Returns: the decisions about the same cycles, then those about cycles that the rules no
    ///   longer have.
    func settled(
        _ found: [(turn: CycleKey, decision: Decision)],
        of ticket: Ticket,
        now: Instant
    ) -> [(turn: CycleKey, decision: Decision)] {
        var recorded = decisions.filter { $0.value.at <= now && $0.value.holds(for: ticket) }
        var settled = found.map { key, decision in
            (turn: key, decision: recorded.removeValue(forKey: key) ?? decision)
        }
        settled += recorded.sorted { ($0.value.at, $0.key.clock) < ($1.value.at, $1.key.clock) }
            .map { (turn: $0.key, decision: $0.value) }
        return settled
    }
}
