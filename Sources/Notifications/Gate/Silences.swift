import BusinessTime
import Ledger
import ServiceLevels

/// Silences: what somebody asked not to hear waits for their end.
extension Gate {
    /// Why and until when a message waits; nil if no silence is meant for it.
    func silenceHold(_ message: DueMessage, _ ticket: Ticket, now: Instant) -> Hold? {
        guard !message.tellsOfAnEnd, !silences.isEmpty else { return nil }
        var told = message.alerts.map { (clock: $0.clock, rule: "") }
        // Only who asks for a rule makes it worth reading the message.
        if silences.contains(where: { $0.matcher.rule != nil }),
            let content = AlertMessage(body: message.record.body)
        {
            told = content.data.alerts.map { ($0.clock, $0.rule) }
        }
        let subject = SilenceSubject(
            channel: message.record.channel,
            kind: message.record.kind,
            alerts: told,
            ticket: ticket
        )
        return silences.hold(subject, now: now)
    }
}
