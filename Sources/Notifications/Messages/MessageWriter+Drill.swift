public import BusinessTime
public import ServiceLevels

extension MessageWriter {
    /// A message of made-up data that says of itself that it is an exercise.
    ///
    /// - Parameters:
    ///   - kind: what it seems to tell.
    ///   - roles: whom it seems to be for.
    ///   - person: who of the configuration is called; nobody if nil.
    ///   - now: the moment.
    /// - Returns: the message's id and body, as they would be committed.
    public func drill(
        _ kind: AlertKind,
        roles: [String],
        person: String? = nil,
        now: Instant
    ) -> (id: String, body: [UInt8]) {
        let id = Self.id("drill \(now.milliseconds)", channel: "", recipients: roles)
        var message = AlertMessage(
            type: AlertMessage.type(of: kind),
            timestamp: now.iso8601(in: zone),
            data: .init(
                schema: 1,
                id: id,
                kind: kind.rawValue,
                text: "",
                recipients: roles.map { .init(role: $0, id: person, person: nil) },
                ticket: kind == .digest ? nil : drillTicket,
                alerts: kind == .digest ? [] : [drillAlert(kind, now: now)],
                summary: nil,
                digest: kind == .digest ? drillDigest(now: now) : nil
            )
        )
        message.data.text = renderer.render(message, as: .plain).asDrill.text
        return (id, Self.body(of: message))
    }

    private var drillTicket: AlertMessage.TicketContent {
        .init(
            id: "DRILL-1",
            url: ticketURL?.replacing("{id}", with: "DRILL-1"),
            attributes: [
                "priority": "P1", "kind": say("故障", "incident"), "owner": say("李明", "Li Ming"),
                "title": say("演练：无法登录", "Exercise: cannot log in"),
            ]
        )
    }

    private func drillAlert(_ kind: AlertKind, now: Instant) -> AlertMessage.AlertContent {
        // Before its deadline, at it, or after it, as the kind has it.
        let late: TimeSpan =
            switch kind {
            case .warning: .minutes(-5)
            case .escalation: .minutes(10)
            default: .zero
            }
        let due = now - late
        return .init(
            kind: kind.rawValue,
            clock: "first_response",
            name: say("首次响应", "First response"),
            subject: nil,
            rule: "S0-4a",
            step: kind.rawValue,
            occurrence: 1,
            at: now.iso8601(in: zone),
            started: (due - .minutes(15)).iso8601(in: zone),
            due: due.iso8601(in: zone),
            lateSeconds: late.seconds,
            covers: [],
            missed: 0,
            explanation: nil
        )
    }

    private func drillDigest(now: Instant) -> AlertMessage.Digest {
        let members = (1...3).map { index in
            AlertMessage.Member(
                id: Self.id("drill \(index)", channel: "", recipients: []),
                ticket: "DRILL-\(index)",
                url: ticketURL?.replacing("{id}", with: "DRILL-\(index)"),
                priority: "P\(index)",
                owner: say("李明", "Li Ming"),
                kind: AlertKind.breach.rawValue,
                name: say("首次响应", "First response"),
                rule: "S0-4a",
                due: (now - .minutes(Int64(index))).iso8601(in: zone)
            )
        }
        return .init(reason: "quiet_hours", count: members.count, members: members)
    }

    private func say(_ chinese: String, _ english: String) -> String {
        language == .chinese ? chinese : english
    }
}

extension RenderedMessage {
    /// The message with the mark of an exercise in its title.
    public var asDrill: RenderedMessage {
        var drill = self
        let prefix = MessageRenderer.prefix
        let rest = title.hasPrefix(prefix) ? title.dropFirst(prefix.count) : " " + title[...]
        drill.title = "\(prefix) \(language.drillMark)\(rest)"
        return drill
    }
}

extension Language {
    /// What marks a message as an exercise.
    var drillMark: String { self == .chinese ? "[演练]" : "[DRILL]" }
}
