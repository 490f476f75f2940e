import BusinessTime
import ServiceLevels
import TicketStore

/// Knows the earliest deadline ahead, for those who ask.
final class NextDeadline: EngineModule {
    /// How many tickets one wake-up reads to confirm the earliest, and how many a question does.
    private static let readsAtOnce = 50
    private static let readsWhenAsked = 200

    private let context: EngineContext
    private var deadlines = DeadlineQueue()
    /// What a full pass under way has found, if not all are kept; taken up at its end.
    private var found: DeadlineQueue?

    init(_ context: EngineContext) {
        self.context = context
    }

    /// Whether there may be some, and those that were kept are used up: only a full pass finds them.
    var isExhausted: Bool { deadlines.isExhausted }

    /// Confirms the earliest, so that few reads are left when somebody asks.
    func run(now: Instant, outOfTime: () -> Bool) -> Instant? {
        confirm(now: now, reads: Self.readsAtOnce, outOfTime: outOfTime) ? nil : now
    }

    /// The earliest deadline ahead.
    func earliest(now: Instant) -> Instant? {
        guard context.store.isOpen else { return nil }
        _ = confirm(now: now, reads: Self.readsWhenAsked) { false }
        return deadlines.earliest(from: now)?.at
    }

    /// Notes a ticket's next deadline, as it was just found; nil if it has none.
    func note(_ key: Int64, _ deadline: Instant?) {
        deadlines.note(key, deadline)
        found?.note(key, deadline)
    }

    /// Takes in that all tickets are going to be noted anew.
    ///
    /// - Parameter isSame: whether rules and store are those by which the others were noted.
    func passBegins(isSame: Bool) {
        if !isSame { deadlines = DeadlineQueue() }
        found = deadlines.isTrimmed ? DeadlineQueue() : nil
    }

    /// Takes in that all open tickets were noted since `passBegins`.
    func passEnds() {
        if let found { deadlines.takeUp(found) }
        found = nil
    }

    /// Makes sure that the earliest deadline that is noted is one.
    ///
    /// What has happened to many tickets at once takes more than one call.
    ///
    /// - Returns: Whether it is sure now, or there is none.
    private func confirm(now: Instant, reads: Int, outOfTime: () -> Bool) -> Bool {
        for _ in 0..<reads {
            guard context.store.isOpen, let first = deadlines.earliest(from: now),
                deadlines.confirmed == nil
            else { return true }
            guard !outOfTime() else { return false }
            guard let ticket = try? context.store.ticket(key: first.key),
                let evaluator = context.evaluator(for: ticket)
            else {
                deadlines.refute()
                continue
            }
            let deadline = evaluator.evaluate(ticket, now: now).nextDeadline
            if deadline == first.at {
                deadlines.confirm()
            } else {
                deadlines.refute()
                deadlines.note(first.key, deadline)
            }
        }
        return deadlines.confirmed != nil
    }
}
