import BusinessTime
import Foundation
import Ledger
import Logging
import ServiceLevels
import SlawatchTesting
import Synchronization
import Testing

@testable import Channels
@testable import Notifications

/// Messages byte for byte as `Golden/` has them.
///
/// `SLAWATCH_WRITE_GOLDEN=1 swift test --filter MessageGoldenTests` writes them anew; look at the
/// difference before committing it: receivers rely on these.
struct MessageGoldenTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Golden")

    /// Of every kind, as the webhook channel would send it.
    static func body(_ kind: AlertKind, _ language: Language) throws -> [UInt8] {
        let writer = try MessageSamples.writer(language)
        let (alert, now) = MessageSamples.alert(kind)
        let deliveries: [NewDelivery]
        if kind == .summary {
            let summary = AlertMessage.Summary(
                reason: "first_start",
                tickets: 12,
                kinds: ["breach": 9, "warning": 3],
                examples: ["20260301007", "20260302001"]
            )
            var identity = alert.step.identity
            identity.ticket = ""
            deliveries = writer.deliveries(
                of: summary,
                identity: identity,
                roles: ["supervisor"],
                now: now
            )
        } else {
            deliveries = writer.deliveries(
                of: [alert],
                ticket: MessageSamples.ticket(),
                readings: try MessageSamples.readings(now: now),
                now: now
            )
        }
        return try #require(deliveries.first { $0.channel == "webhook" }).body
    }

    @Test(arguments: MessageSamples.kinds, Language.allCases)
    func message_isAsItHasAlwaysBeen(kind: AlertKind, language: Language) throws {
        let body = try Self.body(kind, language)
        let file = Self.folder.appendingPathComponent("\(kind.rawValue).\(language.rawValue).json")
        if ProcessInfo.processInfo.environment["SLAWATCH_WRITE_GOLDEN"] == "1" {
            try FileManager.default.createDirectory(
                at: Self.folder,
                withIntermediateDirectories: true
            )
            try Data(body + [UInt8(ascii: "\n")]).write(to: file)
        }
        let golden = try Data(contentsOf: file)
        #expect(
            String(decoding: body, as: UTF8.self) + "\n" == String(decoding: golden, as: UTF8.self)
        )
        // Standard Webhooks asks for less than 20 kB.
        #expect(body.count < 20_000)
    }

    @Test(arguments: MessageSamples.kinds)
    func message_isReadBackAsItWasWritten(kind: AlertKind) throws {
        let body = try Self.body(kind, .chinese)
        let message = try AlertMessage.decoder.decode(AlertMessage.self, from: Data(body))
        #expect(message.type == "sla.\(kind.rawValue)")
        #expect(message.data.schema == 1 && message.data.kind == kind.rawValue)
        #expect(message.data.text.hasPrefix("[Slawatch] "))
        #expect((message.data.ticket == nil) == (kind == .summary))
        #expect((message.data.summary == nil) == (kind != .summary))
        if let ticket = message.data.ticket { #expect(ticket.attributes["priority"] == "P1") }
        #expect(Instant(iso8601: message.timestamp) == MessageSamples.alert(kind).now.inSeconds)
    }

    /// Whatever stands in a ledger that was tampered with, a channel says no and lives on.
    @Test(arguments: [21, 22, 23] as [UInt64])
    func damagedMessage_isRefusedWithoutACrash(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let channel = JournalChannel(
            name: "journal",
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        let renderer = MessageRenderer(templates: .embedded, language: .english, zone: .utc)
        var refused = 0
        for kind in MessageSamples.kinds {
            let original = try Self.body(kind, .english)
            for _ in 0..<150 {
                var body = original
                for _ in 0..<Int.random(in: 1...6, using: &random) {
                    let place = body.indices.randomElement(using: &random) ?? 0
                    switch Int.random(in: 0..<3, using: &random) {
                    case 0: body[place] = UInt8.random(in: 0...255, using: &random)
                    case 1: body.remove(at: place)
                    default: body.removeSubrange(place..<min(body.count, place + 40))
                    }
                    if body.isEmpty { body = Array("{}".utf8) }
                }
                if let message = AlertMessage(body: body) {
                    // Its words may be any: they are put together all the same.
                    _ = renderer.render(message, as: .slack)
                    continue
                }
                refused += 1
                let outcome = Mutex<DeliveryOutcome?>(nil)
                let outgoing = OutgoingMessage(
                    seq: 1,
                    id: "slaw_1",
                    body: body,
                    now: MessageSamples.start
                )
                channel.send(outgoing) { answer in outcome.withLock { $0 = answer } }
                #expect(outcome.withLock(\.self) == .unreadable)
            }
        }
        #expect(refused > 100)
    }
}

extension Instant {
    fileprivate var inSeconds: Instant {
        Instant(iso8601: iso8601()) ?? self
    }
}
