import CCurl
import Support

/// Gathers an answer as libcurl hands it over, and refuses what is beyond all measure.
final class ResponseCollector {
    /// The most bytes of headers taken before the transfer is given up.
    static let headerLimit = 64 * 1024
    /// The most bytes of body let by before the transfer is given up.
    static let discardLimit = 1024 * 1024

    private(set) var status: Int?
    private(set) var headers: [String: String] = [:]
    private(set) var body: [UInt8] = []
    private(set) var truncated = false
    /// Set if the headers were too many; the transfer then ends with a write error.
    private(set) var headersTooLarge = false
    /// Set if the body was cut off on purpose, so that the error is none.
    private(set) var bodyAbandoned = false

    private var headerBytes = 0
    private var bodyBytes = 0
    /// Whether the blank line behind the headers has come; libcurl calls it a success without.
    private(set) var headersComplete = false

    /// Makes it as new, for the next transfer of the same handle.
    func reset() {
        status = nil
        headers.removeAll(keepingCapacity: true)
        body = []
        truncated = false
        headersTooLarge = false
        bodyAbandoned = false
        headerBytes = 0
        bodyBytes = 0
        headersComplete = false
    }

    /// Takes one header line; false aborts the transfer.
    func take(headerLine bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        headerBytes += bytes.count
        guard headerBytes <= Self.headerLimit else {
            headersTooLarge = true
            return false
        }
        let line = String(decoding: bytes, as: UTF8.self)
        if line.hasPrefix("HTTP/") {
            // An interim answer (100, 103) may come before the real one.
            status = Self.status(in: line)
            headers.removeAll(keepingCapacity: true)
            headersComplete = false
        } else if line == "\r\n" || line == "\n" {
            headersComplete = true
        } else if !headersComplete, let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")) {
            // What comes later with a colon is a trailer, which is nobody's header.
            let name = line[..<colon].lowercased()
            let value = line[line.index(after: colon)...]
            if headers[name] == nil { headers[name] = String(value).trimmingBlanks }
        }
        return true
    }

    /// Takes a piece of the body; false aborts the transfer.
    func take(body bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let room = HTTPResponse.bodyLimit - body.count
        if room > 0 { body += bytes.prefix(room) }
        if bytes.count > room { truncated = true }
        bodyBytes += bytes.count
        guard bodyBytes <= Self.discardLimit else {
            bodyAbandoned = true
            return false
        }
        return true
    }

    private static func status(in line: String) -> Int? {
        let fields = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: true)
        return fields.count > 1 ? Int(String(fields[1]).trimmingBlanks) : nil
    }
}

@available(*, unavailable)
extension ResponseCollector: Sendable {}

extension ResponseCollector {
    /// libcurl's callback for the body, its user data a collector.
    static let bodyCallback: curl_write_callback = { bytes, size, count, data in
        guard let data else { return 0 }
        let collector = Unmanaged<ResponseCollector>.fromOpaque(data).takeUnretainedValue()
        let piece = UnsafeRawBufferPointer(start: bytes, count: size * count)
        return collector.take(body: piece.bindMemory(to: UInt8.self)) ? size * count : 0
    }

    /// libcurl's callback for one header line, its user data a collector.
    static let headerCallback: curl_write_callback = { bytes, size, count, data in
        guard let data else { return 0 }
        let collector = Unmanaged<ResponseCollector>.fromOpaque(data).takeUnretainedValue()
        let piece = UnsafeRawBufferPointer(start: bytes, count: size * count)
        return collector.take(headerLine: piece.bindMemory(to: UInt8.self)) ? size * count : 0
    }
}
