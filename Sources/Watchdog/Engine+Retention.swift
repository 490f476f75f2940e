import BusinessTime
import Ledger
import TicketStore

/// How far a sweep through the ledger for old records has come.
struct Retention {
    /// When to go on; nil before the first time.
    var next: Instant?
    /// What is swept, the next first; empty between two sweeps.
    var shelves: ArraySlice<Shelf> = []
    /// The last record looked at.
    var last: AgedRow?
    /// Whether the store is the one that it was at the sweep before.
    var knowsStore = false
}

/// Old records go, a few at a time, when there is nothing else to do.
extension Engine {
    /// How long after the start the first sweep begins, and the next after the end of one.
    private static let firstSweep = TimeSpan.minutes(1)
    private static let sweepEvery = TimeSpan.hours(12)
    /// How many records are looked at in one go, and how long until the next: a few milliseconds
    /// of every fifty.
    private static let records = 20
    private static let pause = TimeSpan.milliseconds(50)
    /// How many pages are given back to the disk in one go, and how many are kept for what comes.
    private static let pages = 16
    private static let sparePages = 256
    private static let storeNote = "retention_store"

    /// Lets old records go for a moment.
    ///
    /// - Returns: When to be called again.
    func prune(now: Instant, outOfTime: () -> Bool) -> Instant? {
        guard store.isOpen, pass == nil, ledgerTrouble == nil else { return nil }
        // Also where the clock was set back.
        let due = min(retention.next ?? now + Self.firstSweep, now + Self.sweepEvery)
        retention.next = due
        guard due <= now else { return due }
        retention.next = now + Self.pause
        guard !outOfTime() else { return retention.next }
        do {
            if retention.shelves.isEmpty { try beginSweep() }
            try sweepOn(now: now)
            let hasMore = try ledger.giveBack(pages: Self.pages, keeping: Self.sparePages)
            if retention.shelves.isEmpty, !hasMore { retention.next = now + Self.sweepEvery }
        } catch let error as LedgerError {
            ledgerFailed(error)
        } catch {
            let error = error as? TicketStoreError ?? TicketStoreError(.system, "\(error)")
            storeFailed(error, now: now)
        }
        return retention.next
    }

    private func beginSweep() throws {
        retention.shelves = Shelf.allCases[...]
        retention.last = nil
        let known = try ledger.note(Self.storeNote)
        retention.knowsStore = known == nil || known == store.uuid
        if known != store.uuid { try ledger.keep(store.uuid, as: Self.storeNote) }
    }

    private func sweepOn(now: Instant) throws {
        guard let shelf = retention.shelves.first else { return }
        let rows = try ledger.aged(
            shelf,
            before: now - configuration.keepFor,
            after: retention.last,
            limit: Self.records
        )
        var old: [Int64] = []
        for row in rows where row.isFree {
            if try mayGo(row, shelf) { old.append(row.seq) }
        }
        try ledger.forget(shelf, old)
        retention.last = rows.last
        if rows.count < Self.records {
            retention.shelves = retention.shelves.dropFirst()
            retention.last = nil
        }
    }

    /// Whether nobody needs a record any more.
    ///
    /// Of an open ticket everything stays. By alerts is known what has been said, by decisions what
    /// stays met or missed: a ticket that is closed may be opened again and its turns go on, so they
    /// stay as long as the store has it.
    private func mayGo(_ row: AgedRow, _ shelf: Shelf) throws(TicketStoreError) -> Bool {
        if row.ticket.isEmpty { return true }
        let isClosed = try store.isClosed(ticket: row.ticket)
        // A store that was not the one at the last sweep may be the wrong one.
        if shelf == .alerts || shelf == .decisions {
            return isClosed == nil && retention.knowsStore
        }
        return isClosed ?? true
    }
}
