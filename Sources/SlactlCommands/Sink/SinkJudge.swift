import BusinessTime
import Channels
import Foundation

/// Checks webhooks as a careful receiver would: genuine and new.
struct SinkJudge {
    struct Request {
        var id: String?
        var timestamp: String?
        var signature: String?
        var body: [UInt8]
    }

    /// The result of a check.
    struct Verdict: Equatable {
        enum Proof: Equatable {
            /// A signature matches one of our secrets.
            case verified
            /// No signature matches, with the reason.
            case notVerified(String)
            /// There is no secret to verify with.
            case unchecked
        }

        var id: String?
        var timestamp: String?
        var proof: Proof
        /// Whether the id was received before.
        var isRepeat: Bool
        /// The message's type, if the body has one.
        var type: String?
        /// The message's text, if the body has one.
        var text: String?
        var body: [UInt8]
    }

    private let secrets: [WebhookSecret]
    private let capacity: Int
    private var known: Set<String> = []
    /// The ids in order, to forget the oldest.
    private var order: [String] = []
    private var oldest = 0

    /// Remembers up to `capacity` ids.
    init(secrets: [WebhookSecret], remembering capacity: Int = 100_000) {
        self.secrets = secrets
        self.capacity = max(capacity, 1)
    }

    /// Checks a request and remembers its id.
    mutating func judge(_ request: Request, now: Instant) -> Verdict {
        let envelope = try? JSONDecoder().decode(Envelope.self, from: Data(request.body))
        return Verdict(
            id: request.id,
            timestamp: request.timestamp,
            proof: proof(of: request, now: now),
            isRepeat: request.id.map { !remember($0) } ?? false,
            type: envelope?.type,
            text: envelope?.data?.text,
            body: request.body
        )
    }

    private func proof(of request: Request, now: Instant) -> Verdict.Proof {
        if secrets.isEmpty { return .unchecked }
        guard let id = request.id else { return .notVerified("no webhook-id") }
        guard let timestamp = request.timestamp else {
            return .notVerified("no webhook-timestamp")
        }
        guard let signature = request.signature else {
            return .notVerified("no webhook-signature")
        }
        do throws(StandardWebhooks.VerificationError) {
            try StandardWebhooks.verify(
                id: id,
                timestamp: timestamp,
                signature: signature,
                body: request.body,
                secrets: secrets,
                now: now
            )
            return .verified
        } catch {
            return .notVerified(error.words)
        }
    }

    /// Whether an id is new.
    private mutating func remember(_ id: String) -> Bool {
        guard known.insert(id).inserted else { return false }
        if order.count < capacity {
            order.append(id)
        } else {
            known.remove(order[oldest])
            order[oldest] = id
            oldest = (oldest + 1) % capacity
        }
        return true
    }
}

/// The part of a message that the sink shows; other JSON is accepted too.
private struct Envelope: Decodable {
    struct Content: Decodable {
        var text: String?
    }

    var type: String?
    var data: Content?

    enum CodingKeys: CodingKey {
        case type, data
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        type = try? container.decodeIfPresent(String.self, forKey: .type)
        data = try? container.decodeIfPresent(Content.self, forKey: .data)
    }
}

extension StandardWebhooks.VerificationError {
    fileprivate var words: String {
        switch self {
        case .badID: "the id is empty or has a full stop"
        case .badTimestamp: "the timestamp is no number of seconds"
        case .tooOld: "the timestamp is more than 5 minutes ago"
        case .tooNew: "the timestamp is more than 5 minutes ahead"
        case .noMatch: "no signature is of a secret given"
        }
    }
}
