import BusinessTime
import Ledger
import Logging
import Notifications
import ServiceLevels
import Support

/// Records entries and queues their messages: the one way by which an alert comes to be.
final class AlertRecorder {
    private let context: EngineContext
    private let ledgerHealth: LedgerHealth

    init(_ context: EngineContext, _ ledgerHealth: LedgerHealth) {
        self.context = context
        self.ledgerHealth = ledgerHealth
    }

    /// Records entries in one transaction; if that fails the tickets are looked at again.
    func record(
        _ outboxEntries: [OutboxEntry],
        retrying keys: ArraySlice<Int64>,
        now: Instant
    ) {
        guard !outboxEntries.isEmpty else { return }
        do {
            try record(outboxEntries, now: now)
            ledgerHealth.works()
        } catch {
            for key in keys { context.schedule.push(key, at: now + LedgerHealth.retry) }
            ledgerHealth.failed(error)
        }
    }

    /// Records entries in one transaction, queues their messages and logs their alerts.
    func record(_ outboxEntries: [OutboxEntry], now: Instant) throws(LedgerError) {
        Failpoint.alertsReady.pass()
        try recordUnlogged(outboxEntries, now: now)
        for outboxEntry in outboxEntries {
            for alert in outboxEntry.alerts { log(alert, outboxEntry.disposition, now: now) }
        }
    }

    /// Records entries in one transaction and queues their messages.
    func recordUnlogged(_ outboxEntries: [OutboxEntry], now: Instant) throws(LedgerError) {
        let courier = context.courier
        let (new, dropped) = try context.ledger.record(
            outboxEntries,
            inFlight: courier.inFlight,
            now: now
        )
        courier.add(new, dropped: dropped)
    }

    private func log(_ alert: Alert, _ disposition: Disposition, now: Instant) {
        let step = alert.step
        var metadata: Logger.Metadata = [
            "EVENT": "alert_\(step.kind.rawValue)",
            "SLA_TICKET": "\(step.identity.ticket)",
            "SLA_CLOCK": "\(step.identity.clock)",
            "SLA_RULE": "\(step.rule)",
            "SLA_STEP": "\(step.identity.step)",
            "SLA_OCCURRENCE": "\(step.identity.occurrence)",
            "SLA_KIND": "\(step.kind.rawValue)",
            "SLA_ROLES": "\(alert.roles.joined(separator: ","))",
            "SLA_DISPOSITION": "\(disposition.rawValue)",
        ]
        if let due = step.due {
            metadata["SLA_DUE"] = "\(due.iso8601(in: context.configuration.writer.zone))"
            metadata["SLA_LATE_SECONDS"] = "\((now - due).seconds)"
        }
        let level: Logger.Level =
            switch step.kind {
            case .breach, .escalation: .warning
            case .warning, .nudge, .notice, .summary, .resolved, .digest, .drill: .notice
            }
        context.logger.log(
            level: level,
            "\(step.kind.rawValue) \(step.identity.ticket) \(step.identity.clock) (\(step.rule))",
            metadata: metadata
        )
    }
}
