import ArgumentParser
import Configuration
import ServiceLevels

/// `slactl policy`.
struct PolicyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: "Look into the policies that are in force.",
        subcommands: [PolicyList.self, PolicyShow.self]
    )
}

extension Configuration {
    /// The policy of a name, or all.
    func policies(named name: String?) throws(CommandError) -> [PolicySource] {
        guard let name else { return policySources }
        let found = policySources.filter { $0.policy.id == name }
        if found.isEmpty {
            throw .unknown("policy", name, among: policySources.map(\.policy.id))
        }
        return found
    }
}
