import BusinessTime
import Foundation
import Logging
import ServiceLevels
import SlawatchTesting
import Testing

@testable import Channels
@testable import Notifications
@testable import Transport

/// The mail channel against a real mail server with a certificate that only a CA file vouches for.
@Suite(.serialized)
struct MailChannelTests {
    private let journal = TestJournal()

    /// Sends a message and says what became of it.
    private func send(
        _ settings: MailSettings,
        to handles: [String],
        _ kind: AlertKind = .breach,
        transport: (any MailTransport)? = nil
    ) async throws -> DeliveryOutcome {
        let renderer = try MessageRendererTests.renderer(.chinese)
        let channel = MailChannel(
            name: "mail",
            settings: settings,
            transport: try transport ?? CurlTransport(version: "0"),
            logger: journal.logger,
            render: { renderer.render($0, as: $1) },
            mentions: { _ in handles.map { Mention(handle: $0, name: "李明") } }
        )
        let body = try MessageGoldenTests.body(kind, .chinese)
        let outgoing = OutgoingMessage(
            seq: 1,
            id: "slaw_8b0e2455",
            body: body,
            now: MessageSamples.start
        )
        return await withCheckedContinuation { continuation in
            channel.send(outgoing) { continuation.resume(returning: $0) }
        }
    }

    private func settings(
        _ server: MailServer,
        _ url: String,
        caFile: String? = nil,
        timeout: TimeSpan = .seconds(10)
    ) throws -> MailSettings {
        MailSettings(
            url: url,
            from: try #require(MailAddress("Slawatch <slawatch@example.com>")),
            username: "slawatch",
            password: "geheim密",
            tls: TLSOptions(caFile: caFile ?? server.certificateFile),
            timeout: timeout
        )
    }

    @Test func mail_arrivesByteForByteOverStarttlsAndTls() async throws {
        let server = try MailServer()
        defer { server.stop() }
        let urls = [
            "smtp://localhost:\(server.starttlsPort)", "smtps://localhost:\(server.tlsPort)",
        ]
        for url in urls {
            var settings = try settings(server, url)
            settings.to = [try #require(MailAddress("Lead <LI@example.com>"))]
            let to = ["li@example.com", "wang@example.com"]
            #expect(try await send(settings, to: to) == .delivered)
        }
        let mails = try server.mails()
        #expect(mails.count == 2)
        for mail in mails {
            #expect(mail.envelope.tls && mail.envelope.login)
            #expect(mail.envelope.from == "slawatch@example.com")
            #expect(mail.envelope.to == ["li@example.com", "wang@example.com"])
            #expect(mail.header("Message-ID") == "<slaw_8b0e2455@example.com>")
            #expect(mail.header("Date") == "Mon, 09 Mar 2026 10:15:00 +0800")
            #expect(
                mail.header("Subject")
                    == MailMessage.words(
                        "[Slawatch] 超时 20260309001 P1 故障 无法登录，请回电 z***@example.com"
                    )
                    .replacing("\r\n ", with: " ")
            )
            #expect(
                mail.text
                    == """
                    [Slawatch] 超时 20260309001 P1 故障 无法登录，请回电 z***@example.com

                    首次响应：应于 10:15 前完成，已超时（S0-4a）
                    依据：自 10:00 起，时限 15 分钟（日历 office），已计 15 分钟

                    负责人：李明
                    下一步：请立即处理，并告知客户原因和新的时间 #8b0e24

                    https://crm.example.com/tickets/20260309001?tab=sla

                    """.replacing("\n", with: "\r\n")
            )
        }
        #expect(mails[0].message == mails[1].message)
    }

    @Test func certificateOfNobody_isRefused() async throws {
        let server = try MailServer()
        let other = try MailServer()
        defer {
            server.stop()
            other.stop()
        }
        let urls = [
            "smtp://localhost:\(server.starttlsPort)", "smtps://localhost:\(server.tlsPort)",
        ]
        for url in urls {
            let settings = try settings(server, url, caFile: other.certificateFile)
            let outcome = try await send(settings, to: ["li@example.com"])
            guard case .unreachable(let reason) = outcome, reason.contains("tls") else {
                Issue.record("\(outcome)")
                continue
            }
        }
        #expect(try server.mails().isEmpty)
    }

    @Test func serverWithoutStarttls_isRefusedWhereItIsRequired() async throws {
        let server = try MailServer()
        defer { server.stop() }
        var settings = try settings(server, "smtp://localhost:\(server.plainPort)")
        let outcome = try await send(settings, to: ["li@example.com"])
        guard case .unreachable(let reason) = outcome, reason.contains("tls") else {
            Issue.record("\(outcome)")
            return
        }
        // To this machine, and without a file to check it by, it is not.
        settings.tls.caFile = nil
        settings.username = nil
        #expect(try await send(settings, to: ["li@example.com"]) == .delivered)
        #expect(try server.mails().map(\.envelope.tls) == [false])
        settings.url = "smtp://mail.example.com"
        #expect(settings.encryption == .required)
        settings.allowPlain = true
        #expect(settings.encryption == .ifOffered)
    }

    @Test func wrongPassword_stopsTheChannel() async throws {
        let server = try MailServer()
        defer { server.stop() }
        var settings = try settings(server, "smtps://localhost:\(server.tlsPort)")
        settings.password = "SECRET"
        let outcome = try await send(settings, to: ["li@example.com"])
        guard case .disable(let reason) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(reason.hasPrefix("smtp 535") && !reason.contains("SECRET"), "\(reason)")
    }

    static let refusals: [(account: String, outcome: DeliveryOutcome)] = [
        (
            "unknown",
            .permanent(reason: "smtp 550 5.1.1 <u***@example.com>: Recipient address rejected")
        ),
        (
            "grey",
            .retry(reason: "smtp 451 4.7.1 <g***@example.com>: greylisted", after: .seconds(60))
        ),
        ("busy", .retry(reason: "smtp 421 4.3.2 come back later", after: .seconds(60))),
        ("huge", .permanent(reason: "smtp 552 5.3.4 message too big")),
    ]

    @Test func refusals_areToldApartAndNameNobody() async throws {
        let server = try MailServer()
        defer { server.stop() }
        let settings = try settings(server, "smtps://localhost:\(server.tlsPort)")
        for (account, outcome) in Self.refusals {
            #expect(try await send(settings, to: ["\(account)@example.com"]) == outcome)
        }
        // A greylist takes it the second time.
        #expect(try await send(settings, to: ["grey@example.com"]) == .delivered)
        #expect(try server.mails().count == 1)
    }

    @Test func refusalOfOne_keepsItFromNobodyElse() async throws {
        let server = try MailServer()
        defer { server.stop() }
        let settings = try settings(server, "smtps://localhost:\(server.tlsPort)")
        let to = ["li@example.com", "unknown@example.com", "wang@example.com"]
        #expect(try await send(settings, to: to) == .delivered)
        #expect(
            try server.mails().map(\.envelope.to) == [["li@example.com", "wang@example.com"]]
        )
        #expect(
            journal.lines("") == [
                "channel mail: mail taken, but not for everybody: 550 5.1.1 <u***@example.com>: Recipient "
                    + "address rejected"
            ]
        )
    }

    @Test func nobodyToTell_isPermanentWithoutATry() async throws {
        let settings = MailSettings(
            url: "smtp://localhost:1",
            from: try #require(MailAddress("a@b.example"))
        )
        #expect(
            try await send(settings, to: ["no address"])
                == .permanent(
                    reason: "nobody has a mail address: owner, supervisor; and 'to' names nobody"
                )
        )
    }

    @Test func serverThatIsNotThere_isUnreachable() async throws {
        let settings = MailSettings(
            url: "smtp://localhost:\(try NginxServer.freePort())",
            from: try #require(MailAddress("a@b.example"))
        )
        let outcome = try await send(settings, to: ["li@example.com"])
        guard case .unreachable(let reason) = outcome, reason.contains("localhost") else {
            Issue.record("\(outcome)")
            return
        }
    }

    /// While libcurl waits for the reply to the end of a mail, or to QUIT, it does nothing else on
    /// that queue.
    @Test func serverThatDoesNotAnswer_holdsUpNoWebhook() async throws {
        let server = try MailServer()
        let nginx = try NginxServer()
        defer {
            server.stop()
            nginx.stop()
        }
        let transport = try CurlTransport(version: "0")
        let settings = try settings(
            server,
            "smtps://localhost:\(server.tlsPort)",
            timeout: .seconds(2)
        )
        async let scan = send(settings, to: ["scan@example.com"], transport: transport)
        async let mute = send(settings, to: ["mute@example.com"], transport: transport)
        let hasMailEnded = Shared(false)
        async let slow = {
            let outcome = try await send(
                settings,
                to: ["slow@example.com"],
                transport: transport
            )
            hasMailEnded.change { $0 = true }
            return outcome
        }()
        try await server.appears("hanging")
        let request = HTTPRequest(
            url: "http://localhost:\(nginx.plainPort)/",
            allowPlainHTTP: true
        )
        #expect(try await transport.send(request).get().status == 204)
        #expect(!hasMailEnded.value)
        #expect(try await mute == .delivered)
        #expect(try await scan == .delivered)
        let outcome = try await slow
        if case .retry(let reason, nil) = outcome, reason.contains("timed out") {
            #expect(!reason.contains("slow@"))
        } else {
            Issue.record("\(outcome)")
        }
    }

    @Test func mailUnderWay_isGivenUpWhenTold() async throws {
        let server = try MailServer()
        defer { server.stop() }
        let transport = try CurlTransport(version: "0")
        let settings = try settings(server, "smtps://localhost:\(server.tlsPort)")
        async let slow = send(settings, to: ["slow@example.com"], transport: transport)
        try await server.appears("hanging")
        transport.shutdown()
        let outcome = try await slow
        guard case .retry(let reason, nil) = outcome, reason.contains("cancelled") else {
            Issue.record("\(outcome)")
            return
        }
        let late = try await send(settings, to: ["li@example.com"], transport: transport)
        guard case .retry = late else {
            Issue.record("\(late)")
            return
        }
    }

    /// libcurl would else end it where it is, and the server take half a mail for a whole one.
    @Test func mailGivenUpMidway_neverArrives() async throws {
        let server = try MailServer()
        defer { server.stop() }
        var lines = Array((String(repeating: "x", count: 76) + "\r\n").utf8)
        for _ in 0..<18 { lines += lines }
        let request = MailRequest(
            url: "smtps://localhost:\(server.tlsPort)",
            sender: "slawatch@example.com",
            recipients: ["li@example.com"],
            message: lines,
            tls: TLSOptions(caFile: server.certificateFile)
        )
        let transport = try CurlTransport(version: "0")
        async let given = transport.send(request)
        try await server.appears("midway")
        transport.cancelAll()
        try server.leave("go")
        #expect(
            await given == .failure(.cancelled(host: "localhost", requestMayHaveArrived: true))
        )
        // What comes after it shows that the server is done with it.
        var small = request
        small.message = Array("Subject: small\r\n\r\n".utf8)
        #expect(try await transport.send(small).get().isTaken)
        try await server.appears("lost")
        #expect(try server.mails().map(\.message.count) == [small.message.count])
    }

    @Test func settings_showNothingOfThemselves() async throws {
        let settings = MailSettings(
            url: "smtp://localhost:1",
            from: try #require(MailAddress("a@b.example")),
            username: "SECRET",
            password: "SECRET"
        )
        var dumped = ""
        dump(settings, to: &dumped)
        #expect(!"\(settings) \(String(reflecting: settings)) \(dumped)".contains("SECRET"))
    }

    @Test func descriptors_areAllGivenBack() async throws {
        let server = try MailServer()
        defer { server.stop() }
        let settings = try settings(server, "smtps://localhost:\(server.tlsPort)")
        do {
            let transport = try CurlTransport(version: "0")
            for _ in 0..<3 {
                _ = try await send(settings, to: ["li@example.com"], transport: transport)
            }
            await withCheckedContinuation { continuation in
                transport.shutdown { continuation.resume() }
            }
        }
        #expect(try OpenDescriptors.count(connectedTo: server.tlsPort) == 0)
    }
}
