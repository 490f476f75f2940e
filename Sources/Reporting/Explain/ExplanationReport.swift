package import BusinessTime
package import Configuration
package import ServiceLevels
import Support
package import TicketStore

/// The origin of a ticket's deadlines, as in `slactl explain`.
package struct ExplanationReport {
    package struct Request: Sendable, Hashable {
        package var ticket: String
        /// The moment, by what is recorded now; nil for now.
        package var at: Instant?
        /// Whether to include every cycle of every clock.
        package var all: Bool
        /// The language for people; nil for the configuration's.
        package var language: Language?

        package init(
            ticket: String,
            at: Instant? = nil,
            all: Bool = false,
            language: Language? = nil
        ) {
            self.ticket = ticket
            self.at = at
            self.all = all
            self.language = language
        }
    }

    private let ticket: Ticket
    private let request: Request
    private let configuration: Configuration
    private let raised: RaisedAlerts
    private let now: Instant

    /// Reads the ticket and its ledger records.
    ///
    /// - Parameters:
    ///   - request: the request.
    ///   - configuration: the policies and people.
    ///   - store: the store of the ticket.
    ///   - state: the ledger's directory, which need not be readable.
    ///   - now: the present moment.
    /// - Throws: `TicketStoreError` if there is no such ticket or the store cannot be read.
    package init(
        _ request: Request,
        configuration: Configuration,
        store: TicketStore,
        state: String,
        now: Instant
    ) throws(TicketStoreError) {
        guard let found = try store.ticket(id: request.ticket) else {
            throw TicketStoreError.noTicket(request.ticket)
        }
        self.request = request
        self.configuration = configuration
        self.now = request.at ?? now
        ticket = request.at.map(found.known) ?? found
        raised = RaisedAlerts(ticket: request.ticket, directory: state)
    }

    /// The printed report; JSON does not depend on the language.
    ///
    /// - Throws: `UnwatchedTicket` if no policy applies to the ticket.
    package func text(as format: OutputFormat) throws(UnwatchedTicket) -> String {
        switch format {
        case .table:
            let language = request.language ?? configuration.language
            let explanation = try explanation(in: language)
            return ExplanationPage(explanation: explanation, language: language).text
        case .json: return try explanation(in: .english).json.text
        }
    }

    private func explanation(in language: Language) throws(UnwatchedTicket) -> Explanation {
        let choice = PolicyChoice(ticket, in: configuration, language: language)
        guard let policy = choice.source else {
            throw UnwatchedTicket(
                ticket: request.ticket,
                trials: choice.trials.map { "\($0.policy) is for \($0.reason)" }
            )
        }
        return Explanation(
            ticket: ticket,
            choice: choice,
            source: policy,
            configuration: configuration,
            raised: raised,
            now: now,
            showsAll: request.all
        )
    }
}

/// No policy applies to a ticket.
package struct UnwatchedTicket: Error, Hashable, CustomStringConvertible {
    package let ticket: String
    /// The condition of each policy.
    package let trials: [String]

    package var message: String { "no policy is in force for ticket '\(ticket)'" }
    package var hint: String { trials.joined(separator: "; ") }
    package var description: String { "\(message); \(hint)" }
}
