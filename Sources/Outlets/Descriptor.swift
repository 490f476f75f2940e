import Glibc

/// A file descriptor to write to, for as long as its reader takes.
public struct Descriptor: Sendable {
    /// Its number.
    public let number: Int32

    /// Standard output.
    public static let standardOutput = Descriptor(number: STDOUT_FILENO)
    /// Standard error.
    public static let standardError = Descriptor(number: STDERR_FILENO)

    /// Names a descriptor.
    public init(number: Int32) {
        self.number = number
    }

    /// Writes all of it, in one piece if the kernel lets us.
    ///
    /// - Returns: Whether that went well; false if nobody can read it any more.
    public func write(_ text: String) -> Bool {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(number, $0.baseAddress, $0.count) }
            if written >= 0 {
                rest = rest.dropFirst(written)
            } else if errno == EAGAIN {
                // Somebody else made it so that it does not wait: then we do.
                var wanted = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
                _ = poll(&wanted, 1, -1)
            } else if errno != EINTR {
                return false
            }
        }
        return true
    }
}
