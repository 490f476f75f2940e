import BusinessTime
import Notifications
import Transport

extension SlackFormat {
    func reply(from answer: VendorAnswer, now: Instant) -> VendorReply {
        let reason = answer.reason
        switch (answer.response.status, answer.word) {
        case (200, "ok"),
            (200, _) where answer.isOK == true:
            return .outcome(.delivered)
        case (_, "rate_limited"), (_, "ratelimited"), (429, _):
            return .outcome(.retry(reason: reason, after: answer.retryAfter(now: now)))
        case (_, "msg_blocks_too_long"), (_, "msg_too_long"): return .tooLong(reason: reason)
        case (410, _): return .outcome(.disable(reason: reason))
        case (_, let word?) where Self.configuration.contains(word):
            return .outcome(.disable(reason: reason))
        default: return answer.replyOfStatus(now: now)
        }
    }

    /// Words that say that the hook itself is of no use.
    private static let configuration: Set<String> = [
        "action_prohibited", "invalid_token", "channel_not_found", "no_service", "no_service_id",
        "no_team", "no_active_hooks", "channel_is_archived", "team_disabled",
        "posting_to_general_channel_denied",
    ]
}
