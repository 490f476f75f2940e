import Transport

extension TransportFailure {
    /// Which kind of failure it is, for comparing.
    var reason: String {
        switch self {
        case .badURL: "bad_url"
        case .forbiddenScheme: "forbidden_scheme"
        case .badRequest: "bad_request"
        case .resolve: "resolve"
        case .connect: "connect"
        case .tls: "tls"
        case .timeout: "timeout"
        case .sendInterrupted: "send_interrupted"
        case .receive: "receive"
        case .tooLarge: "too_large"
        case .cancelled: "cancelled"
        case .system: "system"
        }
    }
}
