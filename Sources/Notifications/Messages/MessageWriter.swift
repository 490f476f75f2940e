public import BusinessTime
import Foundation
public import Ledger
public import People
public import ServiceLevels
import Support

/// Makes messages of alerts: one for each channel that their roles are reached by.
public struct MessageWriter: Sendable {
    /// Finds by which channels and whom messages are for.
    public let routing: Routing
    let language: Language
    /// The zone that times are shown in.
    public let zone: ZoneRules
    let ticketURL: String?
    let renderer: MessageRenderer

    /// Who has which role.
    public var people: Directory { routing.people }

    /// Makes a writer.
    ///
    /// - Parameters:
    ///   - routes: which channels each role is reached by.
    ///   - language: the language of the words.
    ///   - zone: the zone times are shown in.
    ///   - ticketURL: the address of a ticket with `{id}` in it.
    ///   - templates: what the words are written by.
    ///   - people: who has which role.
    ///   - audiences: whom each channel rings; one that is not named rings a program.
    public init(
        routes: Routes,
        language: Language,
        zone: ZoneRules,
        ticketURL: String?,
        templates: TemplateSet = .embedded,
        people: Directory = Directory(),
        audiences: [String: Audience] = [:]
    ) {
        routing = Routing(routes: routes, people: people, audiences: audiences)
        self.language = language
        self.zone = zone
        self.ticketURL = ticketURL
        renderer = MessageRenderer(templates: templates, language: language, zone: zone)
    }

    /// The messages that tell of a ticket's alerts: several at one moment are one message.
    ///
    /// - Parameters:
    ///   - alerts: what is to be said.
    ///   - ticket: the ticket.
    ///   - readings: its clocks, which explain the deadlines.
    ///   - missing: the columns that its record still lacks.
    ///   - now: the moment.
    /// - Returns: the messages, not yet recorded.
    public func deliveries(
        of alerts: [Alert],
        ticket: Ticket,
        readings: [ClockReading],
        missing: [String] = [],
        now: Instant
    ) -> [NewDelivery] {
        let ordered = alerts.sorted { $0.isMorePressing(than: $1) }
        var drafts: [MessageDraft] = []
        for department in ordered.map(\.department).uniqued {
            let part = ordered.indices.filter { ordered[$0].department == department }
            let addresses = routing.addresses(
                of: part.flatMap { ordered[$0].roles },
                ticket: department.map(ticket.naming) ?? ticket,
                now: now
            )
            for address in addresses {
                let own = part.filter { ordered[$0].roles.contains(where: address.roles.contains) }
                let draft = MessageDraft(
                    address: address,
                    departments: [department],
                    alerts: Set(own)
                )
                if let place = drafts.firstIndex(where: { $0.mayTake(draft) }) {
                    drafts[place].take(draft)
                } else {
                    drafts.append(draft)
                }
            }
        }
        return drafts.flatMap { draft -> [NewDelivery] in
            let told = ordered.indices.filter(draft.alerts.contains).map { ordered[$0] }
            guard let kind = told.first?.step.kind else { return [] }
            let parts = routing.split(draft.address, kind: kind, ticket: ticket, now: now)
            return parts.compactMap { part in
                let own = told.filter { $0.roles.contains(where: part.roles.contains) }
                guard let first = own.first else { return nil }
                return delivery(
                    of: own.map { alert in
                        var content = self.content(of: alert, readings: readings, now: now)
                        if alert.step.tellsMissing {
                            content.subject = MissingFields.text(missing, in: language)
                        }
                        return content
                    },
                    id: first.messageKey,
                    kind: first.step.kind,
                    ticket: ticket,
                    to: part,
                    tells: own.map(\.step.identity),
                    now: now
                )
            }
        }
    }

    /// One message about a ticket by one channel.
    private func delivery(
        of alerts: [AlertMessage.AlertContent],
        id: String,
        kind: AlertKind,
        ticket: Ticket,
        to address: Routing.Address,
        tells: [AlertIdentity],
        now: Instant
    ) -> NewDelivery {
        let content = AlertMessage.Content(
            schema: 1,
            id: Self.id(id, channel: address.channel, recipients: address.names),
            kind: kind.rawValue,
            text: "",
            recipients: address.recipients,
            ticket: self.content(of: ticket),
            alerts: alerts,
            summary: nil,
            digest: nil,
            remainder: address.isRemainder ? true : nil
        )
        return delivery(
            content,
            ticket: ticket.id,
            channel: address.channel,
            recipients: address.names,
            kind: kind,
            tells: tells,
            now: now
        )
    }

    /// The messages that tell of a breach's end: one for each channel that told of the breach, for
    /// all who were told there.
    ///
    /// - Parameters:
    ///   - end: the alert that says it.
    ///   - outcome: how the clock ended: `late`, `met`, `renegotiated`, `ended`, or `corrected` if the
    ///     record was put right and the clock has time left.
    ///   - ticket: the ticket.
    ///   - reading: the clock as it ended; nil if nothing shows it any more.
    ///   - told: what had told of the breach and was really delivered.
    ///   - now: the moment.
    /// - Returns: the messages, not yet recorded.
    public func deliveries(
        of end: Alert,
        outcome: String,
        ticket: Ticket,
        reading: ClockReading?,
        told: [DeliveryRecord],
        now: Instant
    ) -> [NewDelivery] {
        var addresses: [Routing.Address] = []
        for record in told {
            let recipients = AlertMessage(body: record.body)?.data.recipients ?? []
            if let place = addresses.firstIndex(where: { $0.channel == record.channel }) {
                let known = addresses[place].recipients
                addresses[place].recipients += recipients.filter { !known.contains($0) }
            } else {
                addresses.append(
                    Routing.Address(channel: record.channel, roles: [], recipients: recipients)
                )
            }
        }
        var content = content(of: end, readings: reading.map { [$0] } ?? [], now: now)
        content.outcome = outcome
        let parts = addresses.flatMap {
            routing.split($0, kind: .resolved, ticket: ticket, now: now)
        }
        return parts.map { address in
            delivery(
                of: [content],
                id: end.step.identity.text,
                kind: .resolved,
                ticket: ticket,
                to: address,
                tells: [end.step.identity],
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
        let nobody = Ticket(key: 0, id: "", values: [], layout: AttributeLayout(), events: [])
        let addresses = routing.addresses(of: roles, ticket: nobody, now: now)
        return addresses.map { address in
            let content = AlertMessage.Content(
                schema: 1,
                id: Self.id(identity.text, channel: address.channel, recipients: address.names),
                kind: AlertKind.summary.rawValue,
                text: "",
                recipients: address.recipients,
                ticket: nil,
                alerts: [],
                summary: summary,
                digest: nil
            )
            return delivery(
                content,
                ticket: "",
                channel: address.channel,
                recipients: address.names,
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
        let body = Self.fittingBody(of: message)
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

    /// Standard Webhooks asks for less than 20 kB.
    private static let sizeLimit = 19_500
    /// How many recipients are named if it is too long; no channel calls more.
    private static let recipientLimit = 40
    /// How much of that the words may take if it is too long.
    private static let textLimit = 6_000

    /// A message as it is committed, without what makes it too long: first recipients that no
    /// channel would call and the stretches that explain deadlines, then whole members of a digest, then whole alerts; the most pressing stay.
    static func fittingBody(of message: AlertMessage) -> [UInt8] {
        var message = message
        var body = body(of: message)
        if body.count <= sizeLimit { return body }
        message.data.recipients = Array(message.data.recipients.prefix(recipientLimit))
        for index in message.data.alerts.indices {
            message.data.alerts[index].explanation?.counted = []
            message.data.alerts[index].explanation?.waits = []
        }
        // What is cut from the words stands in the fields.
        message.data.text = message.data.text.bounded(toBytes: textLimit)
        body = Self.body(of: message)
        while body.count > sizeLimit, !message.isShortest {
            if let count = message.data.digest?.members.count {
                message.data.digest?.members.removeLast(max(1, count / 10))
            } else {
                message.data.alerts.removeLast(max(1, message.data.alerts.count / 10))
            }
            body = Self.body(of: message)
        }
        return body
    }

    /// A message as it is committed.
    static func body(of message: AlertMessage) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Strings, numbers and lists of them: there is nothing here that JSON cannot hold.
        return (try? encoder.encode(message)).map(Array.init) ?? []
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
            promises: reading.promiseRevision,
            choice: reading.row.choice?.text(in: language)
        )
    }
}

extension AlertMessage {
    /// Whether there is nothing left to take away.
    fileprivate var isShortest: Bool {
        (data.digest?.members.count ?? data.alerts.count) <= 1
    }
}

extension Alert {
    /// What the ids of its messages are made of; after a correction its messages are others.
    fileprivate var messageKey: String {
        let key = step.identity.text
        return corrections == 0 ? key : "\(key)/\(corrections)"
    }

    /// The department to which the ticket was transferred, if it is about one such transfer.
    fileprivate var department: String? {
        guard step.kind != .notice, let subject = step.subject, !subject.isEmpty else { return nil }
        return subject
    }
}

extension Ticket {
    /// The ticket with a department as its own: of several to which it was transferred, that one
    /// hears (S0-6).
    ///
    /// - Parameter department: what an alert is about.
    /// - Returns: the ticket by which the persons of the alert's roles are found.
    public func naming(_ department: String) -> Ticket {
        guard let slot = layout.slot("department"), slot < values.count else { return self }
        var ticket = self
        ticket.values[slot] = department
        return ticket
    }
}

extension DueStep {
    /// What it is about, as it may be shown: a department, masked; nil for nothing.
    var shownSubject: String? {
        guard let subject, !subject.isEmpty else { return nil }
        return ContactMask.masked(subject).bounded(to: 60)
    }
}
