import Foundation
import Glibc

/// A real nginx on loopback with TLS and a self-signed certificate, in a directory of its own.
final class NginxServer {
    let tlsPort: UInt16
    let plainPort: UInt16
    /// The certificate, which is its own authority.
    let certificateFile: String
    /// The key of the certificate.
    var keyFile: String { directory.appendingPathComponent("key.pem").path }
    private let directory: URL
    private let process: ChildProcess

    init(
        certificateName: String = "localhost",
        protocols: String = "TLSv1.2 TLSv1.3"
    ) throws {
        directory = FileManager.default.temporaryDirectory
            .appendingPathComponent("slawatch-nginx-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        certificateFile = directory.appendingPathComponent("cert.pem").path
        tlsPort = try Self.freePort()
        plainPort = try Self.freePort()
        let openssl = try ChildProcess(
            "/usr/bin/openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                "-days", "2", "-subj", "/CN=\(certificateName)",
                "-addext", "subjectAltName=DNS:\(certificateName)",
                "-keyout", directory.appendingPathComponent("key.pem").path, "-out",
                certificateFile,
            ]
        )
        guard openssl.wait() == 0 else { throw POSIXError(.EINVAL) }
        let file = directory.appendingPathComponent("nginx.conf")
        let text = Self.configuration(
            path: directory.path,
            plainPort: plainPort,
            tlsPort: tlsPort,
            protocols: protocols
        )
        try Data(text.utf8).write(to: file)
        process = try ChildProcess(
            "/usr/sbin/nginx",
            ["-p", directory.path, "-c", file.path, "-e", "stderr"]
        )
        try waitUntilReady()
    }

    /// Ends nginx and removes its directory.
    func stop() {
        process.terminate()
        try? FileManager.default.removeItem(at: directory)
    }

    private static func configuration(
        path: String,
        plainPort: UInt16,
        tlsPort: UInt16,
        protocols: String
    ) -> String {
        """
        daemon off;
        master_process off;
        pid \(path)/nginx.pid;
        error_log stderr crit;
        events { worker_connections 512; }
        http {
            access_log off;
            keepalive_requests 1000000;
            client_body_temp_path \(path)/body;
            proxy_temp_path \(path)/proxy;
            fastcgi_temp_path \(path)/fastcgi;
            uwsgi_temp_path \(path)/uwsgi;
            scgi_temp_path \(path)/scgi;
            server {
                listen 127.0.0.1:\(plainPort) backlog=512;
                listen 127.0.0.1:\(tlsPort) ssl backlog=512;
                ssl_certificate \(path)/cert.pem;
                ssl_certificate_key \(path)/key.pem;
                ssl_protocols \(protocols);
                ssl_ciphers "ALL:@SECLEVEL=0";
                ssl_verify_client optional_no_ca;
                location / { return 204; }
                location /echo { return 200 "$request_method $ssl_protocol '$ssl_client_s_dn'"; }
            }
        }
        """
    }

    /// nginx says nothing when it is ready; a connection that is taken does.
    private func waitUntilReady() throws {
        for _ in 0..<1000 {
            if Self.canConnect(to: tlsPort), Self.canConnect(to: plainPort) { return }
            usleep(5000)
        }
        throw POSIXError(.ECONNREFUSED)
    }

    /// A port that was free a moment ago.
    static func freePort() throws -> UInt16 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = loopback(port: 0)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, size) == 0 ? getsockname(descriptor, $0, &size) : -1
            }
        }
        guard result == 0 else { throw POSIXError(.EADDRINUSE) }
        return UInt16(bigEndian: address.sin_port)
    }

    static func canConnect(to port: UInt16) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = loopback(port: port)
        return withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    private static func loopback(port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }
}
