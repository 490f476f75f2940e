import BusinessTime
import Foundation
import Ledger
import Logging
import Notifications
import People
import ServiceLevels
import SlawatchTesting
import Synchronization
import Testing
import TicketStore
import TicketStoreAdmin
import Watchdog

/// A channel that keeps what it is sent and answers as it is told to.
final class RecordingChannel: Channel {
    struct Sent: Sendable {
        var id: String
        var message: AlertMessage
    }

    private let state = Mutex<(sent: [Sent], answer: DeliveryOutcome)>(([], .delivered))

    var parallel: Int { 64 }
    var target: String { "test" }
    let audience: Audience

    init(audience: Audience = .program) {
        self.audience = audience
    }

    func send(_ outgoing: OutgoingMessage, report: @escaping @Sendable (DeliveryOutcome) -> Void) {
        guard
            let message = try? AlertMessage.decoder.decode(
                AlertMessage.self,
                from: Data(outgoing.body)
            )
        else { return report(.permanent(reason: "unreadable")) }
        let answer = state.withLock { state in
            state.sent.append(Sent(id: outgoing.id, message: message))
            return state.answer
        }
        report(answer)
    }

    /// What it answers from now on.
    func answers(_ outcome: DeliveryOutcome) {
        state.withLock { $0.answer = outcome }
    }

    /// Whether nothing has come since what was taken.
    var isEmpty: Bool { state.withLock { $0.sent.isEmpty } }

    /// What has come since the last call.
    func take() -> [Sent] {
        state.withLock { state in
            defer { state.sent = [] }
            return state.sent
        }
    }
}

/// An engine over real files, woken by hand.
final class EngineHarness {
    let folder: URL
    let writer: StoreWriter
    let channel = RecordingChannel()
    /// A second channel, `other`, for whatever configuration names it.
    let other = RecordingChannel()
    let journal = TestJournal()
    /// A moment that every test counts from; the store's triggers write the real time.
    let base: Instant
    private(set) var now: Instant
    /// Nil only while it is being exchanged: two cannot hold one state directory.
    private var running: Engine?
    private let outcomes = Outcomes()
    private let shadow: Bool

    /// Outcomes on their way back to the engine.
    private final class Outcomes: Sendable {
        let waiting = Mutex<[(Int64, DeliveryOutcome)]>([])
    }

    init(
        shadow: Bool = false,
        summaryAbove: Int = 20,
        configuration: EngineConfiguration? = nil,
        prepare: (Setup) throws -> Void = { _ in }
    ) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "slaw-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let path = folder.appending(path: "tickets.db").path
        _ = try StoreWriter.create(path: path, zone: "Asia/Shanghai")
        writer = try StoreWriter(path: path)
        base = SystemTime.now()
        now = base
        self.shadow = shadow
        try prepare(Setup(writer: writer, base: base))
        try start(configuration ?? Self.configuration(shadow: shadow, summaryAbove: summaryAbove))
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    /// The store before the engine first looks at it.
    struct Setup {
        var writer: StoreWriter
        var base: Instant
    }

    var statePath: String { folder.appending(path: "state").path }
    var storePath: String { folder.appending(path: "tickets.db").path }
    var status: EngineStatus { engine.status(now: now) }

    /// Wakes the engine until it has nothing to do at this moment.
    func wake() throws {
        engine.requestPoll()
        for _ in 0..<10_000 {
            let next = engine.wake(now: now)
            let waiting = outcomes.waiting.withLock { list in
                defer { list = [] }
                return list
            }
            for (seq, outcome) in waiting { engine.complete(seq, outcome, now: now) }
            if waiting.isEmpty, next.map({ $0 > now }) ?? true { return }
        }
        Issue.record("the engine never comes to rest")
    }

    /// Time passes; the engine is woken whenever it asks for it, and at the end.
    func advance(by span: TimeSpan) throws {
        let end = now + span
        while let next = engine.wake(now: now), next <= end {
            now = max(next, now + .milliseconds(1))
            try wake()
        }
        now = end
        try wake()
    }

    /// The clock is set, or the machine slept: nobody was woken in between.
    func setClock(by span: TimeSpan) throws {
        now = now + span
        try wake()
    }

    /// The daemon is killed and started again, at a later time.
    func restart(after span: TimeSpan = .zero, configuration: EngineConfiguration? = nil) throws {
        running = nil
        outcomes.waiting.withLock { $0 = [] }
        now = now + span
        try start(configuration ?? Self.configuration(shadow: shadow))
    }

    /// The ledger is damaged while the daemon is down.
    func loseLedger() throws {
        running = nil
        let file = statePath + "/state.db"
        for suffix in ["-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: file + suffix)
        }
        try Data("this is no database, and was one a moment ago".utf8)
            .write(to: URL(filePath: file))
        try start(Self.configuration(shadow: shadow, summaryAbove: 3))
    }

    /// The daemon is killed between recording what is known and telling of it.
    func pretendKilledDuringSummary() throws {
        running = nil
        do {
            let ledger = try Ledger(directory: statePath, now: now)
            // A millisecond off: the summary that was sent has an id that is never sent twice.
            try ledger.keep("first_start \(base.milliseconds - 1)", as: "backlog")
        }
        try start(Self.configuration(shadow: shadow, summaryAbove: 3))
    }

    private func start(_ configuration: EngineConfiguration) throws {
        let logger = journal.logger
        let ledger = try Ledger(directory: statePath, now: now)
        let outcomes = outcomes
        let courier = Courier(
            ledger: ledger,
            channels: ["test": channel, "other": other],
            giveUpAfter: .days(1),
            random: SystemRandomNumberGenerator(),
            logger: logger
        ) { seq, outcome in
            outcomes.waiting.withLock { $0.append((seq, outcome)) }
        }
        let store = TicketStore(
            path: storePath,
            layout: configuration.policies.layout,
            logger: nil
        )
        running = Engine(
            store: store,
            ledger: ledger,
            courier: courier,
            configuration: configuration,
            logger: logger
        )
        try engine.start(now: now)
        try wake()
    }

    var engine: Engine {
        guard let running else { preconditionFailure("no engine runs") }
        return running
    }

    /// Everybody wants to be left alone from now on, but for high tickets; or no more.
    func setQuiet(_ isQuiet: Bool, layout: AttributeLayout = .standard) throws {
        var layout = layout
        let urgent = Predicate.attribute(
            slot: layout.slot(adding: "priority"),
            name: "priority",
            .oneOf(["high", "高", "P0", "P1", "紧急"])
        )
        let quiet = QuietHours(calendar: try Self.never(), urgent: urgent)
        let configuration = Self.configuration(
            people: isQuiet ? Directory(quiet: quiet) : Directory(),
            audience: .room,
            layout: layout,
            fingerprint: "1"
        )
        try engine.reload(configuration, channels: ["test": channel], now: now)
        try wake()
    }

    /// A calendar that opens in some years.
    static func never() throws -> BusinessCalendar {
        var definition = CalendarDefinition(name: "never", zone: .utc, week: [:])
        definition.dated[try #require(CivilDate("2031-01-01"))] = [
            OpenHours(
                open: try #require(CivilTime(hour: 9, minute: 0)),
                close: try #require(CivilTime(hour: 18, minute: 0))
            )
        ]
        return try BusinessCalendar(definition)
    }

    /// What has been sent since the last call: `breach T1 → owner`.
    func sent() -> [String] {
        channel.take().map { sent in
            let alerts = sent.message.data.alerts.map { "\($0.kind) \($0.clock) \($0.step)" }
            let roles = sent.message.data.recipients.map(\.role).joined(separator: ",")
            let ticket = sent.message.data.ticket?.id ?? ""
            let what = alerts.isEmpty ? sent.message.data.kind : alerts.joined(separator: " + ")
            return "\(ticket) \(what) → \(roles)"
        }
    }
}

extension EngineHarness {
    /// A policy with a warning, a breach and an escalation, and progress every hour.
    static func configuration(
        shadow: Bool = false,
        summaryAbove: Int = 20,
        response: TimeSpan = .minutes(20),
        escalation: [Step] = [
            Step(
                name: "supervisor",
                kind: .escalation,
                moment: .offset(.minutes(10)),
                roles: ["supervisor"]
            )
        ],
        people: Directory = Directory(),
        audience: Audience = .program,
        maintenance: [MaintenanceWindow] = [],
        layout: AttributeLayout = .standard,
        zone: ZoneRules = .utc,
        fingerprint: String = "1"
    ) -> EngineConfiguration {
        let always = BusinessCalendar.always()
        let ends = EventSelector(["resolved", "closed"])
        let clock = Clock(
            id: "first_response",
            name: LocalizedText([.english: "First response"]),
            start: EventSelector(["received"]),
            satisfiedBy: Satisfaction([EventSelector(["first_response"])]),
            ends: ends,
            cases: [
                ClockCase(
                    rule: "T-1",
                    target: .time(response),
                    calendar: always,
                    ladder: [
                        Step(
                            name: "warning",
                            kind: .warning,
                            moment: .fraction(0.5),
                            roles: ["owner"]
                        ),
                        Step(
                            name: "owner",
                            kind: .breach,
                            moment: .offset(.zero),
                            roles: ["owner"]
                        ),
                    ] + escalation
                )
            ]
        )
        let progress = Clock(
            id: "progress",
            name: LocalizedText([.english: "Progress"]),
            start: EventSelector(["first_response", "progress"]),
            starting: .last,
            satisfiedBy: Satisfaction([EventSelector(["progress"])]),
            ends: ends,
            cases: [
                ClockCase(
                    rule: "T-2",
                    target: .time(.hours(1)),
                    recurring: true,
                    calendar: always,
                    ladder: [
                        Step(
                            name: "nudge",
                            kind: .nudge,
                            moment: .offset(.zero),
                            every: .hours(1),
                            roles: ["owner"]
                        )
                    ]
                )
            ]
        )
        let policy = Policy(id: "test", name: LocalizedText([:]), clocks: [clock, progress])
        let routes = Routes(roles: ["owner": ["test"], "supervisor": ["test"]])
        return EngineConfiguration(
            policies: PolicySet(
                entries: [.init(when: .always, policy: policy)],
                layout: layout
            ),
            writer: MessageWriter(
                routes: routes,
                language: .english,
                zone: zone,
                ticketURL: nil,
                people: people,
                audiences: ["test": audience]
            ),
            shadow: shadow,
            summaryAbove: summaryAbove,
            maintenance: maintenance,
            fingerprint: fingerprint
        )
    }
}
