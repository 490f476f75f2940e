/// One thing that happens outside of the watch, as a plain value: a run is a function of the list.
///
/// Times are in minutes, multiples of five, so that the slow model may look every five minutes. A
/// description with a dot in front of it is Swift: what failed can be pasted into `Regressions`.
enum Action: Equatable {
    // MARK: Before the first start

    /// More than so many alerts at a first start or reload are told as one.
    case summaryAbove(Int)
    /// The store keeps no write-ahead log: readers and writers wait for each other.
    case rollbackJournal

    // MARK: Time

    /// Time passes.
    case pass(Int)
    /// The clock is set forward, or back where negative, and nothing else happens.
    case clock(Int)

    // MARK: Tickets, by plain SQL

    /// A row is inserted; received so many minutes ago.
    case insert(Int, priority: String?, status: String, queue: String?, ago: Int)
    /// The whole row is written again by `INSERT OR REPLACE`, its reception moved by some minutes.
    case replace(Int, priority: String?, status: String, queue: String?, later: Int?)
    /// The status is set, in the CRM's words so many minutes ago.
    case status(Int, String, ago: Int?)
    /// Another attribute is set.
    case set(Int, String, String?)
    /// The time of reception is put right.
    case received(Int, later: Int)
    /// Something happened so many minutes ago, or will: negative. It may name a time to come.
    case event(Int, String, ago: Int, by: String?, subject: String?, due: Int?)
    /// The row is deleted.
    case delete(Int)

    // MARK: The daemon

    /// It is started.
    case start
    /// It is asked to end, and ends.
    case stop
    /// It is killed and stays away.
    case kill
    /// It is killed at a place in the midst of its work, the so manieth time, and started anew.
    case killAt(String, Int)
    /// It is given other rules.
    case reload(Int)

    // MARK: The world

    /// Nothing more fits on the ledger's disk; or it does again.
    case ledgerFull(Bool)
    /// Somebody's transaction keeps the store; or it ends.
    case storeLocked(Bool)
    /// The store's file is not there; or it is again.
    case storeAway(Bool)
    /// Another store takes the place of the store.
    case storeReplaced
    /// A copy of the store is put aside.
    case backup
    /// The copy takes the place of the store.
    case restore
    /// How a vendor behaves from now on.
    case vendor(String, Vendor.Mode)

    // MARK: People

    /// Somebody takes care of a ticket for so long.
    case acknowledge(Int, Int)
    /// A ticket is silenced for so long.
    case silence(Int, Int)
}

extension Action {
    /// As it is written in a test.
    var source: String {
        let text = "\(self)"
        // Swift prints the names of types in full, and optional values with their type.
        let plain = text.split(separator: "SimulationTests.", omittingEmptySubsequences: false)
            .joined()
        return ".\(plain)"
    }
}
