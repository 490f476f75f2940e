import BusinessTime
import Ledger
import TicketStore

/// Lets old records go, a few at a time, when there is nothing else to do.
final class Retention: EngineModule {
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

    private let context: EngineContext
    private let fullPass: FullPass
    private let storeHealth: StoreHealth
    private let ledgerHealth: LedgerHealth
    /// When to go on; nil before the first time.
    private var next: Instant?
    /// What is swept, the next first; empty between two sweeps.
    private var shelves: ArraySlice<Shelf> = []
    /// The last record looked at.
    private var last: AgedRow?
    /// Whether the store is the one that it was at the sweep before.
    private var knowsStore = false

    init(
        _ context: EngineContext,
        _ fullPass: FullPass,
        _ storeHealth: StoreHealth,
        _ ledgerHealth: LedgerHealth
    ) {
        self.context = context
        self.fullPass = fullPass
        self.storeHealth = storeHealth
        self.ledgerHealth = ledgerHealth
    }

    /// Lets old records go for a moment.
    func run(now: Instant, outOfTime: () -> Bool) -> Instant? {
        guard context.store.isOpen, !fullPass.isUnderWay, ledgerHealth.trouble == nil else {
            return nil
        }
        // Also where the clock was set back.
        let due = min(next ?? now + Self.firstSweep, now + Self.sweepEvery)
        next = due
        guard due <= now else { return due }
        next = now + Self.pause
        guard !outOfTime() else { return next }
        do {
            if shelves.isEmpty { try beginSweep() }
            try sweepOn(now: now)
            let hasMore = try context.ledger.giveBack(pages: Self.pages, keeping: Self.sparePages)
            if shelves.isEmpty, !hasMore { next = now + Self.sweepEvery }
        } catch let error as LedgerError {
            ledgerHealth.failed(error)
        } catch {
            storeHealth.failed(error, now: now)
        }
        return next
    }

    private func beginSweep() throws {
        shelves = Shelf.allCases[...]
        last = nil
        let known = try context.ledger.note(Self.storeNote)
        knowsStore = known == nil || known == context.store.uuid
        if known != context.store.uuid {
            try context.ledger.keep(context.store.uuid, as: Self.storeNote)
        }
    }

    private func sweepOn(now: Instant) throws {
        guard let shelf = shelves.first else { return }
        let rows = try context.ledger.aged(
            shelf,
            before: now - context.configuration.keepFor,
            after: last,
            limit: Self.records
        )
        var old: [Int64] = []
        for row in rows where row.isFree {
            if try mayGo(row, shelf) { old.append(row.seq) }
        }
        try context.ledger.forget(shelf, old)
        last = rows.last
        if rows.count < Self.records {
            shelves = shelves.dropFirst()
            last = nil
        }
    }

    /// Whether nobody needs a record any more.
    ///
    /// Of an open ticket everything stays. By alerts is known what has been said, by decisions what
    /// stays met or missed: a ticket that is closed may be opened again and its turns go on, so they
    /// stay as long as the store has it.
    private func mayGo(_ row: AgedRow, _ shelf: Shelf) throws(TicketStoreError) -> Bool {
        if row.ticket.isEmpty { return true }
        let isClosed = try context.store.isClosed(ticket: row.ticket)
        // A store that was not the one at the last sweep may be the wrong one.
        if shelf == .alerts || shelf == .decisions {
            return isClosed == nil && knowsStore
        }
        return isClosed ?? true
    }
}
