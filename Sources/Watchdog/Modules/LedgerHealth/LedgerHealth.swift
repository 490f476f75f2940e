import BusinessTime
import Ledger
import Logging

/// Whether the ledger can be written, and tries again if it cannot.
final class LedgerHealth: EngineModule {
    /// After how long what the ledger refused is tried again.
    static let retry = TimeSpan.seconds(5)

    private let context: EngineContext
    /// What could not be recorded, and is to be tried again.
    private(set) var trouble: String?
    /// Whether the ledger was found damaged: only a start with a new one helps.
    private(set) var isDamaged = false

    init(_ context: EngineContext) {
        self.context = context
    }

    /// Tries to write: with nothing to record, nothing else would find that a full disk has room.
    func run(now: Instant, outOfTime: () -> Bool) -> Instant? {
        guard trouble != nil else { return nil }
        do {
            try context.ledger.keep("\(now.milliseconds)", as: "written")
            works()
            return nil
        } catch {
            failed(error)
            return now + Self.retry
        }
    }

    /// Ends a failure once something was written.
    func works() {
        guard trouble != nil else { return }
        context.logger.notice(
            "the ledger can be written again",
            metadata: ["EVENT": "ledger_opened"]
        )
        trouble = nil
    }

    /// Takes in that something in the ledger could not be read or written.
    ///
    /// A damaged file is set aside at the next start, which whoever wakes the engine sees to.
    func failed(_ error: LedgerError) {
        if trouble != error.message {
            context.logger.critical("\(error)", metadata: ["EVENT": "ledger_failed"])
        }
        trouble = error.message
        if error.code == .corrupt {
            isDamaged = true
            context.ledger.condemn(error.message)
        }
    }
}
