import BusinessTime
import Channels
import Configuration
import Foundation
import Notifications
import ServiceLevels
import Testing
import Transport

/// Rooms as people configure them, and what they are told where that is wrong.
struct ChatConfigurationTests {
    private func read(
        _ channel: String,
        files: [String: String] = [:],
        secrets: SecretSource = .files
    ) throws -> Configuration {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let main = """
            store: {path: t.db}
            policies: [{file: p.yaml}]
            roles: {supervisor: [room]}
            channels:
              room: \(channel)
            """
        var files = files
        files["slawatchd.yaml"] = main
        files["p.yaml"] = "policy: p\nclocks: []\n"
        for (name, text) in files {
            try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
        }
        return try Configuration.read(
            path: folder.appending(path: "slawatchd.yaml").path,
            secrets: secrets
        )
    }

    private func chat(
        _ channel: String,
        files: [String: String] = [:],
        secrets: SecretSource = .files
    ) throws -> ChatSettings {
        let settings = try read(channel, files: files, secrets: secrets).channels["room"]
        guard case .chat(let chat)? = settings else { throw CocoaError(.coderReadCorrupt) }
        return chat
    }

    private func issues(_ channel: String, files: [String: String] = [:]) throws -> [String] {
        do {
            _ = try read(channel, files: files)
            return []
        } catch let error as ConfigurationError {
            return error.issues.map { "\($0.key): \($0.message)" }
        }
    }

    @Test func room_isReadWithAllThatItMaySay() throws {
        let chat = try chat(
            """
            {type: dingtalk, token_file: t, secret_file: s, keyword: 工单, mention: all,
                 timeout: 30s, proxy: "http://proxy.example:3128", ca_file: /ca.pem,
                 client_certificate_file: /c.pem, client_key_file: /k.pem, allowance: 5/10s}
            """,
            files: ["t": "abc123\n", "s": "SECabc\n"]
        )
        #expect(chat.vendor == .dingtalk)
        #expect(chat.url == "https://oapi.dingtalk.com/robot/send?access_token=abc123")
        #expect(chat.secret == ChatSecret("SECabc"))
        #expect(chat.keyword == "工单" && chat.mention == .all)
        #expect(chat.rateLimit == RateLimit(messages: 5, per: .seconds(10)))
        #expect(chat.connection.timeout == .seconds(30))
        #expect(chat.connection.proxy == "http://proxy.example:3128")
        #expect(
            chat.connection.tls
                == TLSOptions(
                    caFile: "/ca.pem",
                    certificateFile: "/c.pem",
                    keyFile: "/k.pem"
                )
        )
    }

    @Test func credentials_areReadByName() throws {
        let chat = try chat(
            "{type: feishu, url_credential: room-url, secret_credential: room-secret}",
            secrets: .credentials { name in
                name == "room-url" ? "https://open.feishu.cn/open-apis/bot/v2/hook/x" : "key"
            }
        )
        #expect(chat.url == "https://open.feishu.cn/open-apis/bot/v2/hook/x")
        #expect(chat.secret == ChatSecret("key"))
    }

    @Test(arguments: ChatVendor.allCases)
    func withoutCredentials_somethingStandsIn(vendor: ChatVendor) throws {
        let channel = "{type: \(vendor.rawValue), url_credential: room-url}"
        for secrets in [SecretSource.none, .available { _ in nil }] {
            let configuration = try read(channel, secrets: secrets)
            #expect(configuration.standIns == ["channels.room.url_credential"])
        }
    }

    @Test func addressInTheFile_isRefusedUnlessHarmlessOrInsistedOn() throws {
        let url = "https://hooks.slack.com/services/T/B/x"
        let refused = try issues("{type: slack, url: '\(url)'}")
        #expect(refused.count == 1)
        #expect(refused[0].contains("holds a token") && !refused[0].contains("services"))
        #expect(try issues("{type: slack, url: '\(url)', allow_url_in_file: true}") == [])
        #expect(try issues("{type: slack, url: 'http://127.0.0.1:8799/x'}") == [])
    }

    @Test(arguments: [
        ("{type: dingtalk}", "channels.room: has no 'url_credential' or 'url_file' that"),
        ("{type: dingtalk, url_file: gone}", "channels.room.url_file: cannot read the secret in"),
        (
            "{type: dingtalk, url_file: u, token_file: u}",
            "channels.room: has more than one address"
        ),
        (
            "{type: teams, url_file: office}",
            "channels.room.url_file: this is an Office 365 connector"
        ),
        (
            "{type: mattermost, token_file: u}",
            "channels.room.token_file: Mattermost needs the whole"
        ),
        (
            "{type: slack, url_file: plain}",
            "channels.room.url_file: http to hooks.slack.com is not"
        ),
        (
            "{type: wecom, url_file: u, secret_file: u}",
            "channels.room.secret_file: WeCom checks no signatures"
        ),
        (
            "{type: dingtalk, url_file: u, keyword: 这个关键词超过了十个字符}",
            "channels.room.keyword: '这个关键词超过了十个字符' is no keyword: it must have 1 to 10"
        ),
        (
            "{type: dingtalk, url_file: u, keyword: '[工单]'}",
            "channels.room.keyword: '[工单]' is no keyword: it may have letters and digits alone"
        ),
        (
            "{type: teams, url_file: teams, mention: all}",
            "channels.room: 'mention: all': Microsoft Teams has no way"
        ),
        (
            "{type: slack, url_file: u, mention: everybody}",
            "channels.room.mention: 'everybody' is none of persons, all, none"
        ),
        (
            "{type: slack, url_file: u, allowance: many}",
            "channels.room.allowance: 'many' is no allowance; write it like 18/min"
        ),
        ("{type: dingtak, url_file: u}", "channels.room.type: 'dingtak' is none of webhook,"),
        (
            "{type: dingtalk, url_file: u, secret_file: empty}",
            "channels.room.secret_file: the secret is empty"
        ),
        (
            "{type: dingtalk, url_credential: u}",
            "channels.room.url_credential: credential 'u': credentials are there only"
        ),
    ])
    func fault_isToldWithItsPlaceAndNoSecret(channel: String, expected: String) throws {
        let issues = try issues(
            channel,
            files: [
                "u": "abcTOKEN", "empty": "\n", "plain": "http://hooks.slack.com/services/TOKEN",
                "office": "https://acme.webhook.office.com/webhookb2/TOKEN",
                "teams": "https://prod-1.westeurope.logic.azure.com/workflows/TOKEN",
            ]
        )
        #expect(issues.count == 1, "\(issues)")
        #expect(issues.first?.hasPrefix(expected) == true, "\(issues)")
        #expect(!issues.joined().contains("TOKEN"))
    }

    @Test func foreignHost_isAWarningAlone() throws {
        let configuration = try read(
            "{type: teams, url_file: u}",
            files: ["u": "https://flows.example.com/x?sig=SECRET"]
        )
        #expect(configuration.warnings.contains { $0.contains("flows.example.com is not a host") })
        #expect(!configuration.warnings.joined().contains("SECRET"))
    }

    @Test func shippedExample_loadsByItself() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let configuration = try Configuration.read(
            path: root.appending(path: "config/examples/channels.yaml").path
        )
        let kinds = Set(configuration.channels.values.map(\.kind))
        #expect(kinds.isSuperset(of: ChatVendor.allCases.map(\.rawValue)))
        #expect(kinds.isSuperset(of: ["webhook", "journal", "console"]))
        #expect(configuration.warnings == [])
    }
}
