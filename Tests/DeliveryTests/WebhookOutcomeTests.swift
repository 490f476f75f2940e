import BusinessTime
import Channels
import Notifications
import SlawatchTesting
import Testing
import Transport

struct WebhookOutcomeTests {
    private static let now = Instant(milliseconds: 784_111_777_000)

    @Test(arguments: [
        (200, DeliveryOutcome.delivered), (201, .delivered), (202, .accepted), (204, .delivered),
        (299, .delivered),
        (101, .permanent(reason: "http 101")),
        (301, .permanent(reason: "http 301: redirect refused")),
        (302, .permanent(reason: "http 302: redirect refused")),
        (308, .permanent(reason: "http 308: redirect refused")),
        (400, .permanent(reason: "http 400")), (401, .permanent(reason: "http 401")),
        (403, .permanent(reason: "http 403")), (404, .permanent(reason: "http 404")),
        (408, .retry(reason: "http 408", after: nil)),
        (410, .disable(reason: "http 410")),
        (413, .permanent(reason: "http 413")), (418, .permanent(reason: "http 418")),
        (425, .retry(reason: "http 425", after: nil)),
        (429, .retry(reason: "http 429", after: nil)),
        (451, .permanent(reason: "http 451")),
        (500, .retry(reason: "http 500", after: nil)),
        (502, .retry(reason: "http 502", after: nil)),
        (503, .retry(reason: "http 503", after: nil)),
        (504, .retry(reason: "http 504", after: nil)),
        (599, .retry(reason: "http 599", after: nil)),
        (999, .permanent(reason: "http 999")),
    ])
    func status_decides(status: Int, expected: DeliveryOutcome) {
        let response = HTTPResponse(status: status)
        #expect(WebhookOutcome.classify(.success(response), now: Self.now) == expected)
    }

    @Test(arguments: [429, 503, 500, 408, 425])
    func retryAfter_isHonoured(status: Int) {
        func after(_ value: String) -> DeliveryOutcome {
            WebhookOutcome.classify(
                HTTPResponse(status: status, headers: ["retry-after": value]),
                now: Self.now
            )
        }
        #expect(after("30") == .retry(reason: "http \(status)", after: .seconds(30)))
        #expect(
            after("Sun, 06 Nov 1994 08:50:07 GMT")
                == .retry(reason: "http \(status)", after: .seconds(30))
        )
        #expect(after("later") == .retry(reason: "http \(status)", after: nil))
    }

    @Test(arguments: [
        (TransportFailure.badURL(problem: "bad scheme"), false),
        (.forbiddenScheme(host: "h", scheme: "http"), false),
        (.badRequest(host: "h", problem: "p"), false),
        (.timeout(host: "h", requestMayHaveArrived: true), true),
        (.sendInterrupted(host: "h", problem: "p"), true),
        (.receive(host: "h", status: 200, problem: "p"), true),
        (.tooLarge(host: "h"), true),
        (.cancelled(host: "h", requestMayHaveArrived: false), true),
        (.system(host: "h", problem: "p"), true),
    ])
    func failure_isRetriedUnlessTheRequestIsWrong(failure: TransportFailure, again: Bool) {
        let outcome = WebhookOutcome.classify(.failure(failure), now: Self.now)
        #expect(
            outcome
                == (again
                    ? .retry(reason: failure.description, after: nil)
                    : .permanent(reason: failure.description))
        )
    }

    @Test(arguments: [
        TransportFailure.resolve(host: "h", problem: "p"),
        .connect(host: "h", problem: "p"),
        .tls(host: "h", problem: "certificate has expired"),
        .timeout(host: "h", requestMayHaveArrived: false),
    ])
    func failureBeforeARequestLeft_isTheReceivers(failure: TransportFailure) {
        let outcome = WebhookOutcome.classify(.failure(failure), now: Self.now)
        #expect(outcome == .unreachable(reason: failure.description))
    }

    @Test func certificateFailure_isNamedInTheReason() {
        let outcome = WebhookOutcome.classify(
            .tls(host: "hooks.example", problem: "SSL certificate problem: has expired")
        )
        #expect(
            outcome
                == .unreachable(
                    reason: "hooks.example: tls: SSL certificate problem: has expired"
                )
        )
    }

    @Test func reason_quotesTheBodyWithoutWhatMayBeSecret() {
        func reason(_ body: String) -> DeliveryOutcome {
            WebhookOutcome.classify(
                HTTPResponse(status: 404, body: Array(body.utf8)),
                now: Self.now
            )
        }
        #expect(reason("no such\r\n hook\u{0}!") == .permanent(reason: "http 404: no such hook !"))
        #expect(
            reason("Cannot POST /services/T0/B0/XXXX?access_token=abc")
                == .permanent(reason: "http 404: Cannot POST …")
        )
        #expect(
            reason(#"{"errmsg":"关键词 missing","token":"5f9c1b7e02d84c6aa1"}"#)
                == .permanent(reason: #"http 404: {"errmsg":"关键词 missing","token":"…"}"#)
        )
    }

    @Test func reason_isBoundedAndCutBetweenScalars() {
        let body = Array(String(repeating: "工单 ", count: 10_000).utf8)
        for drop in 0..<8 {
            let outcome = WebhookOutcome.classify(
                HTTPResponse(status: 400, body: Array(body.dropFirst(drop))),
                now: Self.now
            )
            guard case .permanent(let reason) = outcome else {
                Issue.record("not permanent: \(outcome)")
                return
            }
            #expect(reason.utf8.count <= "http 400: ".utf8.count + 120)
            #expect(reason.hasSuffix("…"))
        }
    }

    @Test func reason_ofAnyBytesIsPrintable() {
        var generator = SplitMix64(seed: 7)
        for _ in 0..<500 {
            let body = (0..<200).map { _ in UInt8.random(in: 0...255, using: &generator) }
            guard
                case .permanent(let reason) = WebhookOutcome.classify(
                    HTTPResponse(status: 400, body: body),
                    now: Self.now
                )
            else {
                Issue.record("not permanent")
                return
            }
            #expect(reason.utf8.count <= 130)
            #expect(reason.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F })
        }
    }
}
