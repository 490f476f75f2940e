import BusinessTime
import Notifications
import Transport

extension FeishuFormat {
    func reply(from answer: VendorAnswer, now: Instant) -> VendorReply {
        let reason = answer.reason
        let words = answer.lowercased
        switch answer.code {
        case 0 where answer.response.status == 200: return .outcome(.delivered)
        case nil, 0: return answer.replyOfStatus(now: now)
        case 11232: return Self.throttled(reason, answer, now)
        // The one code that means two things.
        case 9499 where words.contains("too many request"):
            return Self.throttled(reason, answer, now)
        case 9499 where words.contains("bad request"):
            return .outcome(.permanent(reason: reason))
        case 19001 where words.contains("token"): return .outcome(.disable(reason: reason))
        case 19001: return .outcome(.permanent(reason: reason))
        case 19021: return .badSignature(reason: reason)
        case 19022:
            return .outcome(.disable(reason: "\(reason) (this machine is not on the robot's list)"))
        case 19024:
            return .outcome(
                .disable(reason: "\(reason) (the robot asks for a keyword; see 'keyword')")
            )
        case 2200: return .outcome(.retry(reason: reason, after: nil))
        default:
            if answer.response.status >= 500 { return answer.replyOfStatus(now: now) }
            return .outcome(.unknown(reason: reason))
        }
    }

    private static func throttled(
        _ reason: String,
        _ answer: VendorAnswer,
        _ now: Instant
    ) -> VendorReply {
        // It names no time; a short pause of the whole channel, and each message's own backoff.
        .outcome(.retry(reason: reason, after: answer.retryAfter(now: now) ?? .seconds(15)))
    }
}
