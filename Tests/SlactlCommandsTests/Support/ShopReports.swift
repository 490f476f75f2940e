import BusinessTime
import Configuration
import Control
import Reporting
import ServiceLevels
import TicketStore

/// Makes reports of a shop's store as the daemon does.
struct ShopReports: ReportSource {
    var config: String
    var now: Instant

    func due(_ query: DueQuery) async throws -> String {
        let (configuration, store) = try open()
        let request = DueReport.Request(
            limit: query.limit,
            within: query.within,
            isLate: query.isLate,
            at: query.at
        )
        let report = try DueReport(
            request,
            configuration: configuration,
            store: store,
            now: now
        )
        return query.format == .json ? report.json.text : report.text
    }

    func explain(_ query: ExplainQuery) async throws -> String {
        let (configuration, store) = try open()
        let request = ExplanationReport.Request(
            ticket: query.ticket,
            at: query.at,
            all: query.all,
            language: query.language
        )
        let report = try ExplanationReport(
            request,
            configuration: configuration,
            store: store,
            state: configuration.state,
            now: now
        )
        return query.format == .json ? try report.json().text : try report.text()
    }

    private func open() throws -> (Configuration, TicketStore) {
        let configuration = try Configuration.read(path: config, secrets: .none)
        let store = TicketStore(
            path: configuration.store,
            layout: configuration.policies.layout,
            logger: nil
        )
        try store.open()
        return (configuration, store)
    }
}
