import Foundation
import Glibc

/// A real mail server (aiosmtpd) on loopback with TLS and a self-signed certificate, in a directory
/// of its own; `smtp_server.py` says what it does with which recipient.
final class MailServer {
    /// What it got.
    struct Mail {
        /// The envelope: `from`, `to`, `tls`, `login`.
        struct Envelope: Decodable {
            var from: String
            var to: [String]
            var tls: Bool
            var login: Bool
        }

        var envelope: Envelope
        var message: [UInt8]

        var lines: [String] {
            String(decoding: message, as: UTF8.self).components(separatedBy: "\r\n")
        }

        /// The value of a header, unfolded.
        func header(_ name: String) -> String? {
            let head = lines.prefix { !$0.isEmpty }
            guard let start = head.firstIndex(where: { $0.hasPrefix(name + ": ") }) else {
                return nil
            }
            let folded = head[(start + 1)...].prefix { $0.hasPrefix(" ") }
            return ([String(head[start].dropFirst(name.count + 2))] + folded).joined()
        }

        /// The text, decoded.
        var text: String? {
            let body = lines.drop { !$0.isEmpty }.joined()
            return Data(base64Encoded: body).map { String(decoding: $0, as: UTF8.self) }
        }
    }

    let starttlsPort: UInt16
    let tlsPort: UInt16
    let plainPort: UInt16
    /// The certificate, which is its own authority.
    var certificateFile: String { directory.appendingPathComponent("cert.pem").path }
    private let directory: URL
    private let process: ChildProcess

    init(certificateName: String = "localhost") throws {
        directory = FileManager.default.temporaryDirectory
            .appendingPathComponent("slawatch-mail-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        starttlsPort = try NginxServer.freePort()
        tlsPort = try NginxServer.freePort()
        plainPort = try NginxServer.freePort()
        let openssl = try ChildProcess(
            "/usr/bin/openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                "-days", "2", "-subj", "/CN=\(certificateName)",
                "-addext", "subjectAltName=DNS:\(certificateName)",
                "-keyout", directory.appendingPathComponent("key.pem").path,
                "-out", directory.appendingPathComponent("cert.pem").path,
            ]
        )
        guard openssl.wait() == 0 else { throw POSIXError(.EINVAL) }
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("smtp_server.py")
        // Debian's own, which has aiosmtpd, whatever else is in the path.
        process = try ChildProcess(
            "/usr/bin/python3",
            [script.path, directory.path] + [starttlsPort, tlsPort, plainPort].map(String.init)
        )
        for port in [starttlsPort, tlsPort, plainPort] { try waitUntilReady(port) }
    }

    /// Ends the server and removes its directory.
    func stop() {
        process.terminate()
        try? FileManager.default.removeItem(at: directory)
    }

    /// What it got, in order.
    func mails() throws -> [Mail] {
        var mails: [Mail] = []
        while let data = FileManager.default.contents(
            atPath: directory.appendingPathComponent("\(mails.count + 1).json").path
        ) {
            let file = directory.appendingPathComponent("\(mails.count + 1).eml")
            mails.append(
                Mail(
                    envelope: try JSONDecoder().decode(Mail.Envelope.self, from: data),
                    message: Array(try Data(contentsOf: file))
                )
            )
        }
        return mails
    }

    /// Waits until the server has left a file.
    func appears(_ name: String) async throws {
        let path = directory.appendingPathComponent(name).path
        for _ in 0..<3000 {
            if FileManager.default.fileExists(atPath: path) { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw POSIXError(.ETIMEDOUT)
    }

    /// Leaves a file that the server waits for.
    func leave(_ name: String) throws {
        try Data().write(to: directory.appendingPathComponent(name))
    }

    private func waitUntilReady(_ port: UInt16) throws {
        for _ in 0..<2000 {
            if NginxServer.canConnect(to: port) { return }
            usleep(5000)
        }
        throw POSIXError(.ECONNREFUSED)
    }
}
