import BusinessTime
import Ledger
import Logging
import Notifications
import ServiceLevels
import TicketStore

/// What the modules of the engine share; each member says who may write it.
final class EngineContext {
    /// The tickets.
    ///
    /// `adopt` exchanges the store, `ChangeFeed` opens and polls it, all read it.
    private(set) var store: any TicketSource
    /// The daemon's own state; all read and write it.
    let ledger: Ledger
    /// Sends what is recorded; `DeliveryPump` pumps it, `AlertRecorder` adds to it.
    let courier: Courier
    /// The journal.
    let logger: Logger
    /// What tickets are evaluated by; only `adopt` changes it.
    private(set) var configuration: EngineConfiguration
    /// An evaluator for each entry of the configuration's policies; only `adopt` changes them.
    private(set) var evaluators: [PolicyEvaluator]
    /// When to look at which ticket.
    ///
    /// All add to it, `Evaluations` takes what is due, `FullPass` makes room and empties it.
    var schedule = EvaluationSchedule()
    /// Tickets to look at as soon as the store can be read, by their ids.
    ///
    /// All add to them, `Evaluations` takes them.
    var pendingEvaluations: Set<String> = []
    /// How many tickets are not closed; nil if somebody has to count.
    ///
    /// `FullPass` counts them, `Evaluations` forgets the count, the status brings it back.
    var openTickets: Int?

    init(
        store: any TicketSource,
        ledger: Ledger,
        courier: Courier,
        configuration: EngineConfiguration,
        logger: Logger
    ) {
        self.store = store
        self.ledger = ledger
        self.courier = courier
        self.configuration = configuration
        self.logger = logger
        evaluators = configuration.evaluators
    }

    /// The evaluator for a ticket; nil if no policy is for it.
    func evaluator(for ticket: Ticket) -> PolicyEvaluator? {
        configuration.policies.entry(for: ticket).map { evaluators[$0] }
    }

    /// Exchanges the configuration, and the store if other attributes are wanted.
    func adopt(_ configuration: EngineConfiguration) {
        let layout = configuration.policies.layout
        if layout != store.layout {
            store.close()
            store = store.with(layout)
        }
        self.configuration = configuration
        evaluators = configuration.evaluators
    }
}

extension EngineConfiguration {
    fileprivate var evaluators: [PolicyEvaluator] {
        policies.entries.map { PolicyEvaluator(policy: $0.policy) }
    }
}
