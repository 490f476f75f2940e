import ArgumentParser
import BusinessTime
import Configuration
import ControlProtocol
import ControlServer
import Foundation
import Logging
import Synchronization

@testable import SlactlCommands

/// A shop whose daemon runs, as far as anybody can tell by its socket.
final class ControlledShop: Sendable {
    let daemon: FakeDaemon
    let state: String
    private let folder: String
    private let config: String
    private let now: Instant
    private let control: ControlSocket
    private let standing: Mutex<AccessRole>
    private let faults: Mutex<[String]>

    /// Opens the socket of a shop, which has to outlive this.
    init(_ shop: Shop) throws {
        let standing = Mutex(AccessRole.administrator)
        let faults = Mutex<[String]>([])
        let now = shop.now
        daemon = FakeDaemon(now: now)
        state = shop.state
        folder = shop.folder
        config = shop.config
        self.now = now
        self.standing = standing
        self.faults = faults
        let box = Box()
        let store = shop.store
        let state = shop.state
        control = try ControlSocket(
            path: shop.socket,
            groups: ControlGroups(agents: "daemon", supervisors: "bin", administrators: "sys"),
            daemon: daemon,
            facts: {
                DaemonFacts(
                    version: "1.2.3",
                    started: now - .hours(3),
                    store: store,
                    state: state,
                    channelKinds: ["desk": "webhook", "journal": "journal"],
                    reloaded: now - .minutes(1),
                    reloadFaults: box.shop.withLock { $0.value?.faults.withLock(\.self) } ?? []
                )
            },
            reports: daemon,
            reload: { box.shop.withLock { $0.value?.faults.withLock(\.self) } ?? [] },
            clock: { now },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            own: 1,
            identify: { _ in
                let standing = box.shop.withLock { $0.value?.standing.withLock(\.self) }
                let ids: [AccessRole: UInt32] = [.agent: 1, .supervisor: 2, .administrator: 3]
                let group = standing.flatMap { ids[$0] }
                return PeerIdentity(uid: 4_242_424, groups: Set([group].compactMap(\.self)))
            }
        )
        box.shop.withLock { $0.value = self }
    }

    deinit { control.stop() }

    /// Reaches the shop from closures that are made before it is complete.
    private final class Box: Sendable {
        struct Weak { weak var value: ControlledShop? }
        let shop = Mutex(Weak())
    }

    /// Who calls from now on.
    func become(_ standing: AccessRole) { self.standing.withLock { $0 = standing } }

    /// What a reload says from now on.
    func reloadsWith(_ lines: [String]) { faults.withLock { $0 = lines } }

    /// The daemon stops.
    func stop() { control.stop() }

    /// What the daemon was told to do since the last call.
    func calls() -> [String] {
        daemon.calls.withLock { calls in
            defer { calls = [] }
            return calls
        }
    }

    /// Runs `slactl`; an error becomes its message with status 1.
    func slactl(_ arguments: String...) async -> CommandOutput {
        await slactl(arguments: arguments)
    }

    /// Runs `slactl`; an error becomes its message with status 1.
    func slactl(arguments: [String]) async -> CommandOutput {
        let (config, now, folder) = (config, now, folder)
        return await withCheckedContinuation { continuation in
            // It blocks, and the answer needs the threads that tests run on.
            Thread.detachNewThread {
                var output: CommandOutput
                do {
                    let command = try SlactlRoot.parseAsRoot(arguments + ["--config", config])
                    guard let printing = command as? any PrintingCommand else {
                        throw CommandError("\(type(of: command)) prints nothing")
                    }
                    output = try Now.$clock.withValue({ now }, operation: printing.output)
                } catch {
                    output = CommandOutput(
                        text: SlactlRoot.message(for: error),
                        code: SlactlRoot.exitCode(for: error).rawValue
                    )
                }
                output.text = output.text.replacing(folder, with: "SHOP")
                output.notes = output.notes.map { $0.replacing(folder, with: "SHOP") }
                continuation.resume(returning: output)
            }
        }
    }
}
