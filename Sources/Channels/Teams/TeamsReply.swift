import BusinessTime
import Notifications
import Transport

extension TeamsFormat {
    func reply(from answer: VendorAnswer, now: Instant) -> VendorReply {
        switch answer.response.status {
        // It is in a queue: whether it will be posted we never hear.
        case 202: .outcome(.accepted)
        case 200, 204:
            answer.response.body.isEmpty || answer.isObject
                ? .outcome(.accepted) : answer.replyOfStatus(now: now)
        case 401, 403, 404, 410: .outcome(.disable(reason: answer.reason))
        default: answer.replyOfStatus(now: now)
        }
    }
}
