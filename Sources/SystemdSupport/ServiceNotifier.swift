public import BusinessTime
import CSystemd
import Dispatch
import Glibc
import Support

/// Tells systemd how the service is doing, as `sd_notify` does.
///
/// Outside systemd, if `NOTIFY_SOCKET` is not set, every call does nothing and answers false.
public struct ServiceNotifier: Sendable {
    /// How often systemd wants to hear ``watchdog()`` at the least; nil if it does not watch.
    ///
    /// Ping at half of it.
    public let watchdogInterval: TimeSpan?

    /// The longest status line; `systemctl status` shows one line of it.
    static let maximumStatusBytes = 512

    /// Reads from the environment what systemd expects of this process.
    public init() {
        var microseconds: UInt64 = 0
        let isWatched = sd_watchdog_enabled(0, &microseconds) > 0
        watchdogInterval = isWatched ? .milliseconds(Int64(clamping: microseconds / 1000)) : nil
    }

    /// Says that start or reload is finished, and how things stand.
    @discardableResult
    public func ready(status: String? = nil) -> Bool { send(["READY=1"], status: status) }

    /// Sets the line that `systemctl status` shows.
    @discardableResult
    public func status(_ text: String) -> Bool { send([], status: text) }

    /// Says that the service is alive.
    @discardableResult
    public func watchdog() -> Bool { send(["WATCHDOG=1"]) }

    /// Says that the configuration is being read again; ``ready(status:)`` must follow, also
    /// if the new configuration was rejected.
    ///
    /// The time goes in the same datagram: `Type=notify-reload` (systemd 253 and later) tells by
    /// it which SIGHUP is meant, and older versions pass over it.
    @discardableResult
    public func reloading(status: String? = nil) -> Bool {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        let microseconds = Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1000
        return send(["RELOADING=1", "MONOTONIC_USEC=\(microseconds)"], status: status)
    }

    /// Says that the service has begun to stop.
    @discardableResult
    public func stopping(status: String? = nil) -> Bool { send(["STOPPING=1"], status: status) }

    /// Does something that may take long before the service is ready, and asks systemd for time
    /// meanwhile: half a minute more every ten seconds.
    public func extendingStart<Value, Failure: Error>(
        _ work: () throws(Failure) -> Value
    ) throws(Failure) -> Value {
        let timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "slawatch.start"))
        timer.schedule(deadline: .now() + .seconds(10), repeating: .seconds(10))
        timer.setEventHandler { @Sendable in _ = send(["EXTEND_TIMEOUT_USEC=30000000"]) }
        timer.activate()
        defer { timer.cancel() }
        return try work()
    }

    private func send(_ assignments: [String], status: String? = nil) -> Bool {
        var lines = assignments
        if let status { lines.append("STATUS=" + Self.singleLine(status)) }
        return sd_notify(0, lines.joined(separator: "\n")) > 0
    }

    /// A newline in a status would begin an assignment of its own: `READY=1`, say.
    private static func singleLine(_ text: String) -> String {
        let spaced = String(text.map { $0.isNewline || $0 == "\0" ? " " : $0 })
        return spaced.bounded(toBytes: maximumStatusBytes)
    }
}
