public import BusinessTime

/// A ticket as the rules see it: its present attributes and its history.
public struct Ticket: Sendable, Hashable {
    /// The store's integer key, by which a scheduled evaluation finds the ticket.
    public var key: Int64
    /// The id that people use.
    public var id: String
    /// The values by slot of `layout`; nil if empty.
    public var values: [String?]
    public var layout: AttributeLayout
    /// The history, in the order in which it counts.
    public var events: [TicketEvent]
    /// The present state of its row.
    public var state: TicketState

    /// Makes a ticket; events may come in any order.
    ///
    /// - Parameters:
    ///   - key: the store's integer key.
    ///   - id: the id that people use.
    ///   - values: the attributes' values by slot.
    ///   - layout: the names of the slots.
    ///   - events: the history as recorded.
    ///   - state: the state of the row, which the events must not contradict.
    ///   - received: the reception by the row; nil if only the event says so.
    public init(
        key: Int64,
        id: String,
        values: [String?],
        layout: AttributeLayout,
        events: [TicketEvent],
        state: TicketState = .unstated,
        received: Instant? = nil
    ) {
        self.key = key
        self.id = id
        self.values = values
        self.layout = layout
        self.state = state
        self.events = History(events, state: state, received: received).events
    }

    /// The ticket with its level at the time of an event.
    ///
    /// Before the first level was set that one counts.
    func atLevel(ofTime event: TicketEvent) -> Ticket {
        guard let slot = layout.slot("priority"), slot < values.count else { return self }
        let sets = events.filter { $0.kind == Milestone.levelSet && $0.subject != nil }
        guard let set = sets.last(where: { !TicketEvent.isEarlier(event, $0) }) ?? sets.first,
            set.subject != values[slot]
        else { return self }
        var former = self
        former.values[slot] = set.subject
        return former
    }

    /// An attribute by name; nil if it is empty or not in the layout.
    public subscript(_ name: String) -> String? {
        guard let slot = layout.slot(name), slot < values.count else { return nil }
        return values[slot]
    }
}
