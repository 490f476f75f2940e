import BusinessTime
import Ledger
import ServiceLevels

/// Quiet hours: a message waits while all it is for want to be left alone.
extension Gate {
    /// Why and until when a message waits; nil if somebody may be disturbed.
    func quietHoursHold(_ message: DueMessage, _ ticket: Ticket, now: Instant) -> Hold? {
        let record = message.record
        let until = routing.quietUntil(
            record.recipient,
            channel: record.channel,
            kind: AlertKind(rawValue: record.kind) ?? .notice,
            ticket: ticket,
            now: now
        )
        return until.map { Hold(cause: .quietHours, until: $0, detail: "quiet hours") }
    }
}
