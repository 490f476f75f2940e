import Foundation
import Notifications
import ServiceLevels
import Testing
import Transport

@testable import Channels

/// Bodies for each chat byte for byte as `Golden/channels/` has them.
///
/// `SLAWATCH_WRITE_GOLDEN=1 swift test --filter ChatGoldenTests` writes them anew; look at the
/// difference before committing it.
struct ChatGoldenTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Golden/channels")

    private static let budgets: [ChatVendor: Int] = [
        .dingtalk: 19_999, .wecom: 4096, .feishu: 20_000, .lark: 20_000, .slack: 12_000,
        .teams: 20_000, .mattermost: 16_383,
    ]

    @Test(arguments: ChatVendor.allCases, ChatSamples.kinds)
    func bodies_areAsTheyHaveAlwaysBeen(vendor: ChatVendor, kind: AlertKind) async throws {
        for words in ChatSamples.Words.allCases {
            let transport = ScriptedTransport()
            // A telephone number would make a text of every message to WeCom.
            let isCalm = vendor == .wecom && kind != .breach && kind != .escalation
            let mentions = ChatSamples.mentions(vendor).dropFirst(isCalm ? 1 : 0)
            let channel = ChatSamples.channel(
                vendor,
                transport: transport,
                mentions: Array(mentions)
            )
            _ = await channel.send(try ChatSamples.outgoing(ChatSamples.message(kind, words)))
            let body = try #require(transport.requests.first).body
            let name = "\(vendor.rawValue).\(kind.rawValue).\(words.rawValue)"
            let file = Self.folder.appendingPathComponent("\(name).json")
            if ProcessInfo.processInfo.environment["SLAWATCH_WRITE_GOLDEN"] == "1" {
                try FileManager.default.createDirectory(
                    at: Self.folder,
                    withIntermediateDirectories: true
                )
                try Data(body + [UInt8(ascii: "\n")]).write(to: file)
            }
            let golden = try Data(contentsOf: file)
            let text = String(decoding: body, as: UTF8.self)
            #expect(text + "\n" == String(decoding: golden, as: UTF8.self), "\(name)")
            try check(text, vendor: vendor, kind: kind, words: words)
        }
    }

    /// What holds for every body, whatever its words.
    private func check(
        _ text: String,
        vendor: ChatVendor,
        kind: AlertKind,
        words: ChatSamples.Words
    ) throws {
        let isText = vendor == .wecom && text.contains(#""msgtype":"text""#)
        let budget = isText ? 2048 : try #require(Self.budgets[vendor])
        #expect(text.utf8.count <= budget)
        #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(text.utf8)) }
        #expect(!text.contains("\\u"))
        #expect(text.contains("[Slawatch] "))
        if words == .ascii { #expect(text.contains(kind.rawValue.uppercased())) }
        if words == .oversize { #expect(text.contains("另有") || text.contains("…")) }
        let called = try #require(ChatSamples.mentions(vendor).last)
        #expect(text.contains(called.handle), "\(called.handle) is not called")
        if kind != .digest { #expect(text.contains("https://crm.example.com/tickets/2026")) }
        // Nothing that a customer wrote is a tag, or calls all in the room; titles are plain text.
        let plain = #""(title|fallback)":"(\\.|[^"\\])*""#
        let marked = text.replacing(try Regex(plain), with: "")
        if vendor == .dingtalk || vendor == .teams || vendor == .wecom && !isText {
            #expect(!marked.contains("<script>"))
        }
        if vendor == .mattermost { #expect(!marked.contains(" @channel")) }
    }
}
