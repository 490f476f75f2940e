import BusinessTime
import Foundation
import Ledger
import ServiceLevels
import SlawatchTesting
import Support
import Testing

@testable import Channels
@testable import Notifications
@testable import Transport

/// A courier with one webhook channel over a real transport; time stands still until it is moved.
final class PostOffice {
    let journal = TestJournal()
    var now = Instant(milliseconds: 1_773_021_600_000)
    private let path = NSTemporaryDirectory() + "slawatch-post-" + UUID().uuidString
    private let ledger: Ledger
    private let courier: Courier
    private let outcomes: AsyncStream<(Int64, DeliveryOutcome)>
    private var count = 0

    init(url: String) throws {
        let (stream, continuation) = AsyncStream.makeStream(of: (Int64, DeliveryOutcome).self)
        outcomes = stream
        ledger = try Ledger(directory: path, now: now)
        let settings = WebhookSettings(
            url: url,
            secrets: [],
            connection: ConnectionSettings(timeout: .seconds(2))
        )
        let channel = WebhookChannel(settings: settings, transport: try CurlTransport(version: "0"))
        courier = Courier(
            ledger: ledger,
            channels: ["desk": channel],
            giveUpAfter: .days(1),
            random: SplitMix64(seed: 1),
            logger: journal.logger
        ) { continuation.yield(($0, $1)) }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Records a message.
    func write(_ ticket: String) throws -> Int64 {
        count += 1
        let identity = AlertIdentity(
            ticket: ticket,
            clock: "c",
            cycle: CycleID(seq: 1, at: now),
            promiseRevision: 0,
            step: "breach",
            occurrence: 1
        )
        let step = DueStep(
            identity: identity,
            kind: .breach,
            rule: "S",
            name: LocalizedText([:]),
            at: now,
            roles: [],
            started: now
        )
        let delivery = NewDelivery(
            id: "id-\(count)",
            ticket: ticket,
            channel: "desk",
            recipient: "owner",
            kind: .breach,
            body: Array("body \(count)".utf8)
        )
        let posting = OutboxEntry(
            alerts: [Alert(step: step)],
            disposition: .raised,
            deliveries: [delivery]
        )
        let (new, dropped) = try ledger.record([posting], inFlight: [], now: now)
        courier.add(new, dropped: dropped)
        return try #require(new.first?.seq)
    }

    func pump() throws { _ = try courier.pump(now: now, gate: SameVerdict(.send)) }

    /// Sends what is due and takes in what became of it.
    func attempt() async throws {
        try pump()
        while !courier.inFlight.isEmpty {
            for await (seq, outcome) in outcomes {
                courier.complete(seq, outcome, now: now)
                break
            }
        }
        try pump()
    }

    func state(_ seq: Int64) throws -> DeliveryState? { try ledger.delivery(seq)?.record.state }
}
