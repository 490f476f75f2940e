/// Why no whole response came; its text names the host and never the path or the query.
public enum TransportFailure: Error, Sendable, Equatable {
    /// The URL is none; the text says what is wrong without repeating it.
    case badURL(problem: String)
    /// The URL's scheme is not `https`, or is `http` if that is not allowed.
    case forbiddenScheme(host: String, scheme: String)
    /// A header or a setting of the request cannot be sent.
    case badRequest(host: String, problem: String)
    /// The name of the host, or of the proxy, has no address.
    case resolve(host: String, problem: String)
    /// No connection could be made, or it died before the request was sent.
    case connect(host: String, problem: String)
    /// The handshake failed, mostly over a certificate: the peer's or ours.
    case tls(host: String, problem: String)
    /// Time ran out.
    case timeout(host: String, requestMayHaveArrived: Bool)
    /// The connection died with the request partly or wholly out and nothing answered.
    case sendInterrupted(host: String, problem: String)
    /// The answer broke off or was not HTTP; the status if one had come.
    case receive(host: String, status: Int?, problem: String)
    /// The answer's headers are larger than any honest server's.
    case tooLarge(host: String)
    /// The transport was told to give up.
    case cancelled(host: String, requestMayHaveArrived: Bool)
    /// libcurl or the system refused something that should always work.
    case system(host: String, problem: String)

    /// Whether the server may have received and acted on the request all the same.
    public var requestMayHaveArrived: Bool {
        switch self {
        case .badURL, .forbiddenScheme, .badRequest, .resolve, .connect, .tls: false
        case .timeout(_, let mayHave), .cancelled(_, let mayHave): mayHave
        case .sendInterrupted, .receive, .tooLarge, .system: true
        }
    }
}

extension TransportFailure: CustomStringConvertible {
    /// A sentence that is safe to log.
    public var description: String {
        switch self {
        case .badURL(let problem): "bad url: \(problem)"
        case .forbiddenScheme(let host, let scheme): "\(host): scheme '\(scheme)' is not allowed"
        case .badRequest(let host, let problem): "\(host): \(problem)"
        case .resolve(let host, let problem): "\(host): name not resolved: \(problem)"
        case .connect(let host, let problem): "\(host): no connection: \(problem)"
        case .tls(let host, let problem): "\(host): tls: \(problem)"
        case .timeout(let host, true): "\(host): timed out waiting for the answer"
        case .timeout(let host, false): "\(host): timed out before the request was sent"
        case .sendInterrupted(let host, let problem): "\(host): connection lost: \(problem)"
        case .receive(let host, let status?, let problem):
            "\(host): answer broken off after status \(status): \(problem)"
        case .receive(let host, nil, let problem): "\(host): answer is not http: \(problem)"
        case .tooLarge(let host): "\(host): answer has too many headers"
        case .cancelled(let host, _): "\(host): cancelled"
        case .system(let host, let problem): "\(host): \(problem)"
        }
    }
}
