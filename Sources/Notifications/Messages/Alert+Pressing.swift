import ServiceLevels

extension Alert {
    /// Escalations before breaches before nudges, and so on; then the one that is due for longest.
    func isMorePressing(than other: Alert) -> Bool {
        (-step.kind.weight, step.at, step.identity.text)
            < (-other.step.kind.weight, other.step.at, other.step.identity.text)
    }
}
