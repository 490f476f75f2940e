import BusinessTime
import Foundation
import Logging
import ServiceLevels
import SlawatchTesting

@testable import Ledger
@testable import Notifications

/// A channel that keeps what it is given to send, until the test says what became of it.
final class RecordingChannel: Channel {
    let parallel: Int
    let target = "test"
    let rateLimit: RateLimit?
    let audience: Audience
    private let kept = Shared<[OutgoingMessage]>([])
    private let answer: DeliveryOutcome?

    /// With an answer it reports that at once.
    init(
        parallel: Int = 64,
        rateLimit: RateLimit? = nil,
        audience: Audience = .program,
        answer: DeliveryOutcome? = nil
    ) {
        self.parallel = parallel
        self.rateLimit = rateLimit
        self.audience = audience
        self.answer = answer
    }

    func send(_ outgoing: OutgoingMessage, report: @escaping @Sendable (DeliveryOutcome) -> Void) {
        kept.change { $0.append(outgoing) }
        if let answer { report(answer) }
    }

    /// Everything it was given to send, in order.
    var messages: [OutgoingMessage] { kept.value }
    var sent: [Int64] { messages.map(\.seq) }
}

/// A courier over a ledger of its own, with time that stands still until it is moved.
final class CourierHarness {
    let path = NSTemporaryDirectory() + "slawatch-courier-" + UUID().uuidString
    var now = Instant(milliseconds: 1_773_021_600_000)
    var channels: [String: RecordingChannel]
    let reported = Shared<[Int64]>([])
    private(set) var ledger: Ledger
    private(set) var courier: Courier
    private let giveUpAfter: TimeSpan
    private var posted = 0

    init(
        _ channels: [String: RecordingChannel] = ["chat": RecordingChannel()],
        giveUpAfter: TimeSpan = .hours(24)
    ) throws {
        self.channels = channels
        self.giveUpAfter = giveUpAfter
        ledger = try Ledger(directory: path, now: now)
        courier = Self.courier(ledger, channels, giveUpAfter, reported)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    private static func courier(
        _ ledger: Ledger,
        _ channels: [String: any Channel],
        _ giveUpAfter: TimeSpan,
        _ reported: Shared<[Int64]>
    ) -> Courier {
        Courier(
            ledger: ledger,
            channels: channels,
            giveUpAfter: giveUpAfter,
            random: SplitMix64(seed: 1),
            logger: Logger(label: "test") { _ in
                SwiftLogNoOpLogHandler()
            }
        ) { seq, _ in reported.change { $0.append(seq) } }
    }

    /// The only channel, where there is one.
    var chat: RecordingChannel { channels["chat"] ?? RecordingChannel() }

    /// Records and queues a message of an alert that nothing else is about.
    @discardableResult
    func post(
        _ ticket: String = "T-1",
        to channel: String = "chat",
        clock: String? = nil,
        step: String = "breach",
        kind: AlertKind = .breach,
        recipient: String = "owner"
    ) throws -> Int64 {
        posted += 1
        let identity = AlertIdentity(
            ticket: ticket,
            clock: clock ?? "clock \(posted)",
            cycle: CycleID(seq: 1, at: now),
            promiseRevision: 0,
            step: step,
            occurrence: 1
        )
        let alert = Alert(
            step: DueStep(
                identity: identity,
                kind: kind,
                rule: "S",
                name: LocalizedText([:]),
                at: now,
                roles: [],
                started: now
            )
        )
        let delivery = NewDelivery(
            id: "id-\(posted)",
            ticket: ticket,
            channel: channel,
            recipient: recipient,
            kind: kind,
            body: Array("body \(posted)".utf8)
        )
        let (new, dropped) = try ledger.record(
            [
                OutboxEntry(
                    alerts: ticket.isEmpty ? [] : [alert],
                    disposition: .raised,
                    deliveries: [delivery]
                )
            ],
            inFlight: courier.inFlight,
            now: now
        )
        courier.add(new, dropped: dropped)
        return new.first?.seq ?? 0
    }

    /// Sends what is due; tells the seconds until the courier wants to be called again.
    @discardableResult
    func pump(_ decision: GateDecision = .send) throws -> Double? {
        try pump(SameVerdict(decision))
    }

    /// Sends what is due, as a judge says.
    @discardableResult
    func pump(_ gate: some DeliveryGate) throws -> Double? {
        try courier.pump(now: now, gate: gate)
            .map { Double(($0 - now).milliseconds) / 1000 }
    }

    func complete(_ seq: Int64, _ outcome: DeliveryOutcome) {
        courier.complete(seq, outcome, now: now)
    }

    func record(_ seq: Int64) throws -> DeliveryRecord? {
        try ledger.delivery(seq)?.record
    }

    func condition(_ seq: Int64) throws -> DeliveryState? {
        try record(seq)?.state
    }

    /// Changes the ledger behind its back, from another process.
    func sql(_ text: String) throws {
        let arguments = [path + "/state.db", ".timeout 10000", text]
        let status = try ChildProcess("/usr/bin/sqlite3", arguments).wait()
        guard status == 0 else { throw POSIXError(.EIO) }
    }

    /// What `kill -9` and a new start come to: nothing but what was committed is left.
    func restart(_ channels: [String: RecordingChannel]) throws {
        let copy = path + "-copy"
        try FileManager.default.copyItem(atPath: path, toPath: copy)
        let other = NSTemporaryDirectory() + "slawatch-courier-" + UUID().uuidString
        ledger = try Ledger(directory: other, now: now)
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.moveItem(atPath: copy, toPath: path)
        self.channels = channels
        ledger = try Ledger(directory: path, now: now)
        try FileManager.default.removeItem(atPath: other)
        courier = Self.courier(ledger, channels, giveUpAfter, reported)
        try courier.resume(now: now)
    }
}

/// Says of each message what its ticket's id asks for.
struct ByTicket: DeliveryGate {
    let decision: (String) -> GateDecision

    init(_ decision: @escaping (String) -> GateDecision) { self.decision = decision }

    func decisions(on messages: [DueMessage], now _: Instant) -> [GateDecision] {
        messages.map { decision($0.record.ticket) }
    }

    func digest(of members: [DeliveryRecord], reason: String, now: Instant) -> NewDelivery? {
        SameVerdict(.send).digest(of: members, reason: reason, now: now)
    }
}

/// Says the same of every message, and tells any number of them as one.
struct SameVerdict: DeliveryGate {
    let decision: GateDecision

    init(_ decision: GateDecision) { self.decision = decision }

    func decisions(on messages: [DueMessage], now _: Instant) -> [GateDecision] {
        messages.map { _ in decision }
    }

    func digest(of members: [DeliveryRecord], reason: String, now _: Instant) -> NewDelivery? {
        members.first.map { first in
            NewDelivery(
                id: "digest of " + members.map(\.id).joined(separator: " "),
                ticket: "",
                channel: first.channel,
                recipient: "",
                kind: .digest,
                body: Array("\(reason): \(members.count)".utf8)
            )
        }
    }
}
