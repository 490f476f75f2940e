import ServiceLevels

extension Alert {
    /// Escalations before breaches before nudges, and so on; then the one that is due for longest.
    func isMorePressing(than other: Alert) -> Bool {
        let order: [AlertKind] = [.escalation, .breach, .nudge, .warning, .notice, .summary]
        let ranks = [self, other].map { order.firstIndex(of: $0.step.kind) ?? order.count }
        return (ranks[0], step.at, step.identity.text) < (
            ranks[1], other.step.at, other.step.identity.text
        )
    }
}
