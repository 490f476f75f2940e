import ArgumentParser
import Configuration
import People
import Reporting
import ServiceLevels
import Support

/// `slactl person`.
struct PersonCommand: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "person",
        abstract: "Show a person: roles, groups, rosters, deputy, absence and quiet hours.",
        discussion: """
            Roles that a ticket's attributes decide are not shown: slactl explain TICKET does. \
            Handles are masked.
            """
    )

    @Argument(help: "The person's id, name or alias; all of them without it.")
    var name: String?

    @Option(help: "At which moment; now by default.")
    var at: String?

    @Flag(help: "Show handles in full.")
    var showContacts = false

    @OptionGroup var options: ConfigOptions

    @Option(help: "table or json.")
    var format = OutputFormat.table

    func output() throws -> CommandOutput {
        let configuration = try options.read()
        let page = PersonPage(
            configuration: configuration,
            now: try Now.instant(at: at, in: configuration.zone),
            showsContacts: showContacts
        )
        guard let name else {
            let all = configuration.people.persons.values.sorted { $0.id < $1.id }
            switch format {
            case .json: return CommandOutput(text: JSONValue.array(all.map(page.json)).text)
            case .table: return CommandOutput(text: page.table(all))
            }
        }
        let person = try configuration.people.person(named: name)
        switch format {
        case .json: return CommandOutput(text: page.json(person).text)
        case .table: return CommandOutput(text: page.text(person))
        }
    }
}

extension Directory {
    /// The person named on a command line.
    func person(named name: String) throws(CommandError) -> Person {
        switch find(name) {
        case .person(let id):
            if let person = persons[id] { return person }
        case .group(let group):
            let members = groups[group]?.members ?? []
            throw CommandError(
                "'\(name)' is a group",
                hint: "its members are \(members.joined(separator: ", "))"
            )
        case nil: break
        }
        let same = persons.values.filter { $0.name.isSameName(as: name) }.map(\.id).sorted()
        if !same.isEmpty {
            throw CommandError(
                "several persons are called '\(name)'",
                hint: "take one of the ids \(same.joined(separator: ", "))"
            )
        }
        let names = persons.values.flatMap { [$0.id, $0.name] + $0.aliases }
        throw CommandError(
            "there is no person '\(name)'",
            hint: nearestName(to: name, in: names).map { "did you mean '\($0)'?" }
                ?? "see slactl person"
        )
    }
}
