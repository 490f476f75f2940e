import Channels
import Notifications
import Reporting
import ServiceLevels
import Support
import Transport

/// The result of a test message.
struct ChannelAnswer {
    let channel: String
    let type: String
    let scenario: DrillScenario
    let outcome: DeliveryOutcome
    /// The requests with their answers; the last one counts.
    let exchanges: [ExchangeRecorder.Exchange]

    /// Whether the receiver has or accepted it.
    var isSuccess: Bool { outcome == .delivered || outcome == .accepted }

    /// The outcome in a word, and the reason of a failure.
    private var words: (name: String, reason: String?) {
        switch outcome {
        case .delivered: ("delivered", nil)
        case .accepted: ("accepted", nil)
        case .retry(let reason, _): ("retry", reason)
        case .unknown(let reason): ("unknown", reason)
        case .unreachable(let reason): ("unreachable", reason)
        case .adjust(_, let reason): ("retry", reason)
        case .permanent(let reason): ("permanent", reason)
        case .disable(let reason): ("disable", reason)
        }
    }

    /// What it means, or what to do about it.
    private var hint: String? {
        switch outcome {
        case .delivered: nil
        case .accepted: "the receiver took it; whether it was posted only the room shows"
        case .retry(_, let after):
            "slawatchd would try again"
                + (after.map { ", and leave the channel alone for \($0.hoursText())" } ?? "")
        case .unknown: "nobody knows this answer: does the address lead to the right service?"
        case .unreachable: "is the host right, and reachable from here? is a proxy needed?"
        case .adjust: "slawatchd would try again at once in another form"
        case .permanent: "the receiver will not take this message; see docs/channels.md"
        case .disable:
            "the channel's settings are wrong (address, secret, keyword or list of addresses); "
                + "see docs/channels.md"
        }
    }

    private var answer: VendorAnswer? {
        exchanges.last?.response.map { VendorAnswer($0) }
    }

    var text: String {
        var fields = FieldLines()
        fields.add("channel", "\(channel) (\(type))")
        fields.add("scenario", scenario.rawValue)
        fields.add("outcome", words.name)
        if exchanges.count > 1 { fields.add("requests", "\(exchanges.count)") }
        if let answer {
            fields.add("http", "\(answer.response.status)")
            if let code = answer.code { fields.add("code", "\(code)") }
        }
        if let reason = words.reason {
            fields.add("reason", reason)
        } else if let message = answer?.message, !message.isEmpty {
            fields.add("message", message)
        }
        if let hint { fields.add("hint", hint) }
        return fields.text()
    }

    var json: JSONValue {
        .record([
            "channel": .string(channel),
            "type": .string(type),
            "scenario": .string(scenario.rawValue),
            "outcome": .string(words.name),
            "reason": JSONValue(words.reason),
            "requests": .integer(Int64(exchanges.count)),
            "status": answer.map { .integer(Int64($0.response.status)) } ?? .null,
            "code": answer?.code.map { .integer(Int64($0)) } ?? .null,
            "message": JSONValue(answer?.message),
            "hint": JSONValue(hint),
        ])
    }
}
