import BusinessTime
import Ledger

/// One duty of the engine, which alone writes its state.
///
/// A new duty is a folder under `Modules/` and a line in the list in `Engine.init`. A module does
/// nothing at a moment of its own choice: the engine runs all of them, in the order of the list,
/// whenever it is woken.
protocol EngineModule: AnyObject {
    /// Takes up what the last daemon left in the ledger; the store is not open yet.
    func start(now: Instant) throws(LedgerError)

    /// Does what is due.
    ///
    /// - Parameters:
    ///   - now: the moment.
    ///   - outOfTime: whether the time of this wake-up is used up; asked after each ticket.
    /// - Returns: When to be run next, `now` if more is left than there was time for; nil if another
    ///   module or a call gives the next work.
    func run(now: Instant, outOfTime: () -> Bool) -> Instant?

    /// Takes in that the context has another configuration.
    func configurationChanged(now: Instant)

    /// Records what has to outlive the daemon.
    func finish(now: Instant) throws(LedgerError)
}

extension EngineModule {
    func start(now: Instant) throws(LedgerError) {}
    func run(now: Instant, outOfTime: () -> Bool) -> Instant? { nil }
    func configurationChanged(now: Instant) {}
    func finish(now: Instant) throws(LedgerError) {}
}
