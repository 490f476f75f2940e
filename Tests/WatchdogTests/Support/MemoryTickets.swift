import BusinessTime
import ServiceLevels
import TicketStore

/// Tickets in memory, as the engine reads them: no file, no clock of its own.
final class MemoryTickets: TicketSource {
    private struct Row {
        var id: String
        var owner: String
        var state = TicketState.working
        var received: Instant
        var events: [TicketEvent]
    }

    private(set) var layout: AttributeLayout
    private(set) var isOpen = false
    private(set) var uuid = "memory"
    let isOutdated = false
    let hasMore = false
    private var rows: [Int64: Row] = [:]
    /// The key that each event is about, by its position less one.
    private var log: [Int64] = []
    private var followed = 0
    /// What every call fails with, until it is taken back.
    var trouble: TicketStoreError?
    /// How many tickets have been read.
    private(set) var reads = 0

    init(layout: AttributeLayout = .standard) {
        self.layout = layout
    }

    // MARK: - What happens

    /// Adds a ticket; its key is its number.
    func add(_ number: Int64, owner: String = "li", received: Instant) {
        rows[number] = Row(id: "T\(number)", owner: owner, received: received, events: [])
        append("received", to: number, at: received)
    }

    func append(_ kind: String, to number: Int64, at: Instant) {
        log.append(number)
        rows[number]?.events.append(TicketEvent(seq: Int64(log.count), kind: kind, at: at))
        switch kind {
        case "closed": rows[number]?.state = .closed
        case "resolved": rows[number]?.state = .resolved
        case "reopened": rows[number]?.state = .working
        default: break
        }
    }

    // MARK: - What the engine reads

    var position: StorePosition? { StorePosition("memory \(followed)") }

    func open() throws(TicketStoreError) {
        if let trouble { throw trouble }
        isOpen = true
    }

    func close() { isOpen = false }

    func with(_ layout: AttributeLayout) -> any TicketSource {
        self.layout = layout
        isOpen = false
        return self
    }

    func resume(at position: StorePosition) throws(TicketStoreError) -> Bool {
        guard let seq = position.text.split(separator: " ").last.flatMap({ Int($0) }),
            seq <= log.count
        else { return false }
        followed = seq
        return true
    }

    func poll() throws(TicketStoreError) -> StoreChange {
        if let trouble {
            isOpen = false
            throw trouble
        }
        var keys: [Int64] = []
        for key in log[followed...] where !keys.contains(key) { keys.append(key) }
        followed = log.count
        return keys.isEmpty ? .unchanged : .tickets(keys)
    }

    func ticket(key: Int64) throws(TicketStoreError) -> Ticket? {
        if let trouble { throw trouble }
        guard let row = rows[key] else { return nil }
        reads += 1
        var values = [String?](repeating: nil, count: layout.names.count)
        if let slot = layout.slot("owner") { values[slot] = row.owner }
        return Ticket(
            key: key,
            id: row.id,
            values: values,
            layout: layout,
            events: row.events,
            state: row.state,
            received: row.received
        )
    }

    func ticket(id: String) throws(TicketStoreError) -> Ticket? {
        if let trouble { throw trouble }
        guard let key = Int64(id.dropFirst()), rows[key]?.id == id else { return nil }
        return try ticket(key: key)
    }

    func openTickets(
        after id: String?,
        limit: Int,
        _ body: (Ticket) throws -> Void
    ) throws -> String? {
        if let trouble { throw trouble }
        let open = rows.filter { $1.state != .closed && $1.id > id ?? "" }
            .sorted { $0.value.id < $1.value.id }
        for (key, _) in open.prefix(limit) {
            if let ticket = try ticket(key: key) { try body(ticket) }
        }
        return open.count > limit ? open[limit - 1].value.id : nil
    }

    func openCount() throws(TicketStoreError) -> Int {
        if let trouble { throw trouble }
        return rows.values.count { $0.state != .closed }
    }

    func closedKeys(since moment: Instant) throws(TicketStoreError) -> [Int64] {
        if let trouble { throw trouble }
        return rows.filter { $1.state == .closed }.keys.sorted()
    }

    func isClosed(ticket id: String) throws(TicketStoreError) -> Bool? {
        if let trouble { throw trouble }
        return rows.values.first { $0.id == id }.map { $0.state == .closed }
    }

    func missingFields(of key: Int64) throws(TicketStoreError) -> [String] { [] }

    func knows(status: String) -> Bool { true }
}
