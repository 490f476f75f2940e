import BusinessTime
import ServiceLevels
import Support

/// A message in one markup: what the names of templates stand for.
struct MessagePage {
    /// No value is longer; what is longer stands in the ticket.
    private static let valueLimit = 60

    let message: AlertMessage
    let markup: Markup
    let words: MessageWords
    private let now: Instant

    init(message: AlertMessage, markup: Markup, words: MessageWords) {
        self.message = message
        self.markup = markup
        self.words = words
        now = Instant(iso8601: message.timestamp) ?? .distantPast
    }

    /// What the names stand for in templates of the whole message.
    var values: TemplateValues { TemplateValues(value: value) }

    /// What the names stand for if one alert is spoken of.
    func values(of alert: AlertMessage.AlertContent) -> TemplateValues {
        TemplateValues { self.value($0, of: alert) }
    }

    /// What the names stand for if one message of a digest is spoken of.
    func values(of member: AlertMessage.Member) -> TemplateValues {
        TemplateValues { self.value($0, of: member) }
    }

    /// A value from outside: bounded, on one line, and nothing that the channel would obey.
    private func shown(_ value: String?) -> String? {
        value.map { markup.escape($0.bounded(to: Self.valueLimit)) }
    }

    private func value(_ field: TemplateField) -> String? {
        switch field {
        case .id: return shortID
        case .label: return AlertKind(rawValue: message.data.kind).map(words.label)
        case .strong: return markup.strong
        case .reason:
            let reason = message.data.summary?.reason ?? message.data.digest?.reason
            return reason.flatMap { words.reason($0) ?? shown($0) }
        case .count:
            return (message.data.summary?.tickets ?? message.data.digest?.count).map(String.init)
        case .kinds: return message.data.summary.map { words.counts($0.kinds) }
        case .examples:
            return message.data.summary?.examples.compactMap(shown).joined(separator: " ")
        default: return message.data.ticket.flatMap { value(field, of: $0) }
        }
    }

    private func value(
        _ field: TemplateField,
        of ticket: AlertMessage.TicketContent
    ) -> String? {
        switch field {
        case .ticket: shown(ticket.id)
        case .link: link(ticket.id, to: ticket.url)
        case .priority, .title, .status, .owner, .team, .customer:
            shown(ticket.attributes[field.rawValue])
        case .type: shown(ticket.attributes["kind"])
        default: nil
        }
    }

    private func value(_ field: TemplateField, of alert: AlertMessage.AlertContent) -> String? {
        switch field {
        case .label: AlertKind(rawValue: alert.kind).map(words.label)
        case .name: shown(alert.name)
        // A level stands in the title.
        case .subject:
            alert.subject == message.data.ticket?.attributes["priority"] && alert.kind == "notice"
                ? nil : shown(alert.subject)
        case .rule: shown(alert.rule)
        case .started: time(alert.started)
        case .at: time(alert.at)
        case .ended: alert.outcome == "ended" ? time(alert.at) : nil
        case .corrected: alert.outcome == "corrected" ? time(alert.at) : nil
        case .due: time(alert.due)
        case .left: left(until: alert.due)
        case .late: late(since: alert.due, until: alert.kind == "resolved" ? alert.at : nil)
        case .nudge: alert.kind == "nudge" ? String(alert.occurrence) : nil
        case .missed: alert.missed > 0 ? String(alert.missed) : nil
        case .target, .calendar, .counted, .waited, .promises, .choice:
            alert.explanation.flatMap { value(field, of: $0) }
        default: value(field)
        }
    }

    private func value(
        _ field: TemplateField,
        of explanation: AlertMessage.Explanation
    ) -> String? {
        switch field {
        case .target: return shown(explanation.target)
        case .calendar: return shown(words.calendar(explanation.calendar))
        case .counted:
            // No days of 24 hours: on most calendars a day has fewer.
            return TimeSpan.seconds(explanation.countedSeconds)
                .hoursText(in: words.language, units: 2)
        case .waited:
            let waited = explanation.waits.reduce(TimeSpan.zero) { $0 + length(of: $1) }
            return waited >= .seconds(1) ? waited.text(in: words.language) : nil
        case .promises: return explanation.promises > 0 ? String(explanation.promises) : nil
        case .choice: return explanation.choice.map { markup.escape($0.bounded(to: 200)) }
        default: return nil
        }
    }

    private func value(_ field: TemplateField, of member: AlertMessage.Member) -> String? {
        switch field {
        case .id: "#" + Self.digits(of: member.id)
        case .label: AlertKind(rawValue: member.kind).map(words.label) ?? shown(member.kind)
        case .ticket: shown(member.ticket)
        case .link: link(member.ticket, to: member.url)
        case .priority: shown(member.priority)
        case .owner: shown(member.owner)
        case .name: shown(member.name)
        case .rule: shown(member.rule)
        case .due: time(member.due)
        case .left: left(until: member.due)
        case .late: late(since: member.due)
        case .strong: markup.strong
        default: nil
        }
    }

    /// A few digits by which people recognise a message that came twice: `#a1b2c3`.
    private var shortID: String { "#" + Self.digits(of: message.data.id) }

    private static func digits(of id: String) -> String {
        String(id.drop { $0 != "_" }.dropFirst().prefix(6).filter(\.isHexDigit))
    }

    private func link(_ id: String, to url: String?) -> String? {
        guard let text = shown(id), let url else { return shown(id) }
        return markup.link(text, to: url)
    }

    private func time(_ text: String?) -> String? {
        text.flatMap { Instant(iso8601: $0) }.map { words.time($0, now: now) }
    }

    private func left(until due: String?) -> String? {
        guard let due = due.flatMap({ Instant(iso8601: $0) }), due > now else { return nil }
        return (due - now).text(in: words.language)
    }

    private func late(since due: String?, until end: String? = nil) -> String? {
        guard let due = due.flatMap({ Instant(iso8601: $0) }) else { return nil }
        let late = (end.flatMap { Instant(iso8601: $0) } ?? now) - due
        // A breach is told a millisecond after the deadline: that is no time to speak of.
        return late < .seconds(1) ? nil : late.text(in: words.language)
    }

    private func length(of stretch: AlertMessage.Stretch) -> TimeSpan {
        guard let from = Instant(iso8601: stretch.from) else { return .zero }
        return max(.zero, (stretch.to.flatMap { Instant(iso8601: $0) } ?? now) - from)
    }
}
