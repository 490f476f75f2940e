import BusinessTime
import Glibc
import Testing

@testable import SystemdSupport

/// Serialized: what is tested stands in the environment, of which a process has one.
@Suite(.serialized) struct ServiceNotifierTests {
    @Test func outsideSystemd_everyCallDoesNothing() {
        unsetenv("NOTIFY_SOCKET")
        unsetenv("WATCHDOG_USEC")
        let notifier = ServiceNotifier()
        #expect(notifier.watchdogInterval == nil)
        #expect(!notifier.ready())
        #expect(!notifier.watchdog())
        #expect(!notifier.stopping())
    }

    @Test func eachCall_isOneDatagram() throws {
        let listener = try NotifyListener()
        let notifier = ServiceNotifier()
        #expect(notifier.ready(status: "watching 3 tickets"))
        #expect(notifier.status("degraded"))
        #expect(notifier.watchdog())
        #expect(notifier.stopping())
        #expect(
            (0..<4).map { _ in listener.receive() } == [
                "READY=1\nSTATUS=watching 3 tickets", "STATUS=degraded", "WATCHDOG=1",
                "STOPPING=1",
            ]
        )
    }

    @Test func reloading_carriesTheMonotonicTime() throws {
        let listener = try NotifyListener()
        let before = monotonicMicroseconds()
        ServiceNotifier().reloading()
        let after = monotonicMicroseconds()
        let lines = listener.receive().split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.first == "RELOADING=1")
        let time = try #require(lines.last?.split(separator: "=").last.flatMap { Int64($0) })
        #expect((before...after).contains(time))
    }

    @Test func statusWithNewlines_staysOneAssignment() throws {
        let listener = try NotifyListener()
        ServiceNotifier().status("bad\nREADY=1\r\nX\u{2028}Y")
        #expect(listener.receive() == "STATUS=bad READY=1 X Y")
    }

    @Test func longStatus_isCut() throws {
        let listener = try NotifyListener()
        ServiceNotifier().status(String(repeating: "工", count: 3000))
        #expect(listener.receive().utf8.count <= 7 + ServiceNotifier.maximumStatusBytes)
    }

    @Test func missingSocket_isNotTold() {
        setenv("NOTIFY_SOCKET", "/nonexistent/notify", 1)
        defer { unsetenv("NOTIFY_SOCKET") }
        #expect(!ServiceNotifier().ready())
    }

    @Test func watchdogInterval_isWhatSystemdAsksFor() {
        setenv("WATCHDOG_USEC", "30000000", 1)
        setenv("WATCHDOG_PID", "\(getpid())", 1)
        defer {
            unsetenv("WATCHDOG_USEC")
            unsetenv("WATCHDOG_PID")
        }
        #expect(ServiceNotifier().watchdogInterval == .seconds(30))
        setenv("WATCHDOG_PID", "1", 1)
        #expect(ServiceNotifier().watchdogInterval == nil)
    }

    private func monotonicMicroseconds() -> Int64 {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1000
    }
}

/// Stands in for systemd: a datagram socket that `NOTIFY_SOCKET` names while it lives.
private final class NotifyListener {
    private let descriptor: Int32

    struct Failure: Error { let call: String, code: Int32 }

    init() throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        guard descriptor >= 0 else { throw Failure(call: "socket", code: errno) }
        // An abstract name: nothing is left behind in the file system.
        let name = "slawatch-notify-\(getpid())-\(descriptor)"
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { path in
            path[0] = 0
            for (index, byte) in name.utf8.enumerated() { path[index + 1] = byte }
        }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + 1 + name.utf8.count)
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
        }
        guard bound == 0 else { throw Failure(call: "bind", code: errno) }
        setenv("NOTIFY_SOCKET", "@" + name, 1)
    }

    deinit {
        unsetenv("NOTIFY_SOCKET")
        close(descriptor)
    }

    /// The next datagram; empty where none has come.
    func receive() -> String {
        var buffer = [UInt8](repeating: 0, count: 16384)
        let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
        return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    }
}
