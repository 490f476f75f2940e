import BusinessTime
import Glibc

/// Calls the daemon over its control socket, one call per connection.
public struct ControlClient: Sendable {
    public var path: String
    /// The maximum wait for an answer, in seconds.
    public var patience: Int

    /// Makes a client; `call` connects.
    ///
    /// - Parameters:
    ///   - path: the socket.
    ///   - patience: the maximum wait for an answer in seconds; a reload reads many files.
    public init(path: String, patience: Int = 60) {
        self.path = path
        self.patience = patience
    }

    /// Calls a command and waits for the answer.
    ///
    /// - Throws: `ControlClientError`: nobody listens, the daemon refused, or the connection
    ///   failed.
    public func call<Result: Decodable & Sendable>(
        _ command: String,
        _ arguments: [String: ControlValue] = [:],
        as _: Result.Type
    ) throws(ControlClientError) -> Result {
        let request: ControlValue = .object([
            "version": .integer(ControlRequest.version), "command": .string(command),
            "arguments": .object(arguments),
        ])
        let line = try exchange(Array(ControlCoding.textOfPlain(request).utf8) + [10])
        let answer: ControlAnswer<Result>
        do {
            answer = try ControlCoding.read(ControlAnswer<Result>.self, from: line)
        } catch {
            // A refusal can always be read, so this is an answer of another version.
            throw .broken("the answer cannot be read: is slactl as old as slawatchd?")
        }
        if answer.ok, let result = answer.result { return result }
        throw .refused(answer.error ?? ControlFault(.failed, "no reason was given"))
    }

    /// Sends a line and reads the answer.
    func exchange(_ line: [UInt8]) throws(ControlClientError) -> [UInt8] {
        let descriptor = try connect()
        defer { close(descriptor) }
        var sent = 0
        while sent < line.count {
            let count = line[sent...].withUnsafeBytes {
                send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            // The daemon may have refused already; the reason can still be read.
            if count < 0 { break }
            sent += count
        }
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while answer.last != 10 {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EAGAIN {
                throw .broken("no answer within \(patience) s: \(path)")
            }
            if count <= 0 { break }
            answer += buffer[..<count]
        }
        guard !answer.isEmpty else { throw .broken("the connection was closed: \(path)") }
        return answer
    }

    private func connect() throws(ControlClientError) -> Int32 {
        guard let address = SocketAddress(path: path) else {
            throw .broken("\(path): a socket's path has 1 to \(SocketAddress.maximumPath) bytes")
        }
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw .broken(String(cString: strerror(errno))) }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        var time = timeval(tv_sec: patience, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, size)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &time, size)
        guard address.connect(descriptor) != 0 else { return descriptor }
        let code = errno
        close(descriptor)
        switch code {
        case ENOENT, ECONNREFUSED: throw .notRunning(path)
        default: throw .broken("\(path): \(String(cString: strerror(code)))")
        }
    }
}

/// Why a call failed.
public enum ControlClientError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Nobody listens on the socket.
    case notRunning(String)
    /// The daemon refused, or reported a fault.
    case refused(ControlFault)
    /// The connection failed, or the answer cannot be read.
    case broken(String)

    /// What is wrong, and what to do about it.
    public var description: String {
        switch self {
        case .notRunning(let path):
            "slawatchd is not running: nobody listens on \(path); "
                + "see: systemctl status slawatchd"
        case .refused(let fault): fault.description
        case .broken(let message): message
        }
    }
}
