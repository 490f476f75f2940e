import Foundation
import Testing

@testable import SystemdSupport

struct CredentialsTests {
    /// A directory of credentials that goes away with the test.
    private final class Store {
        let url: URL
        var credentials: Credentials { Credentials(directory: url.path) }

        init(_ files: [String: [UInt8]] = [:]) throws {
            url = FileManager.default.temporaryDirectory
                .appending(path: "slawatch-credentials-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
            for (name, bytes) in files { try Data(bytes).write(to: url.appending(path: name)) }
        }

        deinit { try? FileManager.default.removeItem(at: url) }
    }

    @Test(arguments: [
        ("hunter2", "hunter2"), ("hunter2\n", "hunter2"), ("hunter2\n\n", "hunter2\n"),
        (" a b ", " a b "), ("密\n", "密"),
    ])
    func secret_losesOneNewline(content: String, expected: String) throws {
        let store = try Store(["webhook-secret": Array(content.utf8)])
        #expect(try store.credentials.secret(named: "webhook-secret").text == expected)
    }

    @Test(arguments: ["", ".", "..", "/etc/passwd", "../x", "a/b", "a\nb", "a\u{0}b"])
    func nameThatIsNoFileName_isRefused(name: String) throws {
        let store = try Store()
        let error = #expect(throws: CredentialError.self) {
            try store.credentials.secret(named: name)
        }
        #expect(error?.code == .invalidName)
    }

    @Test func missingCredential_namesTheUnitLine() throws {
        let store = try Store()
        let error = #expect(throws: CredentialError.self) {
            try store.credentials.secret(named: "webhook-secret")
        }
        #expect(error?.code == .missing)
        #expect(
            error?.description
                == "credential 'webhook-secret' was not given to the service "
                + "(add LoadCredential=webhook-secret:/path/to/file to the unit "
                + "and restart the service)"
        )
    }

    @Test(arguments: [nil, ""])
    func serviceWithoutCredentials_saysSo(directory: String?) {
        let credentials = Credentials(directory: directory)
        let error = #expect(throws: CredentialError.self) { try credentials.secret(named: "key") }
        #expect(error?.code == .noDirectory)
        #expect(
            error?.message == "credential 'key' asked for, but CREDENTIALS_DIRECTORY is not set"
        )
    }

    @Test func emptyCredential_isRefused() throws {
        let store = try Store(["a": [], "b": [0x0A]])
        for name in ["a", "b"] {
            let error = #expect(throws: CredentialError.self) {
                try store.credentials.secret(named: name)
            }
            #expect(error?.code == .empty)
        }
    }

    @Test func size_isBounded() throws {
        let most = [UInt8](repeating: 0x61, count: Credentials.maximumBytes)
        let store = try Store(["most": most, "more": most + [0x61]])
        #expect(try store.credentials.secret(named: "most").text.utf8.count == most.count)
        let error = #expect(throws: CredentialError.self) {
            try store.credentials.secret(named: "more")
        }
        #expect(error?.code == .tooLarge)
    }

    @Test func bytesThatAreNoText_areRefusedUnshown() throws {
        let store = try Store(["key": [0x61, 0xFF]])
        let error = #expect(throws: CredentialError.self) {
            try store.credentials.secret(named: "key")
        }
        #expect(
            error
                == CredentialError(
                    code: .notText,
                    message: "credential 'key' is not UTF-8 text",
                    hint: nil
                )
        )
    }

    @Test func directoryInTheCredentialsPlace_isUnreadable() throws {
        let store = try Store()
        try FileManager.default.createDirectory(
            at: store.url.appending(path: "key"),
            withIntermediateDirectories: true
        )
        let error = #expect(throws: CredentialError.self) {
            try store.credentials.secret(named: "key")
        }
        #expect(error?.code == .unreadable)
    }

    @Test func secret_doesNotShowItself() {
        let secret = Secret("hunter2")
        var dumped = ""
        dump(secret, to: &dumped)
        dump([secret], to: &dumped)
        #expect("\(secret) \(String(reflecting: secret))" == "<redacted> <redacted>")
        #expect(!dumped.contains("hunter2"))
        #expect(Credentials(directory: "/run/c").description == "credentials in /run/c")
    }
}
