public import BusinessTime
import ServiceLevels
public import TicketStore

extension StoreWriter {
    /// Records that a person contacted the customer about the matter.
    ///
    /// The first one stays responsible to the end (S1-12), so an empty `first_responder` is filled.
    ///
    /// - Throws: `TicketStoreError` if the ticket does not exist.
    public func respond(
        _ id: String,
        _ act: TicketAct = TicketAct()
    ) throws(TicketStoreError) {
        try transaction { () throws(TicketStoreError) in
            try append("first_response", to: id, act)
            if let by = act.by, try attribute("first_responder", of: id) == nil {
                try set(["first_responder": by], of: id, TicketAct(at: act.at, by: by))
            }
        }
    }

    /// Transfers a ticket to a department, with a limit if one was agreed.
    ///
    /// - Throws: `TicketStoreError` if the ticket does not exist or the limit is not after the
    ///   transfer.
    public func transfer(
        _ id: String,
        to department: String,
        due: Instant? = nil,
        _ act: TicketAct = TicketAct()
    ) throws(TicketStoreError) {
        try transaction { () throws(TicketStoreError) in
            try append("transfer", to: id, subject: department, due: due, act)
            let listed = try attribute("departments", of: id) ?? ""
            let names = listed.split(whereSeparator: { ",，、;；".contains($0) }).map {
                String($0.drop(while: \.isWhitespace))
            }
            if !names.contains(department) {
                let all = (names + [department]).joined(separator: ",")
                try set(["departments": all], of: id, TicketAct(at: act.at, by: act.by))
            }
        }
    }

    /// Sets the priority or level.
    ///
    /// - Throws: `TicketStoreError` if the ticket has that priority already.
    public func set(
        priority: String,
        of id: String,
        _ act: TicketAct = TicketAct()
    ) throws(TicketStoreError) {
        try transaction { () throws(TicketStoreError) in
            if try attribute("priority", of: id) == priority {
                throw TicketStoreError(
                    .refused,
                    "ticket '\(id)' has priority \(priority) already",
                    hint: "slactl ticket show \(id)"
                )
            }
            try set(["priority": priority], of: id, act)
        }
    }

    /// Records the customer's score from 1 to 5.
    ///
    /// - Throws: `TicketStoreError` for another score.
    public func feedback(
        _ id: String,
        score: Int,
        isDissatisfied: Bool = false,
        _ act: TicketAct = TicketAct()
    ) throws(TicketStoreError) {
        guard (1...5).contains(score) else {
            throw TicketStoreError(.refused, "score \(score) is not one of 1 to 5")
        }
        try transaction { () throws(TicketStoreError) in
            try append("feedback", to: id, subject: String(score), act)
            if isDissatisfied { try append("dissatisfied", to: id, act) }
            try set(
                ["satisfaction": String(score)],
                of: id,
                TicketAct(at: act.at, by: act.by)
            )
        }
    }
}

extension StoreWriter {
    /// Reopens a resolved or closed ticket.
    ///
    /// - Throws: `TicketStoreError` if it is neither.
    public func reopen(_ id: String, _ act: TicketAct = TicketAct()) throws(TicketStoreError) {
        try transaction { () throws(TicketStoreError) in
            let status = try attribute("status", of: id)
            let state = try StatusMeanings(connection).state(of: status ?? "", isClosed: false)
            let isFinished = state == .resolved || state == .closed
            let closing = try attribute("closed_at", of: id)
            guard isFinished || closing != nil else {
                throw TicketStoreError(
                    .refused,
                    "ticket '\(id)' is \(status ?? "open"), neither resolved nor closed",
                    hint: "slactl ticket show \(id)"
                )
            }
            if isFinished {
                try set(status: .inProgress, of: id, act)
            } else {
                // Closed by an event alone, without a change of the status.
                try append("reopened", to: id, act)
            }
        }
    }
}
