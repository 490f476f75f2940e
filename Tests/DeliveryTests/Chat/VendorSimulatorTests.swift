import BusinessTime
import Foundation
import ServiceLevels
import Testing

@testable import Channels
@testable import Notifications
@testable import Transport

/// Channels over real sockets, to a server that checks what the vendors check.
struct VendorSimulatorTests {
    private static let secret = "SECsimulator0123456789"

    private func send(
        _ vendor: ChatVendor,
        secret: String? = secret,
        _ handler: @escaping @Sendable (TestRequest) -> TestServer.Answer
    ) async throws -> (outcome: DeliveryOutcome, requests: [TestRequest]) {
        let server = try TestServer(handler: handler)
        defer { server.stop() }
        let transport = try CurlTransport(version: "0")
        defer { transport.shutdown() }
        let channel = ChatSamples.channel(
            vendor,
            transport: transport,
            server: server.url(""),
            secret: secret
        )
        let outcome = await channel.send(try ChatSamples.outgoing(ChatSamples.message(.breach)))
        return (outcome, server.requests)
    }

    private static func json(_ text: String, status: Int = 200) -> TestServer.Answer {
        .respond(status, headers: [("Content-Type", "application/json")], body: Array(text.utf8))
    }

    @Test func dingTalk_signatureIsAccepted() async throws {
        let (outcome, requests) = try await send(.dingtalk) { request in
            let parts = URLComponents(string: request.target)
            // As a server reads a query: a plus sign is a blank.
            let items = (parts?.percentEncodedQuery ?? "").replacing("+", with: "%20")
            var decoded = URLComponents()
            decoded.percentEncodedQuery = items
            let query = Dictionary(
                (decoded.queryItems ?? []).map { ($0.name, $0.value ?? "") },
                uniquingKeysWith: { first, _ in first }
            )
            let time = Int64(query["timestamp"] ?? "") ?? 0
            let expected = DingTalkFormat.signature(
                timestamp: time,
                secret: ChatSecret(verbatim: Self.secret)
            )
            return query["sign"] == expected && query["access_token"] == "TOKEN-of-the-test-1"
                ? Self.json(#"{"errcode":0,"errmsg":"ok"}"#)
                : Self.json(#"{"errcode":310000,"errmsg":"sign not match"}"#)
        }
        #expect(outcome == .delivered)
        #expect(requests.count == 1 && requests[0].method == "POST")
    }

    @Test func feishu_signatureIsAccepted() async throws {
        let (outcome, _) = try await send(.feishu) { request in
            let body = try? JSONSerialization.jsonObject(with: Data(request.body))
            let object = body as? [String: Any] ?? [:]
            let time = (object["timestamp"] as? String).flatMap(Int64.init) ?? 0
            let expected = FeishuFormat.signature(
                timestamp: time,
                secret: ChatSecret(verbatim: Self.secret)
            )
            return object["sign"] as? String == expected
                ? Self.json(#"{"code":0,"msg":"success","data":{}}"#)
                : Self.json(#"{"code":19021,"msg":"sign match fail"}"#)
        }
        #expect(outcome == .delivered)
    }

    @Test func feishu_400with9499_isRetried() async throws {
        let (outcome, _) = try await send(.feishu) { _ in
            Self.json(#"{"code":9499,"msg":"too many request","data":{}}"#, status: 400)
        }
        #expect(
            outcome
                == .retry(reason: "http 400 code 9499: too many request", after: .seconds(15))
        )
    }

    @Test func teams_202_isAcceptedAndNotDelivered() async throws {
        #expect(try await send(.teams, secret: nil) { _ in .respond(202) }.outcome == .accepted)
    }

    @Test func slack_429_isRetriedWhenItSays() async throws {
        let (outcome, _) = try await send(.slack, secret: nil) { _ in
            .respond(429, headers: [("Retry-After", "30")])
        }
        #expect(outcome == .retry(reason: "http 429", after: .seconds(30)))
    }

    @Test(arguments: ChatVendor.allCases)
    func page_isNoSuccess(vendor: ChatVendor) async throws {
        let (outcome, _) = try await send(vendor) { _ in
            .respond(200, body: Array("<html><title>Welcome</title>ok</html>".utf8))
        }
        guard case .unknown = outcome else {
            Issue.record("\(outcome)")
            return
        }
    }

    @Test(arguments: ChatVendor.allCases)
    func tenMegabytes_areNoSuccess(vendor: ChatVendor) async throws {
        let (outcome, _) = try await send(vendor) { _ in
            .respond(
                200,
                body: Array(#"{"errcode":0,"code":0,"x":""#.utf8)
                    + [UInt8](repeating: 0x61, count: 10 << 20)
            )
        }
        switch outcome {
        case .unknown, .retry: break
        default: Issue.record("\(outcome)")
        }
    }

    @Test(arguments: ChatVendor.allCases)
    func redirect_isNotFollowed(vendor: ChatVendor) async throws {
        let (outcome, requests) = try await send(vendor) { request in
            .respond(307, headers: [("Location", "http://127.0.0.1:1\(request.target)")])
        }
        #expect(outcome == .permanent(reason: "http 307: redirect refused"))
        #expect(requests.count == 1)
    }
}
