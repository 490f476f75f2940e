import BusinessTime

extension FullPass {
    /// Why everything is looked at.
    enum Reason: String {
        case firstStart = "first_start"
        case ledgerLost = "ledger_lost"
        case reload
        case restart
        case storeReset = "store_reset"
        case reconcile

        /// Whether what is found past may be sent as one summary rather than one by one.
        var mayBeSummarised: Bool {
            switch self {
            case .firstStart, .ledgerLost, .reload: true
            case .restart, .storeReset, .reconcile: false
            }
        }

        /// Whether tickets closed of late are looked at too: if nothing is known of which of them
        /// have a clock running.
        var readsClosed: Bool {
            switch self {
            case .firstStart, .ledgerLost, .reload, .storeReset: true
            case .restart, .reconcile: false
            }
        }
    }

    /// How far a pass has come.
    struct Progress {
        let reason: Reason
        /// The closed tickets that are still to be looked at, once all open ones are.
        var closed: ArraySlice<Int64>?
        let began: Instant
        /// The last ticket looked at; nil at the begin.
        var after: String?
        var tickets = 0
        var alerts = 0
        /// When to go on, after a fault.
        var notBefore: Instant

        init(reason: Reason, began: Instant, notBefore: Instant) {
            self.reason = reason
            self.began = began
            self.notBefore = notBefore
        }
    }
}
