public import BusinessTime

/// One HTTP request to send.
public struct HTTPRequest: Sendable {
    /// The methods in use.
    public enum Method: String, Sendable {
        /// Sends the body.
        case post = "POST"
        /// Sends no body, whatever the request holds.
        case get = "GET"
    }

    /// The whole URL; a secret, since chat robots carry their token in it.
    public var url: String
    /// What is asked for.
    public var method: Method
    /// The headers in order; `Content-Length` and its like are the transport's business.
    public var headers: [(name: String, value: String)]
    /// The bytes of the body, sent as they are.
    public var body: [UInt8]
    /// The longest the whole exchange may take, waiting for a free place not counted.
    public var timeout: TimeSpan
    /// The longest that resolving, connecting and the TLS handshake may take.
    public var connectTimeout: TimeSpan
    /// Whom to trust and who to be.
    public var tls: TLSOptions
    /// The URL of a proxy; the environment is never asked for one.
    public var proxy: String?
    /// Whether `http://` may be used for a host other than this one.
    public var allowPlainHTTP: Bool

    /// Makes a request.
    public init(
        url: String,
        method: Method = .post,
        headers: [(name: String, value: String)] = [],
        body: [UInt8] = [],
        timeout: TimeSpan = .seconds(15),
        connectTimeout: TimeSpan = .seconds(5),
        tls: TLSOptions = TLSOptions(),
        proxy: String? = nil,
        allowPlainHTTP: Bool = false
    ) {
        self.url = url
        self.method = method
        self.headers = headers
        self.body = body
        self.timeout = timeout
        self.connectTimeout = connectTimeout
        self.tls = tls
        self.proxy = proxy
        self.allowPlainHTTP = allowPlainHTTP
    }
}

extension HTTPRequest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The method and the size; neither the URL nor a header may get into a log.
    public var description: String { "\(method.rawValue) <REDACTED>, \(body.count) bytes" }
    /// The same.
    public var debugDescription: String { description }
    /// Nothing, so that `dump` shows no more than `print`.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}

/// The TLS settings of one channel; that peer and host are verified is not a setting.
public struct TLSOptions: Sendable, Hashable {
    /// A PEM file of the only authorities to trust; the system's store if nil.
    public var caFile: String?
    /// A PEM file of the client's certificate.
    public var certificateFile: String?
    /// A PEM file of the client's key; needed unless the certificate's file holds it too.
    public var keyFile: String?

    /// Makes TLS settings; the defaults suit a public server.
    public init(caFile: String? = nil, certificateFile: String? = nil, keyFile: String? = nil) {
        self.caFile = caFile
        self.certificateFile = certificateFile
        self.keyFile = keyFile
    }
}
