public import BusinessTime
public import Channels
public import Notifications
public import People
public import ServiceLevels
import Support

/// The content of all files and credentials, read and checked together.
public struct Configuration: Sendable {
    /// A policy and its file.
    public struct PolicySource: Sendable {
        public var policy: Policy
        public var file: String
    }

    /// The ticket store's file.
    public var store: String
    /// The interval at which the store is polled.
    public var pollInterval: TimeSpan
    public var state: String
    /// The language of messages.
    public var language: Language
    /// The zone of displayed times.
    public var zone: ZoneRules
    /// The address of a ticket, with `{id}` in it.
    public var ticketURL: String?
    /// The templates of messages.
    public var templates: TemplateSet
    /// Whether everything is evaluated and recorded, and nothing sent.
    public var shadow: Bool
    /// A first start or reload with more alerts than this sends one summary.
    public var summaryAbove: Int
    /// The time after which an undeliverable message becomes a dead letter.
    public var giveUpAfter: TimeSpan
    /// The retention period of settled records.
    public var keepFor: TimeSpan
    /// The calendars by name.
    public var calendars: [String: BusinessCalendar]
    /// The policies, and which applies to which ticket.
    public var policies: PolicySet
    /// The file of each policy.
    public var policySources: [PolicySource]
    /// The channels of each role.
    public var routes: Routes
    /// The persons and their roles; empty if none are configured.
    public var people: Directory
    /// When messages about some tickets are held back.
    public var maintenance: [MaintenanceWindow]
    /// The roles that receive summaries and operational alerts.
    public var administrators: [String]
    /// The channels by name.
    public var channels: [String: ChannelSettings]
    /// The control socket and the groups that may use it.
    public var control: ControlSettings
    /// Changes with everything that affects a deadline.
    public var fingerprint: String
    /// Where conditions first name each attribute.
    var attributePlaces: [String: ConfigurationError.Issue]
    /// Settings that are valid but hardly intended, reported at start and by `config check`.
    public var warnings: [String]
    /// The keys of missing secrets that a placeholder replaces: `channels.desk.url_credential`.
    public var standIns: [String]
    /// The files of secrets, each with the fault to report if it cannot be read.
    var secretFiles: [(path: String, fault: ConfigurationError.Issue)]
}

extension Configuration {
    /// Rejects secrets that another reader, the service, cannot read.
    ///
    /// - Parameter obstacle: why the service cannot read a file; nil if it can.
    /// - Throws: `ConfigurationError` with the place of each.
    public func checkSecrets(
        _ obstacle: (_ path: String) -> String?
    ) throws(ConfigurationError) {
        var issues: [ConfigurationError.Issue] = []
        for (path, fault) in secretFiles {
            guard let reason = obstacle(path) else { continue }
            var fault = fault
            fault.message += ": \(reason)"
            issues.append(fault)
        }
        if !issues.isEmpty { throw ConfigurationError(issues: issues) }
    }

    /// Rejects attributes that tickets lack.
    ///
    /// - Parameter columns: the attributes of the store's tickets.
    /// - Throws: `ConfigurationError` with the place of each and the nearest known attribute.
    public func checkAttributes(columns: [String]) throws(ConfigurationError) {
        let unknown = policies.layout.names.filter { !columns.contains($0) }
        let issues = unknown.compactMap { name in
            attributePlaces[name].map { place in
                var issue = place
                let hint = nearestName(to: name, in: columns).map { "; did you mean '\($0)'?" }
                issue.message += hint ?? ""
                return issue
            }
        }
        if !issues.isEmpty { throw ConfigurationError(issues: issues) }
    }

    /// A line for each calendar that lacks the holidays of this year or the next.
    ///
    /// Missing years are reported, not guessed. The next year counts from October, when it is
    /// usually announced and deadlines begin to reach into it.
    public func missingHolidayYears(now: Instant) -> [String] {
        calendars.values.sorted { $0.name < $1.name }.compactMap { calendar in
            let years = calendar.yearsWithoutHolidayData(from: now, to: now + .days(92))
            guard !years.isEmpty else { return nil }
            let list = years.map(String.init).joined(separator: ", ")
            return "calendar '\(calendar.name)' has no holiday data for \(list): "
                + "every weekday of it counts as a working day"
        }
    }
}

/// The settings of a channel.
public enum ChannelSettings: Sendable {
    /// Signed JSON over HTTP.
    case webhook(WebhookSettings)
    /// Mail over SMTP.
    case email(MailSettings)
    /// A chat room.
    case chat(ChatSettings)
    /// Lines on standard output.
    case console
    /// Lines in the journal.
    case journal

    /// The kind's name in files.
    public var kind: String {
        switch self {
        case .webhook: "webhook"
        case .email: "email"
        case .chat(let chat): chat.vendor.rawValue
        case .console: "console"
        case .journal: "journal"
        }
    }

    /// The address it posts to, which is secret; nil if it does not post.
    public var address: String? {
        switch self {
        case .webhook(let webhook): webhook.url
        case .email(let mail): mail.url
        case .chat(let chat): chat.url
        case .console, .journal: nil
        }
    }

    /// Whether it signs its requests; nil if its kind has no signatures.
    public var isSigned: Bool? {
        switch self {
        case .webhook(let webhook): !webhook.secrets.isEmpty
        case .chat(let chat): chat.vendor.canSign ? chat.secret != nil : nil
        case .email, .console, .journal: nil
        }
    }
}

extension ChannelSettings {
    /// The audience of its messages.
    public var audience: Audience {
        switch self {
        case .webhook, .console, .journal: .program
        case .chat: .room
        case .email: .persons
        }
    }
}
