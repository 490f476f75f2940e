package import BusinessTime
package import ControlProtocol
import Glibc
package import Logging

/// The daemon's control socket; it is removed when the daemon stops.
public final class ControlSocket: Sendable {
    private let desk: ControlDispatcher
    private let server: ControlServer

    /// Makes the socket and begins to listen.
    ///
    /// - Parameters:
    ///   - path: where to make the socket; a stale one is replaced.
    ///   - groups: the groups of each role.
    ///   - daemon: answers and executes calls.
    ///   - facts: what the daemon knows of itself at the moment.
    ///   - reports: makes long reports, beside the engine.
    ///   - reload: reads the configuration again; one line for each fault if it is rejected.
    ///   - clock: the wall clock.
    ///   - logger: the log of calls.
    ///   - limits: the limits of calls.
    ///   - own: the daemon's user id; by default the process's.
    ///   - identify: identifies the peer of a connection.
    /// - Throws: `ControlSocketError` if the socket cannot be made, or another process listens on
    ///   it.
    package init(
        path: String,
        groups: ControlGroups,
        daemon: any ControlledDaemon,
        facts: @escaping @Sendable () -> DaemonFacts,
        reports: any ReportSource,
        reload: @escaping @Sendable () async -> [String],
        clock: @escaping @Sendable () -> Instant,
        logger: Logger,
        limits: ControlLimits = .standard,
        own: UInt32? = nil,
        identify: @escaping @Sendable (Int32) -> PeerIdentity? = PeerIdentity.ofPeer(socket:)
    ) throws(ControlSocketError) {
        let own = own ?? geteuid()
        let desk = ControlDispatcher(
            daemon: daemon,
            groups: groups,
            own: own,
            limits: limits,
            facts: facts,
            reports: reports,
            reload: reload,
            clock: clock,
            logger: logger
        )
        self.desk = desk
        server = try ControlServer(path: path, limits: limits, own: own, identify: identify) {
            await desk.answer($0, from: $1)
        }
    }

    /// Replaces the groups.
    public func use(_ groups: ControlGroups) async { await desk.use(groups) }

    /// Closes every connection and removes the socket.
    public func stop() { server.stop() }
}
