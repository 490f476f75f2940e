public import BusinessTime
public import Ledger
public import ServiceLevels
import Support

/// What a silence looks at: one message and the ticket as it is.
public struct SilenceSubject {
    var channel: String
    var kind: String
    /// What the message tells: clock and rule of each.
    var alerts: [(clock: String, rule: String)]
    var ticket: Ticket

    /// Makes a subject.
    public init(
        channel: String,
        kind: String,
        alerts: [(clock: String, rule: String)],
        ticket: Ticket
    ) {
        self.channel = channel
        self.kind = kind
        self.alerts = alerts
        self.ticket = ticket
    }
}

extension Silence.Matcher {
    /// Whether a message is meant: all that is asked for holds, and of everything it tells.
    ///
    /// A message that tells of something else too is not silenced: nobody asked for that.
    public func matches(_ subject: SilenceSubject) -> Bool {
        guard !isEmpty, ticket.map({ $0 == subject.ticket.id }) ?? true,
            channel.map({ $0 == subject.channel }) ?? true,
            kind.map({ $0 == subject.kind }) ?? true,
            attributes.allSatisfy({ name, values in
                let value = subject.ticket[name] ?? ""
                return values.contains { $0.isSameName(as: value) }
            })
        else { return false }
        return subject.alerts.allSatisfy { alert in
            (clock.map { $0 == alert.clock } ?? true) && (rule.map { $0 == alert.rule } ?? true)
        }
    }
}

extension [Silence] {
    /// Why and until when a message is kept back; nil where no silence is meant for it.
    ///
    /// Of several that match, the one that ends last counts.
    public func hold(_ subject: SilenceSubject, now: Instant) -> Hold? {
        let matching = filter { $0.isInForce(at: now) && $0.matcher.matches(subject) }
        guard let longest = matching.max(by: { $0.ends < $1.ends }) else { return nil }
        return Hold(
            cause: .silence,
            until: longest.ends,
            detail: "silence \(longest.seq) by \(longest.author)"
        )
    }
}
