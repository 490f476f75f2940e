import BusinessTime
import Configuration
import Notifications
import People
import ServiceLevels
import Support

/// The recipients of a step under one role, with the channels.
struct AudiencePart {
    /// A recipient with quiet hours.
    struct Listener {
        let recipient: Recipient
        /// Until when quiet hours hold the message back.
        let waitsUntil: Instant?
    }

    let hearing: Hearing
    /// Those who stand under this role.
    let listeners: [Listener]
    /// Until when quiet hours hold the message back if the role is notified as a whole.
    let waitsUntil: Instant?
    /// When they are told.
    let at: Instant
}

extension Explanation {
    /// The recipients of a step at its moment; for a transfer, of the department concerned.
    func audience(of point: ClockReading.Point, in reading: ClockReading) -> [AudiencePart] {
        let subject = reading.subject.flatMap { $0.isEmpty ? nil : $0 }
        return audience(
            point.step.roles,
            point.step.kind,
            of: subject.map(ticket.naming) ?? ticket,
            at: point.at ?? now
        )
    }

    /// The recipients of a notice at a moment.
    func audience(of notice: Notice, at moment: Instant) -> [AudiencePart] {
        audience(notice.roles, .notice, of: ticket, at: moment)
    }

    /// The recipients of the next notice, or of the last one if there is none.
    func audience(of reading: NoticeReading) -> [AudiencePart] {
        audience(of: reading.notice, at: reading.next ?? reading.due.last?.at ?? now)
    }

    private func audience(
        _ roles: [String],
        _ kind: AlertKind,
        of ticket: Ticket,
        at moment: Instant
    ) -> [AudiencePart] {
        let routing = configuration.routing
        return routing.hearings(of: roles, ticket: ticket, now: moment).map { hearing in
            func quiet(_ person: String?) -> Instant? {
                routing.quietUntil(
                    person: person,
                    channels: hearing.channels,
                    kind: kind,
                    ticket: ticket,
                    now: moment
                )
            }
            return AudiencePart(
                hearing: hearing,
                listeners: hearing.recipients.map { recipient in
                    AudiencePart.Listener(
                        recipient: recipient,
                        waitsUntil: quiet(recipient.person)
                    )
                },
                waitsUntil: hearing.isWhole ? quiet(nil) : nil,
                at: moment
            )
        }
    }
}

/// Words the recipients of a step: `owner (张三, 王五 for 李四) → desk`.
struct AudienceText {
    let page: ExplanationPage

    /// The roles with their persons and channels.
    func text(_ parts: [AudiencePart]) -> String {
        parts.map(text).joined(separator: "; ")
    }

    private func text(_ part: AudiencePart) -> String {
        var role = part.hearing.role
        if !part.hearing.standsFor.isEmpty {
            let missing = part.hearing.standsFor.joined(separator: ", ")
            role += page.say(" 代替无人的 \(missing)", " in place of \(missing)")
        }
        let names = part.listeners.map { text($0, at: part.at) } + part.hearing.others.map(text)
        let persons = names.joined(separator: page.say("，", ", "))
        if names.isEmpty {
            role += wait(until: part.waitsUntil, at: part.at)
        } else {
            role += page.say("（\(persons)）", " (\(persons))")
        }
        let channels =
            part.hearing.channels.isEmpty
            ? page.say("无渠道，仅记录", "no channel, only recorded")
            : part.hearing.channels.joined(separator: ", ")
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

    /// A recipient who stands under another role.
    private func text(_ recipient: Recipient) -> String {
        let name = ContactMask.masked(recipient.name)
        let role = recipient.roles.first ?? ""
        return page.say("\(name) 同 \(role)", "\(name) as \(role)")
    }

    private func name(_ id: String) -> String {
        page.explanation.configuration.people.persons[id]?.name ?? id
    }
}
