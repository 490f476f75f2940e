import Configuration
import Foundation
import Testing

/// Every `yaml` block of the README and of `docs/` is a configuration that can be read, or a part
/// of one.
struct YAMLBlockTests {
    @Test(arguments: DocumentBlock.all.filter { $0.language == "yaml" })
    func block_isRead(block: DocumentBlock) throws {
        let excerpt = YAMLExcerpt(block.text)
        let isPolicy = !Set(excerpt.keys).isDisjoint(with: ["clocks", "notices"])
        let shop = try Shop { text in
            isPolicy
                ? text.replacing("rapid-response.yaml", with: "excerpt.yaml")
                : excerpt.merged(into: DocumentShop.base(text))
        }
        if isPolicy {
            let head = """
                policy: excerpt
                synonyms: {priority: {high: [高], P1: [], P2: []}}
                urgent: {priority: high}

                """
            try (head + block.text + "\n").write(
                toFile: shop.folder + "/etc/policies/excerpt.yaml",
                atomically: true,
                encoding: .utf8
            )
        }
        let configuration = try Configuration.read(path: shop.config, secrets: .none)
        #expect(configuration.warnings == [])
    }

    @Test func blocksAreFound() {
        #expect(DocumentBlock.all.filter { $0.language == "yaml" }.count >= 10)
    }
}
