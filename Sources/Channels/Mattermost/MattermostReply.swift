import BusinessTime
import Notifications
import Transport

extension MattermostFormat {
    func reply(from answer: VendorAnswer, now: Instant) -> VendorReply {
        let reason = answer.reason
        let id = answer.word ?? ""
        switch answer.response.status {
        case 200 where answer.word == "ok": return .outcome(.delivered)
        case 401, 403, 404, 410, 501: return .outcome(.disable(reason: reason))
        case 400 where id.contains("length") || id.contains("too_long"):
            return .tooLong(reason: reason)
        case 400 where id.hasPrefix("web.incoming_webhook.invalid"):
            return .outcome(.disable(reason: reason))
        default: return answer.replyOfStatus(now: now)
        }
    }
}
