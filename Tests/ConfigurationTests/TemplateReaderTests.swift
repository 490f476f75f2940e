import Configuration
import Foundation
import Testing

/// Templates beside the configuration: which are taken, and what is told of the others.
struct TemplateReaderTests {
    /// Reads a configuration beside such files; the issues, without the folder's name.
    private func issues(_ files: [String: String], main: String = "") throws -> [String] {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        var files = files
        files["p.yaml"] = "policy: p\nclocks: []\n"
        files["slawatchd.yaml"] = """
            store: {path: t.db}
            policies: [{file: p.yaml}]
            roles: {owner: [out]}
            channels: {out: {type: console}}

            """ + main
        for (name, text) in files {
            let file = folder.appending(path: name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(text.utf8).write(to: file)
        }
        do throws(ConfigurationError) {
            _ = try Configuration.read(path: folder.appending(path: "slawatchd.yaml").path)
            return []
        } catch {
            return error.issues.map { $0.description.replacing(folder.path + "/", with: "") }
        }
    }

    @Test func goodTemplates_areTaken() throws {
        #expect(
            try issues([
                "templates/zh-CN/title.mustache": "{{ticket}}\n", "templates/en/why.mustache": "",
                "templates/.git/x": "", "templates/en/.why.mustache.swp": "",
            ]) == []
        )
        #expect(try issues(["t/en/why.mustache": "x"], main: "templates: t\n") == [])
    }

    @Test func everyFault_isToldWithFileAndLine() throws {
        #expect(
            try issues([
                "templates/en/title.mustache": "{{ticket}}\n{{titel}}",
                "templates/en/tilte.mustache": "", "templates/en/x.txt": "",
                "templates/de/title.mustache": "",
                "templates/zh-CN/why.mustache": String(repeating: "x", count: 16385),
                "templates/zh-CN/owner.mustache": "{{#owner}}",
            ]) == [
                "templates/de: is no language's folder; they are zh-CN, en",
                "templates/en/tilte.mustache: is no template; did you mean 'title.mustache'?",
                "templates/en/x.txt: is no template; docs/templates.md names them",
                "templates/zh-CN/why.mustache: is larger than 16384 bytes, which no message is",
                "templates/zh-CN/owner.mustache:1: the section 'owner' is never closed",
                "templates/en/title.mustache:2: 'title' has no name 'titel'; did you mean 'title'?",
            ]
        )
    }

    @Test func folderThatIsNotThere_isAnErrorWhereItIsNamed() throws {
        #expect(
            try issues([:], main: "templates: nowhere\n") == [
                "slawatchd.yaml:5:12: templates: cannot read the folder nowhere"
            ]
        )
    }
}
