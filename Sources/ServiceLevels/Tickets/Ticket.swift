public import BusinessTime

/// A ticket as the rules see it: attributes as they are now, and all that happened to it.
public struct Ticket: Sendable, Hashable {
    /// The store's integer key, by which a hint finds the ticket again.
    public var key: Int64
    /// The id that people use.
    public var id: String
    /// The attributes' values by slot of `layout`; nil where empty.
    public var values: [String?]
    /// The names behind the slots.
    public var layout: AttributeLayout
    /// What happened, in the order in which it counts.
    public var events: [TicketEvent]
    /// What its row says of now.
    public var state: TicketState

    /// Makes a ticket; events may come in any order.
    ///
    /// - Parameters:
    ///   - key: the store's integer key.
    ///   - id: the id that people use.
    ///   - values: the attributes' values by slot.
    ///   - layout: the names behind the slots.
    ///   - events: what happened, as recorded.
    ///   - state: what the row says of now, which the events must not contradict.
    ///   - received: when the customer turned to us by the row; nil where the event alone says so.
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

    /// The ticket with the level it had when something happened.
    ///
    /// What happened before the first level was set counts as of that level.
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

    /// The value of an attribute by name; nil where it is empty or not in the layout.
    public subscript(_ name: String) -> String? {
        guard let slot = layout.slot(name), slot < values.count else { return nil }
        return values[slot]
    }
}
