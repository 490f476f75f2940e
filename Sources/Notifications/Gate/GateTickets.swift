public import ServiceLevels

/// The tickets of all messages that are due at one moment, read together.
public struct GateTickets {
    /// That tickets cannot be read.
    public enum Outage: Sendable {
        /// For so short a time that messages can wait for its end.
        case short
        /// For longer than that.
        case long
    }

    /// Why there are none; nil if they could be read.
    public var outage: Outage?
    private var known: [String: GateTicket] = [:]

    /// Makes a collection of none.
    public init(outage: Outage? = nil) {
        self.outage = outage
    }

    /// A ticket by its id; nil if it is gone or no policy is for it.
    public subscript(_ id: String) -> GateTicket? {
        get { known[id] }
        _modify { yield &known[id] }
    }
}

/// A ticket as the gate sees it.
public struct GateTicket {
    /// What its policy makes of it.
    public var look: TicketLook
    /// What was decided of its cycles, as the ledger has it; needed only if it `asksForDecisions`.
    public var decided: [CycleKey: Decision] = [:]

    /// Makes one.
    public init(look: TicketLook) {
        self.look = look
    }

    /// The ticket.
    var ticket: Ticket { look.ticket }
}
