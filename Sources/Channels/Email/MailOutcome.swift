import BusinessTime
import Notifications
import Transport

/// Decides what a mail server's answer means.
enum MailOutcome {
    /// A greylist wants to be asked again, but not at once.
    private static let greylisted = TimeSpan.seconds(60)

    static func classify(_ result: Result<MailResponse, TransportFailure>) -> DeliveryOutcome {
        switch result {
        case .success(let response): classify(response)
        case .failure(let failure): WebhookOutcome.classify(failure)
        }
    }

    static func classify(_ response: MailResponse) -> DeliveryOutcome {
        if response.isTaken { return .delivered }
        let reason = "smtp " + (response.refusals.last ?? "\(response.status)")
        if !response.greeted { return .unreachable(reason: reason) }
        return switch response.status {
        case 400...499: .retry(reason: reason, after: greylisted)
        // It does not let us in, whatever the message.
        case 530, 534, 535, 538: .disable(reason: reason)
        case 500...599: .permanent(reason: reason)
        default: .unknown(reason: reason)
        }
    }
}
