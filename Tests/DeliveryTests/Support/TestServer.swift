import Foundation
import Glibc

/// An HTTP server on loopback that misbehaves as told: one thread for each connection, no
/// library in between, so that it can do what no honest server does.
final class TestServer: Sendable {
    /// What it does with a request.
    enum Answer: Sendable {
        /// Answers properly and keeps the connection.
        case respond(Int, headers: [(String, String)] = [], body: [UInt8] = [])
        /// Sends these bytes as they are, then closes the connection.
        case raw([UInt8])
        /// Sends these bytes, ends its direction, and reads on until the client closes.
        case halfClose(after: [UInt8] = [])
        /// Says nothing until the client or `stop` closes the connection.
        case hang
        /// Closes the connection.
        case close
        /// Closes the connection with a reset.
        case reset
    }

    private struct State {
        var isStopped = false
        var descriptors: Set<Int32> = []
        var connectionCount = 0
        var requests: [TestRequest] = []
        var waiters: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    let port: UInt16
    private let listener: Int32
    private let handler: @Sendable (TestRequest) -> Answer
    private let state = Shared(State())
    private let threads = DispatchGroup()

    init(handler: @escaping @Sendable (TestRequest) -> Answer) throws {
        (listener, port) = try Self.listen()
        self.handler = handler
        startThread { $0.acceptAll() }
    }

    /// A URL of this server.
    func url(_ path: String = "/", scheme: String = "http") -> String {
        "\(scheme)://127.0.0.1:\(port)\(path)"
    }

    var connectionCount: Int { state.change { $0.connectionCount } }
    var requests: [TestRequest] { state.change { $0.requests } }

    /// Returns once so many requests have come in whole, whatever became of them.
    func received(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let isThere = state.change { state in
                if state.requests.count >= count { return true }
                state.waiters.append((count, continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    /// Closes everything and waits for the threads.
    func stop() {
        state.change { state in
            state.isStopped = true
            for descriptor in state.descriptors { _ = shutdown(descriptor, Int32(SHUT_RDWR)) }
        }
        _ = shutdown(listener, Int32(SHUT_RDWR))
        threads.wait()
    }

    private func startThread(_ body: @escaping @Sendable (TestServer) -> Void) {
        threads.enter()
        Thread.detachNewThread { [self] in
            body(self)
            threads.leave()
        }
    }

    private func acceptAll() {
        defer { close(listener) }
        while true {
            let descriptor = accept(listener, nil, nil)
            if descriptor < 0 {
                if errno == EINTR || errno == ECONNABORTED { continue }
                return
            }
            // A server that other tests start must not hold this connection open.
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
            let goesOn = state.change { state in
                guard !state.isStopped else { return false }
                state.descriptors.insert(descriptor)
                state.connectionCount += 1
                return true
            }
            guard goesOn else {
                close(descriptor)
                return
            }
            startThread { $0.serve(TestConnection(descriptor: descriptor)) }
        }
    }

    private func serve(_ connection: TestConnection) {
        var connection = connection
        while let request = connection.readRequest() {
            note(request)
            guard perform(handler(request), on: &connection) else { break }
        }
        // Under the lock, so that `stop` never shuts down another's descriptor.
        state.change { state in
            state.descriptors.remove(connection.descriptor)
            _ = close(connection.descriptor)
        }
    }

    /// Whether the connection may carry another request.
    private func perform(_ answer: Answer, on connection: inout TestConnection) -> Bool {
        switch answer {
        case .respond(let status, let headers, let body):
            var head = "HTTP/1.1 \(status) Test\r\nContent-Length: \(body.count)\r\n"
            for (name, value) in headers { head += "\(name): \(value)\r\n" }
            return connection.write(Array((head + "\r\n").utf8) + body)
        case .raw(let bytes):
            _ = connection.write(bytes)
        case .halfClose(let bytes):
            _ = connection.write(bytes)
            _ = shutdown(connection.descriptor, Int32(SHUT_WR))
            connection.readToEnd()
        case .hang:
            connection.readToEnd()
        case .close:
            break
        case .reset:
            var linger = linger(l_onoff: 1, l_linger: 0)
            setsockopt(
                connection.descriptor,
                SOL_SOCKET,
                SO_LINGER,
                &linger,
                socklen_t(MemoryLayout.size(ofValue: linger))
            )
        }
        return false
    }

    private func note(_ request: TestRequest) {
        let due = state.change { state in
            state.requests.append(request)
            let count = state.requests.count
            let due = state.waiters.filter { $0.count <= count }
            state.waiters.removeAll { $0.count <= count }
            return due
        }
        for waiter in due { waiter.continuation.resume() }
    }

    private static func listen() throws -> (descriptor: Int32, port: UInt16) {
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = socket(AF_INET, kind, 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                guard bind(descriptor, address, size) == 0,
                    Glibc.listen(descriptor, 512) == 0
                else { return Int32(-1) }
                return getsockname(descriptor, address, &size)
            }
        }
        guard descriptor >= 0, result == 0 else {
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }
}
