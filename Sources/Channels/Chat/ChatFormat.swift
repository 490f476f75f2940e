import BusinessTime
import Notifications
import ServiceLevels
import Support
import Transport

/// How one vendor wants its messages written, and what it means by its answers.
protocol ChatFormat: Sendable {
    /// What its messages are written in.
    func markup(of kind: AlertKind, mentions: [Mention], mentionsAll: Bool) -> Markup

    /// The most bytes that a whole body may have.
    func budget(of message: ChatMessage) -> Int

    /// How many messages a robot may send.
    var rateLimit: RateLimit { get }

    /// The shortest time between two requests.
    var spacing: TimeSpan { get }

    /// The address to post to at a moment, signed if the signature goes there.
    func url(_ address: String, now: Instant) -> String

    /// The body, signed if the signature goes there.
    func body(of message: ChatMessage, now: Instant) -> JSONValue

    /// What an answer means.
    func reply(from answer: VendorAnswer, now: Instant) -> VendorReply
}

extension ChatFormat {
    var spacing: TimeSpan { .zero }

    func url(_ address: String, now: Instant) -> String { address }
}

/// What is written to a room.
struct ChatMessage: Sendable {
    /// How many persons one message calls at most: no list of people may crowd out the message.
    static let mentionLimit = 20

    /// Its words.
    var rendered: RenderedMessage
    /// Whom it calls.
    var mentions: [Mention]
    /// Whether it calls all in the room.
    var mentionsAll: Bool
    /// How grave it is.
    var severity: Severity { Severity(rendered.kind) }

    /// The address of the ticket as a link can hold it; nil if there is none to be opened.
    var link: String? {
        guard let url = rendered.url,
            url.hasPrefix("https://") || url.hasPrefix("http://"), url.utf8.count <= 1000
        else { return nil }
        return URLText.link(url)
    }
}

/// How grave a message is, for its colour; its words always say the same.
enum Severity: Sendable {
    /// A deadline was missed.
    case alarm
    /// One is near, or progress is asked for.
    case caution
    /// One was met after all.
    case good
    /// Anything else.
    case calm

    init(_ kind: AlertKind) {
        switch kind {
        case .breach, .escalation: self = .alarm
        case .warning, .nudge: self = .caution
        case .resolved: self = .good
        case .notice, .summary, .digest, .drill: self = .calm
        }
    }

    /// The colour in six hexadecimal digits.
    var hex: String {
        switch self {
        case .alarm: "#D93026"
        case .caution: "#E37400"
        case .good: "#188038"
        case .calm: "#1967D2"
        }
    }
}

/// What a vendor's answer means for a message.
enum VendorReply: Sendable, Equatable {
    /// It is settled.
    case outcome(DeliveryOutcome)
    /// The message is too long for the vendor after all.
    case tooLong(reason: String)
    /// The vendor does not like a word or a link in it.
    case objectionable(reason: String)
    /// The signature may be of another time than the vendor's.
    case badSignature(reason: String)
}
