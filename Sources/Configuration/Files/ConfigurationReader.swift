import BusinessTime
import Foundation
import Notifications
import ServiceLevels

extension Configuration {
    /// The path in the unit file.
    public static let defaultPath = "/etc/slawatchd/slawatchd.yaml"

    /// Reads a configuration with all the files it names.
    ///
    /// - Parameters:
    ///   - path: the main file.
    ///   - secrets: the source of secrets.
    /// - Returns: the configuration, checked as a whole.
    /// - Throws: `ConfigurationError` with every fault found.
    public static func read(
        path: String,
        secrets: SecretSource = .files
    ) throws(ConfigurationError) -> Configuration {
        let diagnostics = Diagnostics()
        let files = SourceFiles(main: path, diagnostics: diagnostics)
        let reader = ConfigurationReader(
            path: path,
            files: files,
            diagnostics: diagnostics,
            secrets: secrets
        )
        let configuration = reader.read()
        try diagnostics.throwIfAny()
        guard let configuration else {
            diagnostics.report("could not be read", file: path, key: "")
            throw ConfigurationError(issues: diagnostics.issues)
        }
        return configuration
    }
}

/// Reads the main file.
struct ConfigurationReader {
    let path: String
    let files: SourceFiles
    let diagnostics: Diagnostics
    let secrets: SecretSource

    func read() -> Configuration? {
        let name = (path as NSString).lastPathComponent
        let text: String
        do {
            text = try files.text(of: name)
        } catch {
            diagnostics.report(error.message, file: path, key: "")
            return nil
        }
        guard let root = files.compose(text, name: name) else { return nil }
        files.count(text, of: root, without: "people")
        let fields = StrictMapping(root)

        let calendarReader = CalendarReader(files: files)
        let store = fields.required("store").map(readStore)
        let state = fields["state"]?.text ?? "/var/lib/slawatchd"
        let language = fields["language"]?.choice(Language.self) ?? .chinese
        let zone = fields["zone"].flatMap(calendarReader.readZone)
        let url = fields["ticket_url"].flatMap(readTicketURL)
        let shadow = fields["shadow"]?.flag ?? false
        let summaryAbove = fields["summary_above"]?.number(in: 1...100_000) ?? 20
        let giveUp = fields["give_up_after"]?.parse(parsePositiveSpan) ?? .days(1)
        let keepFor = fields["keep_for"]?.parse(parseRetention) ?? Self.twoYears

        let templates = TemplateReader(files: files, diagnostics: diagnostics)
            .read(fields["templates"])
        let control = readControl(fields["control"])
        let (channels, channelNames) = readChannels(fields["channels"])
        let roles = RoleReader(channels: channelNames).read(fields["roles"])
        let routes = roles.routes
        let administrators =
            fields["administrators"].map { checkedRoles($0, known: Set(routes.roles.keys)) }
            ?? ["supervisor"]
        if administrators.isEmpty {
            root.report("'administrators' names nobody to tell of trouble")
        }
        var calendars = ["always": BusinessCalendar.always(zone: zone ?? .utc)]
        for (name, value) in fields["calendars"]?.entries ?? [] {
            if name == "always" {
                value.report("'always' is the calendar that never closes; choose another name")
            }
            calendars[name] = calendarReader.read(name, value)
        }
        var layout = AttributeLayout.standard
        var (policies, sources, terms) = readPolicies(
            fields.required("policies"),
            calendars: calendars,
            roles: Set(routes.roles.keys),
            layout: &layout
        )
        var peopleReader = PeopleReader(
            calendars: calendars,
            zone: zone ?? .utc,
            zones: calendarReader,
            channels: channels.mapValues(\.kind),
            roles: Set(routes.roles.keys),
            urgency: UrgencyReader(policies: terms)
        )
        let people = peopleReader.read(fields["people"], roles: roles.sources, slots: &layout)
        let maintenance = MaintenanceReader(zone: zone ?? .utc, calendars: calendars)
            .read(fields["maintenance"], slots: &layout)
        policies.layout = layout
        fields.finish()

        guard let store else { return nil }
        return Configuration(
            store: files.path(of: store.path),
            pollInterval: store.poll,
            state: files.path(of: state),
            language: language,
            zone: zone ?? .utc,
            ticketURL: url,
            templates: templates,
            shadow: shadow,
            summaryAbove: summaryAbove,
            giveUpAfter: giveUp,
            keepFor: keepFor,
            calendars: calendars,
            policies: policies,
            policySources: sources,
            routes: routes,
            people: people,
            maintenance: maintenance,
            administrators: administrators,
            channels: channels,
            control: control,
            fingerprint: fingerprint,
            attributePlaces: diagnostics.attributes,
            warnings: diagnostics.warnings.map(\.description)
                + ReachCheck(
                    routes: routes,
                    people: people,
                    kinds: channels.mapValues(\.kind),
                    policies: sources.map(\.policy),
                    administrators: administrators
                ).warnings,
            standIns: diagnostics.standIns,
            secretFiles: diagnostics.secretFiles
        )
    }

    /// The retention period of S4-5, including a leap day.
    private static let twoYears = TimeSpan.days(731)

    /// Covers what deadlines depend on: the files without `people`, and the rules of time zones.
    private var fingerprint: String {
        let zones = ZoneRules.databaseVersion() ?? "unknown"
        return String(files.fingerprint, radix: 16) + "/tzdata-" + zones
    }

    private func readStore(_ place: YAMLValue) -> (path: String, poll: TimeSpan) {
        let fields = StrictMapping(place)
        let path = fields.required("path")?.text ?? ""
        let poll = fields["poll"]?.parse(parsePositiveSpan) ?? .seconds(2)
        if poll > .minutes(1) { place.report("'poll' may be a minute at most") }
        fields.finish()
        return (path, poll)
    }

    private func readTicketURL(_ place: YAMLValue) -> String? {
        guard let text = place.text else { return nil }
        guard text.contains("{id}") else {
            place.report("'\(text)' has no {id} in it, so every ticket would have the same address")
            return nil
        }
        return text
    }

    private func readPolicies(
        _ place: YAMLValue?,
        calendars: [String: BusinessCalendar],
        roles: Set<String>,
        layout: inout AttributeLayout
    ) -> (PolicySet, [Configuration.PolicySource], [PolicyTerms]) {
        var terms: [PolicyTerms] = []
        var entries: [PolicySet.Entry] = []
        var sources: [Configuration.PolicySource] = []
        for item in place?.items ?? [] {
            let fields = StrictMapping(item)
            let file = fields.required("file")
            let when =
                fields["when"].map { PredicateReader().read($0, slots: &layout) } ?? .always
            fields.finish()
            guard let file, let name = file.text, let text = files.read(name, for: file),
                let root = files.compose(text, name: name)
            else { continue }
            var reader = PolicyReader(calendars: calendars, roles: roles)
            guard let policy = reader.read(root, slots: &layout) else { continue }
            if sources.contains(where: { $0.policy.id == policy.id }) {
                file.report("its policy '\(policy.id)' has the name of another one above")
            }
            entries.append(PolicySet.Entry(when: when, policy: policy))
            sources.append(.init(policy: policy, file: files.path(of: name)))
            terms.append(PolicyTerms(when: when, synonyms: reader.synonyms, urgent: reader.urgent))
        }
        return (PolicySet(entries: entries, layout: layout), sources, terms)
    }
}
