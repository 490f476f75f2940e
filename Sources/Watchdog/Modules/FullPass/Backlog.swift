import BusinessTime
import Ledger
import Logging
import Notifications
import ServiceLevels
import Support

/// What was past when the rules or the ledger were new, to be sent as one summary.
///
/// Alerts are kept back until there are more than a summary is worth; from then on they are only
/// counted, and recorded as known.
struct Backlog {
    private static let note = "backlog"

    let reason: FullPass.Reason
    private var kept: [OutboxEntry] = []
    private var isSummary = false

    init(reason: FullPass.Reason) {
        self.reason = reason
    }

    /// The reason of a backlog whose summary was begun and not sent when the last daemon ended.
    static func unfinished(in ledger: Ledger) throws(LedgerError) -> FullPass.Reason? {
        try ledger.note(note).flatMap { FullPass.Reason(rawValue: String($0.prefix { $0 != " " })) }
    }

    /// Takes in that all tickets are evaluated anew: what was kept of them would count twice.
    mutating func beginAnew() { kept = [] }

    /// Keeps entries, or records them as known if there are too many.
    mutating func add(
        _ outboxEntries: [OutboxEntry],
        _ context: EngineContext,
        _ recorder: AlertRecorder,
        now: Instant
    ) throws(LedgerError) {
        kept += outboxEntries
        let count = kept.reduce(0) { $0 + $1.alerts.count }
        guard isSummary || count > context.configuration.summaryAbove else { return }
        if !isSummary {
            // Should we be killed now, the next start goes on with the summary.
            try context.ledger.keep("\(reason.rawValue) \(now.milliseconds)", as: Self.note)
            isSummary = true
            Failpoint.backlogNoted.pass()
        }
        let known = kept.map { kept in
            var outboxEntry = kept
            outboxEntry.disposition = .known
            outboxEntry.deliveries = []
            return outboxEntry
        }
        try recorder.recordUnlogged(known, now: now)
        kept = []
    }

    /// Records what was kept, or the summary.
    func end(
        _ context: EngineContext,
        _ recorder: AlertRecorder,
        now: Instant
    ) throws(LedgerError) {
        let note = try context.ledger.note(Self.note) ?? ""
        // A summary that was begun before is sent when something may be sent again.
        if context.configuration.shadow { return }
        guard isSummary || !note.isEmpty else { return try recorder.record(kept, now: now) }
        let since = note.split(separator: " ").last.flatMap { Int64($0) } ?? now.milliseconds
        let known = try context.ledger.known(since: Instant(milliseconds: since))
        let deliveries = context.configuration.writer.deliveries(
            of: AlertMessage.Summary(
                reason: reason.rawValue,
                tickets: known.tickets,
                kinds: known.kinds,
                examples: known.oldest
            ),
            identity: AlertIdentity(
                ticket: "",
                clock: "summary",
                cycle: CycleID(seq: 0, at: Instant(milliseconds: since)),
                promiseRevision: 0,
                step: "summary",
                occurrence: 1
            ),
            roles: context.configuration.administrators,
            now: now
        )
        let outboxEntry = OutboxEntry(alerts: [], disposition: .known, deliveries: deliveries)
        try recorder.record([outboxEntry], now: now)
        Failpoint.summaryCommitted.pass()
        try context.ledger.keep("", as: Self.note)
        context.logger.notice(
            "\(known.tickets) tickets already had something due: told as one summary",
            metadata: ["EVENT": "alert_summary", "SLA_TICKETS": "\(known.tickets)"]
        )
    }
}
