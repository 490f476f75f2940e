import BusinessTime
import Logging
import People
import ServiceLevels
import TicketStore

/// No silent default: what nobody knows is told once, with the line that mends it.
extension Engine {
    /// Looks for what nobody knows of a ticket, and tells of it where that was not done yet.
    func noteUnknown(in ticket: Ticket, underEntry entry: Int?, now: Instant) {
        guard ticket.state != .closed else { return unknown.forget(ticket.key) }
        let words = wordCheck.unknown(
            in: ticket,
            underEntry: entry,
            now: now,
            knowsStatus: { store.knows(status: $0) }
        )
        for word in unknown.note(words, of: ticket.key, id: ticket.id) {
            let isAhead = if case .reception = word.topic { true } else { false }
            logger.warning(
                "\(word.message) (ticket \(ticket.id)); \(word.remedy)",
                metadata: [
                    "EVENT": isAhead ? "reception_ahead" : "word_unknown",
                    "SLA_TICKET": "\(ticket.id)",
                    "SLA_WORD": "\(word.shown)",
                    "SLA_REMEDY": "\(word.remedy)",
                ]
            )
        }
    }

    /// What nobody knows of the tickets that are watched.
    var unknownItems: [UnknownItem] {
        // A status that was given no milestone is known all the same, and changes no ticket.
        unknown.items { word in word.topic != .status || !store.knows(status: word.text) }
    }
}
