public import BusinessTime

/// A reader's position in a store's log, in a storable form.
public struct StorePosition: Sendable, Hashable {
    var uuid: String
    var seq: Int64
    /// The event at the position, to recognise a restored backup; nil before the first one.
    var event: StoreSource.LastEvent?

    /// The position as text, for storing.
    public var text: String {
        let place = "\(uuid) \(seq)"
        return event.map { "\(place) \($0.at) \($0.kind) \($0.ticket)" } ?? place
    }

    init(uuid: String, seq: Int64, event: StoreSource.LastEvent?) {
        self.uuid = uuid
        self.seq = seq
        self.event = event
    }

    /// Reads a stored text; nil if it is invalid.
    public init?(_ text: String) {
        let parts = text.split(separator: " ", maxSplits: 4, omittingEmptySubsequences: false)
        guard parts.count == 2 || parts.count == 5, let seq = Int64(parts[1]) else { return nil }
        uuid = String(parts[0])
        self.seq = seq
        guard parts.count == 5 else { return }
        guard let at = Int64(parts[2]) else { return nil }
        event = StoreSource.LastEvent(ticket: String(parts[4]), kind: String(parts[3]), at: at)
    }
}

extension TicketStore {
    /// The reader's position; nil before the store was first opened.
    public var position: StorePosition? {
        source == nil ? nil : StorePosition(uuid: uuid, seq: cursor, event: lastEvent)
    }

    /// Continues at a position if it is in the store's log.
    ///
    /// The next polls return what was written since.
    ///
    /// - Returns: Whether the log continues there: it may be another or a restored store.
    /// - Throws: `TicketStoreError` if the store cannot be read.
    public func resume(at position: StorePosition) throws(TicketStoreError) -> Bool {
        let session = try opened()
        guard position.uuid == uuid, try position.seq <= session.end() else { return false }
        if let event = position.event, let found = try session.event(at: position.seq) {
            guard found == event else { return false }
        }
        cursor = position.seq
        lastEvent = position.event
        session.dataVersion = nil
        return true
    }

    /// How long after its closing a ticket's clocks may begin, unless something happens to it.
    public static let closedHorizon = TimeSpan.days(30)

    /// The keys of closed tickets that may have a running clock: closed since a moment, or with
    /// recent events.
    ///
    /// - Parameters:
    ///   - moment: the moment.
    ///   - events: the number of last events to examine.
    /// - Returns: the keys, in order.
    /// - Throws: `TicketStoreError` if the store cannot be read.
    public func closedKeys(
        since moment: Instant,
        events: Int
    ) throws(TicketStoreError) -> [Int64] {
        let rows = try opened().connection.prepare(
            """
            SELECT key FROM tickets WHERE closed_at >= ?1
            UNION SELECT t.key FROM (SELECT ticket FROM ticket_events ORDER BY seq DESC LIMIT ?2) AS e
            JOIN tickets AS t ON t.id = e.ticket WHERE t.closed_at IS NOT NULL
            ORDER BY 1
            """
        )
        try rows.bind([.integer(moment.milliseconds), .integer(Int64(events))])
        var keys: [Int64] = []
        while try rows.step() { keys.append(rows.integer(0)) }
        return keys
    }
}
