import BusinessTime
import Configuration
import Notifications
import People
import ServiceLevels
import Support

/// Those who hear of a step under one role, and by which channels.
struct AudiencePart {
    /// Somebody who hears.
    struct Listener {
        /// Who it is.
        let recipient: Recipient
        /// Until when their quiet hours hold it back; nil where they do not.
        let waitsUntil: Instant?
    }

    /// The role.
    let role: String
    /// The roles without anybody whose place it takes.
    let standsFor: [String]
    /// Those who stand under this role.
    let listeners: [Listener]
    /// Until when quiet hours hold it back where the role is told as a whole.
    let waitsUntil: Instant?
    /// Those who have it too and stand under an earlier one.
    let others: [Recipient]
    /// The channels that the role is reached by.
    let channels: [String]
    /// When they are told.
    let at: Instant
}

extension Explanation {
    /// Who hears of a step, at its moment; of a transfer's, the department it is about.
    func audience(of point: ClockReading.Point, in reading: ClockReading) -> [AudiencePart] {
        let subject = reading.subject.flatMap { $0.isEmpty ? nil : $0 }
        return audience(
            point.step.roles,
            point.step.kind,
            of: subject.map(ticket.naming) ?? ticket,
            at: point.at ?? now
        )
    }

    /// Who hears of a notice at a moment.
    func audience(of notice: Notice, at moment: Instant) -> [AudiencePart] {
        audience(notice.roles, .notice, of: ticket, at: moment)
    }

    /// Who hears of a notice next; where it will not be said again, who heard last.
    func audience(of reading: NoticeReading) -> [AudiencePart] {
        audience(of: reading.notice, at: reading.next ?? reading.due.last?.at ?? now)
    }

    private func audience(
        _ roles: [String],
        _ kind: AlertKind,
        of ticket: Ticket,
        at moment: Instant
    ) -> [AudiencePart] {
        let people = configuration.people
        let resolution = people.resolve(roles, for: ticket, at: moment)
        return resolution.entries.map { entry in
            let channels = configuration.routes.channels(of: [entry.role]).map(\.channel)
            // Programs have no quiet hours, whoever it is that they are told of.
            let rings = channels.contains { configuration.channels[$0]?.audience != .program }
            func wait(of person: String?) -> Instant? {
                guard rings else { return nil }
                return people.quietHours(of: person)?.holdsBack(kind, about: ticket, at: moment)
            }
            let others = resolution.recipients.filter {
                $0.roles.contains(entry.role) && !entry.recipients.contains($0)
            }
            let isWhole = entry.recipients.isEmpty && others.isEmpty
            return AudiencePart(
                role: entry.role,
                standsFor: entry.standsFor,
                listeners: entry.recipients.map { recipient in
                    AudiencePart.Listener(
                        recipient: recipient,
                        waitsUntil: wait(of: recipient.person)
                    )
                },
                waitsUntil: isWhole ? wait(of: nil) : nil,
                others: others,
                channels: channels,
                at: moment
            )
        }
    }
}

/// Puts into words who hears of a step: `owner (张三, 王五 for 李四) → desk`.
struct AudienceText {
    /// The page it stands on.
    let page: ExplanationPage

    /// The roles with their persons and channels.
    func text(_ parts: [AudiencePart]) -> String {
        parts.map(text).joined(separator: "; ")
    }

    private func text(_ part: AudiencePart) -> String {
        var role = part.role
        if !part.standsFor.isEmpty {
            let missing = part.standsFor.joined(separator: ", ")
            role += page.say(" 代替无人的 \(missing)", " in place of \(missing)")
        }
        let names = part.listeners.map { text($0, at: part.at) } + part.others.map(text)
        let persons = names.joined(separator: page.say("，", ", "))
        if names.isEmpty {
            role += wait(until: part.waitsUntil, at: part.at)
        } else {
            role += page.say("（\(persons)）", " (\(persons))")
        }
        let channels =
            part.channels.isEmpty
            ? page.say("无渠道，仅记录", "no channel, only recorded")
            : part.channels.joined(separator: ", ")
        return "\(role) → \(channels)"
    }

    private func text(_ listener: AudiencePart.Listener, at moment: Instant) -> String {
        var text = ContactMask.masked(listener.recipient.name)
        if !listener.recipient.deputyOf.isEmpty {
            let away = listener.recipient.deputyOf.map(name).joined(separator: "、")
            text += page.say(" 代 \(away)", " for \(away)")
        }
        return text + wait(until: listener.waitsUntil, at: moment)
    }

    private func wait(until: Instant?, at moment: Instant) -> String {
        guard let until else { return "" }
        let zone = page.wall.zone
        let isSameDay = zone.civil(at: until).date == zone.civil(at: moment).date
        let time = isSameDay ? "\(zone.civil(at: until).time)" : page.wall.text(until)
        return page.say(" 免打扰至 \(time)", " waits until \(time)")
    }

    /// Somebody who is told under another role already.
    private func text(_ recipient: Recipient) -> String {
        let name = ContactMask.masked(recipient.name)
        let role = recipient.roles.first ?? ""
        return page.say("\(name) 同 \(role)", "\(name) as \(role)")
    }

    private func name(_ id: String) -> String {
        page.explanation.configuration.people.persons[id]?.name ?? id
    }
}
