import TicketStore

/// The statuses set by commands, in the words of the store.
public enum TicketStatus: String, Sendable, Hashable, CaseIterable {
    /// Being worked on.
    case inProgress = "in_progress"
    /// Waiting for the customer.
    case waitingCustomer = "waiting_customer"
    /// Waiting for evidence from the customer.
    case waitingEvidence = "waiting_evidence"
    /// A solution was given.
    case resolved
    case closed

    var chinese: String {
        switch self {
        case .inProgress: "处理中"
        case .waitingCustomer: "等待客户"
        case .waitingEvidence: "等待凭证"
        case .resolved: "已解决"
        case .closed: "已关闭"
        }
    }

    var milestone: String {
        switch self {
        case .inProgress: "handling_started"
        case .waitingCustomer, .waitingEvidence: "waiting"
        case .resolved: "resolved"
        case .closed: "closed"
        }
    }

    /// The word to write, in the language of the ticket's present status.
    ///
    /// - Throws: `TicketStoreError` if the store has no status of that meaning.
    func word(
        besides current: String?,
        in connection: SQLiteConnection
    ) throws(TicketStoreError) -> String {
        let isChinese = current.map { !$0.utf8.allSatisfy { $0 < 0x80 } } ?? false
        let words = isChinese ? [chinese, rawValue] : [rawValue, chinese]
        for word in words {
            let known = try connection.text(
                "SELECT status FROM statuses WHERE status = ?1",
                [.text(word)]
            )
            if let known { return known }
        }
        let other = try connection.text(
            "SELECT status FROM statuses WHERE milestone = ?1 ORDER BY rowid LIMIT 1",
            [.text(milestone)]
        )
        if let other { return other }
        throw TicketStoreError(
            .refused,
            "no status of the store means '\(milestone)'",
            hint: "INSERT INTO statuses(status, milestone) VALUES('\(rawValue)', '\(milestone)')"
        )
    }
}
