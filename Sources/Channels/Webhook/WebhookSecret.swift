import Foundation
import Support

/// The key that signs a channel's webhooks, written `whsec_` and base64.
public struct WebhookSecret: Sendable {
    /// The sizes of key that Standard Webhooks allows.
    public static let allowedBytes = 24...64

    /// The bytes that sign; of use to HMAC alone.
    let key: [UInt8]

    /// Reads a secret, blanks and line ends around it ignored, as files tend to end with one.
    ///
    /// - Throws: `WebhookSecretError`, whose text says what is wrong and nothing of the secret.
    public init(_ text: String) throws(WebhookSecretError) {
        let trimmed = text.trimmingBlanks
        guard !trimmed.isEmpty else { throw .empty }
        guard trimmed.hasPrefix("whsec_") else { throw .noPrefix }
        guard let data = Data(base64Encoded: String(trimmed.dropFirst(6))) else {
            throw .notBase64
        }
        guard Self.allowedBytes.contains(data.count) else { throw .badLength(data.count) }
        key = [UInt8](data)
    }
}

/// Why a text is no webhook secret.
public enum WebhookSecretError: Error, Sendable, Equatable, CustomStringConvertible {
    /// There is nothing in it.
    case empty
    /// It does not start with `whsec_`.
    case noPrefix
    /// What follows the prefix is not base64 with its padding.
    case notBase64
    /// The key has this many bytes, too few or too many.
    case badLength(Int)

    /// What is wrong, without the secret.
    public var description: String {
        switch self {
        case .empty: "webhook secret: is empty"
        case .noPrefix: "webhook secret: must start with 'whsec_'"
        case .notBase64: "webhook secret: what follows 'whsec_' must be padded base64"
        case .badLength(let count):
            "webhook secret: key has \(count) bytes, must have 24 to 64"
        }
    }
}

extension WebhookSecret: Equatable {
    /// Compares the keys in constant time.
    public static func == (left: WebhookSecret, right: WebhookSecret) -> Bool {
        ConstantTime.equal(left.key, right.key)
    }
}

extension WebhookSecret: CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// Never the secret.
    public var description: String { "<REDACTED>" }
    /// Never the secret.
    public var debugDescription: String { description }
    /// Nothing, so that `dump` shows no more than `print`.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
