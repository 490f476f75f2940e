public import BusinessTime
import GRDB

extension Ledger {
    private static let pauseNote = "paused_until"

    /// Until when nothing is to be sent, whether that is over or not; nil where nobody asked.
    public func pausedUntil() throws(LedgerError) -> Instant? {
        try note(Self.pauseNote).flatMap { Int64($0) }.map(Instant.init(milliseconds:))
    }

    /// Keeps until when nothing is to be sent; nil ends it.
    public func pause(until end: Instant?) throws(LedgerError) {
        try keep(end.map { "\($0.milliseconds)" } ?? "", as: Self.pauseNote)
    }
}

extension LedgerReader {
    /// Until when nothing is to be sent; nil where there is no pause at a moment.
    public func pausedUntil(now: Instant) throws(LedgerError) -> Instant? {
        let note = try read { db in
            try String.fetchOne(db, sql: "SELECT value FROM meta WHERE name = 'paused_until'")
        }
        guard let end = note.flatMap({ Int64($0) }), end > now.milliseconds else { return nil }
        return Instant(milliseconds: end)
    }
}
