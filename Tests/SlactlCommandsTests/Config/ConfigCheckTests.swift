import Testing

@testable import SlactlCommands

struct ConfigCheckTests {
    @Test func shippedConfiguration_isSummedUp() throws {
        let output = try Shop().slactl("config", "check")
        #expect(output.code == 0)
        var lines = output.text.split(separator: "\n").map(String.init)
        let fingerprint = lines.firstIndex { $0.hasPrefix("fingerprint") }
        #expect(fingerprint.map { lines.remove(at: $0) }?.contains("/tzdata-") == true)
        try expectSnapshot("config-check.txt", lines.joined(separator: "\n"))
    }

    @Test func json_isStable() throws {
        let output = try Shop().slactl("config", "check", "--format", "json")
        #expect(output.code == 0)
        let lines = output.text.split(separator: "\n").filter { !$0.contains("fingerprint") }
        try expectSnapshot("config-check.json", lines.joined(separator: "\n"))
    }

    @Test func faultyConfiguration_isToldPointByPoint() throws {
        let shop = try Shop { text in
            text.replacing("poll: 2s", with: "poll: 2x")
                .replacing("shadow: false", with: "shadw: false")
        }
        let output = try shop.slactl("config", "check")
        #expect(output.code == 1)
        try expectSnapshot("config-check-faults.txt", output.text)
        let json = try shop.slactl("config", "check", "--format", "json")
        #expect(json.code == 1)
        #expect(json.text.contains("\"line\": 7"))
        #expect(json.text.hasSuffix("\"valid\": false\n}"))
    }

    @Test func webhook_showsItsHostAndNothingElse() throws {
        let shop = try Shop { text in
            text + """

                  desk:
                    type: webhook
                    url: https://user@hooks.example.com:8443/path-secret?key=query-secret
                    secret_credential: webhook-secret
                """
        }
        for format in ["table", "json"] {
            let output = try shop.slactl("config", "check", "--format", format)
            #expect(output.code == 0, "\(output.text)")
            #expect(output.text.contains("hooks.example.com"))
            for secret in ["path-secret", "query-secret", "user@", "whsec_", "AAAA"] {
                #expect(!output.text.contains(secret), "\(secret)")
            }
        }
    }

    @Test func roleWithoutChannel_isWarnedOf() throws {
        let shop = try Shop { $0.replacing("supervisor: [journal]", with: "supervisor: []") }
        let output = try shop.slactl("config", "check")
        #expect(output.code == 0)
        #expect(output.text.contains("supervisor → nobody"))
        #expect(
            output.text.contains(
                "warning: role 'supervisor' has no channel: what it is to hear is only logged"
            )
        )
    }
}
