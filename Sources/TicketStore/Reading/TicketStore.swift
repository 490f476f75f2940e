public import BusinessTime
public import Logging
public import ServiceLevels

/// Reads the tickets of a store that others write, and never writes to it.
///
/// It belongs to one queue. Nothing is opened before `open()`, and after an error the caller
/// opens it again whenever it likes.
///
/// ```swift
/// let store = TicketStore(path: path, layout: .standard, logger: nil)
/// try store.open()
/// var after: String? = ""
/// while let id = after { after = try store.openTickets(after: id, limit: 500) { look($0) } }
/// if case .tickets(let keys) = try store.poll() { … }
/// ```
public final class TicketStore {
    public let path: String
    /// The attributes to read.
    public let layout: AttributeLayout
    /// The highest `seq` read; 0 before the first `open()`.
    public internal(set) var cursor: Int64 = 0
    /// The store's identity, which a copy shares; empty before the first `open()`.
    public internal(set) var uuid = ""
    /// The zone of the store's ids.
    public internal(set) var zone = ZoneRules.utc

    let logger: Logger?
    var session: StoreSession?
    /// The file of `cursor`; kept over `close()` to recognise a replacement.
    var source: StoreSource?
    /// The event at `cursor`, to recognise a restored backup.
    var lastEvent: StoreSource.LastEvent?
    /// Why the next poll must ask for a full pass.
    var resetReason: String?

    /// Opens nothing yet.
    public init(path: String, layout: AttributeLayout, logger: Logger?) {
        self.path = path
        self.layout = layout
        self.logger = logger
    }

    public var isOpen: Bool { session != nil }

    /// Whether an older version made the open store: it works, and `slactl store init` brings it up
    /// to date.
    public var isOutdated: Bool { session?.isOutdated ?? false }

    /// Opens the store, or opens it again.
    ///
    /// The first time the cursor moves to the end of the log: the following full pass reads what is
    /// there.
    ///
    /// - Throws: `TicketStoreError` if the store is missing, locked, damaged, not ours, of a newer
    ///   version, lacks a column of the layout, or must not be opened.
    public func open() throws(TicketStoreError) {
        close()
        let permissions = try StorePermissions(path: path)
        if let objection = permissions.objection { throw objection }
        let session = try StoreSession(path: path, layout: layout)
        try permissions.confirmNothingBad(after: session)
        for name in session.unwatchedColumns {
            logger?.warning(
                "Changes of a column are not noticed until the store's triggers are made anew.",
                metadata: ["COLUMN": "\(name)", "HINT": "slactl store init --store \(path)"]
            )
        }
        if let source, source != session.source {
            resetReason = source.difference(from: session.source)
        }
        let isFirst = source == nil
        source = session.source
        uuid = session.source.uuid
        zone = session.zone
        self.session = session
        if isFirst { try moveToEnd(session) }
    }

    /// Closes the store; `open()` opens it again at the same cursor.
    public func close() {
        session = nil
    }

    /// The open session.
    ///
    /// - Throws: `TicketStoreError` if the store is not open.
    func opened() throws(TicketStoreError) -> StoreSession {
        guard let session else {
            throw TicketStoreError(.system, "ticket store \(path) is not open")
        }
        return session
    }
}

@available(*, unavailable)
extension TicketStore: Sendable {}
