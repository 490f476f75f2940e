import BusinessTime
import Foundation
import Notifications
import ServiceLevels
import Support
public import Transport

/// What a vendor says in an answer, apart from the status.
public struct VendorAnswer: Sendable {
    /// The answer itself.
    public let response: HTTPResponse
    /// The vendor's code: `errcode`, `code`, `StatusCode`; nil if the body has none.
    public let code: Int?
    /// The vendor's words, fit for a log.
    public let message: String
    /// The whole body if it is one short word, as `ok` and `no_service` are.
    let word: String?
    /// `ok` of the body, if it has one.
    let isOK: Bool?
    /// Seconds to wait that stand in the body.
    let wait: Int?
    /// `punish` of the body: DingTalk's gateway refuses without a code of its own.
    let isPunished: Bool
    /// Whether the body is an object in JSON, whole.
    let isObject: Bool

    /// Reads an answer; whatever is in it, this succeeds.
    public init(_ response: HTTPResponse) {
        self.response = response
        let body = response.truncated ? nil : Body(response.body)
        isObject = body != nil
        code = body?.code
        isOK = body?.ok
        wait = body?.wait
        isPunished = body?.punish != nil
        let text = String(decoding: response.body.prefix(200), as: UTF8.self)
            .trimmingBlanks
        let isWord = text.utf8.count <= 64 && text.utf8.allSatisfy(Self.isOfWord)
        word = isWord && !text.isEmpty && !response.truncated ? text : body?.word
        let words = body?.message.map { Array($0.utf8) } ?? response.body
        message = ContactMask.masked(BodyExcerpt.text(of: words))
    }

    /// Status, code and words in one line that is safe to log.
    var reason: String {
        let code = code.map { " code \($0)" } ?? ""
        return "http \(response.status)\(code)" + (message.isEmpty ? "" : ": \(message)")
    }

    /// The vendor's words in lower case, to look for what the code leaves open.
    var lowercased: String { message.lowercased() }

    /// How long the vendor asks to be left alone, by header or body.
    func retryAfter(now: Instant) -> TimeSpan? {
        for name in ["retry-after", "x-ogw-ratelimit-reset", "x-ratelimit-reset"] {
            if let text = response.headers[name], let span = RetryAfter.parse(text, now: now) {
                return span
            }
        }
        return wait.map { min(.seconds(Int64($0)), RetryAfter.limit) }
    }

    /// How far this machine's clock is ahead of the vendor's; nil if the answer has no date.
    func clockSkew(now: Instant) -> TimeSpan? {
        serverTime(now: now).map { now - $0 }
    }

    /// The vendor's time, by the answer's `Date`.
    func serverTime(now: Instant) -> Instant? {
        guard let date = response.headers["date"] else { return nil }
        return HTTPDate.parse(Array(date.utf8.prefix(64))[...], now: now)
    }

    /// What the status alone means, if the vendor says nothing else.
    ///
    /// A page or half an object is no success, whatever its status.
    func replyOfStatus(now: Instant) -> VendorReply {
        switch response.status {
        case 413: .tooLong(reason: reason)
        case 200...299: .outcome(.unknown(reason: "\(reason) (not an answer of this vendor)"))
        case 408, 425, 429, 500...599:
            .outcome(.retry(reason: reason, after: retryAfter(now: now)))
        default: .outcome(WebhookOutcome.classify(response, now: now))
        }
    }

    private static func isOfWord(_ byte: UInt8) -> Bool {
        isDigit(byte) || byte == UInt8(ascii: "_")
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    /// The parts of a body that vendors use, each only if it is of the right type.
    private struct Body: Decodable {
        var code: Int?
        var message: String?
        var word: String?
        var ok: Bool?
        var wait: Int?
        var punish: String?

        init?(_ bytes: [UInt8]) {
            guard let body = try? JSONDecoder().decode(Self.self, from: Data(bytes)) else {
                return nil
            }
            self = body
        }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: Name.self)
            func text(_ name: String) -> String? {
                try? values.decode(String.self, forKey: Name(name))
            }
            func integer(_ name: String) -> Int? {
                (try? values.decode(Int.self, forKey: Name(name))) ?? text(name).flatMap(Int.init)
            }
            code = integer("errcode") ?? integer("code") ?? integer("StatusCode")
            message =
                ["errmsg", "msg", "StatusMessage", "message", "error"].lazy
                .compactMap(text).first
            word = text("error") ?? text("id")
            ok = try? values.decode(Bool.self, forKey: Name("ok"))
            wait = (integer("retry_after") ?? integer("wait")).map { max(0, min($0, 86_400)) }
            punish = text("punish")
        }
    }

    /// A member's name, whatever it is.
    private struct Name: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }

        init(_ name: String) { stringValue = name }
        init(stringValue: String) { self.init(stringValue) }
        init?(intValue: Int) { nil }
    }
}
