import BusinessTime
import Ledger
import Logging
import ServiceLevels
import TicketStore

/// What outlives the daemon, so that a restart changes nothing: how far the store's log has been
/// followed, and when closed tickets are to be looked at.
struct FollowUp {
    /// Where to take up the log, once the store can be read.
    var wanted: StorePosition?
    /// When to look at tickets that are closed, by their ids: no full pass reads them.
    var looks: [String: Instant] = [:]
    /// What of that is not yet noted; nil where there is nothing more to look at.
    var unsaved: [String: Instant?] = [:]
    /// The position that is noted, and when it was.
    var savedPosition: String?
    var savedAt: Instant?
}

extension Engine {
    /// How often the position is noted while the store changes: what is read twice does no harm.
    private static let positionEvery = TimeSpan.seconds(10)

    /// Takes up what a former daemon left.
    func takeUpFollowUp() throws(LedgerError) {
        followUp.looks = try ledger.closedLooks()
        pendingEvaluations.formUnion(followUp.looks.keys)
        followUp.savedPosition = try ledger.note(Ledger.positionNote)
        followUp.wanted = followUp.savedPosition.flatMap(StorePosition.init)
    }

    /// Goes on in the log where it was left, once the store is open.
    func resumePosition(now: Instant) throws(TicketStoreError) {
        guard let wanted = followUp.wanted else { return }
        let continues = try store.resume(at: wanted)
        followUp.wanted = nil
        if continues { return }
        logger.warning(
            "the ticket store is not the one it was: its log does not go on where it was left",
            metadata: ["EVENT": "store_replaced"]
        )
        beginPass(.storeReset, now: now)
    }

    /// Plans the next look at a ticket that is closed: that must outlive a restart.
    func planClosedLook(at ticket: String, _ next: Instant?) {
        guard followUp.looks[ticket] != next else { return }
        followUp.looks[ticket] = next
        followUp.unsaved.updateValue(next, forKey: ticket)
    }

    /// Notes what has to outlive the daemon, as far as it is new.
    func saveFollowUp(now: Instant, atOnce: Bool = false) {
        guard ledgerTrouble == nil, followUp.wanted == nil else { return }
        // What was read and not recorded must be read again after a crash.
        let isAhead = store.isOpen && !store.hasMore && health.failingSince == nil
        let position = isAhead ? store.position?.text : nil
        let isOld = followUp.savedAt.map { now - $0 >= Self.positionEvery || now < $0 } ?? true
        let isDue = position != nil && position != followUp.savedPosition && (isOld || atOnce)
        guard isDue || !followUp.unsaved.isEmpty else { return }
        do {
            try ledger.keep(closedLooks: followUp.unsaved, position: position)
            followUp.unsaved = [:]
            followUp.savedAt = now
            if let position { followUp.savedPosition = position }
        } catch {
            ledgerFailed(error)
        }
    }
}
