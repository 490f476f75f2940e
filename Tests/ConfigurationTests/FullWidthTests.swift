import Configuration
import Foundation
import Testing

/// Punctuation of Chinese input: told by name, on the line where it stands.
struct FullWidthTests {
    private func issues(_ text: String) throws -> [String] {
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try text.write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        do throws(ConfigurationError) {
            _ = try Configuration.read(path: file.path)
            return []
        } catch {
            return error.issues.map { $0.description.replacing(file.path, with: "f") }
        }
    }

    @Test(arguments: [
        ("store: {path: t.db}\nzone：Asia/Shanghai\npoll: 5s\n", "f:2:5", "：", ":"),
        ("store: {path: t.db}\nzone：Asia/Shanghai\n\n# 注：一\npoll: 5s\n", "f:2:5", "：", ":"),
        ("poll: 5s\nzone：Asia/Shanghai\n", "f:2:5", "：", ":"),
        ("poll: 5s\nstore:\n  path：t.db\n  other: 1\n", "f:3:7", "：", ":"),
        ("a: {zh-CN: 名，en: x}\n", "f:1:13", "，", ","),
    ])
    func character_thatBreaksAFile_isTold(
        text: String,
        place: String,
        character: String,
        plain: String
    ) throws {
        let found = try issues(text)
        #expect(found.count == 1)
        let issue = found.first ?? ""
        #expect(issue.hasPrefix(place), "\(issue)")
        #expect(issue.contains("full-width '\(character)'"), "\(issue)")
        #expect(issue.contains("write '\(plain)'"), "\(issue)")
    }

    @Test func anotherFault_nearChineseWords_isToldAsItIs() throws {
        let found = try issues("name: 首次，响应：快\n# 注：说明\nroles: [a\n")
        #expect(!found.contains { $0.contains("full-width") }, "\(found)")
    }

    @Test func listWithAFullWidthComma_isExplained() throws {
        let found = try issues(
            """
            store: {path: t.db}
            policies: []
            roles: {owner: [out，other]}
            channels: {out: {type: console}}
            """
        )
        #expect(found.contains { $0.contains("full-width '，'") }, "\(found)")
    }
}
