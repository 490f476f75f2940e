import BusinessTime
import ControlProtocol
import Dispatch
import Foundation
import Glibc
import Synchronization

/// Listens on the control socket and passes requests and answers.
///
/// It has a thread of its own with one `poll(2)` and never blocks for one client. The engine's
/// queue and Dispatch's threads are not affected by clients.
final class ControlServer: Sendable {
    typealias Handler = @Sendable (ReceivedRequest, PeerIdentity) async -> [UInt8]

    /// Answers that other threads leave for the server's thread.
    private struct Inbox {
        var answers: [(id: Int, bytes: [UInt8])] = []
        var isStopping = false
    }

    private let inbox = Mutex(Inbox())
    private let limits: ControlLimits
    private let own: UInt32
    private let identify: @Sendable (Int32) -> PeerIdentity?
    private let handler: Handler
    private let executor = CallExecutor()
    private let listener: ListeningSocket
    private let wakeRead: Int32
    private let wakeWrite: Int32

    /// Makes the socket and begins to listen.
    ///
    /// - Parameters:
    ///   - path: where to make the socket.
    ///   - limits: the limits of calls.
    ///   - own: the daemon's user id.
    ///   - identify: identifies the peer of a connection.
    ///   - handler: answers a request with one line.
    /// - Throws: `ControlSocketError` if the socket cannot be made, or another process listens on
    ///   it.
    init(
        path: String,
        limits: ControlLimits,
        own: UInt32,
        identify: @escaping @Sendable (Int32) -> PeerIdentity?,
        handler: @escaping Handler
    ) throws(ControlSocketError) {
        self.limits = limits
        self.own = own
        self.identify = identify
        self.handler = handler
        var pipes: [Int32] = [-1, -1]
        guard pipe(&pipes) == 0, pipes.allSatisfy(setNonBlocking) else {
            throw ControlSocketError(path, errno)
        }
        wakeRead = pipes[0]
        wakeWrite = pipes[1]
        do {
            listener = try ListeningSocket(path: path)
        } catch {
            close(wakeRead)
            close(wakeWrite)
            throw error
        }
        let thread = Thread { [self] in
            var loop = Loop(server: self)
            loop.run()
        }
        thread.name = "control"
        thread.stackSize = 256 * 1024
        thread.start()
    }

    deinit {
        // Not sooner: an answer still being computed wakes the thread, which may be gone.
        close(wakeRead)
        close(wakeWrite)
    }

    /// Closes every connection and removes the socket.
    func stop() {
        listener.remove()
        inbox.withLock { $0.isStopping = true }
        wake()
    }

    private func deliver(_ id: Int, _ bytes: [UInt8]) {
        inbox.withLock { $0.answers.append((id, bytes)) }
        wake()
    }

    private func wake() {
        // A full pipe wakes the thread as well.
        _ = write(wakeWrite, [1], 1)
    }

    private func takeInbox() -> Inbox {
        inbox.withLock { inbox in
            defer { inbox.answers = [] }
            return inbox
        }
    }

    // MARK: - The server's thread

    private struct Loop {
        let server: ControlServer
        var connections: [Int: ControlConnection] = [:]
        var lastID = 0
        /// Accepts nobody until then, as no descriptors were left.
        var restUntil: UInt64 = 0

        init(server: ControlServer) {
            self.server = server
        }

        mutating func run() {
            while true {
                let ready = wait()
                if ready.contains(-1) { drainWakeUps() }
                let inbox = server.takeInbox()
                if inbox.isStopping { break }
                for (id, bytes) in inbox.answers { send(bytes, to: id) }
                for id in ready where id > 0 { serve(id) }
                expire()
                if ready.contains(0) { accept() }
            }
            for connection in connections.values { close(connection.descriptor) }
            close(server.listener.descriptor)
        }

        /// Waits until something can be done: for the connections returned, 0 for the listener, -1
        /// for the inbox.
        private func wait() -> [Int] {
            let now = monotonic()
            var ids = [-1]
            var descriptors = [pollfd(fd: server.wakeRead, events: Int16(POLLIN), revents: 0)]
            if restUntil <= now {
                ids.append(0)
                descriptors.append(
                    pollfd(fd: server.listener.descriptor, events: Int16(POLLIN), revents: 0)
                )
            }
            for (id, connection) in connections {
                guard let events = connection.events else { continue }
                ids.append(id)
                descriptors.append(pollfd(fd: connection.descriptor, events: events, revents: 0))
            }
            let deadlines = connections.values.compactMap { $0.events == nil ? nil : $0.deadline }
            let next = (deadlines + (restUntil > now ? [restUntil] : [])).min()
            // Rounded up, or the last millisecond would be spent polling.
            let patience = next.map { $0 > now ? Int32(clamping: ($0 - now) / 1_000_000 + 1) : 0 }
            guard poll(&descriptors, nfds_t(descriptors.count), patience ?? -1) > 0 else {
                return []
            }
            return zip(ids, descriptors).compactMap { $1.revents == 0 ? nil : $0 }
        }

        private func drainWakeUps() {
            var buffer = [UInt8](repeating: 0, count: 256)
            while read(server.wakeRead, &buffer, buffer.count) > 0 {}
        }

        private mutating func serve(_ id: Int) {
            guard var connection = connections[id] else { return }
            let progress =
                connection.state == .writing
                ? connection.write() : connection.read(limit: server.limits.request)
            connections[id] = connection
            follow(progress, of: id)
        }

        private mutating func send(_ bytes: [UInt8], to id: Int) {
            guard var connection = connections[id] else { return }
            connection.answer(bytes, deadline: deadline(after: server.limits.writeTime))
            let progress = connection.write()
            connections[id] = connection
            follow(progress, of: id)
        }

        private mutating func expire() {
            let now = monotonic()
            for (id, connection) in connections
            where connection.events != nil && connection.deadline <= now {
                var late = connection
                let progress = late.expire()
                connections[id] = late
                follow(progress, of: id)
            }
        }

        private mutating func follow(_ progress: ControlConnection.Progress, of id: Int) {
            guard let connection = connections[id] else { return }
            switch progress {
            case .waiting: break
            case .finished:
                connections[id] = nil
                close(connection.descriptor)
            case .received(let request):
                let server = server
                let peer = connection.peer
                Task(executorPreference: server.executor) {
                    server.deliver(id, await server.handler(request, peer))
                }
            }
        }

        private mutating func accept() {
            // Bounded, as connected clients need service too.
            for _ in 0..<server.limits.connections {
                let descriptor = Glibc.accept(server.listener.descriptor, nil, nil)
                guard descriptor >= 0 else {
                    if errno == EMFILE || errno == ENFILE || errno == ENOMEM || errno == ENOBUFS {
                        restUntil = deadline(after: .seconds(1))
                    }
                    return
                }
                guard setNonBlocking(descriptor), let peer = server.identify(descriptor) else {
                    close(descriptor)
                    continue
                }
                if let fault = refusal(of: peer) {
                    let line = ControlLine.failure(fault)
                    _ = Glibc.send(descriptor, line, line.count, Int32(MSG_NOSIGNAL))
                    close(descriptor)
                    continue
                }
                lastID += 1
                connections[lastID] = ControlConnection(
                    descriptor: descriptor,
                    peer: peer,
                    deadline: deadline(after: server.limits.readTime)
                )
            }
        }

        /// Why another connection is refused, if it is.
        private func refusal(of peer: PeerIdentity) -> ControlFault? {
            let limits = server.limits
            let isTrusted = peer.uid == 0 || peer.uid == server.own
            let own = connections.values.count { $0.peer.uid == peer.uid }
            let places = limits.connections - (isTrusted ? 0 : limits.connectionsOfRoot)
            guard connections.count >= places || !isTrusted && own >= limits.connectionsOfUser
            else { return nil }
            return ControlFault(
                .busy,
                "too many calls at once: at most \(limits.connections), and "
                    + "\(limits.connectionsOfUser) of one user",
                hint: "try again in a moment"
            )
        }

        private func deadline(after span: TimeSpan) -> UInt64 {
            monotonic() + UInt64(span.milliseconds) * 1_000_000
        }

        private func monotonic() -> UInt64 { DispatchTime.now().uptimeNanoseconds }
    }
}
