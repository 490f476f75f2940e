import BusinessTime
import Testing
import Transport

/// `CurlTransport` against a real nginx with a certificate that only a CA file can vouch for.
@Suite(.serialized)
struct CurlTransportTLSTests {
    @Test func selfSignedCertificate_isRefusedUnlessItsFileIsGiven() async throws {
        let nginx = try NginxServer()
        defer { nginx.stop() }
        let transport = try CurlTransport(version: "0")
        var request = HTTPRequest(url: "https://localhost:\(nginx.tlsPort)/echo/SECRET", body: [1])

        let failure = try #require(await transport.send(request).failure)
        #expect(failure.reason == "tls")
        #expect(!failure.requestMayHaveArrived)
        #expect(failure.description.contains("self-signed certificate"), "\(failure)")
        #expect(!failure.description.contains("SECRET"))

        request.tls.caFile = nginx.certificateFile
        let response = try await transport.send(request).get()
        #expect(response.status == 200)
        #expect(String(decoding: response.body, as: UTF8.self) == "POST TLSv1.3 ''")

        // The trust of one request is not that of the next, though a connection is open.
        request.tls.caFile = nil
        #expect(await transport.send(request).failure?.reason == "tls")
    }

    @Test func certificateOfAnother_isRefused() async throws {
        let nginx = try NginxServer(certificateName: "other.example")
        defer { nginx.stop() }
        let transport = try CurlTransport(version: "0")
        let failure = try #require(
            await transport.send(
                HTTPRequest(
                    url: "https://localhost:\(nginx.tlsPort)/",
                    tls: TLSOptions(caFile: nginx.certificateFile)
                )
            ).failure
        )
        #expect(failure.reason == "tls")
        #expect(
            failure.description.contains("no alternative certificate subject name matches"),
            "\(failure)"
        )
    }

    @Test func clientCertificate_isShown() async throws {
        let nginx = try NginxServer()
        defer { nginx.stop() }
        let transport = try CurlTransport(version: "0")
        let response = try await transport.send(
            HTTPRequest(
                url: "https://localhost:\(nginx.tlsPort)/echo",
                tls: TLSOptions(
                    caFile: nginx.certificateFile,
                    certificateFile: nginx.certificateFile,
                    keyFile: nginx.keyFile
                )
            )
        ).get()
        #expect(String(decoding: response.body, as: UTF8.self) == "POST TLSv1.3 'CN=localhost'")
    }

    @Test(arguments: [("TLSv1.2", "delivered"), ("TLSv1.1", "tls")])
    func oldProtocol_isRefused(protocols: String, expected: String) async throws {
        let nginx = try NginxServer(protocols: protocols)
        defer { nginx.stop() }
        let transport = try CurlTransport(version: "0")
        let result = await transport.send(
            HTTPRequest(
                url: "https://localhost:\(nginx.tlsPort)/",
                tls: TLSOptions(caFile: nginx.certificateFile)
            )
        )
        #expect(result.failure?.reason ?? "delivered" == expected)
    }

    @Test func missingFiles_areNamed() async throws {
        let nginx = try NginxServer()
        defer { nginx.stop() }
        let transport = try CurlTransport(version: "0")
        let url = "https://localhost:\(nginx.tlsPort)/"
        let noCA = await transport.send(
            HTTPRequest(url: url, tls: TLSOptions(caFile: "/nonexistent/ca.pem"))
        ).failure
        #expect(noCA?.reason == "tls")
        #expect(noCA?.description.contains("/nonexistent/ca.pem") == true, "\(noCA as Any)")
        let noCertificate = await transport.send(
            HTTPRequest(
                url: url,
                tls: TLSOptions(
                    caFile: nginx.certificateFile,
                    certificateFile: "/nonexistent/me.pem"
                )
            )
        ).failure
        #expect(noCertificate?.reason == "tls")
    }

    @Test func plainPortSpeaksNoTLS() async throws {
        let nginx = try NginxServer()
        defer { nginx.stop() }
        let transport = try CurlTransport(version: "0")
        let failure = await transport.send(
            HTTPRequest(url: "https://localhost:\(nginx.plainPort)/")
        ).failure
        #expect(failure?.reason == "tls")
        #expect(failure?.requestMayHaveArrived == false)
    }

    @Test func manyRequests_overTLS() async throws {
        let nginx = try NginxServer()
        defer { nginx.stop() }
        let transport = try CurlTransport(version: "0")
        let request = HTTPRequest(
            url: "https://localhost:\(nginx.tlsPort)/",
            body: Array("{}".utf8),
            tls: TLSOptions(caFile: nginx.certificateFile)
        )
        let delivered = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<500 {
                group.addTask { (try? await transport.send(request).get().status) == 204 }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(delivered == 500)
    }
}
