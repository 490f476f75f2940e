import BusinessTime
import Notifications
import Transport

extension DingTalkFormat {
    func reply(from answer: VendorAnswer, now: Instant) -> VendorReply {
        let reason = answer.reason
        switch answer.code {
        case 0 where answer.response.status == 200 && !answer.isPunished:
            return .outcome(.delivered)
        case 130101, 410100, 90030: return Self.throttled(reason)
        case _ where answer.isPunished: return Self.throttled(reason)
        case nil, 0: return answer.replyOfStatus(now: now)
        case -1: return .outcome(.retry(reason: reason, after: nil))
        case 310000 where answer.lowercased.contains("keyword"):
            return .outcome(
                .disable(reason: "\(reason) (the robot asks for a keyword; see 'keyword')")
            )
        case 310000 where answer.lowercased.contains("whitelist"):
            return .outcome(.disable(reason: "\(reason) (this machine is not on the robot's list)"))
        case 310000: return .badSignature(reason: reason)
        case 400013, 400101, 400102, 400106: return .outcome(.disable(reason: reason))
        case 40035, 43004, 400105, 400402, 400403: return .outcome(.permanent(reason: reason))
        case 460101, 101002: return .tooLong(reason: reason)
        case 430101, 430102, 430103, 430104: return .objectionable(reason: reason)
        default: return .outcome(.unknown(reason: reason))
        }
    }

    /// Each further try would prolong it.
    private static func throttled(_ reason: String) -> VendorReply {
        .outcome(.retry(reason: reason, after: .minutes(10)))
    }
}
