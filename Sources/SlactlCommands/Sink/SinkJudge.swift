import BusinessTime
import Channels
import Foundation

/// Looks at webhooks as a careful receiver does: whether they are genuine, and new.
struct SinkJudge {
    /// A request as it came in.
    struct Request {
        var id: String?
        var timestamp: String?
        var signature: String?
        var body: [UInt8]
    }

    /// What is to be said of a request.
    struct Verdict: Equatable {
        enum Proof: Equatable {
            /// A signature is one of ours.
            case verified
            /// None is, and why.
            case notVerified(String)
            /// There is no secret to verify with.
            case unchecked
        }

        var id: String?
        var timestamp: String?
        var proof: Proof
        /// Whether the same id was here before.
        var isRepeat: Bool
        /// The message's type, where the body tells one.
        var type: String?
        /// The message's words, where the body has them.
        var text: String?
        var body: [UInt8]
    }

    private let secrets: [WebhookSecret]
    private let capacity: Int
    private var known: Set<String> = []
    /// The ids in the order they came, to forget the oldest.
    private var order: [String] = []
    private var oldest = 0

    /// Makes a judge that remembers so many ids.
    init(secrets: [WebhookSecret], remembering capacity: Int = 100_000) {
        self.secrets = secrets
        self.capacity = max(capacity, 1)
    }

    /// Judges a request; from now on its id is known.
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

/// As much of a message as the sink shows; any other JSON is fine too.
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
