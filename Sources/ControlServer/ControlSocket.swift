package import BusinessTime
package import ControlProtocol
import Glibc
package import Logging

/// The daemon's control socket: made, listening, and gone when the daemon stops.
public final class ControlSocket: Sendable {
    private let desk: ControlDispatcher
    private let server: ControlServer

    /// Makes the socket and begins to listen.
    ///
    /// - Parameters:
    ///   - path: where the socket is made; a stale one is replaced.
    ///   - groups: who counts as what.
    ///   - daemon: what is asked and changed.
    ///   - facts: what the daemon knows of itself at a moment.
    ///   - reports: makes what takes long, beside the engine.
    ///   - reload: reads the configuration again; the faults where it is rejected, a line each.
    ///   - clock: the wall clock.
    ///   - logger: where calls are told.
    ///   - limits: what is borne with.
    ///   - own: the daemon's user id; the process's where it is not given.
    ///   - identify: tells who is at the other end of a connection.
    /// - Throws: `ControlSocketError` where the socket cannot be made, or somebody listens on it.
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

    /// Goes by other groups from now on.
    public func use(_ groups: ControlGroups) async { await desk.use(groups) }

    /// Closes every connection and removes the socket.
    public func stop() { server.stop() }
}
