import BusinessTime
import Foundation
import Ledger
import Logging
import Notifications
import Synchronization

@testable import Watchdog

/// Everything there is, under one clock: the store and who writes it, the daemon, the vendors.
///
/// Only `perform` and `settle` change it; the same actions make the same world.
final class World {
    /// What went against what everybody may count on.
    struct Failure {
        /// By which a smaller case is known to be the same.
        var kind: String
        var text: String
    }

    static let base = Instant(milliseconds: 1_772_438_400_000)  // Monday 2026-03-02 08:00 UTC

    let folder: Folder
    let hand = VirtualTime.Hand()
    /// The time that passes; what clocks show is off by `offset`.
    var time = World.base
    var offset = TimeSpan.zero
    var crm: CRM?
    var engine: Engine?
    var vendors: [String: Vendor] = [:]
    let outcomes = Outcomes()
    var rules = Rules(edit: 0)
    var summaryAbove = 1000
    var trouble = Trouble()
    var killPlan: KillPlan?
    /// Whether the daemon is wanted, running or not.
    var isWanted = false

    /// What vendors took, in order.
    var heard: [Heard] = []
    /// Messages that are sent and not yet recorded as settled.
    var unsettled: Set<String> = []
    /// How often a message may have come once more, because of a kill or a vendor's fault.
    var repeatable: [String: Int] = [:]
    /// Tickets of which something was entered after the daemon may have spoken without it, or whose
    /// level was another before.
    var enteredLate: Set<String> = []
    /// The tickets whose history contradicted itself at some time, however it ended.
    var wasOdd: Set<String> = []
    var failures: [Failure] = []
    var trace: [String] = []
    /// How often another store has taken the place of the store.
    var exchanges = 0

    /// Outcomes on their way back to the engine.
    final class Outcomes: Sendable {
        let waiting = Mutex<[(Int64, DeliveryOutcome)]>([])
    }

    init() throws {
        folder = try Folder()
        for name in Rules.channels {
            vendors[name] = Vendor(
                rateLimit: nil,
                audience: name == "chat" ? .room : .program,
                judge: { [unowned self] in sending($0, by: name) },
                take: { [unowned self] in taken($0, by: name) }
            )
        }
        crm = try CRM(folder.store)
        showTime()
    }

    /// What clocks show.
    var now: Instant { time + offset }

    func showTime() { hand.milliseconds = now.milliseconds }

    func fail(_ kind: String, _ text: String) {
        failures.append(Failure(kind: kind, text: "\(now.iso8601()) \(text)"))
    }

    /// Whether the engine can read the store.
    var isStoreReadable: Bool { !trouble.isStoreLocked && !trouble.isStoreAway }

    private func sending(_ outgoing: OutgoingMessage, by channel: String) {
        unsettled.insert(outgoing.id)
        guard isStoreReadable, let message = Heard(outgoing, channel: channel, at: now) else {
            return
        }
        checkTruth(of: message)
    }

    private func taken(_ outgoing: OutgoingMessage, by channel: String) {
        guard var message = Heard(outgoing, channel: channel, at: now) else {
            return fail("unreadable", "a message that is none")
        }
        if let vendor = vendors[channel], vendor.mode == .garbles {
            repeatable[outgoing.id, default: 0] += 1000
            message.wasDenied = vendor.audience == .program
        }
        heard.append(message)
        trace.append("    " + message.line)
    }
}

/// What is wrong with the world at a moment.
struct Trouble {
    var isLedgerFull = false
    var isStoreLocked = false
    var isStoreAway = false
    /// When there was trouble last, by the time that passes.
    var last = World.base
    /// Whether deadlines were not always counted by the rules of now.
    var editedRules = false
    /// Whether the clock was set back or forward.
    var setClock = false

    var isCalm: Bool { !isLedgerFull && !isStoreLocked && !isStoreAway }
}
