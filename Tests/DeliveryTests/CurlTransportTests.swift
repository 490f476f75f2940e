import BusinessTime
import Testing
import Transport

/// `CurlTransport` against a server that does what it is told, over real sockets.
struct CurlTransportTests {
    private func exchange(
        _ answer: TestServer.Answer,
        timeout: TimeSpan = .seconds(15)
    ) async throws -> Result<HTTPResponse, TransportFailure> {
        let server = try TestServer { _ in answer }
        defer { server.stop() }
        let transport = try CurlTransport(version: "0")
        return await transport.send(
            HTTPRequest(url: server.url("/SECRET?token=SECRET"), body: [1], timeout: timeout)
        )
    }

    @Test func request_arrivesAsGiven() async throws {
        let server = try TestServer { _ in
            .respond(200, headers: [("X-One", "1")], body: Array("hello".utf8))
        }
        defer { server.stop() }
        let transport = try CurlTransport(version: "1.2.3")
        let response = try await transport.send(
            HTTPRequest(
                url: server.url("/a%20b?c=d"),
                headers: [("Content-Type", "application/json; charset=utf-8"), ("X-Empty", "")],
                body: Array("{\"票\":\u{0}}".utf8)
            )
        ).get()

        #expect(response.status == 200)
        #expect(response.headers["x-one"] == "1")
        #expect(response.body == Array("hello".utf8))
        #expect(!response.truncated)

        let request = try #require(server.requests.first)
        #expect(request.method == "POST")
        #expect(request.target == "/a%20b?c=d")
        #expect(request.body == Array("{\"票\":\u{0}}".utf8))
        #expect(request.headers["user-agent"] == "slawatch/1.2.3")
        #expect(request.headers["content-type"] == "application/json; charset=utf-8")
        #expect(request.headers["x-empty"] == "")
        #expect(request.headers["expect"] == nil)
        #expect(request.headers["accept-encoding"] == nil)
    }

    @Test func emptyBody_isSentAsSuch() async throws {
        let server = try TestServer { _ in .respond(204) }
        defer { server.stop() }
        let transport = try CurlTransport(version: "0")
        #expect(try await transport.send(HTTPRequest(url: server.url())).get().status == 204)
        let got = HTTPRequest(url: server.url(), method: .get, body: [1])
        #expect(try await transport.send(got).get().status == 204)
        #expect(server.requests.map(\.method) == ["POST", "GET"])
        #expect(server.requests.first?.headers["content-length"] == "0")
        #expect(server.requests.first?.headers["content-type"] == nil)
        #expect(server.requests.allSatisfy { $0.body.isEmpty })
    }

    @Test func largeBody_isSentWholeAndWithoutWaiting() async throws {
        let server = try TestServer { _ in .respond(200) }
        defer { server.stop() }
        let transport = try CurlTransport(version: "0")
        let body = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let response = try await transport.send(HTTPRequest(url: server.url(), body: body)).get()
        #expect(response.status == 200)
        #expect(server.requests.first?.body == body)
    }

    @Test(arguments: [200, 202, 204, 400, 404, 410, 429, 500, 503])
    func anyStatus_isAResponse(status: Int) async throws {
        let response = try await exchange(
            .respond(status, headers: [("Retry-After", "7")])
        ).get()
        #expect(response.status == status)
        #expect(response.headers["retry-after"] == "7")
    }

    @Test(arguments: [301, 302, 303, 307, 308])
    func redirect_isNotFollowed(status: Int) async throws {
        let target = try TestServer { _ in .respond(200) }
        defer { target.stop() }
        let response = try await exchange(
            .respond(status, headers: [("Location", target.url("/elsewhere"))])
        ).get()
        #expect(response.status == status)
        #expect(target.connectionCount == 0)
    }

    @Test func body_isKeptUpToTheLimit() async throws {
        let body = [UInt8](repeating: 0x61, count: HTTPResponse.bodyLimit + 1)
        let response = try await exchange(.respond(200, body: body)).get()
        #expect(response.body.count == HTTPResponse.bodyLimit)
        #expect(response.truncated)
    }

    @Test func hugeBody_isAbandonedAndTheStatusKept() async throws {
        let body = [UInt8](repeating: 0x61, count: 10 * 1024 * 1024)
        let response = try await exchange(.respond(500, body: body)).get()
        #expect(response.status == 500)
        #expect(response.body.count == HTTPResponse.bodyLimit)
        #expect(response.truncated)
    }

    @Test func hugeHeaders_areRefused() async throws {
        let line = ("X-Long", String(repeating: "x", count: 1000))
        let result = try await exchange(
            .respond(200, headers: Array(repeating: line, count: 100))
        )
        #expect(result == .failure(.tooLarge(host: "127.0.0.1")))
    }

    @Test func silence_isATimeoutThatMayHaveArrived() async throws {
        let result = try await exchange(.hang, timeout: .milliseconds(200))
        #expect(
            result == .failure(.timeout(host: "127.0.0.1", requestMayHaveArrived: true))
        )
    }

    @Test func silenceAmidTheBody_isATimeout() async throws {
        let server = try TestServer { _ in
            .halfClose(after: Array("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab".utf8))
        }
        defer { server.stop() }
        let transport = try CurlTransport(version: "0")
        let result = await transport.send(
            HTTPRequest(url: server.url(), timeout: .seconds(5))
        )
        #expect(result.failure?.reason == "receive")
    }

    @Test(arguments: [
        (TestServer.Answer.close, "send_interrupted"),
        (.reset, "send_interrupted"),
        (.halfClose(), "send_interrupted"),
        (.raw(Array("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc".utf8)), "receive"),
        (
            .raw(Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab".utf8)),
            "receive"
        ),
        (.raw(Array("HTTP/1.1 200 OK\r\nContent-Le".utf8)), "receive"),
        (.raw(Array("SSH-2.0-OpenSSH_9.2\r\n".utf8)), "receive"),
        (.raw([0, 1, 2, 255]), "receive"),
    ])
    func brokenAnswer_isAFailureThatMayHaveArrived(
        answer: TestServer.Answer,
        reason: String
    ) async throws {
        let failure = try #require(try await exchange(answer).failure)
        #expect(failure.reason == reason, "\(failure)")
        #expect(failure.requestMayHaveArrived)
        #expect(failure.description.hasPrefix("127.0.0.1: "))
        #expect(!failure.description.contains("SECRET"))
    }

    @Test func answerEndedByClose_isWhole() async throws {
        let response = try await exchange(.raw(Array("HTTP/1.0 200 OK\r\n\r\nabc".utf8))).get()
        #expect(response.body == Array("abc".utf8))
    }

    @Test func refusedConnection_cannotHaveArrived() async throws {
        let port = try NginxServer.freePort()
        let transport = try CurlTransport(version: "0")
        let failure = try #require(
            await transport.send(HTTPRequest(url: "http://127.0.0.1:\(port)/SECRET")).failure
        )
        #expect(failure.reason == "connect")
        #expect(!failure.requestMayHaveArrived)
        #expect(!failure.description.contains("SECRET"))
    }

    @Test func handshakeThatNeverComes_timesOutUnsent() async throws {
        let server = try TestServer { _ in .hang }
        defer { server.stop() }
        let transport = try CurlTransport(version: "0")
        let request = HTTPRequest(
            url: server.url(scheme: "https"),
            connectTimeout: .milliseconds(200)
        )
        let result = await transport.send(request)
        #expect(
            result == .failure(.timeout(host: "127.0.0.1", requestMayHaveArrived: false))
        )
    }

    @Test func proxy_isUsedAndTheEnvironmentIsNot() async throws {
        let proxy = try TestServer { _ in .respond(200) }
        defer { proxy.stop() }
        let transport = try CurlTransport(version: "0")
        var request = HTTPRequest(
            url: "http://hooks.example/x",
            proxy: proxy.url(""),
            allowPlainHTTP: true
        )
        #expect(try await transport.send(request).get().status == 200)
        #expect(proxy.requests.first?.target == "http://hooks.example/x")

        request.proxy = "gopher://user:SECRET@h"
        let failure = await transport.send(request).failure
        #expect(failure?.reason == "bad_request")
        #expect(failure?.description.contains("SECRET") == false)
    }

    @Test(arguments: [
        ("X\r\nY", "a"), ("X", "a\r\nY: b"), ("", "a"), ("X Y", "a"), ("X", "a\u{0}"),
        ("Content-Length", "5"), ("transfer-encoding", "chunked"),
    ])
    func header_thatWouldBreakTheMessageIsRefused(name: String, value: String) async throws {
        let server = try TestServer { _ in .respond(200) }
        defer { server.stop() }
        let transport = try CurlTransport(version: "0")
        let failure = await transport.send(
            HTTPRequest(url: server.url(), headers: [(name, value)])
        ).failure
        #expect(failure?.reason == "bad_request")
        #expect(server.connectionCount == 0)
    }

    @Test func badURL_failsWithoutAWord() async throws {
        let transport = try CurlTransport(version: "0")
        let bad = await transport.send(HTTPRequest(url: "SECRET")).failure
        #expect(bad?.reason == "bad_url")
        let plain = await transport.send(HTTPRequest(url: "http://hooks.example/SECRET")).failure
        #expect(plain == .forbiddenScheme(host: "hooks.example", scheme: "http"))
    }

    @Test func request_printsNothingSecret() {
        let request = HTTPRequest(
            url: "https://h/SECRET",
            headers: [("Authorization", "SECRET")],
            proxy: "SECRET"
        )
        var dumped = ""
        dump(request, to: &dumped)
        #expect("\(request)" == "POST <REDACTED>, 0 bytes")
        #expect(!dumped.contains("SECRET"))
    }
}

extension Result {
    var failure: Failure? {
        if case .failure(let failure) = self { failure } else { nil }
    }
}
