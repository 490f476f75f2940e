public import BusinessTime
import Foundation
public import Logging
public import Notifications
public import Transport

/// What a mail channel reads from the configuration.
public struct MailSettings: Sendable {
    /// The server: `smtp://host:587` or `smtps://host`.
    public var url: String
    /// Who the mails are from.
    public var from: MailAddress
    /// Who gets every mail, besides those it is for.
    public var to: [MailAddress]
    /// Whom to log in as; nobody if nil.
    public var username: String?
    /// What to log in with.
    public var password: String?
    /// Certificates to trust in place of the system's.
    public var tls: TLSOptions
    /// Whether mail goes unencrypted to another machine that offers no STARTTLS.
    public var allowPlain: Bool
    /// How long one attempt may take.
    public var timeout: TimeSpan
    /// How many mails may go out; the channel's own if nil.
    public var rateLimit: RateLimit?

    /// Makes settings.
    public init(
        url: String,
        from: MailAddress,
        to: [MailAddress] = [],
        username: String? = nil,
        password: String? = nil,
        tls: TLSOptions = TLSOptions(),
        allowPlain: Bool = false,
        timeout: TimeSpan = .seconds(30),
        rateLimit: RateLimit? = nil
    ) {
        self.url = url
        self.from = from
        self.to = to
        self.username = username
        self.password = password
        self.tls = tls
        self.allowPlain = allowPlain
        self.timeout = timeout
        self.rateLimit = rateLimit
    }

    /// Nobody listens between this machine and itself, and a mail server there rarely has a
    /// certificate for that name: so STARTTLS is asked of it only with a file to check it by.
    var encryption: MailRequest.Encryption {
        let isLoopback = (try? Endpoint(mailURL: url))?.isLoopback ?? false
        if isLoopback { return tls.caFile == nil ? .none : .required }
        return allowPlain ? .ifOffered : .required
    }
}

extension MailSettings: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The kind; neither an address nor the password may get into a log.
    public var description: String { "mail <REDACTED>" }
    /// The same.
    public var debugDescription: String { description }
    /// Nothing, so that `dump` shows no more than `print`.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}

/// Sends messages as mail to the persons they are for.
public struct MailChannel: Channel {
    private let name: String
    private let settings: MailSettings
    private let transport: any MailTransport
    private let render: ChatChannel.Render
    private let logger: Logger
    private let mentions: @Sendable ([AlertMessage.Recipient]) -> [Mention]

    /// Makes a channel over a transport.
    ///
    /// - Parameters:
    ///   - name: the channel's name, for the log.
    ///   - settings: what the configuration says.
    ///   - transport: what sends the mails.
    ///   - logger: where an address that was refused among others is told; its own where nil.
    ///   - render: puts messages into words.
    ///   - mentions: the addresses of those a message is for.
    public init(
        name: String,
        settings: MailSettings,
        transport: any MailTransport,
        logger: Logger? = nil,
        render: @escaping ChatChannel.Render,
        mentions: @escaping @Sendable ([AlertMessage.Recipient]) -> [Mention]
    ) {
        self.name = name
        self.settings = settings
        self.transport = transport
        self.render = render
        self.logger = logger ?? Logger(label: "channel.\(name)")
        self.mentions = mentions
    }

    /// One mail at a time, as the transport sends them.
    public var parallel: Int { 1 }

    /// The server it talks to.
    public var target: String {
        (try? Endpoint(mailURL: settings.url))?.host ?? "an unreadable address"
    }

    /// Each person alone.
    public var audience: Audience { .persons }

    /// What the configuration says, else thirty a minute: nobody reads more.
    public var rateLimit: RateLimit? {
        settings.rateLimit ?? RateLimit(messages: 30, per: .minutes(1))
    }

    /// Sends a message as one mail to all it is for.
    public func send(
        _ outgoing: OutgoingMessage,
        report: @escaping @Sendable (DeliveryOutcome) -> Void
    ) {
        guard let message = AlertMessage(body: outgoing.body) else {
            return report(.unreadable)
        }
        let to = recipients(of: message)
        guard !to.isEmpty else {
            let roles = message.data.recipients.map(\.role).joined(separator: ", ")
            return report(
                .permanent(reason: "nobody has a mail address: \(roles); and 'to' names nobody")
            )
        }
        let rendered = render(message, .plain)
        let mail = MailMessage(
            id: outgoing.id,
            from: settings.from,
            to: to,
            subject: rendered.title,
            date: message.timestamp,
            text: Self.text(of: rendered)
        )
        let request = MailRequest(
            url: settings.url,
            username: settings.username,
            password: settings.password,
            sender: settings.from.address,
            recipients: to.map(\.address),
            message: mail.bytes,
            encryption: settings.encryption,
            timeout: settings.timeout,
            connectTimeout: min(settings.timeout, .seconds(10)),
            tls: settings.tls
        )
        let (id, name, logger) = (outgoing.id, name, logger)
        transport.send(request) { result in
            if case .success(let response) = result, response.isTaken {
                for refusal in response.refusals {
                    logger.warning(
                        "channel \(name): mail taken, but not for everybody: \(refusal)",
                        metadata: ["SLA_CHANNEL": "\(name)", "SLA_DELIVERY": "\(id)"]
                    )
                }
            }
            report(MailOutcome.classify(result))
        }
    }

    /// Everybody the message is for, each address once.
    private func recipients(of message: AlertMessage) -> [MailAddress] {
        let named = mentions(message.data.recipients).compactMap { mention in
            MailAddress(name: mention.name, address: mention.handle)
        }
        var seen: Set<String> = []
        // They have had it with the first part.
        let always = message.data.remainder == true ? [] : settings.to
        return (named + always).filter { seen.insert($0.address.lowercased()).inserted }
    }

    static func text(of message: RenderedMessage) -> [String] {
        var lines = [message.title, ""]
        for row in message.rows {
            lines += row.split(separator: "\n").map(String.init) + [""]
        }
        lines += message.footer
        if let url = message.url { lines += ["", url] }
        return lines
    }
}

extension MailSettings {
    /// What is wrong with a server's address, without repeating it; nil if nothing is.
    public static func problem(url: String) -> String? {
        do throws(TransportFailure) {
            let endpoint = try Endpoint(mailURL: url)
            if url.contains("@") {
                return "name and password do not belong in the address; use 'username' and "
                    + "'password_credential' or 'password_file'"
            }
            return endpoint.secrets.isEmpty ? nil : "the address ends with the host or the port"
        } catch {
            if case .forbiddenScheme(_, let scheme) = error {
                return "'\(scheme)' is neither smtp nor smtps"
            }
            return "\(error)"
        }
    }
}
