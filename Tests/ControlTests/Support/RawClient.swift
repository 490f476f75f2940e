import Glibc

@testable import ControlProtocol

/// A client that does as it likes.
///
/// Its reads and writes block: use it on a thread of its own.
final class RawClient: Sendable {
    private let descriptor: Int32

    /// Connects; nil where nobody listens.
    init?(_ path: String) {
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var time = timeval(tv_sec: 300, tv_usec: 0)
        setsockopt(
            descriptor,
            SOL_SOCKET,
            SO_RCVTIMEO,
            &time,
            socklen_t(MemoryLayout<timeval>.size)
        )
        guard SocketAddress(path: path)?.connect(descriptor) == 0 else { return nil }
    }

    deinit { close(descriptor) }

    /// Sends a text, as far as it is taken.
    func send(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count <= 0 { return }
            rest = rest.dropFirst(count)
        }
    }

    /// Says that nothing more comes.
    func closeHalf() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Everything that comes until the other end closes.
    func receive() -> String {
        var text: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count <= 0 { return String(decoding: text, as: UTF8.self) }
            text += buffer[..<count]
        }
    }
}
