import Support

/// A message in the making: for whom, and which of the alerts it tells.
struct MessageDraft {
    var address: Routing.Address
    /// The departments that its alerts are about; nil among them for none.
    var departments: Set<String?>
    /// The alerts by position.
    var alerts: Set<Int>

    private var people: Set<String> {
        Set(address.recipients.map { $0.id ?? $0.person ?? $0.role })
    }

    /// Whether another one is for the same people, so that they are told once.
    ///
    /// Of what is about no department, whoever is told of something else too hears in that
    /// message; departments never hear of each other's parts.
    func mayTake(_ other: MessageDraft) -> Bool {
        guard address.channel == other.address.channel else { return false }
        if people == other.people { return true }
        return (departments == [nil] || other.departments == [nil])
            && !people.isDisjoint(with: other.people)
    }

    mutating func take(_ other: MessageDraft) {
        address.roles = (address.roles + other.address.roles).uniqued
        address.recipients = (address.recipients + other.address.recipients).uniqued
        departments.formUnion(other.departments)
        alerts.formUnion(other.alerts)
    }
}
