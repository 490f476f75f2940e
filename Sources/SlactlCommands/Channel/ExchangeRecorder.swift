import Synchronization
import Transport

/// Records what a channel sends and receives; without a transport it sends nothing.
final class ExchangeRecorder: HTTPTransport, MailTransport {
    /// A request of a channel.
    enum Message: Sendable {
        case request(HTTPRequest)
        case mail(MailRequest)
    }

    /// A request, with the answer if HTTP gave one.
    struct Exchange: Sendable {
        var message: Message
        var response: HTTPResponse?
    }

    private let transport: (any HTTPTransport & MailTransport)?
    private let recorded = Mutex<[Exchange]>([])

    init(_ transport: (any HTTPTransport & MailTransport)?) {
        self.transport = transport
    }

    /// The exchanges in order.
    var exchanges: [Exchange] { recorded.withLock { $0 } }

    func send(
        _ request: HTTPRequest,
        completion: @escaping @Sendable (Result<HTTPResponse, TransportFailure>) -> Void
    ) {
        let index = record(.request(request))
        transport?.send(request) { [self] result in
            recorded.withLock { $0[index].response = try? result.get() }
            completion(result)
        }
    }

    func send(
        _ mail: MailRequest,
        completion: @escaping @Sendable (Result<MailResponse, TransportFailure>) -> Void
    ) {
        _ = record(.mail(mail))
        transport?.send(mail, completion: completion)
    }

    private func record(_ message: Message) -> Int {
        recorded.withLock { exchanges in
            exchanges.append(Exchange(message: message))
            return exchanges.count - 1
        }
    }

    func cancelAll() { transport?.cancelAll() }

    func shutdown() { transport?.shutdown() }
}
