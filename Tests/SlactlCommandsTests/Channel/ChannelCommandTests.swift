import ArgumentParser
import BusinessTime
import Channels
import Foundation
import Notifications
import Testing

@testable import SlactlCommands

/// `slactl channel`, over the shipped example.
struct ChannelCommandTests {
    private static let example = Shop.root.path + "/config/examples/channels.yaml"

    private func slactl(_ arguments: [String], config: String = example) throws -> CommandOutput {
        let command = try SlactlRoot.parseAsRoot(arguments + ["--config", config])
        let now = try shanghai("2026-11-22 12:00")
        return try Now.$clock.withValue({ now }) {
            try (command as? any PrintingCommand)?.output() ?? CommandOutput(text: "", code: 99)
        }
    }

    private func request(_ arguments: [String]) throws -> [String: Any] {
        let test = ["channel", "test"] + arguments + ["--dry-run", "--format", "json"]
        let text = try slactl(test).text
        let object = try JSONSerialization.jsonObject(with: Data(text.utf8))
        return try #require(object as? [String: Any])
    }

    @Test func list_namesHostsAndNothingSecret() throws {
        let table = try slactl(["channel", "list"])
        try expectSnapshot("channel-list.txt", table.text)
        let json = try slactl(["channel", "list", "--format", "json"])
        try expectSnapshot("channel-list.json", json.text)
        #expect(!(table.text + json.text).contains("EXAMPLE"))
        let page = Shop.root.appending(path: "docs/slactl.md")
        #expect(try String(contentsOf: page, encoding: .utf8).contains(table.text))
    }

    @Test(arguments: ChatVendor.allCases.map(\.rawValue) + ["hook"], DrillScenario.allCases)
    func dryRun_isTheRequestWithoutSecrets(channel: String, scenario: DrillScenario) throws {
        let request = try request([channel, "--scenario", scenario.rawValue])
        #expect(Set(request.keys) == ["method", "url", "headers", "body"])
        #expect(request["method"] as? String == "POST")
        #expect(request["url"] as? String == "http://127.0.0.1:8799/<redacted>")
        let headers = try #require(request["headers"] as? [String: String])
        #expect(headers["Content-Type"] == "application/json; charset=utf-8")
        let body = try #require(request["body"] as? String)
        #expect(body.contains("[演练]"))
        #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(body.utf8)) }
        let all = "\(request)"
        for secret in ["EXAMPLE", "SEC-", "whsec_", "v1,"] { #expect(!all.contains(secret)) }
        if channel == "feishu" { #expect(body.contains(#""sign":"<redacted>""#)) }
        if channel == "hook" { #expect(headers["webhook-signature"] == "<redacted>") }
    }

    @Test func dryRun_showsSecretsWhereAsked() throws {
        let dingTalk = try request(["dingtalk", "--show-secrets"])
        let url = try #require(dingTalk["url"] as? String)
        #expect(url.contains("access_token=EXAMPLE-NOT-A-TOKEN&timestamp=1795320000000&sign="))
        let hook = try request(["hook", "--show-secrets", "--language", "en"])
        let headers = try #require(hook["headers"] as? [String: String])
        #expect(headers["webhook-signature"]?.hasPrefix("v1,") == true)
        #expect((hook["body"] as? String)?.contains("[DRILL]") == true)
    }

    @Test func mail_isShownWithItsEnvelope() throws {
        let mail = try request(["mail", "--scenario", "breach"])
        #expect(Set(mail.keys) == ["method", "url", "headers", "body"])
        #expect(mail["url"] as? String == "smtp://127.0.0.1:8799")
        #expect((mail["headers"] as? [String: String])?["To"] == "team@example.com")
    }

    @Test func console_isShownItsWords() throws {
        let output = try slactl(["channel", "test", "console", "--dry-run"])
        #expect(output.text.hasPrefix("[Slawatch] [演练] 演练 DRILL-1"))
    }

    @Test func unreachableChannel_failsWithTheReason() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let config = folder.appending(path: "slawatchd.yaml")
        try """
        store: {path: t.db}
        policies: []
        roles: {supervisor: [room]}
        channels:
          room: {type: slack, url: "http://127.0.0.1:1/services/TOKEN"}
          far: {type: slack, url_credential: far-url}
        """.write(to: config, atomically: true, encoding: .utf8)
        let output = try slactl(["channel", "test", "room"], config: config.path)
        #expect(output.code == 1)
        #expect(output.text.contains("outcome   unreachable"))
        #expect(output.text.contains("hint      is the host right"))
        #expect(!output.text.contains("TOKEN"))
        #expect(throws: CommandError.self) {
            try slactl(["channel", "test", "far"], config: config.path)
        }
        let list = try slactl(["channel", "list"], config: config.path)
        #expect(list.text.contains("far   slack  a credential's address"))
    }

    @Test func unknownChannel_namesThoseThereAre() {
        #expect(
            throws: CommandError(
                "there is no channel 'dingtak'",
                hint: "did you mean 'dingtalk'?"
            )
        ) { try slactl(["channel", "test", "dingtak"]) }
        #expect(throws: CommandError("there is no person 'li'")) {
            try slactl(["channel", "test", "dingtalk", "--to", "li", "--dry-run"])
        }
    }

    @Test(arguments: [
        ["channel", "test"], ["channel", "test", "x", "--scenario", "fire"],
        ["channel", "test", "x", "--show-secrets"],
    ])
    func wrongUse_endsWith64(arguments: [String]) {
        do {
            _ = try SlactlRoot.parseAsRoot(arguments)
            Issue.record("was taken")
        } catch {
            #expect(SlactlRoot.exitCode(for: error).rawValue == 64)
        }
    }

    /// The answer as it is told, whatever it was.
    @Test(arguments: [
        (DeliveryOutcome.delivered, true), (.accepted, true),
        (.retry(reason: "r", after: .minutes(10)), false), (.unknown(reason: "r"), false),
        (.unreachable(reason: "r"), false), (.permanent(reason: "r"), false),
        (.disable(reason: "r"), false),
    ])
    func answer_succeedsOnlyWhereTheReceiverHasIt(outcome: DeliveryOutcome, success: Bool) {
        let answer = ChannelAnswer(
            channel: "room",
            type: "slack",
            scenario: .drill,
            outcome: outcome,
            exchanges: []
        )
        #expect(answer.isSuccess == success)
        #expect(answer.text.contains("reason") == !success)
    }
}
