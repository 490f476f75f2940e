public import BusinessTime
import GRDB

extension Ledger {
    private static let pauseNote = "paused_until"

    /// When the last pause ends or ended; nil if there was none.
    public func pausedUntil() throws(LedgerError) -> Instant? {
        try note(Self.pauseNote).flatMap { Int64($0) }.map(Instant.init(milliseconds:))
    }

    /// Stores the end of a pause.
    public func pause(until end: Instant) throws(LedgerError) {
        try keep("\(end.milliseconds)", as: Self.pauseNote)
    }
}

extension LedgerReader {
    /// The end of the pause in force at a moment.
    public func pausedUntil(now: Instant) throws(LedgerError) -> Instant? {
        let note = try read { db in
            try String.fetchOne(db, sql: "SELECT value FROM meta WHERE name = 'paused_until'")
        }
        guard let end = note.flatMap({ Int64($0) }), end > now.milliseconds else { return nil }
        return Instant(milliseconds: end)
    }
}
