import Ledger
import Logging

extension Engine {
    /// Ends a failure once something was written.
    func ledgerWorks() {
        guard ledgerTrouble != nil else { return }
        logger.notice("the ledger can be written again", metadata: ["EVENT": "ledger_opened"])
        ledgerTrouble = nil
    }

    /// Takes in that something in the ledger could not be read or written.
    ///
    /// A damaged file is set aside at the next start, which whoever wakes the engine sees to.
    func ledgerFailed(_ error: LedgerError) {
        if ledgerTrouble != error.message {
            logger.critical("\(error)", metadata: ["EVENT": "ledger_failed"])
        }
        ledgerTrouble = error.message
        if error.code == .corrupt {
            isLedgerDamaged = true
            ledger.condemn(error.message)
        }
    }
}
