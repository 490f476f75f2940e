import BusinessTime
import Channels
import Foundation
import Glibc
import Ledger
import Logging
import Notifications
import ServiceLevels
import Synchronization
import TicketStore
import TicketStoreAdmin
import Watchdog

@testable import ControlProtocol
@testable import ControlServer

/// A daemon's engine with a control socket, in a folder of its own.
final class ControlHarness: Sendable {
    let folder: String
    let watchdog: Watchdog
    private let control: ControlSocket
    private let peer: Mutex<PeerIdentity>
    private let faults: Mutex<[String]>

    var path: String { folder + "/c.sock" }
    var state: String { folder + "/state" }

    /// Groups that every Debian machine has.
    static let groups = ControlGroups(agents: "daemon", supervisors: "bin", administrators: "sys")
    /// A user that no machine has.
    static let uid: UInt32 = 4_242_424

    /// Somebody in the group of a standing.
    static func somebody(_ standing: AccessRole) -> PeerIdentity {
        let ids: [AccessRole: UInt32] = [.agent: 1, .supervisor: 2, .administrator: 3]
        return PeerIdentity(uid: uid, groups: Set([ids[standing]].compactMap(\.self)))
    }

    init(
        as standing: AccessRole = .administrator,
        limits: ControlLimits = .standard,
        clock: @escaping @Sendable () -> Instant = SystemTime.now
    ) async throws {
        folder = NSTemporaryDirectory() + "slawc-" + UUID().uuidString.prefix(8)
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true
        )
        let peer = Mutex(Self.somebody(standing))
        let faults = Mutex<[String]>([])
        let store = folder + "/t.db"
        let state = folder + "/state"
        watchdog = try Self.watchdog(store: store, state: state)
        try await watchdog.start()
        self.peer = peer
        self.faults = faults
        let box = Box()
        control = try ControlSocket(
            path: folder + "/c.sock",
            groups: Self.groups,
            daemon: watchdog,
            facts: {
                DaemonFacts(
                    version: "1",
                    started: Instant(milliseconds: 0),
                    store: store,
                    state: state,
                    channelKinds: ["test": "journal"]
                )
            },
            reports: FakeReports(),
            reload: { box.harness.withLock { $0.harness?.faults.withLock(\.self) ?? [] } },
            clock: clock,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            limits: limits,
            own: 1,
            identify: { _ in
                box.harness.withLock { $0.harness?.peer.withLock(\.self) }
            }
        )
        box.harness.withLock { $0.harness = self }
    }

    deinit {
        control.stop()
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Reaches the harness from closures that are made before it is complete.
    private final class Box: Sendable {
        struct Weak { weak var harness: ControlHarness? }
        let harness = Mutex(Weak())
    }

    /// Who calls from now on.
    func become(_ identity: PeerIdentity) { peer.withLock { $0 = identity } }

    /// Who calls from now on.
    func become(_ standing: AccessRole) { become(Self.somebody(standing)) }

    /// What a reload says from now on.
    func reloadsWith(_ lines: [String]) { faults.withLock { $0 = lines } }

    /// Ends the service of the socket.
    func stop() { control.stop() }

    /// Calls a command with JSON arguments, and returns the line that comes back.
    func call(_ command: String, _ arguments: String = "{}") async throws -> String {
        try await send(#"{"version":1,"command":"\#(command)","arguments":\#(arguments)}"# + "\n")
    }

    /// Sends a text and returns the line that comes back.
    func send(_ text: String) async throws -> String {
        let client = ControlClient(path: path, patience: 300)
        return try await onThread {
            String(decoding: try client.exchange(Array(text.utf8)).dropLast(), as: UTF8.self)
        }
    }

    /// The audit trail, the oldest first: `stranger status {} forbidden`.
    func trail() throws -> [String] {
        try LedgerReader(directory: state).audit(limit: 1000).reversed().map {
            "\($0.standing) \($0.command) \($0.arguments) \($0.outcome)"
        }
    }

    /// The counts of calls that changed nothing, the oldest first: `stranger status forbidden 3`.
    func counts() throws -> [String] {
        try LedgerReader(directory: state).callCounts(limit: 1000).sorted {
            $0.first < $1.first
        }.map { "\($0.standing) \($0.command) \($0.outcome) \($0.calls)" }
    }

    /// Adds a ticket to the store.
    func addTicket(_ id: String) throws {
        try StoreWriter(path: folder + "/t.db").add(
            [:],
            id: id,
            received: SystemTime.now(),
            TicketAct(at: SystemTime.now(), by: "desk")
        )
    }

    private static func watchdog(store: String, state: String) throws -> Watchdog {
        _ = try StoreWriter.create(path: store, zone: "Asia/Shanghai")
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let ledger = try Ledger(directory: state, now: SystemTime.now())
        let relay = OutcomeRelay()
        let courier = Courier(
            ledger: ledger,
            channels: ["test": JournalChannel(name: "test", logger: logger)],
            giveUpAfter: .days(1),
            random: SystemRandomNumberGenerator(),
            logger: logger,
            report: relay.report
        )
        let clock = Clock(
            id: "first_response",
            name: LocalizedText([:]),
            start: EventSelector(["received"]),
            satisfiedBy: Satisfaction([EventSelector(["first_response"])]),
            ends: EventSelector(["closed"]),
            cases: []
        )
        let policy = Policy(id: "test", name: LocalizedText([:]), clocks: [clock])
        let configuration = EngineConfiguration(
            policies: PolicySet(
                entries: [.init(when: .always, policy: policy)],
                layout: .standard
            ),
            writer: MessageWriter(
                routes: Routes(roles: [:]),
                language: .english,
                zone: .utc,
                ticketURL: nil
            ),
            fingerprint: "1"
        )
        let engine = Engine(
            store: TicketStore(path: store, layout: .standard, logger: nil),
            ledger: ledger,
            courier: courier,
            configuration: configuration,
            logger: logger
        )
        return Watchdog(
            engine: engine,
            relay: relay,
            pollInterval: .seconds(1),
            clock: SystemTime.now,
            logger: logger
        ) { _ in }
    }
}

/// Runs what blocks on a thread that nobody else needs.
func onThread<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value
{
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result(catching: work)) }
    }
}
