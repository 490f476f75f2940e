public import BusinessTime
import Foundation
import Support

/// Signs and verifies as https://www.standardwebhooks.com version 1 says.
public enum StandardWebhooks {
    /// The three headers of one attempt, signed with every secret: the new one first, then the
    /// old one while a rotation lasts.
    ///
    /// - Precondition: `id` has no full stop, and there is a secret.
    public static func headers(
        id: String,
        at now: Instant,
        body: [UInt8],
        secrets: [WebhookSecret]
    ) -> [(name: String, value: String)] {
        precondition(!secrets.isEmpty, "a webhook is signed with at least one secret")
        let timestamp = now.wholeSeconds
        let signatures = secrets.map {
            signature(id: id, timestamp: timestamp, body: body, secret: $0)
        }
        return [
            ("webhook-id", id),
            ("webhook-timestamp", String(timestamp)),
            ("webhook-signature", signatures.joined(separator: " ")),
        ]
    }

    /// One signature, `v1,` and base64, over the exact bytes that are sent.
    ///
    /// - Precondition: `id` has no full stop, which separates the parts of what is signed.
    public static func signature(
        id: String,
        timestamp: Int64,
        body: [UInt8],
        secret: WebhookSecret
    ) -> String {
        precondition(!id.utf8.contains(UInt8(ascii: ".")), "a webhook id has no full stop")
        let code = HMACSHA256.authenticate(
            Array("\(id).\(timestamp).".utf8) + body,
            key: secret.key
        )
        return "v1," + Data(code).base64EncodedString()
    }

    /// Checks the headers of a webhook received, all three of them untrusted.
    ///
    /// - Throws: `VerificationError` if it is not from who holds a secret, or not of now.
    public static func verify(
        id: String,
        timestamp: String,
        signature: String,
        body: [UInt8],
        secrets: [WebhookSecret],
        now: Instant,
        tolerance: TimeSpan = .minutes(5)
    ) throws(VerificationError) {
        guard !id.isEmpty, !id.utf8.contains(UInt8(ascii: ".")) else { throw .badID }
        // Ten digits last until 2286; more could not be a time of ours and might overflow.
        let isNumber = timestamp.utf8.allSatisfy { (0x30...0x39).contains($0) }
        guard isNumber, timestamp.utf8.count <= 11, let seconds = Int64(timestamp) else {
            throw .badTimestamp
        }
        let age = now - Instant(milliseconds: seconds * 1000)
        guard age <= tolerance else { throw .tooOld }
        guard -age <= tolerance else { throw .tooNew }

        let offered = signature.split(separator: " ").map { Array($0.utf8) }
        for secret in secrets {
            let expected = Array(
                Self.signature(id: id, timestamp: seconds, body: body, secret: secret).utf8
            )
            if offered.contains(where: { ConstantTime.equal($0, expected) }) { return }
        }
        throw .noMatch
    }

    /// Why a webhook is not accepted.
    public enum VerificationError: Error, Sendable, Equatable {
        /// The id is empty or has a full stop.
        case badID
        /// The timestamp is not a whole number of seconds.
        case badTimestamp
        /// The timestamp is longer ago than tolerated.
        case tooOld
        /// The timestamp is further ahead than tolerated.
        case tooNew
        /// No signature is one of ours.
        case noMatch
    }
}

extension Instant {
    /// Seconds since the epoch, towards the past.
    fileprivate var wholeSeconds: Int64 {
        milliseconds >= 0 ? milliseconds / 1000 : -((999 - milliseconds) / 1000)
    }
}
