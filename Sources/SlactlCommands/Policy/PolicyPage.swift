import BusinessTime
import Configuration
import Reporting
import ServiceLevels

/// A policy for people.
struct PolicyPage {
    /// The language of names.
    let language: Language

    func text(_ source: Configuration.PolicySource) -> String {
        let policy = source.policy
        var head = FieldLines()
        head.add("policy", "\(policy.id)  \(policy.name.text(in: language))")
        head.add("file", source.file)
        head.add(
            "programs",
            policy.automatic.isEmpty
                ? "none" : policy.automatic.texts.sorted().joined(separator: ", ")
        )
        if !policy.waitsForCustomer.isEmpty {
            head.add("answered", policy.waitsForCustomer.texts.sorted().joined(separator: ", "))
        }
        let blocks = [head.text()] + policy.clocks.map(text) + policy.notices.map(text)
        return blocks.joined(separator: "\n\n")
    }

    private func text(_ clock: Clock) -> String {
        var fields = FieldLines()
        fields.add("starts", "\(clock.start.text) (\(clock.starting.text))")
        fields.add("met by", clock.satisfiedBy.text)
        fields.add("ends", clock.ends.text)
        fields.add("pauses", clock.pauses.text)
        fields.add("reopening", clock.reopening.text)
        if clock.promises { fields.add("promises", "take the target's place") }
        let head = "clock \(clock.id)  \(clock.name.text(in: language))"
        let rows = clock.cases.map(text)
        return ([head, fields.text(indent: "  ")] + rows).joined(separator: "\n")
    }

    private func text(_ row: ClockCase) -> String {
        var fields = FieldLines()
        fields.add("for", row.when.text)
        fields.add("target", target(of: row))
        fields.add("calendar", "\(row.calendar.name) (\(row.calendar.zone.name))")
        if let satisfiedBy = row.satisfiedBy { fields.add("met by", satisfiedBy.text) }
        if let ends = row.ends { fields.add("ends", ends.text) }
        fields.add("ladder", ladder(row.ladder))
        if let choice = row.choice { fields.add("† default", choice.text(in: .english)) }
        return "  \(row.rule)\(mark(row.choice))\n\(fields.text(indent: "    "))"
    }

    private func text(_ notice: Notice) -> String {
        var fields = FieldLines()
        fields.add("for", notice.when.text)
        fields.add("on", notice.on.text)
        fields.add("after", notice.delay == .zero ? "at once" : notice.delay.hoursText())
        fields.add("how often", notice.once == .ticket ? "once a ticket" : "for every event")
        fields.add("ends", notice.ends.text)
        fields.add("to", notice.roles.joined(separator: ", "))
        if let choice = notice.choice { fields.add("† default", choice.text(in: .english)) }
        let head = "notice \(notice.id)  \(notice.name.text(in: language))"
        let rule = "  \(notice.rule)\(mark(notice.choice))"
        return [head, rule, fields.text(indent: "    ")].joined(separator: "\n")
    }

    private func mark(_ choice: LocalizedText?) -> String {
        choice == nil ? "" : " †"
    }

    private func target(of row: ClockCase) -> String {
        guard let target = row.target else { return "none: such tickets have no such clock" }
        return row.recurring ? "every \(target.text(in: .english))" : target.text(in: .english)
    }

    private func ladder(_ steps: [Step]) -> [String] {
        let names = steps.map(\.name.displayWidth).max() ?? 0
        let moments = steps.map(\.momentText.displayWidth).max() ?? 0
        let kinds = steps.map(\.kind.rawValue.count).max() ?? 0
        return steps.map { step in
            [
                step.name.padded(toWidth: names), step.momentText.padded(toWidth: moments),
                step.kind.rawValue.padded(toWidth: kinds),
                "→ \(step.roles.joined(separator: ", "))",
            ].joined(separator: "  ")
        }
    }
}

extension Clock.Reopening {
    /// The effect of reopening in words.
    fileprivate var text: String {
        switch self {
        case .continue: "goes on"
        case .restart: "starts anew"
        case .ignore: "does nothing"
        }
    }
}
