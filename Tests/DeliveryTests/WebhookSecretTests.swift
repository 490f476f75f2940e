import Channels
import Foundation
import Testing

struct WebhookSecretTests {
    @Test(arguments: [
        ("", WebhookSecretError.empty, "webhook secret: is empty"),
        ("\n", .empty, "webhook secret: is empty"),
        ("hunter2", .noPrefix, "webhook secret: must start with 'whsec_'"),
        (
            "whsec_!!!!", .notBase64,
            "webhook secret: what follows 'whsec_' must be padded base64"
        ),
        (
            "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8", .notBase64,
            "webhook secret: what follows 'whsec_' must be padded base64"
        ),
        (
            "whsec_AAAA", .badLength(3),
            "webhook secret: key has 3 bytes, must have 24 to 64"
        ),
    ])
    func badSecret_saysWhyAndNotWhat(
        text: String,
        expected: WebhookSecretError,
        message: String
    ) {
        #expect(throws: expected) { try WebhookSecret(text) }
        #expect(expected.description == message)
    }

    @Test func length_bounds() throws {
        for count in [24, 25, 63, 64] {
            _ = try WebhookSecret("whsec_" + Data(count: count).base64EncodedString())
        }
        for count in [0, 23, 65] {
            #expect(throws: WebhookSecretError.badLength(count)) {
                try WebhookSecret("whsec_" + Data(count: count).base64EncodedString())
            }
        }
    }

    @Test func lineEndOfAFile_isIgnored() throws {
        let text = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
        #expect(try WebhookSecret(text + "\n") == WebhookSecret(text))
    }

    @Test func noPrintingShowsTheSecret() throws {
        let secret = try WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
        var dumped = ""
        dump(secret, to: &dumped)
        #expect("\(secret)" == "<REDACTED>")
        #expect(String(reflecting: secret) == "<REDACTED>")
        #expect(!dumped.contains("key"))
        #expect(!dumped.contains("49"))
    }
}
