import BusinessTime
import Ledger
import ServiceLevels
import TicketStore

/// What outlives the daemon, so that a restart changes nothing: how far the store's log has been
/// followed, and when closed tickets are to be looked at.
final class FollowUp: EngineModule {
    /// How often the position is noted while the store changes: what is read twice does no harm.
    private static let positionEvery = TimeSpan.seconds(10)

    private let context: EngineContext
    private let storeHealth: StoreHealth
    private let ledgerHealth: LedgerHealth
    /// Where to take up the log, once the store can be read.
    private(set) var wanted: StorePosition?
    /// Whether changes were read from the log that are not evaluated yet, as `ChangeFeed` says.
    var isBehind = false
    /// When to look at tickets that are closed, by their ids: no full pass reads them.
    private var looks: [String: Instant] = [:]
    /// What of that is not yet noted; nil if there is nothing more to look at.
    private var unsaved: [String: Instant?] = [:]
    private var savedPosition: String?
    private var savedAt: Instant?

    init(_ context: EngineContext, _ storeHealth: StoreHealth, _ ledgerHealth: LedgerHealth) {
        self.context = context
        self.storeHealth = storeHealth
        self.ledgerHealth = ledgerHealth
    }

    func start(now: Instant) throws(LedgerError) {
        looks = try context.ledger.closedLooks()
        context.pendingEvaluations.formUnion(looks.keys)
        savedPosition = try context.ledger.note(Ledger.positionNote)
        wanted = savedPosition.flatMap(StorePosition.init)
    }

    /// Notes what has to outlive the daemon, as far as it is new.
    func run(now: Instant, outOfTime: () -> Bool) -> Instant? {
        save(now: now, atOnce: false)
        return nil
    }

    func finish(now: Instant) throws(LedgerError) {
        save(now: now, atOnce: true)
    }

    /// Takes in that the store is about to be exchanged: its log goes on where it is.
    func keepPosition() {
        wanted = context.store.position ?? wanted
    }

    /// Goes on in the log where it was left, once the store is open.
    ///
    /// - Returns: Whether the log goes on there; if not, the store is another one.
    func resume() throws(TicketStoreError) -> Bool {
        guard let wanted else { return true }
        let continues = try context.store.resume(at: wanted)
        self.wanted = nil
        return continues
    }

    /// Plans the next look at a ticket that is closed: that must outlive a restart.
    func planClosedLook(at ticket: String, _ next: Instant?) {
        guard looks[ticket] != next else { return }
        looks[ticket] = next
        unsaved.updateValue(next, forKey: ticket)
    }

    private func save(now: Instant, atOnce: Bool) {
        guard ledgerHealth.trouble == nil, wanted == nil else { return }
        let store = context.store
        // What was read and not recorded must be read again after a crash.
        let isAhead =
            store.isOpen && !store.hasMore && !isBehind && storeHealth.failingSince == nil
        let position = isAhead ? store.position?.text : nil
        let isOld = savedAt.map { now - $0 >= Self.positionEvery || now < $0 } ?? true
        let isDue = position != nil && position != savedPosition && (isOld || atOnce)
        guard isDue || !unsaved.isEmpty else { return }
        do {
            try context.ledger.keep(closedLooks: unsaved, position: position)
            unsaved = [:]
            savedAt = now
            if let position { savedPosition = position }
        } catch {
            ledgerHealth.failed(error)
        }
    }
}
