import Foundation
import Glibc

/// A chat's robot on loopback: `/accept` takes a message as DingTalk does, `/refuse` does not.
///
/// It has a thread of its own: while many tests run, the threads of tasks may all be taken for
/// longer than a client waits.
final class DocumentRobot: Sendable {
    /// Where it listens: `http://127.0.0.1:PORT`.
    let address: String
    private let listener: Int32

    init() throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var place = sockaddr_in()
        place.sin_family = sa_family_t(AF_INET)
        place.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let (listener, length) = (listener, size)
        let isOpen = withUnsafeMutablePointer(to: &place) { place in
            place.withMemoryRebound(to: sockaddr.self, capacity: 1) { place in
                bind(listener, place, length) == 0 && listen(listener, 16) == 0
                    && getsockname(listener, place, &size) == 0
            }
        }
        guard isOpen else { throw CocoaError(.featureUnsupported) }
        address = "http://127.0.0.1:\(UInt16(bigEndian: place.sin_port))"
        Thread.detachNewThread {
            // Until the listener is shut down.
            while case let client = accept(listener, nil, nil), client >= 0 { Self.answer(client) }
            close(listener)
        }
    }

    deinit { shutdown(listener, Int32(SHUT_RDWR)) }

    private static func answer(_ client: Int32) {
        defer { close(client) }
        let request = read(client)
        let answer =
            request.hasPrefix("POST /accept")
            ? #"{"errcode":0,"errmsg":"ok"}"# : #"{"errcode":310000,"errmsg":"sign not match"}"#
        let head = [
            "HTTP/1.1 200 OK", "Content-Type: application/json",
            "Content-Length: \(answer.utf8.count)", "Connection: close", "", "",
        ]
        let bytes = Array((head.joined(separator: "\r\n") + answer).utf8)
        _ = send(client, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    /// The request with its whole body: a connection closed before would be reset.
    private static func read(_ client: Int32) -> String {
        var request: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(client, &buffer, buffer.count, 0)
            if count <= 0 { break }
            request += buffer.prefix(count)
            let text = String(decoding: request, as: UTF8.self)
            guard let head = text.firstRange(of: "\r\n\r\n") else { continue }
            let length = text[..<head.lowerBound].firstMatch(of: /(?i)content-length: (\d+)/)
            let expected = length.flatMap { Int($0.output.1) } ?? 0
            if text[head.upperBound...].utf8.count >= expected { break }
        }
        return String(decoding: request, as: UTF8.self)
    }
}
