import BusinessTime
import Channels
import Testing

struct StandardWebhooksTests {
    private static let published = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    private static let new = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
    private static let old = "whsec_Hx4dHBsaGRgXFhUUExIREA8ODQwLCgkIBwYFBAMCAQA="
    private static let ticketBody = """
        {"type":"sla.breached","timestamp":"2025-01-01T00:00:00Z","data":{"ticket":"工单-42"}}
        """

    @Test(arguments: [
        (
            published, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330,
            "{\"test\": 2432232314}", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
        ),
        (
            new, "msg_01JGFJJZ00000000000000000A", 1_735_689_600, ticketBody,
            "v1,YG5i1j0QdO+vmC/7cjjY+WaQUfU7+ZHTXiH51oDqyeA="
        ),
        (
            old, "msg_01JGFJJZ00000000000000000A", 1_735_689_600, ticketBody,
            "v1,5Ofhpv6rLmVoTCruP/kHY6e8yZ/1q8LqRwr5k0YFvjk="
        ),
        (published, "msg_empty", 1, "", "v1,6+/TnhO6/QdnoKO9pxu30YX6qGgDXC35HUYlXNmf5TA="),
    ])
    func signature_knownAnswers(
        secret: String,
        id: String,
        timestamp: Int64,
        body: String,
        expected: String
    ) throws {
        let signature = StandardWebhooks.signature(
            id: id,
            timestamp: timestamp,
            body: Array(body.utf8),
            secret: try WebhookSecret(secret)
        )
        #expect(signature == expected)
    }

    @Test func headers_whileRotatingHoldBothSignatures() throws {
        #expect(Self.ticketBody.utf8.count == 88)
        let headers = StandardWebhooks.headers(
            id: "msg_01JGFJJZ00000000000000000A",
            at: Instant(milliseconds: 1_735_689_600_999),
            body: Array(Self.ticketBody.utf8),
            secrets: [try WebhookSecret(Self.new), try WebhookSecret(Self.old)]
        )
        #expect(headers.map(\.name) == ["webhook-id", "webhook-timestamp", "webhook-signature"])
        #expect(
            headers.map(\.value) == [
                "msg_01JGFJJZ00000000000000000A", "1735689600",
                "v1,YG5i1j0QdO+vmC/7cjjY+WaQUfU7+ZHTXiH51oDqyeA= "
                    + "v1,5Ofhpv6rLmVoTCruP/kHY6e8yZ/1q8LqRwr5k0YFvjk=",
            ]
        )
    }

    @Test(arguments: [
        (0, "", nil),
        (300, "", nil),
        (-300, "", nil),
        (301, "", StandardWebhooks.VerificationError.tooOld),
        (-301, "", .tooNew),
        (0, "x", .noMatch),
    ])
    func verify_holdsToTimeAndBody(
        late: Int64,
        appended: String,
        expected: StandardWebhooks.VerificationError?
    ) throws {
        let sent = Instant(milliseconds: 1_735_689_600_000)
        let secret = try WebhookSecret(Self.new)
        let headers = StandardWebhooks.headers(
            id: "msg_1",
            at: sent,
            body: Array("{}".utf8),
            secrets: [secret]
        )
        let error = Self.verify(
            headers: headers.map(\.value),
            body: "{}" + appended,
            secrets: [secret],
            now: sent + .seconds(late)
        )
        #expect(error == expected)
    }

    @Test func verify_takesEitherSecretOfARotation() throws {
        let sent = Instant(milliseconds: 1_735_689_600_000)
        let secrets = [try WebhookSecret(Self.new), try WebhookSecret(Self.old)]
        let headers = StandardWebhooks.headers(
            id: "msg_1",
            at: sent,
            body: [],
            secrets: secrets
        ).map(\.value)
        for secret in secrets {
            #expect(Self.verify(headers: headers, secrets: [secret], now: sent) == nil)
        }
        let stranger = [try WebhookSecret(Self.published)]
        #expect(Self.verify(headers: headers, secrets: stranger, now: sent) == .noMatch)
    }

    @Test func verify_refusesWhatIsMalformed() throws {
        let secret = [try WebhookSecret(Self.new)]
        let now = Instant(milliseconds: 0)
        for timestamp in ["", " 1", "-1", "+1", "1.5", "1e3", "99999999999999999999"] {
            let error = Self.verify(headers: ["m", timestamp, ""], secrets: secret, now: now)
            #expect(error == .badTimestamp, "timestamp '\(timestamp)'")
        }
        #expect(Self.verify(headers: ["a.b", "0", ""], secrets: secret, now: now) == .badID)
        #expect(Self.verify(headers: ["", "0", ""], secrets: secret, now: now) == .badID)
        for signature in ["", " ", "v1,", "v1a,AAAA", "v1,工单", "v2,AAAA v1,AAAA"] {
            let error = Self.verify(headers: ["m", "0", signature], secrets: secret, now: now)
            #expect(error == .noMatch, "signature '\(signature)'")
        }
    }

    /// Nil where the webhook is accepted.
    private static func verify(
        headers: [String],
        body: String = "",
        secrets: [WebhookSecret],
        now: Instant
    ) -> StandardWebhooks.VerificationError? {
        do {
            try StandardWebhooks.verify(
                id: headers[0],
                timestamp: headers[1],
                signature: headers[2],
                body: Array(body.utf8),
                secrets: secrets,
                now: now
            )
            return nil
        } catch {
            return error
        }
    }
}
