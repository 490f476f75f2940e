public import BusinessTime
import Foundation
public import Ledger
public import ServiceLevels

/// Makes messages of alerts: one for each channel that their roles are reached by.
public struct MessageWriter: Sendable {
    private let routes: Routes
    private let language: Language
    private let zone: ZoneRules
    private let ticketURL: String?
    private let renderer: MessageRenderer

    /// Makes a writer.
    ///
    /// - Parameters:
    ///   - routes: which channels each role is reached by.
    ///   - language: the language of the words.
    ///   - zone: the zone times are shown in.
    ///   - ticketURL: the address of a ticket with `{id}` in it.
    ///   - templates: what the words are written by.
    public init(
        routes: Routes,
        language: Language,
        zone: ZoneRules,
        ticketURL: String?,
        templates: TemplateSet = .embedded
    ) {
        self.routes = routes
        self.language = language
        self.zone = zone
        self.ticketURL = ticketURL
        renderer = MessageRenderer(templates: templates, language: language, zone: zone)
    }

    /// The messages that tell of a ticket's alerts: several at one moment are one message.
    public func deliveries(
        of alerts: [Alert],
        ticket: Ticket,
        readings: [ClockReading],
        now: Instant
    ) -> [NewDelivery] {
        let ordered = alerts.sorted { $0.isMorePressing(than: $1) }
        return routes.channels(of: ordered.flatMap(\.roles)).compactMap { channel, roles in
            let own = ordered.filter { alert in alert.roles.contains(where: roles.contains) }
            guard let first = own.first else { return nil }
            let id = Self.id(first.step.identity.text, channel: channel, recipients: roles)
            let content = AlertMessage.Content(
                schema: 1,
                id: id,
                kind: first.step.kind.rawValue,
                text: "",
                recipients: roles.map { role in
                    let person = ticket[role].flatMap { $0.isEmpty ? nil : $0 }
                    return .init(
                        role: role,
                        person: person.map { ContactMask.masked($0).bounded(to: 200) }
                    )
                },
                ticket: self.content(of: ticket),
                alerts: own.map { self.content(of: $0, readings: readings, now: now) },
                summary: nil,
                digest: nil
            )
            return delivery(
                content,
                ticket: ticket.id,
                channel: channel,
                recipients: roles,
                kind: first.step.kind,
                tells: own.map(\.step.identity),
                now: now
            )
        }
    }

    /// The messages that tell of many alerts as one.
    public func deliveries(
        of summary: AlertMessage.Summary,
        identity: AlertIdentity,
        roles: [String],
        now: Instant
    ) -> [NewDelivery] {
        routes.channels(of: roles).map { channel, roles in
            let content = AlertMessage.Content(
                schema: 1,
                id: Self.id(identity.text, channel: channel, recipients: roles),
                kind: AlertKind.summary.rawValue,
                text: "",
                recipients: roles.map { .init(role: $0, person: nil) },
                ticket: nil,
                alerts: [],
                summary: summary,
                digest: nil
            )
            return delivery(
                content,
                ticket: "",
                channel: channel,
                recipients: roles,
                kind: .summary,
                tells: [],
                now: now
            )
        }
    }

    func delivery(
        _ content: AlertMessage.Content,
        ticket: String,
        channel: String,
        recipients: [String],
        kind: AlertKind,
        tells: [AlertIdentity],
        now: Instant
    ) -> NewDelivery {
        var message = AlertMessage(
            type: AlertMessage.type(of: kind),
            timestamp: now.iso8601(in: zone),
            data: content
        )
        message.data.text = renderer.render(message, as: .plain).text
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Strings, numbers and lists of them: there is nothing here that JSON cannot hold.
        let body = (try? encoder.encode(message)).map(Array.init) ?? []
        return NewDelivery(
            id: content.id,
            ticket: ticket,
            channel: channel,
            recipient: recipients.joined(separator: ","),
            kind: kind,
            body: body,
            tells: tells
        )
    }

    /// An id that is the same whenever the same alert goes the same way.
    static func id(_ identity: String, channel: String, recipients: [String]) -> String {
        let text = [identity, channel, recipients.joined(separator: ",")].joined(separator: "\n")
        return "slaw_" + SHA256.hex(Array(text.utf8)).prefix(32)
    }

    private func content(of ticket: Ticket) -> AlertMessage.TicketContent {
        var attributes: [String: String] = [:]
        for name in AttributeLayout.standard.names {
            guard let value = ticket[name], !value.isEmpty else { continue }
            attributes[name] = ContactMask.masked(value).bounded(to: 200)
        }
        return AlertMessage.TicketContent(
            id: ticket.id,
            url: ticketURL.map { Self.address($0, of: ticket.id) },
            attributes: attributes
        )
    }

    private static func address(_ template: String, of id: String) -> String {
        let allowed = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-._~"))
        let escaped = id.addingPercentEncoding(withAllowedCharacters: allowed) ?? id
        return template.replacingOccurrences(of: "{id}", with: escaped)
    }

    private func content(
        of alert: Alert,
        readings: [ClockReading],
        now: Instant
    ) -> AlertMessage.AlertContent {
        let step = alert.step
        let reading = readings.first {
            $0.clock == step.identity.clock && $0.cycle == step.identity.cycle
        }
        return AlertMessage.AlertContent(
            kind: step.kind.rawValue,
            clock: step.identity.clock,
            name: step.name.text(in: language),
            subject: step.shownSubject,
            rule: step.rule,
            step: step.identity.step,
            occurrence: step.identity.occurrence,
            at: step.at.iso8601(in: zone),
            started: step.started.iso8601(in: zone),
            due: step.due?.iso8601(in: zone),
            lateSeconds: step.due.map { (now - $0).seconds },
            covers: alert.covered.map(\.identity.step),
            missed: alert.missedOccurrences,
            explanation: reading.map(explanation)
        )
    }

    private func explanation(of reading: ClockReading) -> AlertMessage.Explanation {
        func stretch(_ from: Instant, _ to: Instant?) -> AlertMessage.Stretch {
            .init(from: from.iso8601(in: zone), to: to?.iso8601(in: zone))
        }
        let counted = reading.counted.reduce(TimeSpan.zero) { $0 + $1.length }
        return AlertMessage.Explanation(
            target: reading.row.target?.text(in: language) ?? "",
            calendar: reading.row.calendar.name,
            countedSeconds: counted.seconds,
            counted: reading.counted.suffix(20).map { stretch($0.open, $0.close) },
            waits: reading.waits.suffix(20).map { stretch($0.from, $0.to) },
            promises: reading.term,
            choice: reading.row.choice?.text(in: language)
        )
    }
}

extension DueStep {
    /// What it is about, as it may be shown: a department, masked; nil for nothing.
    var shownSubject: String? {
        guard let subject, !subject.isEmpty else { return nil }
        return ContactMask.masked(subject).bounded(to: 60)
    }
}
