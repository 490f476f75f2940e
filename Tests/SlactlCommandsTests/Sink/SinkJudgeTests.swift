import BusinessTime
import Channels
import Foundation
import Testing

@testable import SlactlCommands

/// What `slactl sink` makes of webhooks.
struct SinkJudgeTests {
    private static let secret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
    private static let other = "whsec_Hx4dHBsaGRgXFhUUExIREA8ODQwLCgkIBwYFBAMCAQA="
    private let now = Instant(milliseconds: 1_773_021_600_000)
    private let body = Array(#"{"type":"sla.breach","data":{"text":"one\ntwo"}}"#.utf8)

    private func request(
        _ id: String = "slaw_1",
        secret: String = secret,
        at: Instant? = nil
    ) throws -> SinkJudge.Request {
        let headers = StandardWebhooks.headers(
            id: id,
            at: at ?? now,
            body: body,
            secrets: [try WebhookSecret(secret)]
        )
        return SinkJudge.Request(
            id: headers[0].value,
            timestamp: headers[1].value,
            signature: headers[2].value,
            body: body
        )
    }

    private func judge(_ secrets: [String] = [secret], remembering: Int = 10) throws -> SinkJudge {
        SinkJudge(
            secrets: try secrets.map { try WebhookSecret($0) },
            remembering: remembering
        )
    }

    @Test func genuineWebhook_isVerifiedWithAnyOfTheSecrets() throws {
        for secrets in [[Self.secret], [Self.other, Self.secret]] {
            var judge = try judge(secrets)
            let verdict = judge.judge(try request(), now: now)
            #expect(verdict.proof == .verified && !verdict.isRepeat)
            #expect(verdict.type == "sla.breach" && verdict.text == "one\ntwo")
        }
    }

    @Test func othersWebhook_isNotVerifiedAndSaysWhy() throws {
        var judge = try judge()
        func proof(_ request: SinkJudge.Request) -> SinkJudge.Verdict.Proof {
            judge.judge(request, now: now).proof
        }
        #expect(
            proof(try request(secret: Self.other))
                == .notVerified("no signature is of a secret given")
        )
        #expect(
            proof(try request(at: now - .minutes(6)))
                == .notVerified("the timestamp is more than 5 minutes ago")
        )
        #expect(
            proof(try request(at: now + .minutes(6)))
                == .notVerified("the timestamp is more than 5 minutes ahead")
        )
        var changed = try request()
        changed.body[0] ^= 1
        #expect(proof(changed) == .notVerified("no signature is of a secret given"))
        var bare = try request()
        bare.signature = nil
        #expect(proof(bare) == .notVerified("no webhook-signature"))
        bare.timestamp = nil
        #expect(proof(bare) == .notVerified("no webhook-timestamp"))
        bare.id = nil
        #expect(proof(bare) == .notVerified("no webhook-id"))
    }

    @Test func sameIdAgain_isARepeatUntilItIsForgotten() throws {
        var judge = try judge(remembering: 2)
        func isRepeat(_ id: String) throws -> Bool {
            judge.judge(try request(id), now: now).isRepeat
        }
        #expect(try !isRepeat("a") && isRepeat("a"))
        #expect(try !isRepeat("b") && isRepeat("b") && isRepeat("a"))
        #expect(try !isRepeat("c") && !isRepeat("a") && isRepeat("c"))
    }

    @Test func anyBody_isPrintedOnItsLines() throws {
        var judge = try judge([])
        let verdict = judge.judge(
            SinkJudge.Request(id: nil, timestamp: nil, signature: nil, body: [0x1B, 0x41, 0xFF]),
            now: now
        )
        #expect(
            SinkLine.text(of: verdict, format: .text)
                == "(no id)  (no type)  not checked: no '--secret-file'\n  \u{FFFD}A\u{FFFD}"
        )
        #expect(
            SinkLine.text(of: verdict, format: .json)
                == #"{"body":"\u001bA"# + "\u{FFFD}"
                + #"","id":null,"repeat":false,"timestamp":null,"type":null,"verified":null}"#
        )
    }

    @Test func lines_sayWhetherVerifiedAndRepeated() throws {
        var judge = try judge()
        _ = judge.judge(try request(), now: now)
        let verdict = judge.judge(try request(), now: now)
        #expect(
            SinkLine.text(of: verdict, format: .text)
                == "slaw_1  sla.breach  verified  repeat\n  one\n  two"
        )
    }

    @Test func answers_failFirstAndSucceedThen() {
        var answers = SinkAnswers(status: 200, retryAfter: 3, failFirst: 2)
        #expect((0..<4).map { _ in answers.next().status } == [503, 503, 200, 200])
        var always = SinkAnswers(status: 410, retryAfter: nil)
        #expect((0..<2).map { _ in always.next().status } == [410, 410])
        var some = SinkAnswers(status: 429, retryAfter: 3, failFirst: 1)
        #expect(some.next() == (429, 3) && some.next() == (200, nil))
    }
}
