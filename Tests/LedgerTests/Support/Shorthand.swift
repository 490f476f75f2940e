import BusinessTime
import Ledger
import ServiceLevels

extension Instant {
    /// 2026-03-09 10:00 in Shanghai.
    static let test = Instant(milliseconds: 1_773_021_600_000)
}

extension AlertIdentity {
    static func test(
        _ step: String = "warning",
        ticket: String = "T-1",
        clock: String = "first_response",
        cycle: Int64 = 1,
        promiseRevision: Int = 0,
        occurrence: Int = 1
    ) -> AlertIdentity {
        AlertIdentity(
            ticket: ticket,
            clock: clock,
            cycle: CycleID(seq: cycle, at: Instant(milliseconds: cycle * 1000)),
            promiseRevision: promiseRevision,
            step: step,
            occurrence: occurrence
        )
    }
}

extension DueStep {
    static func test(_ identity: AlertIdentity, kind: AlertKind = .warning) -> DueStep {
        DueStep(
            identity: identity,
            kind: kind,
            rule: "S0-4a",
            name: LocalizedText([.chinese: "首次响应", .english: "First response"]),
            at: .test,
            roles: ["owner"],
            started: .test - .minutes(15),
            due: .test + .minutes(5)
        )
    }
}

extension Alert {
    static func test(
        _ identity: AlertIdentity,
        kind: AlertKind = .warning,
        covering: [AlertIdentity] = []
    ) -> Alert {
        var alert = Alert(step: .test(identity, kind: kind))
        alert.covered = covering.map { DueStep.test($0) }
        return alert
    }
}

extension NewDelivery {
    static func test(
        _ id: String,
        ticket: String = "T-1",
        channel: String = "chat",
        tells: [AlertIdentity]? = nil
    ) -> NewDelivery {
        NewDelivery(
            id: id,
            ticket: ticket,
            channel: channel,
            recipient: "owner",
            kind: .warning,
            body: Array("body of \(id)".utf8),
            tells: tells
        )
    }
}

extension OutboxEntry {
    static func raised(_ alerts: [Alert], _ deliveries: NewDelivery...) -> OutboxEntry {
        OutboxEntry(alerts: alerts, disposition: .raised, deliveries: deliveries)
    }
}

extension Ledger {
    /// Records one alert of a ticket with one message.
    @discardableResult
    func post(
        _ identity: AlertIdentity,
        _ delivery: NewDelivery,
        inFlight: Set<Int64> = [],
        now: Instant = .test
    ) throws -> (new: [PendingDelivery], dropped: [Int64]) {
        try record([.raised([.test(identity)], delivery)], inFlight: inFlight, now: now)
    }
}
