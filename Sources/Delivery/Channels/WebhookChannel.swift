public import BusinessTime

/// What a webhook channel is told by the configuration.
public struct WebhookSettings: Sendable {
    /// Where to post.
    public var url: String
    /// The secrets to sign with: the present one, and while it is being exchanged the former.
    public var secrets: [WebhookSecret]
    /// Certificates to trust beside the system's.
    public var tls: TLSOptions
    /// The proxy, if any.
    public var proxy: String?
    /// Whether plain HTTP is allowed to a host that is not this one.
    public var allowPlainHTTP: Bool
    /// How long one attempt may take.
    public var timeout: TimeSpan

    /// Makes settings.
    public init(
        url: String,
        secrets: [WebhookSecret],
        tls: TLSOptions = TLSOptions(),
        proxy: String? = nil,
        allowPlainHTTP: Bool = false,
        timeout: TimeSpan = .seconds(15)
    ) {
        self.url = url
        self.secrets = secrets
        self.tls = tls
        self.proxy = proxy
        self.allowPlainHTTP = allowPlainHTTP
        self.timeout = timeout
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

    /// The host it posts to.
    public var target: String {
        (try? Endpoint(url: settings.url, allowPlainHTTP: true).host) ?? "an unreadable address"
    }

    /// Posts a parcel, signed anew for this attempt.
    public func send(_ parcel: Parcel, report: @escaping @Sendable (DeliveryOutcome) -> Void) {
        var headers = [(name: "Content-Type", value: "application/json; charset=utf-8")]
        if settings.secrets.isEmpty {
            headers.append(("webhook-id", parcel.id))
        } else {
            headers += StandardWebhooks.headers(
                id: parcel.id,
                at: parcel.now,
                body: parcel.body,
                secrets: settings.secrets
            )
        }
        let request = HTTPRequest(
            url: settings.url,
            headers: headers,
            body: parcel.body,
            timeout: settings.timeout,
            tls: settings.tls,
            proxy: settings.proxy,
            allowPlainHTTP: settings.allowPlainHTTP
        )
        let now = parcel.now
        transport.send(request) { result in
            report(WebhookOutcome.classify(result, now: now))
        }
    }
}

extension WebhookSettings {
    /// What is wrong with an address, without repeating it; nil where nothing is.
    public static func problem(url: String, allowPlainHTTP: Bool) -> String? {
        do throws(TransportFailure) {
            _ = try Endpoint(url: url, allowPlainHTTP: allowPlainHTTP)
            return nil
        } catch {
            if case .forbiddenScheme(let host, let scheme) = error {
                return "\(scheme) to \(host) is not encrypted; use https, "
                    + "or say 'allow_plain_http: true'"
            }
            return "\(error)"
        }
    }
}
