import BusinessTime
import Ledger
import ServiceLevels

/// Ladders that began before their rows were edited, and go on as they began.
struct FormerLadders {
    /// For how long a ladder goes on as it began after the last alert on it.
    private static let memory = TimeSpan.days(90)

    /// The ladders by their marks.
    private(set) var ladders: [Int64: Ladder] = [:]
    /// The tickets that have alerts on one of them.
    private(set) var tickets: Set<String> = []

    /// None.
    init() {}

    /// Keeps the ladders as they stand now, and finds who goes on on a former one.
    init(
        in ledger: Ledger,
        under configuration: EngineConfiguration,
        now: Instant
    ) throws(LedgerError) {
        let present = configuration.policies.entries.flatMap {
            PolicyEvaluator(policy: $0.policy).ladders
        }
        ladders = try ledger.keep(present)
        tickets = try ledger.tickets(onLadders: Set(ladders.keys), since: now - Self.memory)
    }
}
