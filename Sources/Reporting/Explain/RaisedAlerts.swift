import Ledger
import ServiceLevels

/// What the ledger says was said about a ticket.
struct RaisedAlerts {
    /// Why the ledger cannot be read; nil where it can.
    let obstacle: String?
    private let records: [AlertRecord]

    /// The most that one ticket can reasonably have.
    private static let limit = 10_000

    /// Looks into the ledger of a state directory, if that can be done.
    init(ticket: String, directory: String) {
        do {
            records = try LedgerReader(reaching: directory)
                .alerts(ticket: ticket, limit: Self.limit)
            obstacle = nil
        } catch {
            records = []
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
}
