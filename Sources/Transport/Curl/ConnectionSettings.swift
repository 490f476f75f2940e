public import BusinessTime

/// How a channel connects to its receiver.
public struct ConnectionSettings: Sendable, Hashable {
    /// Whom to trust and who to be.
    public var tls: TLSOptions
    /// The proxy, if any.
    public var proxy: String?
    /// Whether plain HTTP is allowed to a host that is not this one.
    public var allowPlainHTTP: Bool
    /// How long one attempt may take.
    public var timeout: TimeSpan

    /// Makes settings; the defaults suit a public server.
    public init(
        tls: TLSOptions = TLSOptions(),
        proxy: String? = nil,
        allowPlainHTTP: Bool = false,
        timeout: TimeSpan = .seconds(15)
    ) {
        self.tls = tls
        self.proxy = proxy
        self.allowPlainHTTP = allowPlainHTTP
        self.timeout = timeout
    }

    /// A body to be posted by this connection, as JSON.
    package func request(
        url: String,
        headers: [(name: String, value: String)] = [],
        body: [UInt8]
    ) -> HTTPRequest {
        HTTPRequest(
            url: url,
            headers: [("Content-Type", "application/json; charset=utf-8")] + headers,
            body: body,
            timeout: timeout,
            tls: tls,
            proxy: proxy,
            allowPlainHTTP: allowPlainHTTP
        )
    }
}
