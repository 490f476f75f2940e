import BusinessTime
import Ledger
import ServiceLevels

/// What the ledger says was said about a ticket, and decided of it.
struct RaisedAlerts {
    /// Why the ledger cannot be read; nil where it can.
    let obstacle: String?
    private let records: [AlertRecord]
    /// What was written down when it was decided, by cycles without a promise revision.
    let decisions: [CycleKey: Decision]

    /// The most that one ticket can reasonably have.
    private static let limit = 10_000

    /// Looks into the ledger of a state directory, if that can be done.
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

    /// The record of a step; nil where there is none.
    func record(of identity: AlertIdentity) -> AlertRecord? {
        records.first { $0.identity == identity }
    }

    /// All that was said of a turn of a clock, oldest first.
    func records(of reading: ClockReading) -> [AlertRecord] {
        records.filter {
            $0.identity.clock == reading.clock && $0.identity.cycle == reading.cycle
        }.sorted { $0.seq < $1.seq }
    }

    /// Decisions as they were written down when they fell, as far as they still hold; what is decided
    /// stays decided, whatever the rules say now.
    ///
    /// - Parameters:
    ///   - found: what the rules say now, in order.
    ///   - ticket: the ticket.
    ///   - now: the moment: what was decided later is left out.
    /// - Returns: the decisions of the same turns, then those of turns that the rules have no more.
    func settled(
        _ found: [(turn: CycleKey, decision: Decision)],
        of ticket: Ticket,
        now: Instant
    ) -> [(turn: CycleKey, decision: Decision)] {
        var recorded = decisions.filter { $0.value.at <= now && $0.value.holds(for: ticket) }
        var settled = found.map { turn, decision in
            (turn: turn, decision: recorded.removeValue(forKey: turn) ?? decision)
        }
        settled += recorded.sorted { ($0.value.at, $0.key.clock) < ($1.value.at, $1.key.clock) }
            .map { (turn: $0.key, decision: $0.value) }
        return settled
    }
}
