import BusinessTime
import Channels
import Configuration
import Foundation
import Testing
import Transport

/// Mail channels as the files have them.
struct MailReaderTests {
    /// Reads a configuration with one mail channel; `pass` is a file with a password beside it.
    private func read(
        _ channel: String,
        secrets: SecretSource = .files
    ) throws -> (settings: MailSettings?, issues: [String]) {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let main = """
            store: {path: t.db}
            policies: [{file: p.yaml}]
            roles: {owner: [out]}
            channels: {out: {type: email, \(channel)}}

            """
        let files = [
            "slawatchd.yaml": main, "p.yaml": "policy: p\nclocks: []\n", "pass": "geheim密\n",
            "two": "a\nb\n",
        ]
        for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
        do throws(ConfigurationError) {
            let path = folder.appending(path: "slawatchd.yaml").path
            let configuration = try Configuration.read(path: path, secrets: secrets)
            guard case .email(let settings) = configuration.channels["out"] else {
                return (nil, [])
            }
            return (settings, [])
        } catch {
            return (nil, error.issues.map { $0.description.replacing(folder.path + "/", with: "") })
        }
    }

    @Test func everything_isRead() throws {
        let settings = try #require(
            try read(
                "url: 'smtp://mail.example.com:587', from: 'Slawatch <slawatch@example.com>', "
                    + "to: [lead@example.com, 'B <b@example.com>'], username: u, "
                    + "password_file: pass, ca_file: /ca.pem, timeout: 20s, allow_plain: true"
            ).settings
        )
        #expect(settings.url == "smtp://mail.example.com:587")
        #expect(settings.from.name == "Slawatch" && settings.from.address == "slawatch@example.com")
        #expect(settings.to.map(\.address) == ["lead@example.com", "b@example.com"])
        #expect(settings.username == "u" && settings.password == "geheim密")
        #expect(settings.tls.caFile == "/ca.pem" && settings.allowPlain)
        #expect(settings.timeout == .seconds(20))
    }

    @Test func defaults_encryptAndLogInAsNobody() throws {
        let read = try read("url: 'smtps://mail.example.com', from: a@b.example")
        let settings = try #require(read.settings, "\(read.issues)")
        #expect(settings.username == nil && settings.password == nil && settings.to.isEmpty)
        #expect(!settings.allowPlain && settings.timeout == .seconds(30))
        #expect(settings.tls == TLSOptions())
    }

    @Test func credential_isReadByItsName() throws {
        let text = "url: 'smtp://h', from: a@b.example, username: u, password_credential: smtp"
        let read = try read(text, secrets: .credentials { "secret of \($0)\n" })
        #expect(read.settings?.password == "secret of smtp")
        #expect(try self.read(text, secrets: .none).settings != nil)
        let issues = try self.read(text).issues
        #expect(issues.count == 1)
        #expect(
            issues.first?.hasSuffix(
                ": channels.out.password_credential: credential 'smtp': credentials are there only "
                    + "in the service; use 'password_file' to try it by hand"
            ) == true
        )
    }

    @Test(arguments: [
        ("from: a@b.example", "has no 'url', which it needs"),
        ("url: 'smtp://h'", "has no 'from', which it needs"),
        ("url: 'https://h', from: a@b.example", "'https' is neither smtp nor smtps"),
        (
            "url: 'smtp://u:p@h', from: a@b.example",
            "name and password do not belong in the address"
        ),
        ("url: 'smtp://h/path', from: a@b.example", "the address ends with the host or the port"),
        ("url: 'smtp:h', from: a@b.example", "bad url"),
        ("url: 'smtp://h', from: nobody", "'nobody' is no mail address"),
        (
            "url: 'smtp://h', from: a@b.example, to: ['x y@z.example']",
            "'x y***@z.example' is no mail address"
        ),
        (
            "url: 'smtp://h', from: a@b.example, username: u",
            "needs 'password_credential' or 'password_file'"
        ),
        (
            "url: 'smtp://h', from: a@b.example, password_file: pass",
            "has a password and no 'username'"
        ),
        (
            "url: 'smtp://h', from: a@b.example, username: u, password_file: nowhere",
            "cannot read the secret in"
        ),
        (
            "url: 'smtp://h', from: a@b.example, username: u, password_file: two",
            "the password must be one line"
        ),
        (
            "url: 'smtp://h', from: a@b.example, timeout: 3min",
            "'timeout' may be two minutes at most"
        ),
        ("url: 'smtp://h', from: a@b.example, form: x", "unknown key 'form'; did you mean 'from'?"),
    ])
    func fault_isTold(channel: String, message: String) throws {
        let issues = try read(channel).issues
        #expect(issues.first?.contains(message) == true, "\(issues)")
        #expect(!issues.joined().contains("geheim") && !issues.joined().contains("u:p"))
    }
}
