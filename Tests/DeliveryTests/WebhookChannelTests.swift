import BusinessTime
import ServiceLevels
import Testing

@testable import Channels
@testable import Notifications
@testable import Transport

/// From a message to a receiver that checks it, over a real socket.
struct WebhookChannelTests {
    private static let new = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
    private static let old = "whsec_Hx4dHBsaGRgXFhUUExIREA8ODQwLCgkIBwYFBAMCAQA="
    private let now = Instant(milliseconds: 1_773_021_600_500)

    private func send(
        _ answer: TestServer.Answer = .respond(200),
        secrets: [String] = [new]
    ) async throws -> (outcome: DeliveryOutcome, request: TestRequest, body: [UInt8]) {
        let server = try TestServer { _ in answer }
        defer { server.stop() }
        let channel = WebhookChannel(
            settings: WebhookSettings(
                url: server.url("/hook"),
                secrets: try secrets.map { try WebhookSecret($0) }
            ),
            transport: try CurlTransport(version: "0")
        )
        let body = try MessageGoldenTests.body(.breach, .chinese)
        let outgoing = OutgoingMessage(seq: 1, id: "slaw_1", body: body, now: now)
        let outcome = await withCheckedContinuation { continuation in
            channel.send(outgoing) { continuation.resume(returning: $0) }
        }
        return (outcome, try #require(server.requests.first), body)
    }

    private func verify(_ request: TestRequest, _ secret: String) throws {
        try StandardWebhooks.verify(
            id: request.headers["webhook-id"] ?? "",
            timestamp: request.headers["webhook-timestamp"] ?? "",
            signature: request.headers["webhook-signature"] ?? "",
            body: request.body,
            secrets: [try WebhookSecret(secret)],
            now: now + .seconds(1)
        )
    }

    @Test func receiver_verifiesWhatWasCommitted() async throws {
        let (outcome, request, body) = try await send()
        #expect(outcome == .delivered)
        #expect(request.method == "POST" && request.target == "/hook")
        #expect(request.headers["content-type"] == "application/json; charset=utf-8")
        #expect(request.headers["webhook-id"] == "slaw_1")
        #expect(request.headers["webhook-timestamp"] == "1773021600")
        #expect(request.body == body)
        try verify(request, Self.new)
        #expect(throws: StandardWebhooks.VerificationError.noMatch) {
            try verify(request, Self.old)
        }
    }

    @Test func rotation_signsWithBothSecrets() async throws {
        let request = try await send(secrets: [Self.new, Self.old]).request
        #expect(request.headers["webhook-signature"]?.split(separator: " ").count == 2)
        try verify(request, Self.new)
        try verify(request, Self.old)
    }

    @Test func withoutASecret_thereIsAnIdAndNoSignature() async throws {
        let request = try await send(secrets: []).request
        #expect(request.headers["webhook-id"] == "slaw_1")
        #expect(request.headers["webhook-signature"] == nil)
    }

    @Test(
        arguments: [
            (202, [], DeliveryOutcome.accepted), (410, [], .disable(reason: "http 410")),
            (301, [("Location", "/")], .permanent(reason: "http 301: redirect refused")),
            (503, [("Retry-After", "7")], .retry(reason: "http 503", after: .seconds(7))),
            (429, [], .retry(reason: "http 429", after: nil)),
            (400, [], .permanent(reason: "http 400")),
        ] as [(Int, [(String, String)], DeliveryOutcome)]
    )
    func status_decidesWhatComesOfIt(
        status: Int,
        headers: [(String, String)],
        expected: DeliveryOutcome
    ) async throws {
        #expect(try await send(.respond(status, headers: headers)).outcome == expected)
    }

    @Test func target_namesTheHostAndNoMore() throws {
        let channel = WebhookChannel(
            settings: WebhookSettings(url: "https://hooks.example.com:8443/SECRET", secrets: []),
            transport: try CurlTransport(version: "0")
        )
        #expect(channel.target == "hooks.example.com")
        #expect(channel.parallel == 64)
    }
}
