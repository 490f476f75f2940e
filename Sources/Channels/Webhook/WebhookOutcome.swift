public import BusinessTime
public import Notifications
import Support
public import Transport

/// Decides what an answer means if the receiver is a plain webhook.
public enum WebhookOutcome {
    /// The outcome of an exchange, a date in `Retry-After` being counted from `now`.
    public static func classify(
        _ result: Result<HTTPResponse, TransportFailure>,
        now: Instant
    ) -> DeliveryOutcome {
        switch result {
        case .success(let response): classify(response, now: now)
        case .failure(let failure): classify(failure)
        }
    }

    /// The outcome of an answer.
    public static func classify(_ response: HTTPResponse, now: Instant) -> DeliveryOutcome {
        switch response.status {
        case 202:
            return .accepted
        case 200...299:
            return .delivered
        case 300...399:
            return .permanent(reason: "http \(response.status): redirect refused")
        case 408, 425, 429, 500...599:
            let after = response.headers["retry-after"].flatMap { RetryAfter.parse($0, now: now) }
            return .retry(reason: reason(of: response), after: after)
        case 410:
            return .disable(reason: reason(of: response))
        default:
            return .permanent(reason: reason(of: response))
        }
    }

    /// The outcome of an exchange that brought no answer.
    public static func classify(_ failure: TransportFailure) -> DeliveryOutcome {
        switch failure {
        case .badURL, .forbiddenScheme, .badRequest:
            .permanent(reason: "\(failure)")
        // No request has left: it is not this message that fails. A certificate is renewed sooner
        // or later, and a name server fixed.
        case .tls, .resolve, .connect, .timeout(_, requestMayHaveArrived: false):
            .unreachable(reason: "\(failure)")
        case .timeout, .sendInterrupted, .receive, .tooLarge, .cancelled, .system:
            .retry(reason: "\(failure)", after: nil)
        }
    }

    private static func reason(of response: HTTPResponse) -> String {
        let excerpt = BodyExcerpt.text(of: response.body)
        return "http \(response.status)" + (excerpt.isEmpty ? "" : ": \(excerpt)")
    }
}
