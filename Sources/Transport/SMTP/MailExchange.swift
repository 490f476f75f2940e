import CCurl
import Glibc
import Support

/// What libcurl reads and hears while it sends one mail.
final class MailExchange {
    /// The most bytes of replies taken before the transfer is given up.
    private static let replyLimit = 64 * 1024
    private static let refusalLimit = 10

    private let message: [UInt8]
    private var offset = 0
    private var replyBytes = 0
    /// Whether the server's first reply welcomed us.
    private(set) var greeted = false
    private var replies = 0
    /// The last reply that refused something.
    private(set) var lastRefusal: Int?
    private(set) var refusals: [String] = []

    /// The addresses that no reply may repeat to us, and what stands for each.
    private let hidden: [(address: String, shown: String)]

    init(_ mail: MailRequest) {
        message = mail.message
        hidden = (mail.recipients + [mail.sender]).map { address in
            let domain = address.lastIndex(of: "@").map { address[$0...] } ?? ""
            return (address, "\(address.prefix(1))***\(domain)")
        }
    }

    /// Copies the next bytes of the message; 0 at its end.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, message.count - offset)
        guard count > 0 else { return 0 }
        buffer.copyBytes(from: message[offset..<offset + count])
        offset += count
        return count
    }

    /// Takes one line of a reply; false aborts the transfer.
    func take(reply bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        replyBytes += bytes.count
        guard replyBytes <= Self.replyLimit else { return false }
        let line = String(decoding: bytes, as: UTF8.self)
        guard let status = Int(line.prefix(3)), line.utf8.count >= 3 else { return true }
        replies += 1
        if replies == 1 { greeted = (200..<300).contains(status) }
        // "250-" is not the last line of a reply, and says the same as that.
        if status >= 400, !line.dropFirst(3).hasPrefix("-") {
            lastRefusal = status
            if refusals.count < Self.refusalLimit { refusals.append(shown(line)) }
        }
        return true
    }

    /// A reply as it may be told: servers like to repeat the address.
    private func shown(_ line: String) -> String {
        let text = hidden.reduce(line.bounded(to: 600)) {
            $0.replacing($1.address, with: $1.shown)
        }
        return ContactMask.masked(text).onOneLine.bounded(to: 120)
            .split(separator: " ").joined(separator: " ")
    }
}

@available(*, unavailable)
extension MailExchange: Sendable {}

extension MailExchange {
    /// libcurl's callback for the bytes to send, its user data an exchange.
    static let readCallback: curl_read_callback = { buffer, size, count, data in
        guard let data else { return 0 }
        let exchange = Unmanaged<MailExchange>.fromOpaque(data).takeUnretainedValue()
        return exchange.read(
            into: UnsafeMutableRawBufferPointer(start: buffer, count: size * count)
        )
    }

    /// libcurl's callback for one line of a reply, its user data an exchange.
    static let replyCallback: curl_write_callback = { bytes, size, count, data in
        guard let data else { return 0 }
        let exchange = Unmanaged<MailExchange>.fromOpaque(data).takeUnretainedValue()
        let piece = UnsafeRawBufferPointer(start: bytes, count: size * count)
        return exchange.take(reply: piece.bindMemory(to: UInt8.self)) ? size * count : 0
    }
}
