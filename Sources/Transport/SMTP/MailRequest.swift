public import BusinessTime

/// One message to hand to a mail server.
public struct MailRequest: Sendable {
    /// What the connection must be, besides `smtps://`, which is encrypted from the start.
    public enum Encryption: Sendable, Hashable {
        /// Nothing is said before STARTTLS, and without it nothing at all.
        case required
        /// STARTTLS if the server offers it.
        case ifOffered
        /// As it is: to this machine itself.
        case none
    }

    /// The server: `smtp://host:587` or `smtps://host`.
    public var url: String
    /// Whom to log in as; nobody if nil.
    public var username: String?
    /// What to log in with.
    public var password: String?
    /// The envelope's sender: an address alone.
    public var sender: String
    /// The envelope's recipients.
    public var recipients: [String]
    /// The message with its headers, lines ended by CR LF.
    public var message: [UInt8]
    /// Whether the connection has to be encrypted.
    public var encryption: Encryption
    /// The longest the whole exchange may take, waiting for a free place not counted.
    public var timeout: TimeSpan
    /// The longest that resolving, connecting and the TLS handshake may take.
    public var connectTimeout: TimeSpan
    /// Whom to trust and who to be.
    public var tls: TLSOptions

    /// Makes a request.
    public init(
        url: String,
        username: String? = nil,
        password: String? = nil,
        sender: String,
        recipients: [String],
        message: [UInt8],
        encryption: Encryption = .required,
        timeout: TimeSpan = .seconds(30),
        connectTimeout: TimeSpan = .seconds(10),
        tls: TLSOptions = TLSOptions()
    ) {
        self.url = url
        self.username = username
        self.password = password
        self.sender = sender
        self.recipients = recipients
        self.message = message
        self.encryption = encryption
        self.timeout = timeout
        self.connectTimeout = connectTimeout
        self.tls = tls
    }
}

extension MailRequest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Numbers; neither an address nor a password may get into a log.
    public var description: String { "mail to \(recipients.count), \(message.count) bytes" }
    /// The same.
    public var debugDescription: String { description }
    /// Nothing, so that `dump` shows no more than `print`.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}

/// What a mail server answered.
public struct MailResponse: Sendable, Equatable {
    /// The reply that decided: 250 if the message was taken.
    public var status: Int
    /// Whether the server took the message, for one recipient at least.
    public var isTaken: Bool
    /// Whether it let us in: a server that does not even greet means us, not the message.
    public var greeted: Bool
    /// The replies that refused something, in order, contact data masked; at most ten.
    public var refusals: [String]

    /// Makes a response.
    public init(status: Int, isTaken: Bool, greeted: Bool = true, refusals: [String] = []) {
        self.status = status
        self.isTaken = isTaken
        self.greeted = greeted
        self.refusals = refusals
    }
}

/// A way to send mail.
public protocol MailTransport: Sendable {
    /// Hands a message to a mail server and calls `completion` exactly once, on a queue of the
    /// transport's own.
    func send(
        _ mail: MailRequest,
        completion: @escaping @Sendable (Result<MailResponse, TransportFailure>) -> Void
    )
}

extension MailTransport {
    /// Sends a mail and waits for what becomes of it.
    public func send(_ mail: MailRequest) async -> Result<MailResponse, TransportFailure> {
        await withCheckedContinuation { continuation in
            send(mail) { continuation.resume(returning: $0) }
        }
    }
}
