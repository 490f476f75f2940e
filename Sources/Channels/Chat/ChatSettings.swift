public import Notifications
import Support
public import Transport

/// What a channel into a chat room reads from the configuration.
public struct ChatSettings: Sendable {
    /// Whose room it is.
    public var vendor: ChatVendor
    /// Where to post, unsigned; holds a token, and so is a secret.
    public var url: String
    /// What to sign with, if the robot checks signatures.
    public var secret: ChatSecret?
    /// A word that the robot asks for in every message.
    public var keyword: String?
    /// Whom messages call.
    public var mention: MentionRule
    /// How to connect.
    public var connection: ConnectionSettings
    /// How many messages the robot takes; the vendor's number if nil.
    public var rateLimit: RateLimit?

    /// Makes settings; the address as `ChatVendor.address(from:)` gives it.
    public init(
        vendor: ChatVendor,
        url: String,
        secret: ChatSecret? = nil,
        keyword: String? = nil,
        mention: MentionRule = .persons,
        connection: ConnectionSettings = ConnectionSettings(),
        rateLimit: RateLimit? = nil
    ) {
        self.vendor = vendor
        self.url = url
        self.secret = secret
        self.keyword = keyword
        self.mention = mention
        self.connection = connection
        self.rateLimit = rateLimit
    }
}

extension ChatSettings: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The vendor; neither address nor secret.
    public var description: String { "\(vendor.rawValue) <REDACTED>" }
    /// The same.
    public var debugDescription: String { description }
    /// Nothing, so that `dump` shows no more than `print`.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}

/// Whom a room's messages call.
public enum MentionRule: String, Sendable, Hashable, CaseIterable {
    /// Those the message is for.
    case persons
    /// All in the room at a breach or an escalation, else those the message is for.
    case all
    /// Nobody.
    case none
}

/// What a robot signs with; of use to HMAC alone.
public struct ChatSecret: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// The secret as the vendor shows it, prefix and all.
    let text: String

    /// Takes a secret as it is.
    init(verbatim text: String) { self.text = text }

    /// Reads a secret, blanks and line ends around it ignored; nil if it is empty or no word.
    public init?(_ text: String) {
        let trimmed = text.trimmingBlanks
        guard !trimmed.isEmpty, !trimmed.unicodeScalars.contains(where: { $0.value <= 0x20 })
        else { return nil }
        self.text = trimmed
    }

    /// Never the secret.
    public var description: String { "<REDACTED>" }
    /// Never the secret.
    public var debugDescription: String { description }
    /// Nothing, so that `dump` shows no more than `print`.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
