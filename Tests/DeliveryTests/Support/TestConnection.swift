import Glibc

/// A request as the test server read it.
struct TestRequest: Sendable {
    var method: String
    var target: String
    /// By their names in lower case.
    var headers: [String: String]
    var body: [UInt8]
}

/// The server's end of one connection.
struct TestConnection {
    let descriptor: Int32
    private var buffer: [UInt8] = []

    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// The next request, or nil where the client has closed.
    mutating func readRequest() -> TestRequest? {
        var end = Self.headEnd(in: buffer)
        while end == nil {
            guard readMore() else { return nil }
            end = Self.headEnd(in: buffer)
        }
        guard let end else { return nil }
        let lines = String(decoding: buffer[..<end], as: UTF8.self).split(separator: "\r\n")
        guard let first = lines.first?.split(separator: " "), first.count == 3 else { return nil }
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { return nil }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            headers[line[..<colon].lowercased()] = String(value)
        }
        let length = headers["content-length"].flatMap { Int($0) } ?? 0
        while buffer.count < end + length {
            guard readMore() else { return nil }
        }
        let body = Array(buffer[end..<(end + length)])
        buffer.removeFirst(end + length)
        return TestRequest(
            method: String(first[0]),
            target: String(first[1]),
            headers: headers,
            body: body
        )
    }

    /// Reads until the client closes.
    mutating func readToEnd() {
        while readMore() { buffer.removeAll() }
    }

    /// Writes everything; false where the client is gone.
    func write(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0 {
                if errno == EINTR { continue }
                return false
            }
            rest = rest.dropFirst(count)
        }
        return true
    }

    private mutating func readMore() -> Bool {
        var piece = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &piece, piece.count, 0)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            buffer += piece[..<count]
            return true
        }
    }

    private static func headEnd(in bytes: [UInt8]) -> Int? {
        guard bytes.count >= 4 else { return nil }
        let end: [UInt8] = [13, 10, 13, 10]
        for start in 0...(bytes.count - 4) where bytes[start] == 13 {
            if Array(bytes[start..<(start + 4)]) == end { return start + 4 }
        }
        return nil
    }
}
