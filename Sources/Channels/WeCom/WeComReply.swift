import BusinessTime
import Notifications
import Transport

extension WeComFormat {
    func reply(from answer: VendorAnswer, now: Instant) -> VendorReply {
        let reason = answer.reason
        switch answer.code {
        case 0 where answer.response.status == 200: return .outcome(.delivered)
        case nil, 0: return answer.replyOfStatus(now: now)
        case -1, 6000: return .outcome(.retry(reason: reason, after: nil))
        case 45009:
            let asked = answer.retryAfter(now: now) ?? .zero
            return .outcome(.retry(reason: reason, after: max(asked, .seconds(60))))
        case 93000: return .outcome(.disable(reason: reason))
        case 40058: return .tooLong(reason: reason)
        case 40008, 40033, 40035: return .outcome(.permanent(reason: reason))
        default: return .outcome(.unknown(reason: reason))
        }
    }
}
