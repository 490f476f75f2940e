import Foundation
import Testing

/// The blocks of `docs/webhook.md` that are no configuration.
struct WebhookBlockTests {
    private static let blocks = DocumentBlock.blocks(of: "docs/webhook.md")

    /// The page names the file that the body is from.
    @Test func body_isTheGoldenFiles() throws {
        let block = try #require(Self.blocks.first { $0.language == "json" })
        let file = Shop.root.appending(path: "Tests/DeliveryTests/Golden/breach.zh-CN.json")
        let golden = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
        let shown = try JSONSerialization.jsonObject(with: Data(block.text.utf8))
        #expect(shown as? NSDictionary == golden as? NSDictionary)
    }
}
