public import Notifications
public import Transport

/// What a webhook channel reads from the configuration.
public struct WebhookSettings: Sendable {
    /// Where to post.
    public var url: String
    /// The secrets to sign with: the present one, and while it is being exchanged the former.
    public var secrets: [WebhookSecret]
    /// How to connect.
    public var connection: ConnectionSettings
    /// How many messages its receiver takes; nil for any number.
    public var rateLimit: RateLimit?

    /// Makes settings.
    public init(
        url: String,
        secrets: [WebhookSecret],
        connection: ConnectionSettings = ConnectionSettings(),
        rateLimit: RateLimit? = nil
    ) {
        self.url = url
        self.secrets = secrets
        self.connection = connection
        self.rateLimit = rateLimit
    }
}

/// Posts messages as signed JSON, after the Standard Webhooks specification.
public struct WebhookChannel: Channel {
    private let settings: WebhookSettings
    private let transport: any HTTPTransport

    /// Makes a channel over a transport.
    public init(settings: WebhookSettings, transport: any HTTPTransport) {
        self.settings = settings
        self.transport = transport
    }

    /// How many requests it has under way at once.
    public var parallel: Int { 64 }

    /// What the configuration says.
    public var rateLimit: RateLimit? { settings.rateLimit }

    /// The host it posts to.
    public var target: String {
        HTTPAddress.host(of: settings.url) ?? "an unreadable address"
    }

    /// Posts a message, signed anew for this attempt.
    public func send(
        _ outgoing: OutgoingMessage,
        report: @escaping @Sendable (DeliveryOutcome) -> Void
    ) {
        var headers: [(name: String, value: String)] = []
        if settings.secrets.isEmpty {
            headers.append(("webhook-id", outgoing.id))
        } else {
            headers += StandardWebhooks.headers(
                id: outgoing.id,
                at: outgoing.now,
                body: outgoing.body,
                secrets: settings.secrets
            )
        }
        let request = settings.connection.request(
            url: settings.url,
            headers: headers,
            body: outgoing.body
        )
        let now = outgoing.now
        transport.send(request) { result in
            report(WebhookOutcome.classify(result, now: now))
        }
    }
}
