public import BusinessTime
public import ServiceLevels
import Support

/// Puts messages into words: what, whose, since when, due when, how late, why, what next.
///
/// Everything comes from the message as it was committed, so that a message tried again tomorrow
/// still says what it said today.
public struct MessageRenderer: Sendable {
    /// The words that every message begins with, so that keyword filters pass all of them.
    public static let prefix = "[Slawatch]"

    /// No part of a message is longer, whatever a template makes of it.
    private static let partLimit = 2000
    private static let titleLimit = 250

    private let templates: TemplateSet
    private let language: Language
    private let zone: ZoneRules

    /// Makes a renderer.
    ///
    /// - Parameters:
    ///   - templates: what parts of messages look like.
    ///   - language: the language of the words.
    ///   - zone: the zone times are shown in.
    public init(templates: TemplateSet, language: Language, zone: ZoneRules) {
        self.templates = templates
        self.language = language
        self.zone = zone
    }

    /// Puts a message into the words and the markup of a channel.
    ///
    /// The title is plain text: whoever shows it in a markup escapes it like any value.
    public func render(_ message: AlertMessage, as markup: Markup) -> RenderedMessage {
        let page = page(of: message, as: markup)
        let kind = AlertKind(rawValue: message.data.kind) ?? .notice
        return RenderedMessage(
            kind: kind,
            title: title(of: message, kind: kind),
            rows: rows(of: page),
            footer: footer(of: page, kind: kind),
            url: message.data.ticket?.url,
            action: page.words.openTicket,
            language: language
        )
    }

    private func page(of message: AlertMessage, as markup: Markup) -> MessagePage {
        MessagePage(
            message: message,
            markup: markup,
            words: MessageWords(language: language, zone: zone)
        )
    }

    /// Prefix and kind come first whatever a template says: keyword filters look for them.
    private func title(of message: AlertMessage, kind: AlertKind) -> String {
        let page = page(of: message, as: .plain)
        let name: TemplateName =
            if message.data.summary != nil {
                .titleOfSummary
            } else if message.data.digest != nil {
                .titleOfDigest
            } else if kind == .drill, message.data.ticket == nil {
                .titleOfDrill
            } else {
                .title
            }
        let text = lines(name, page.values).joined(separator: " ").onOneLine
        return "\(Self.prefix) \(page.words.label(of: kind)) \(text.bounded(to: Self.titleLimit))"
    }

    private func rows(of page: MessagePage) -> [String] {
        if page.message.data.summary != nil {
            return lines(.summary, page.values).map { String($0).bounded(to: Self.partLimit) }
        }
        if let digest = page.message.data.digest {
            return digest.members.map { row([.member], page.values(of: $0)) }
        }
        return page.message.data.alerts.map { alert in
            let values = page.values(of: alert)
            return switch AlertKind(rawValue: alert.kind) {
            case .notice: row([.notice], values)
            case .resolved: row([.resolved], values)
            default: row([.alert, .why], values)
            }
        }
    }

    private func row(_ names: [TemplateName], _ values: TemplateValues) -> String {
        names.flatMap { lines($0, values) }.joined(separator: "\n").bounded(to: Self.partLimit)
    }

    private func footer(of page: MessagePage, kind: AlertKind) -> [String] {
        let names = page.message.data.ticket == nil ? [] : [TemplateName.owner]
        let missing = page.message.data.recipients.flatMap { $0.standsFor ?? [] }.uniqued
        let stands = missing.isEmpty ? [] : [page.words.nobody(in: missing.map(page.markup.escape))]
        // If only the record was put right the clock goes on: nothing is settled.
        let goesOn = page.message.data.alerts.contains { $0.outcome == "corrected" }
        return stands
            + (names + (goesOn ? [] : [.next(kind)])).flatMap { lines($0, page.values) }
            .map { String($0).bounded(to: Self.partLimit) }
    }

    private func lines(_ name: TemplateName, _ values: TemplateValues) -> [Substring] {
        let lines = templates.render(name, language, values)
        if !lines.isEmpty || name.mayBeEmpty { return lines }
        return TemplateSet.embedded.render(name, language, values)
    }
}

extension RenderedMessage {
    /// How many rows the message in words has at most.
    private static let rowLimit = 20

    /// The whole message as lines of text.
    var text: String {
        var lines = [title] + rows.prefix(Self.rowLimit)
        if rows.count > Self.rowLimit { lines.append(more(rows.count - Self.rowLimit)) }
        lines += footer
        if let url { lines.append(url) }
        return lines.joined(separator: "\n")
    }
}
