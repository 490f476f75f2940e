import BusinessTime
import Configuration
import ServiceLevels
import Support

/// An explanation, worded for people.
struct ExplanationPage {
    let explanation: Explanation
    let language: Language

    var wall: WallText {
        WallText(zone: explanation.configuration.zone, language: language)
    }

    var text: String {
        let cycles = CycleText(page: self)
        var blocks = [head.text()]
        blocks += explanation.cycles.map(cycles.text)
        blocks += explanation.notices.map(text)
        if let decided { blocks.append(decided) }
        if let rest { blocks.append(rest) }
        if let people = RoleReasons(page: self).text { blocks.append(people) }
        return blocks.joined(separator: "\n\n")
    }

    /// One of two texts, by language.
    func say(_ chinese: String, _ english: String) -> String {
        language == .chinese ? chinese : english
    }

    /// A condition with the ticket's own values.
    func condition(_ condition: Predicate) -> String {
        PolicyChoice.reason(condition, explanation.ticket, language)
    }

    private var head: FieldLines {
        let ticket = explanation.ticket
        let facts = ["priority", "status", "kind", "queue", "owner"].compactMap { name in
            ticket[name].map { "\(name) \(ContactMask.masked($0))" }
        }
        var fields = FieldLines()
        fields.add(
            say("工单", "ticket"),
            "\(ticket.id)  \(facts.joined(separator: say("，", ", ")))"
        )
        fields.add(
            say("时刻", "moment"),
            "\(wall.dayText(explanation.now)) (\(explanation.configuration.zone.name))"
        )
        fields.add(
            say("策略", "policy"),
            "\(explanation.policy.id)  \(explanation.policy.name.text(in: language))  "
                + explanation.file
        )
        fields.add(
            say("依据", "because"),
            explanation.choice.trials.map { trial in
                let verdict =
                    trial.holds ? say("适用", "in force") : say("不适用", "not in force")
                return "\(trial.policy) \(verdict): \(trial.reason)"
            }
        )
        if let obstacle = explanation.raised.obstacle {
            fields.add(
                say("账本", "ledger"),
                say("读不到：", "cannot be read: ") + obstacle
            )
        }
        return fields
    }

    private func text(_ reading: NoticeReading) -> String {
        let notice = reading.notice
        var fields = FieldLines()
        fields.add(say("事件", "on"), notice.on.text(in: language))
        fields.add(say("条件", "for"), condition(notice.when))
        fields.add(
            say("已到", "past"),
            reading.due.map { "\(wall.text($0.at))  \(mark(of: $0.identity))" }
        )
        if let next = reading.next {
            fields.add(
                say("接下来", "next"),
                "\(wall.text(next))  \(countdown(next))"
            )
        }
        fields.add(
            say("通知", "tells"),
            AudienceText(page: self).text(explanation.audience(of: reading))
        )
        if let choice = notice.choice {
            fields.add(say("† 默认", "† default"), choice.text(in: language))
        }
        let title = say("通知", "notice")
        let name = notice.name.text(in: language)
        return "\(title) \(notice.id)  \(name)  \(notice.rule)\n" + fields.text(indent: "  ")
    }

    /// The decisions about cycles that the present level lacks.
    private var decided: String? {
        let shown = explanation.decisions.filter { key, _ in
            !explanation.clocksWithCycles.contains(key.clock)
        }
        if shown.isEmpty { return nil }
        var fields = FieldLines()
        fields.add(
            say("此前已定", "decided before"),
            shown.map { key, decision in
                let level = decision.level.map { "  \($0)" } ?? ""
                return "\(key.clock)  \(decision.rule)\(level)  "
                    + "\(text(decision.verdict)) \(wall.text(decision.at))"
            }
        )
        return fields.text()
    }

    private func text(_ verdict: Decision.Verdict) -> String {
        switch verdict {
        case .met: say("按时", "met")
        case .renegotiated: say("改约后按时", "renegotiated")
        case .missed: say("超时", "missed")
        case .ended: say("未完成即结束", "ended unmet")
        }
    }

    /// The clocks without a cycle, and why.
    private var rest: String? {
        let words = explanation.absent.map { clock, why in
            switch why {
            case .notStarted:
                say(
                    "\(clock.id)（未开始：等待 \(clock.start.text(in: language))）",
                    "\(clock.id) (not started: waits for \(clock.start.text(in: language)))"
                )
            case .notForSuch: say("\(clock.id)（不适用于此工单）", "\(clock.id) (not for this ticket)")
            }
        }
        if words.isEmpty { return nil }
        var fields = FieldLines()
        fields.add(say("其他时钟", "other clocks"), words)
        return fields.text()
    }
}
