import BusinessTime
import Foundation
import Ledger
import ServiceLevels
import SlawatchTesting
import Testing

/// A receiver in every kind of trouble, from the ledger over a real connection and back: what
/// becomes of the message, what the journal says, and that it arrives when the trouble is over.
struct ReceiverTroubleTests {
    struct Trouble: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var answer: TestServer.Answer
        var event = "delivery_retried"
        var says: String
        /// For how many seconds no message is sent at all.
        var pause: Int64 = 0
    }

    private static func raw(_ text: String) -> TestServer.Answer { .raw(Array(text.utf8)) }

    private static let troubles = [
        Trouble(testDescription: "500", answer: .respond(500), says: "http 500"),
        Trouble(
            testDescription: "503 in HTML",
            answer: .respond(503, body: Array("<html><h1>Bad gateway</h1></html>".utf8)),
            says: "http 503"
        ),
        Trouble(
            testDescription: "429 for seconds",
            answer: .respond(429, headers: [("Retry-After", "120")]),
            event: "channel_paused",
            says: "http 429",
            pause: 120
        ),
        Trouble(
            testDescription: "429 until a date",
            answer: .respond(429, headers: [("Retry-After", "Mon, 09 Mar 2026 02:05:00 GMT")]),
            event: "channel_paused",
            says: "http 429",
            pause: 300
        ),
        Trouble(
            testDescription: "truncated JSON",
            answer: raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"errcode\": 0, \"err"),
            says: "127.0.0.1"
        ),
        Trouble(
            testDescription: "10 MB",
            answer: .respond(500, body: [UInt8](repeating: 97, count: 10 << 20)),
            says: "http 500"
        ),
        Trouble(testDescription: "half-closed", answer: .halfClose(), says: "127.0.0.1"),
        Trouble(testDescription: "reset", answer: .reset, says: "127.0.0.1"),
        Trouble(
            testDescription: "no HTTP",
            answer: raw("SSH-2.0-OpenSSH_9.2\r\n"),
            says: "127.0.0.1"
        ),
        Trouble(testDescription: "silent", answer: .hang, says: "127.0.0.1"),
    ]

    @Test(arguments: troubles)
    func troubleThatPasses_isRetriedWithTheSameID(_ trouble: Trouble) async throws {
        let isOver = Shared(false)
        let server = try TestServer { _ in isOver.value ? .respond(204) : trouble.answer }
        defer { server.stop() }
        let post = try PostOffice(url: server.url())
        let seq = try post.write("T-1")
        try await post.attempt()
        #expect(try post.state(seq) == .pending)
        #expect(post.journal.lines(trouble.event).contains { $0.contains(trouble.says) })

        if trouble.pause > 0 {
            post.now = post.now + .seconds(trouble.pause - 1)
            let second = try post.write("T-2")
            try post.pump()
            #expect(server.requests.count == 1, "something was sent in the pause")
            #expect(try post.state(second) == .pending)
        }
        isOver.change { $0 = true }
        post.now = post.now + .minutes(5)
        try await post.attempt()
        #expect(try post.state(seq) == .delivered)
        let ids = server.requests.filter { $0.body == Array("body 1".utf8) }
            .map { $0.headers["webhook-id"] }
        #expect(ids.count == 2)
        #expect(Set(ids) == ["id-1"])
    }

    @Test func receiverThatIsGone_disablesTheChannel() async throws {
        let server = try TestServer { _ in .respond(410) }
        defer { server.stop() }
        let post = try PostOffice(url: server.url())
        let seq = try post.write("T-1")
        try await post.attempt()
        #expect(try post.state(seq) == .held)
        #expect(post.journal.lines("channel_disabled").contains { $0.contains("http 410") })
        let next = try post.write("T-2")
        try post.pump()
        #expect(try post.state(next) == .held)
    }

    @Test func receiverThatIsDown_isRetried_andServedWhenItIsBack() async throws {
        let post = try PostOffice(url: "http://127.0.0.1:\(try NginxServer.freePort())/")
        let seq = try post.write("T-1")
        try await post.attempt()
        #expect(try post.state(seq) == .pending)
        #expect(post.journal.lines("delivery_retried").contains { $0.contains("127.0.0.1") })
    }

    @Test func certificateThatNobodyVouchesFor_isNamed_andRetried() async throws {
        let nginx = try NginxServer()
        defer { nginx.stop() }
        let post = try PostOffice(url: "https://localhost:\(nginx.tlsPort)/echo")
        let seq = try post.write("T-1")
        try await post.attempt()
        #expect(try post.state(seq) == .pending)
        #expect(post.journal.lines("delivery_retried").contains { $0.contains("certificate") })
    }
}
