import Testing

@testable import Channels

/// Addresses however people paste them.
struct ChatVendorTests {
    @Test(arguments: [
        (ChatVendor.dingtalk, "abc123", "https://oapi.dingtalk.com/robot/send?access_token=abc123"),
        (
            .dingtalk, " access_token=abc123\n",
            "https://oapi.dingtalk.com/robot/send?access_token=abc123"
        ),
        (
            .dingtalk, "https://oapi.dingtalk.com/robot/send?access_token=a&timestamp=1&sign=x%3D",
            "https://oapi.dingtalk.com/robot/send?access_token=a"
        ),
        (
            .wecom, "693a91f6-7xxx",
            "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx"
        ),
        (.feishu, "uu-id", "https://open.feishu.cn/open-apis/bot/v2/hook/uu-id"),
        (.lark, "uu-id", "https://open.larksuite.com/open-apis/bot/v2/hook/uu-id"),
        (
            .feishu, "https://open.feishu.cn/open-apis/bot/v2/hook/uu-id",
            "https://open.feishu.cn/open-apis/bot/v2/hook/uu-id"
        ),
        (.slack, "/T1/B2/x3", "https://hooks.slack.com/services/T1/B2/x3"),
        (
            .teams, "https://prod.westeurope.logic.azure.com:443/workflows/1?sig=a%2Bb",
            "https://prod.westeurope.logic.azure.com:443/workflows/1?sig=a%2Bb"
        ),
        (.mattermost, "https://chat.example.com/hooks/k", "https://chat.example.com/hooks/k"),
    ])
    func address_isReadWhole(vendor: ChatVendor, text: String, expected: String) throws {
        #expect(try vendor.address(from: text) == expected)
    }

    @Test(arguments: [
        (ChatVendor.dingtalk, "", ChatAddressError.empty), (.dingtalk, "a b", .blanks),
        (.dingtalk, "https://oapi.dingtalk.com/robot/send", .noToken(.dingtalk)),
        (.wecom, "https://qyapi.weixin.qq.com/cgi-bin/webhook/send", .noToken(.wecom)),
        (.wecom, "käse", .noToken(.wecom)), (.teams, "abc", .wholeAddressNeeded(.teams)),
        (.mattermost, "key", .wholeAddressNeeded(.mattermost)),
        (.teams, "https://acme.webhook.office.com/webhookb2/1", .retiredConnector),
        (.slack, "https:///token", .noHost),
    ])
    func fault_isNamed(vendor: ChatVendor, text: String, expected: ChatAddressError) {
        #expect(throws: expected) { try vendor.address(from: text) }
    }

    @Test func foreignHost_isOnlyDoubted() {
        #expect(ChatVendor.teams.doubt(about: "https://new.example.com/x?sig=1") != nil)
        #expect(ChatVendor.teams.doubt(about: "https://a.logic.azure.com/x") == nil)
        #expect(ChatVendor.dingtalk.doubt(about: "http://127.0.0.1:8799/x") == nil)
        #expect(ChatVendor.mattermost.doubt(about: "https://chat.example.com/x") == nil)
    }

    @Test(arguments: ChatVendor.allCases)
    func placeholder_isWellFormed(vendor: ChatVendor) throws {
        #expect(try vendor.address(from: vendor.placeholderAddress) == vendor.placeholderAddress)
    }
}
