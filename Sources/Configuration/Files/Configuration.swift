public import BusinessTime
public import Channels
public import Notifications
public import People
public import ServiceLevels
import Support

/// All that the files and credentials say, read and checked as one.
public struct Configuration: Sendable {
    /// A policy with where it came from.
    public struct PolicySource: Sendable {
        /// The policy.
        public var policy: Policy
        /// The file it was read from.
        public var file: String
    }

    /// The ticket store's file.
    public var store: String
    /// How often the store is asked for changes.
    public var pollInterval: TimeSpan
    /// The state directory.
    public var state: String
    /// The language of messages.
    public var language: Language
    /// The zone that times are shown in.
    public var zone: ZoneRules
    /// The address of a ticket, with `{id}` in it; nil where there is none.
    public var ticketURL: String?
    /// What messages are written by.
    public var templates: TemplateSet
    /// Whether everything is evaluated and recorded, and nothing sent.
    public var shadow: Bool
    /// Above how many alerts at once a first start or reload tells of them in one summary.
    public var summaryAbove: Int
    /// After how long a message that cannot be delivered becomes a dead letter.
    public var giveUpAfter: TimeSpan
    /// For how long what is done with stays in the ledger.
    public var keepFor: TimeSpan
    /// The calendars by name.
    public var calendars: [String: BusinessCalendar]
    /// The policies, and which is in force for which ticket.
    public var policies: PolicySet
    /// Where each policy came from.
    public var policySources: [PolicySource]
    /// Which channels each role is reached by.
    public var routes: Routes
    /// Who can be told, and who has which role; empty where no persons are named.
    public var people: Directory
    /// When messages about some tickets are kept back.
    public var maintenance: [MaintenanceWindow]
    /// The roles that hear of summaries and of trouble with the watch itself.
    public var administrators: [String]
    /// The channels by name.
    public var channels: [String: ChannelSettings]
    /// Where the daemon is called, and who may what.
    public var control: ControlSettings
    /// Changes when anything does that decides a deadline.
    public var fingerprint: String
    /// Where each attribute that conditions read is first named.
    var attributePlaces: [String: ConfigurationError.Issue]
    /// Things that work but hardly as meant, to be told at start and by `config check`.
    public var warnings: [String]
    /// The keys of secrets that could not be had, something well-formed standing in for them:
    /// `channels.desk.url_credential`.
    public var standIns: [String]
    /// The files that secrets were read from, each with the fault that it may have.
    var secretFiles: [(path: String, fault: ConfigurationError.Issue)]
}

extension Configuration {
    /// Refuses secrets that somebody else than the reader cannot read: the service.
    ///
    /// - Parameter obstacle: says what keeps them from a file; nil for nothing.
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

    /// Refuses attributes that tickets do not have.
    ///
    /// - Parameter columns: the attributes of the store's tickets.
    /// - Throws: `ConfigurationError` with the place of each and the nearest attribute there is.
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
    /// Missing years are told, not guessed. The next year counts from October, by when it is
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

/// What a channel is told by the configuration.
public enum ChannelSettings: Sendable {
    /// Signed JSON by HTTP.
    case webhook(WebhookSettings)
    /// Mail by SMTP.
    case email(MailSettings)
    /// A room of a chat.
    case chat(ChatSettings)
    /// Lines on standard output.
    case console
    /// Lines in the journal.
    case journal

    /// The word that stands for the kind in files.
    public var kind: String {
        switch self {
        case .webhook: "webhook"
        case .email: "email"
        case .chat(let chat): chat.vendor.rawValue
        case .console: "console"
        case .journal: "journal"
        }
    }

    /// Where it posts to, a secret; nil where it does not post.
    public var address: String? {
        switch self {
        case .webhook(let webhook): webhook.url
        case .email(let mail): mail.url
        case .chat(let chat): chat.url
        case .console, .journal: nil
        }
    }

    /// Whether it signs what it posts; nil where that cannot be asked of it.
    public var isSigned: Bool? {
        switch self {
        case .webhook(let webhook): !webhook.secrets.isEmpty
        case .chat(let chat): chat.vendor.canSign ? chat.secret != nil : nil
        case .email, .console, .journal: nil
        }
    }
}

extension ChannelSettings {
    /// Whom the channel's messages ring.
    public var audience: Audience {
        switch self {
        case .webhook, .console, .journal: .program
        case .chat: .room
        case .email: .persons
        }
    }
}
