/// Sends requests with libcurl: HTTP/1.1, connections kept and reused, no redirect followed.
///
/// All completions run on serial queues of the transport's own. A connection that turns out
/// dead when it is reused makes libcurl send the request again by itself, so a server may see one
/// twice. The process must ignore `SIGPIPE`.
public final class CurlTransport: HTTPTransport, MailTransport {
    /// How many requests may be on their way at once; what is beyond waits its turn.
    public struct Limits: Sendable, Hashable {
        /// In all.
        public var maxInFlight: Int
        /// To one scheme, host and port.
        public var maxInFlightPerHost: Int

        /// Makes limits; what is below one counts as one.
        public init(maxInFlight: Int = 64, maxInFlightPerHost: Int = 8) {
            self.maxInFlight = maxInFlight
            self.maxInFlightPerHost = maxInFlightPerHost
        }
    }

    private let core: CurlCore
    /// Mails have a queue of their own: while libcurl waits for the reply to the end of a mail, or
    /// to QUIT, it does nothing else, and a server that takes its time must hold up no webhook.
    private let mails: CurlCore

    /// Opens a transport that calls itself `slawatch/<version>`.
    ///
    /// - Throws: `TransportFailure.system` if libcurl or the kernel is out of something.
    public init(version: String, limits: Limits = Limits()) throws(TransportFailure) {
        let agent = "slawatch/\(version)"
        core = try CurlCore(userAgent: agent, limits: limits, label: "slawatch.curl")
        // One at a time: each would lose the time that the others wait.
        mails = try CurlCore(
            userAgent: agent,
            limits: Limits(maxInFlight: 1, maxInFlightPerHost: 1),
            label: "slawatch.mail"
        )
        core.enter { $0.open() }
        mails.enter { $0.open() }
    }

    deinit {
        core.enter { $0.close {} }
        mails.enter { $0.close {} }
    }

    /// Sends a request; see `HTTPTransport`.
    public func send(
        _ request: HTTPRequest,
        completion: @escaping @Sendable (Result<HTTPResponse, TransportFailure>) -> Void
    ) {
        core.enter { $0.submit(request, completion: completion) }
    }

    /// Sends a mail; see `MailTransport`.
    public func send(
        _ mail: MailRequest,
        completion: @escaping @Sendable (Result<MailResponse, TransportFailure>) -> Void
    ) {
        mails.enter { $0.submit(mail, completion: completion) }
    }

    /// Completes everything sent so far and not yet complete with `.cancelled`.
    public func cancelAll() {
        core.enter { $0.cancelAll() }
        mails.enter { $0.cancelAll() }
    }

    /// Does as `cancelAll` and closes all connections, without waiting for either.
    public func shutdown() {
        shutdown {}
    }

    /// Does as `shutdown` and calls `whenClosed` once every descriptor is closed.
    public func shutdown(whenClosed: @escaping @Sendable () -> Void) {
        let mails = mails
        core.enter { core in
            core.close { mails.enter { $0.close(whenClosed: whenClosed) } }
        }
    }
}
