import BusinessTime
import Configuration
import Notifications
import People
import Reporting
import ServiceLevels
import Support

/// A summary of a configuration.
struct ConfigSummary {
    let configuration: Configuration
    let file: String
    /// Decides which years need holiday data.
    let now: Instant

    /// Settings that are valid but hardly intended.
    var warnings: [String] {
        configuration.warnings + configuration.missingHolidayYears(now: now)
    }

    var text: String {
        var fields = FieldLines()
        fields.add("configuration", "\(file) is valid")
        fields.add(
            "store",
            "\(configuration.store), every \(configuration.pollInterval.hoursText())"
        )
        fields.add("state", configuration.state)
        fields.add(
            "language",
            "\(configuration.language.rawValue), times in \(configuration.zone.name)"
        )
        fields.add("ticket url", configuration.ticketURL ?? "none")
        fields.add(
            "shadow",
            configuration.shadow ? "yes: recorded, nothing is sent" : "no"
        )
        fields.add("summary above", "\(configuration.summaryAbove) alerts at once")
        fields.add("give up after", configuration.giveUpAfter.hoursText())
        fields.add("policies", policies)
        fields.add("calendars", calendars.map { "\($0.name)  \($0.zone.name)" })
        fields.add("channels", channels.map { "\($0.name)  \($0.kind)\($0.place)" })
        fields.add("roles", roles.map { "\($0.role) → \($0.reached)" })
        fields.add("people", people)
        let control = configuration.control
        fields.add(
            "control",
            [
                control.socket, "agents  \(control.agents)", "supervisors  \(control.supervisors)",
                "administrators  \(control.administrators)",
            ]
        )
        fields.add("administrators", configuration.administrators.joined(separator: ", "))
        fields.add("fingerprint", configuration.fingerprint)
        return ([fields.text()] + warnings.map { "warning: \($0)" }).joined(separator: "\n")
    }

    private var policies: [String] {
        zip(configuration.policySources, configuration.policies.entries).map { source, entry in
            "\(source.policy.id)  \(source.file)  for \(entry.when.text)"
        }
    }

    private var calendars: [BusinessCalendar] {
        configuration.calendars.values.sorted { $0.name < $1.name }
    }

    /// Of an address only the host: the rest is secret.
    private var channels: [(name: String, kind: String, host: String?, place: String)] {
        configuration.channels.sorted { $0.key < $1.key }.map { name, settings in
            guard let host = configuration.host(of: name) else {
                return (name, settings.kind, nil, "")
            }
            let signed = settings.isSigned == false ? ", unsigned" : ""
            return (name, settings.kind, host, " to \(host)\(signed)")
        }
    }

    private var roles: [(role: String, channels: [String], reached: String)] {
        configuration.routes.roles.sorted { $0.key < $1.key }.map { role, channels in
            let names = channels.isEmpty ? "nobody" : channels.joined(separator: ", ")
            let sources = configuration.people.roles[role]?.map(\.text) ?? []
            let from = sources.isEmpty ? "" : "  from \(sources.joined(separator: "; "))"
            return (role, channels, names + from)
        }
    }

    /// The numbers of persons, groups and rosters; empty without persons.
    private var people: [String] {
        let people = configuration.people
        if people.persons.isEmpty { return [] }
        var counts = [
            (people.persons.count, "person"), (people.groups.count, "group"),
            (people.rosters.count, "roster"),
        ].map { "\($0) \($1)\($0 == 1 ? "" : "s")" }
        if !people.fallback.isEmpty {
            counts.append("fallback \(people.fallback.joined(separator: ", "))")
        }
        return [counts.joined(separator: ", ")]
    }

    var json: JSONValue {
        .record([
            "file": .string(file),
            "valid": .bool(true),
            "store": .string(configuration.store),
            "poll_seconds": .seconds(configuration.pollInterval),
            "state": .string(configuration.state),
            "language": .string(configuration.language.rawValue),
            "zone": .string(configuration.zone.name),
            "ticket_url": JSONValue(configuration.ticketURL),
            "shadow": .bool(configuration.shadow),
            "summary_above": .integer(Int64(configuration.summaryAbove)),
            "give_up_after_seconds": .seconds(configuration.giveUpAfter),
            "administrators": .texts(configuration.administrators),
            "control": .record([
                "socket": .string(configuration.control.socket),
                "agents": .string(configuration.control.agents),
                "supervisors": .string(configuration.control.supervisors),
                "administrators": .string(configuration.control.administrators),
            ]),
            "fingerprint": .string(configuration.fingerprint),
            "policies": .array(
                zip(configuration.policySources, configuration.policies.entries).map {
                    .record([
                        "id": .string($0.policy.id), "file": .string($0.file),
                        "tickets": .string($1.when.text),
                    ])
                }
            ),
            "calendars": .array(
                calendars.map {
                    .record(["name": .string($0.name), "zone": .string($0.zone.name)])
                }
            ),
            "channels": .array(
                channels.map {
                    .record([
                        "name": .string($0.name), "kind": .string($0.kind),
                        "host": JSONValue($0.host),
                    ])
                }
            ),
            "roles": .record(
                Dictionary(uniqueKeysWithValues: roles.map { ($0.role, .texts($0.channels)) })
            ),
            "people": .record([
                "persons": .integer(Int64(configuration.people.persons.count)),
                "groups": .integer(Int64(configuration.people.groups.count)),
                "rosters": .integer(Int64(configuration.people.rosters.count)),
                "fallback": .texts(configuration.people.fallback),
            ]),
            "role_sources": .record(
                configuration.people.roles.mapValues { .texts($0.map(\.text)) }
            ),
            "warnings": .texts(warnings),
        ])
    }
}
