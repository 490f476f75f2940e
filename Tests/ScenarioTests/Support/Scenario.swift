import BusinessTime
import Configuration
import ServiceLevels
import Testing

/// A ticket's life under a policy: things happen, time advances, alerts are expected.
///
/// Every alert has to be expected, in its order; whatever else comes fails the test.
final class Scenario {
    private let reader: PolicyEvaluator
    private let zone: ZoneRules
    private var ticket: Ticket
    private var raised = RaisedSteps()
    private(set) var now: Instant
    private var said: [String] = []
    private var seq: Int64 = 0

    /// Begins with a ticket received at a wall time; entered complete at once, or not yet.
    init(
        _ policy: String,
        in configuration: Configuration,
        at wall: String,
        recorded: Bool = true,
        isComplete: Bool = true,
        _ attributes: [String: String]
    ) throws {
        let layout = configuration.policies.layout
        reader = PolicyEvaluator(policy: try Shipped.policy(policy, in: configuration))
        zone = configuration.zone
        ticket = Ticket(
            key: 1,
            id: "20261120001",
            values: layout.names.map { attributes[$0] },
            layout: layout,
            events: []
        )
        now = try Self.instant(wall, zone)
        happens(Milestone.received)
        if recorded {
            happens(Milestone.recorded)
            happens(Milestone.levelSet, about: ticket["priority"])
            if isComplete { happens(Milestone.recordComplete) }
        }
        look()
    }

    /// Something happens now.
    func happens(
        _ kind: String,
        by: String? = nil,
        about subject: String? = nil,
        due: String? = nil
    ) {
        seq += 1
        let limit = due.flatMap { try? Self.instant($0, zone) }
        ticket = Ticket(
            key: ticket.key,
            id: ticket.id,
            values: ticket.values,
            layout: ticket.layout,
            events: ticket.events + [
                TicketEvent(seq: seq, kind: kind, at: now, by: by, subject: subject, due: limit)
            ]
        )
        look()
    }

    /// The same happens many times over, and nobody looks meanwhile.
    func pile(_ kind: String, count: Int, due: String) {
        let limit = try? Self.instant(due, zone)
        let events = (1...count).map { number in
            TicketEvent(
                seq: seq + Int64(number),
                kind: kind,
                at: now,
                subject: "department \(number)",
                due: limit
            )
        }
        seq += Int64(count)
        ticket = Ticket(
            key: ticket.key,
            id: ticket.id,
            values: ticket.values,
            layout: ticket.layout,
            events: ticket.events + events
        )
    }

    /// An attribute changes now.
    func set(_ name: String, to value: String, by author: String? = nil) throws {
        let slot = try #require(ticket.layout.slot(name))
        ticket.values[slot] = value
        if name == "priority" {
            happens(Milestone.levelSet, by: author, about: value)
        } else {
            happens(Milestone.changed, by: author, about: name)
        }
    }

    /// Time passes; at each moment the rules ask for, the ticket is looked at.
    func advance(to wall: String) throws {
        let end = try Self.instant(wall, zone)
        while let next = reader.evaluate(ticket, now: now).next, next <= end {
            #expect(next > now, "the next look lies in the past")
            now = max(next, now + .milliseconds(1))
            look()
        }
        now = end
        look()
    }

    func advance(by span: TimeSpan) throws {
        let text = (now + span).iso8601(in: zone)
        try advance(to: String(text.prefix(10) + " " + text.dropFirst(11).prefix(8)))
    }

    /// Nobody looks for a while: the watch was down.
    func sleep(to wall: String) throws {
        now = try Self.instant(wall, zone)
        look()
    }

    /// Time passes without a look, until the next thing happens.
    func jump(by span: TimeSpan) {
        now = now + span
    }

    /// Exactly these alerts have come since the last expectation, in this order:
    /// `11-20 10:15 S0-4a breach owner → owner`.
    func expect(_ lines: String..., sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(said == lines, sourceLocation: sourceLocation)
        said = []
    }

    var readings: [ClockReading] {
        reader.readings(of: ticket, now: now, explained: true)
    }

    private func look() {
        for alert in reader.evaluate(ticket, now: now).alerts(raised: raised) {
            for step in alert.covered + [alert.step] { raised.insert(step.identity, at: now) }
            said.append(line(alert))
        }
    }

    private func line(_ alert: Alert) -> String {
        let step = alert.step
        let number = step.identity.occurrence > 1 ? ".\(step.identity.occurrence)" : ""
        var line = "\(short(step.at)) \(step.rule) \(step.kind.rawValue) "
        line += "\(step.identity.step)\(number) → \(alert.roles.joined(separator: ","))"
        if alert.missedOccurrences > 0 { line += " (+\(alert.missedOccurrences) missed)" }
        // Said at the moment, give or take the millisecond that makes it past.
        if now - step.at > .milliseconds(1) { line += " said \(short(now))" }
        return line
    }

    private func short(_ instant: Instant) -> String {
        let text = instant.iso8601(in: zone)
        return text.dropFirst(5).prefix(5) + " " + text.dropFirst(11).prefix(5)
    }

    private static func instant(_ wall: String, _ zone: ZoneRules) throws -> Instant {
        let parts = wall.split(separator: " ").map(String.init)
        let date = try #require(CivilDate(parts[0]))
        let time = try #require(CivilTime(parts[1]))
        return zone.instant(of: CivilDateTime(date: date, time: time))
    }
}
