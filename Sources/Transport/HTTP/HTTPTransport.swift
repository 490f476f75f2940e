/// A way to send HTTP requests.
public protocol HTTPTransport: Sendable {
    /// Sends a request and calls `completion` exactly once, on a queue of the transport's own.
    ///
    /// The completion must not block, and is never called before `send` returns.
    func send(
        _ request: HTTPRequest,
        completion: @escaping @Sendable (Result<HTTPResponse, TransportFailure>) -> Void
    )

    /// Completes everything sent so far and not yet complete with `.cancelled`.
    func cancelAll()

    /// Does as `cancelAll` and closes the transport: what is sent later is cancelled at once.
    func shutdown()
}

extension HTTPTransport {
    /// Sends a request and waits for what becomes of it.
    public func send(_ request: HTTPRequest) async -> Result<HTTPResponse, TransportFailure> {
        await withCheckedContinuation { continuation in
            send(request) { continuation.resume(returning: $0) }
        }
    }
}
