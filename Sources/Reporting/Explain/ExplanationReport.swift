package import BusinessTime
package import Configuration
package import ServiceLevels
import Support
package import TicketStore

/// What a ticket's deadlines come from: what `slactl explain` shows.
package struct ExplanationReport {
    /// What is asked for.
    package struct Request: Sendable, Hashable {
        /// The ticket's id.
        package var ticket: String
        /// At which moment, by what is recorded now; nil for now.
        package var at: Instant?
        /// Whether every turn of every clock is wanted.
        package var all: Bool
        /// The language for people; nil for the configuration's.
        package var language: Language?

        /// Makes a request.
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

    /// Reads the ticket and what the ledger says of it.
    ///
    /// - Parameters:
    ///   - request: what is asked for.
    ///   - configuration: whose policies and people count.
    ///   - store: where the ticket is.
    ///   - state: the directory of the ledger, which need not be readable.
    ///   - now: the present moment.
    /// - Throws: `TicketStoreError` where there is no such ticket or the store cannot be read.
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

    /// The report as it is printed; programs read one language, whichever people read.
    ///
    /// - Throws: `UnwatchedTicket` where no policy is for the ticket.
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

/// That no policy is for a ticket.
package struct UnwatchedTicket: Error, Hashable, CustomStringConvertible {
    /// The ticket's id.
    package let ticket: String
    /// For which tickets each policy is.
    package let trials: [String]

    /// What is wrong.
    package var message: String { "no policy is in force for ticket '\(ticket)'" }
    /// What explains it.
    package var hint: String { trials.joined(separator: "; ") }
    /// Both.
    package var description: String { "\(message); \(hint)" }
}
