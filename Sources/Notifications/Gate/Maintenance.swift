import BusinessTime
import Ledger
import ServiceLevels

/// Maintenance: messages about some tickets wait for its end.
extension Gate {
    /// Why and until when a message waits; nil if no window is open for its ticket.
    func maintenanceHold(_ message: DueMessage, _ ticket: Ticket, now: Instant) -> Hold? {
        guard !message.tellsOfAnEnd else { return nil }
        return maintenance.lazy.compactMap { $0.hold(ticket, now: now) }.first
    }
}
