import Configuration
import Foundation
import Testing

struct ControlReaderTests {
    private func read(_ control: String) throws -> (settings: ControlSettings, folder: String) {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let main = """
            store: {path: t.db}
            policies: [{file: p.yaml}]
            roles: {owner: [out]}
            channels: {out: {type: console}}
            \(control)
            """
        let file = folder.appending(path: "slawatchd.yaml")
        try main.write(to: file, atomically: true, encoding: .utf8)
        try "policy: p\nclocks: []\n".write(
            to: folder.appending(path: "p.yaml"),
            atomically: true,
            encoding: .utf8
        )
        return (try Configuration.read(path: file.path).control, folder.path)
    }

    @Test func defaults_areThoseOfTheUnit() throws {
        let (settings, _) = try read("")
        #expect(settings.socket == "/run/slawatchd/control.sock")
        #expect(settings.agents == "slawatch-agents")
        #expect(settings.supervisors == "slawatch-supervisors")
        #expect(settings.administrators == "slawatch-admins")
    }

    @Test func everyKey_isRead() throws {
        let (settings, folder) = try read(
            "control: {socket: c.sock, agents: a, supervisors: s, administrators: d}"
        )
        #expect(settings.socket == folder + "/c.sock")
        #expect(settings.agents == "a")
        #expect(settings.supervisors == "s")
        #expect(settings.administrators == "d")
    }

    @Test(arguments: [
        ("control: {agent: x}", "unknown key 'agent'; did you mean 'agents'?"),
        ("control: {agents: 'a b'}", "'a b' is no name of a Unix group"),
        (
            "control: {socket: /\(String(repeating: "x", count: 107))}",
            "the path of a socket has 1 to 107 bytes"
        ),
    ])
    func faults_areTold(text: String, message: String) {
        let error = #expect(throws: ConfigurationError.self) { try read(text) }
        #expect(error?.description.contains(message) == true)
    }
}
