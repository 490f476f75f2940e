public import BusinessTime
public import ServiceLevels

/// Where the engine gets tickets from: `TicketStore`, or a test's own list.
///
/// Each call may throw `TicketStoreError`; the source is closed then or will be by the next poll, and
/// `open()` opens it again.
public protocol TicketSource: AnyObject {
    /// The attributes that tickets come with.
    var layout: AttributeLayout { get }
    /// Whether it can be read.
    var isOpen: Bool { get }
    /// Its identity, the same for as long as its log goes on; empty before it was first opened.
    var uuid: String { get }
    /// Whether it is of an older version and waits to be brought up to date.
    var isOutdated: Bool { get }
    /// Whether the last poll left changes for the next one.
    var hasMore: Bool { get }
    /// How far its log has been followed; nil before it was first opened.
    var position: StorePosition? { get }

    func open() throws(TicketStoreError)
    func close()

    /// The same source with other attributes, closed.
    func with(_ layout: AttributeLayout) -> any TicketSource

    /// Takes up a position; false if the log does not continue there.
    func resume(at position: StorePosition) throws(TicketStoreError) -> Bool

    /// What has changed since the last poll.
    func poll() throws(TicketStoreError) -> StoreChange

    func ticket(key: Int64) throws(TicketStoreError) -> Ticket?
    func ticket(id: String) throws(TicketStoreError) -> Ticket?

    /// Gives open tickets to a body, a slice at a time in the order of their ids.
    ///
    /// - Returns: the last id of the slice; nil if no ticket is left after it.
    func openTickets(
        after id: String?,
        limit: Int,
        _ body: (Ticket) throws -> Void
    ) throws -> String?

    func openCount() throws(TicketStoreError) -> Int

    /// The keys of closed tickets that may still have a clock running, in order.
    func closedKeys(since moment: Instant) throws(TicketStoreError) -> [Int64]

    /// Whether a ticket is closed; nil if there is none.
    func isClosed(ticket id: String) throws(TicketStoreError) -> Bool?

    /// The columns that a ticket's record still lacks.
    func missingFields(of key: Int64) throws(TicketStoreError) -> [String]

    /// Whether a status has a meaning.
    func knows(status: String) -> Bool
}

extension TicketStore: TicketSource {
    /// The same store with other attributes, closed.
    public func with(_ layout: AttributeLayout) -> any TicketSource {
        TicketStore(path: path, layout: layout, logger: logger)
    }

    /// The keys of closed tickets that may still have a clock running, in order.
    public func closedKeys(since moment: Instant) throws(TicketStoreError) -> [Int64] {
        try closedKeys(since: moment, events: 100_000)
    }
}
