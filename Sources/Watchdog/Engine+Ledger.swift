import Ledger
import Logging

extension Engine {
    /// Ends a failure once something was written.
    func ledgerWorks() {
        guard ledgerTrouble != nil else { return }
        logger.notice("the ledger can be written again", metadata: ["EVENT": "ledger_opened"])
        ledgerTrouble = nil
    }

    func ledgerFailed(_ error: LedgerError) {
        if ledgerTrouble != error.message {
            logger.critical("\(error)", metadata: ["EVENT": "ledger_failed"])
        }
        ledgerTrouble = error.message
    }
}
