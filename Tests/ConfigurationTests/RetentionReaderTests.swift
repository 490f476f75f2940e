import BusinessTime
import Configuration
import Foundation
import Testing

/// How long the ledger keeps what is done with.
struct RetentionReaderTests {
    private func read(_ line: String) throws -> Configuration {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let main = """
            store: {path: t.db}
            policies: [{file: p.yaml}]
            roles: {owner: [out]}
            channels: {out: {type: console}}
            \(line)
            """
        let file = folder.appending(path: "slawatchd.yaml")
        try main.write(to: file, atomically: true, encoding: .utf8)
        try "policy: p\nclocks: []\n".write(
            to: folder.appending(path: "p.yaml"),
            atomically: true,
            encoding: .utf8
        )
        return try Configuration.read(path: file.path)
    }

    @Test func retention_isTwoYearsAsShipped() throws {
        #expect(try read("").keepFor == .days(731))
        #expect(try read("keep_for: 1096d").keepFor == .days(1096))
    }

    @Test(arguments: ["0d", "23h", "99999d", "two years", "-1d"])
    func badRetention_isRefusedWithItsPlace(text: String) throws {
        let error = #expect(throws: ConfigurationError.self) {
            _ = try read("keep_for: '\(text)'")
        }
        let issues = error?.issues.map(\.description) ?? []
        #expect(issues.count == 1)
        #expect(issues.first?.contains("'\(text)'") == true)
        #expect(issues.first?.contains(":5:") == true)
    }
}
