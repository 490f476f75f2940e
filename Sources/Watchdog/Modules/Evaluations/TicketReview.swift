import BusinessTime
import Ledger
import ServiceLevels

/// A ticket while it is looked at: what its policy and the ledger say of it, each read once.
struct TicketReview {
    let ticket: Ticket
    /// The place of its policy among the configuration's; nil if no policy is for it.
    let entry: Int?
    /// What its policy makes of it; nil if no policy is for it.
    var look: TicketLook?
    private var decided: [CycleKey: Decision]?

    init(of ticket: Ticket, by context: EngineContext, now: Instant, keepingReadings: Bool) {
        self.ticket = ticket
        entry = context.configuration.policies.entry(for: ticket)
        look = entry.map {
            context.evaluators[$0].look(at: ticket, now: now, keepingReadings: keepingReadings)
        }
    }

    /// What was decided of its cycles, as the ledger has it.
    mutating func decided(in ledger: Ledger) throws(LedgerError) -> [CycleKey: Decision] {
        if let decided { return decided }
        let read = try ledger.decisions(of: ticket.id)
        decided = read
        return read
    }

    /// That a cycle was missed, as it was written down; nil if it was not.
    mutating func decidedAsMissed(
        _ turn: CycleKey,
        in ledger: Ledger
    ) throws(LedgerError) -> Decision? {
        let decision = try decided(in: ledger)[turn.withoutPromises]
        return decision?.verdict == .missed ? decision : nil
    }
}

extension CycleKey {
    /// The cycle whatever was promised in it.
    var withoutPromises: CycleKey {
        CycleKey(clock: clock, cycle: cycle, promiseRevision: 0)
    }
}
