import BusinessTime
import ServiceLevels

/// Reads a ladder: `[{step: owner, after: 0min, to: [owner]}, …]`.
struct LadderReader {
    let roles: Set<String>?
    let recurring: Bool

    func read(_ place: YAMLValue?) -> [Step] {
        var steps: [Step] = []
        for item in place?.items ?? [] {
            guard let step = readStep(item) else { continue }
            if [AlertIdentity.resolvedStep, AlertIdentity.correctedStep].contains(step.name) {
                item.report("the name '\(step.name)' is kept for the end of a breach")
            }
            if steps.contains(where: { $0.name == step.name }) {
                item.report("the step '\(step.name)' is given twice in one ladder")
            }
            steps.append(step)
        }
        return steps
    }

    private func readStep(_ place: YAMLValue) -> Step? {
        let fields = StrictMapping(place)
        let name = fields.required("step")?.text
        let moments = [
            fields["at"]?.parse(parsePercent).map(Step.Moment.fraction),
            fields["before"]?.parse(parsePositiveLength).map(\.negated),
            fields["after"]?.parse(parseStepLength),
        ].compactMap(\.self)
        let again = fields["repeat"]
        let interval = again?.parse(parsePositiveLength)
        var every: TimeSpan?
        var everyDays: Int?
        switch interval {
        case .offset(let span): every = span
        case .workingDays(let days): everyDays = days
        case .fraction, nil: break
        }
        if let every, every < .seconds(1) { again?.report("may not be shorter than a second") }
        let kind = fields["kind"]?.choice(AlertKind.self)
        let roles = fields.required("to").map { checkedRoles($0, known: self.roles) } ?? []
        fields.finish()
        if moments.count != 1 {
            place.report(
                "needs one of 'at' (75%), 'before' (10min) and 'after' (0min, 3 working days)"
            )
        }
        guard let name, let moment = moments.first else { return nil }
        return Step(
            name: name,
            kind: kind ?? self.kind(of: moment),
            moment: moment,
            every: every,
            everyDays: everyDays,
            roles: roles
        )
    }

    /// The kind of a step if the file does not name one.
    private func kind(of moment: Step.Moment) -> AlertKind {
        switch moment {
        case .fraction: .warning
        case .offset(let offset) where offset < .zero: .warning
        case .offset(.zero): recurring ? .nudge : .breach
        case .offset: .escalation
        case .workingDays(let days): days < 0 ? .warning : .escalation
        }
    }

    private func parsePositiveLength(_ text: String) throws(ValueError) -> Step.Moment {
        let length = try parseStepLength(text)
        if case .offset = length { return .offset(try parsePositiveSpan(text)) }
        return length
    }
}

extension Step.Moment {
    /// The moment as long before the deadline as this is after it.
    fileprivate var negated: Step.Moment {
        switch self {
        case .fraction: self
        case .offset(let span): .offset(-span)
        case .workingDays(let days): .workingDays(-days)
        }
    }
}
