/// An alert as one line, so that two lists of them can be compared and read.
enum AlertLine {
    static func text(
        tick: Int,
        past: Bool,
        clock: String,
        cycle: Int64,
        promiseRevision: Int,
        step: String,
        occurrence: Int,
        covered: [String],
        roles: [String],
        missed: Int
    ) -> String {
        let moment = "\(tick)\(past ? "+" : "")"
        let covers =
            covered.isEmpty ? "" : " covers \(Set(covered).sorted().joined(separator: ","))"
        let roles = Set(roles).sorted().joined(separator: ",")
        return
            "\(moment) \(clock)@\(cycle)/\(promiseRevision) \(step).\(occurrence)\(covers) → \(roles) +\(missed)"
    }
}
