import BusinessTime
import Ledger
import ServiceLevels

/// Acknowledgements: a repeat or escalation that was queued before somebody took care waits until
/// that expires.
///
/// What was raised afterwards is none of their business: `AcknowledgementScope` keeps it back.
extension Gate {
    /// Why and until when a message waits; nil if nobody has acknowledged all that it tells.
    func acknowledgementHold(_ message: DueMessage, now: Instant) -> Hold? {
        guard !message.tellsOfAnEnd else { return nil }
        let (record, alerts) = (message.record, message.alerts)
        let given = (acknowledgements[record.ticket] ?? []).filter {
            $0.isInForce(at: now) && record.created <= $0.at
        }
        // A message that also tells of a missed deadline is news.
        let isEscalation = alerts.count == 1 && record.kind == AlertKind.escalation.rawValue
        let isRepeat = isEscalation || alerts.allSatisfy { $0.occurrence > 1 }
        guard isRepeat, !given.isEmpty else { return nil }
        let covering = given.filter { word in
            alerts.allSatisfy { word.clock == nil || word.clock == $0.clock }
        }
        guard let last = covering.max(by: { $0.expires < $1.expires }) else { return nil }
        return Hold(
            cause: .acknowledged,
            until: last.expires,
            detail: "acknowledged by \(last.by)"
        )
    }
}
