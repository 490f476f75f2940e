import BusinessTime
import Logging
import Notifications
import People
import ServiceLevels
import TicketStore

/// What is odd about tickets, each logged once: no silent default.
final class TicketWarnings {
    /// How many tickets or queues are remembered of each sort.
    private static let memory = 1_000

    private let context: EngineContext
    /// Words of tickets that nobody knows.
    private(set) var unknown = UnknownWords()
    /// Finds them, by the configuration in force.
    private var wordCheck: WordCheck
    /// Queues that no policy is for.
    private var unwatched: Set<String> = []
    /// Tickets that name times out of bounds.
    private var outOfBounds: Set<String> = []

    init(_ context: EngineContext) {
        self.context = context
        wordCheck = context.configuration.wordCheck
    }

    /// Checks by the configuration that is in force now, from the beginning.
    func configurationChanged() {
        wordCheck = context.configuration.wordCheck
        unwatched = []
        unknown.beginAnew()
    }

    /// Takes in that the keys may mean other tickets now.
    func forgetAll() { unknown.beginAnew() }

    /// Takes in that a ticket is gone.
    func forget(_ key: Int64) { unknown.forget(key) }

    /// Looks for words that nobody knows, and logs them with the line that fixes it.
    func noteUnknown(in ticket: Ticket, underEntry entry: Int?, now: Instant) {
        guard ticket.state != .closed else { return unknown.forget(ticket.key) }
        let words = wordCheck.unknown(
            in: ticket,
            underEntry: entry,
            now: now,
            knowsStatus: { context.store.knows(status: $0) }
        )
        for word in unknown.note(words, of: ticket.key, id: ticket.id) {
            let isAhead = if case .reception = word.topic { true } else { false }
            context.logger.warning(
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

    /// The words of open tickets that nobody knows.
    var unknownItems: [UnknownItem] {
        // A status that was given no milestone is known all the same, and changes no ticket.
        unknown.items { word in
            word.topic != .status || !context.store.knows(status: word.text)
        }
    }

    /// Logs that a ticket names a time which counts as the nearest there can be.
    func noteOutOfBounds(_ ticket: Ticket) {
        guard ticket.events.contains(where: TimeBounds.touches), outOfBounds.count < Self.memory,
            outOfBounds.insert(ticket.id).inserted
        else { return }
        context.logger.warning(
            "ticket \(ticket.id) names a time before 1970 or after 2199, which counts as the nearest",
            metadata: ["EVENT": "ticket_time_out_of_bounds", "SLA_TICKET": "\(ticket.id)"]
        )
    }

    /// Logs that no policy is for such tickets: none must be silently unwatched.
    func noteUnwatched(_ ticket: Ticket) {
        let queue = ticket["queue"] ?? ""
        guard unwatched.count < Self.memory, unwatched.insert(queue).inserted else { return }
        context.logger.warning(
            "no policy is for ticket \(ticket.id): it is not watched, nor are others like it",
            metadata: ["EVENT": "ticket_unwatched", "SLA_TICKET": "\(ticket.id)"]
        )
    }
}

extension EngineConfiguration {
    fileprivate var wordCheck: WordCheck {
        WordCheck(policies: policies, people: writer.people)
    }
}
