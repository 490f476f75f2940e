import BusinessTime
import ServiceLevels

/// Puts alerts into words: what, whose, since when, due when, how late, what next.
struct AlertText {
    let language: Language
    let zone: ZoneRules

    /// The words that every message begins with, so that keyword filters pass all of them.
    static let prefix = "[Slawatch]"

    func text(of alerts: [Alert], ticket: Ticket, url: String?, now: Instant) -> String {
        var lines: [String] = []
        let head = alerts.first.map { label(of: $0.step.kind) } ?? ""
        var title = "\(Self.prefix) \(head) \(ticket.id.onOneLine.bounded(to: 60))"
        for name in ["priority", "kind", "title"] {
            if let value = ticket[name], !value.isEmpty {
                title += " " + shown(value)
            }
        }
        lines.append(title)
        lines += alerts.map { line(of: $0, ticket: ticket, now: now) }
        let owner = ticket["owner"].flatMap { $0.isEmpty ? nil : $0 }
        lines.append(say("负责人：", "Owner: ") + (owner.map(shown) ?? say("无", "none")))
        if let url { lines.append(url) }
        return lines.joined(separator: "\n")
    }

    func text(of summary: AlertMessage.Summary) -> String {
        let kinds = AlertKind.allCases.compactMap { kind in
            summary.kinds[kind.rawValue].map { "\(label(of: kind)) \($0)" }
        }
        let reasons = [
            "first_start": say("首次启动", "first start"), "reload": say("配置更新", "reload"),
            "ledger_lost": say("状态库丢失", "lost ledger"),
        ]
        let reason = reasons[summary.reason] ?? summary.reason
        return [
            say(
                "\(Self.prefix) 汇总（\(reason)）：\(summary.tickets) 张工单已有逾期或应提醒事项",
                "\(Self.prefix) Summary (\(reason)): \(summary.tickets) tickets already have "
                    + "something due"
            ),
            kinds.joined(separator: say("，", ", ")),
            say("逾期最久：", "Late for longest: ")
                + summary.examples.map { $0.onOneLine.bounded(to: 60) }.joined(separator: " "),
            say(
                "这些事项不再逐条通知；请运行 slactl due 查看",
                "They are not told one by one; see 'slactl due'"
            ),
        ].joined(separator: "\n")
    }

    func text(of digest: AlertMessage.Digest) -> String {
        let head = say(
            "\(Self.prefix) 合并：\(digest.count) 条消息",
            "\(Self.prefix) Digest: \(digest.count) messages"
        )
        let rows = digest.members.map { member in
            let kind = AlertKind(rawValue: member.kind).map(label) ?? member.kind
            return [kind, member.ticket, member.name, member.due ?? ""].map { $0.onOneLine }
                .filter { !$0.isEmpty }.joined(separator: " ")
        }
        return ([head] + rows).joined(separator: "\n")
    }

    /// A value as part of a line: nothing in a ticket can make a line of its own.
    private func shown(_ value: String) -> String {
        ContactMask.masked(value).onOneLine.bounded(to: 60)
    }

    /// One alert: `首次响应：应于 10:15 前完成，已超时 5 分钟（S0-4a）`.
    private func line(of alert: Alert, ticket: Ticket, now: Instant) -> String {
        let step = alert.step
        let rule = say("（\(step.rule)）", " (\(step.rule))")
        var line = step.name.text(in: language)
        if step.kind == .notice {
            // A level stands in the title.
            let subject = step.subject == ticket["priority"] ? nil : step.shownSubject?.onOneLine
            return say("通知：", "Notice: ") + line
                + (subject.map { say("，", ", ") + $0 } ?? "") + rule
        }
        if let subject = step.shownSubject?.onOneLine {
            line += say("（\(subject)）", " (\(subject))")
        }
        if let due = step.due {
            let time = shortTime(due, now: now)
            if due > now {
                let left = (due - now).text(in: language)
                line += say("：应于 \(time) 前完成，还剩 \(left)", ": due \(time), \(left) left")
            } else {
                // A breach is told a millisecond after the deadline: that is no time to speak of.
                let late = now - due < .seconds(1) ? nil : (now - due).text(in: language)
                line += say(
                    "：应于 \(time) 前完成，已超时\(late.map { " " + $0 } ?? "")",
                    ": due \(time), \(late.map { $0 + " " } ?? "")late"
                )
            }
        }
        if step.kind == .nudge {
            let count = step.identity.occurrence
            line += say(
                "，第 \(count) 次催办，请告知客户进展",
                ", nudge \(count): tell the customer how things stand"
            )
        }
        if alert.missedOccurrences > 0 {
            line += say(
                "，另错过 \(alert.missedOccurrences) 次",
                ", \(alert.missedOccurrences) more missed"
            )
        }
        return line + rule
    }

    private func label(of kind: AlertKind) -> String {
        switch kind {
        case .warning: say("预警", "WARNING")
        case .nudge: say("催办", "NUDGE")
        case .breach: say("超时", "BREACH")
        case .escalation: say("升级", "ESCALATION")
        case .notice: say("通知", "NOTICE")
        case .summary: say("汇总", "SUMMARY")
        case .resolved: say("解除", "RESOLVED")
        case .digest: say("合并", "DIGEST")
        case .drill: say("演练", "DRILL")
        }
    }

    /// The wall time, with the date where it is another day.
    private func shortTime(_ instant: Instant, now: Instant) -> String {
        let text = instant.iso8601(in: zone)
        let time = String(
            text.dropFirst(11).prefix(zone.civil(at: instant).time.hasSeconds ? 8 : 5)
        )
        let isToday = zone.civil(at: instant).date == zone.civil(at: now).date
        return isToday ? time : text.prefix(10) + " " + time
    }

    private func say(_ chinese: String, _ english: String) -> String {
        language == .chinese ? chinese : english
    }
}

extension CivilTime {
    fileprivate var hasSeconds: Bool { millisecondOfDay % 60_000 != 0 }
}

extension DueStep {
    /// What it is about, as it may be shown: a department, masked; nil for nothing.
    var shownSubject: String? {
        guard let subject, !subject.isEmpty else { return nil }
        return ContactMask.masked(subject).bounded(to: 60)
    }
}
