import Support
import Testing

struct DigestTests {
    @Test func sha256_knownAnswers() {
        #expect(
            SHA256.hex([])
                == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        )
        #expect(
            SHA256.hex(Array("abc".utf8))
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        )
    }

    /// The vectors of GitHub's and of Stripe's signatures, which are plain HMAC.
    @Test(arguments: [
        (
            "It's a Secret to Everybody", "Hello, World!",
            "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
        ),
        ("key", "工单", "245b1b1fa04f0f3b0b02db2aa7e798eff1553ced062948c0a65edd2abba1f2c9"),
        (
            "whsec_test_secret", "1492774577.{\"id\":\"evt_1\"}",
            "799c4ba7bb339f3c8601adfd112f0e477c930a268be1243d341abb8286501c2f"
        ),
        ("whsec_x", "1.", "f1b68d95161b3c525bccedf84eee05fc6a0f584b9d3d3f3064f734a501e707af"),
    ])
    func hmac_knownAnswers(key: String, message: String, expected: String) {
        #expect(HMACSHA256.hex(Array(message.utf8), key: Array(key.utf8)) == expected)
    }

    @Test func hmac_takesAnEmptyKey() {
        #expect(
            HMACSHA256.hex([], key: [])
                == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"
        )
    }

    @Test func constantTime_comparesContentsAndLengths() {
        #expect(ConstantTime.equal([], []))
        #expect(ConstantTime.equal([1, 2], [1, 2]))
        #expect(!ConstantTime.equal([1, 2], [1, 3]))
        #expect(!ConstantTime.equal([1, 2], [1, 2, 3]))
    }
}
