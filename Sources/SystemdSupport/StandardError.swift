import Glibc

/// File descriptor 2 of this process: what it is, and writing to it.
public struct StandardError: Sendable, Equatable {
    /// The device of the file behind the descriptor.
    public let device: UInt64
    /// The inode of the file behind the descriptor.
    public let inode: UInt64
    /// Whether a person is likely to be watching.
    public let isTerminal: Bool

    /// Describes a file behind the descriptor.
    public init(device: UInt64, inode: UInt64, isTerminal: Bool) {
        self.device = device
        self.inode = inode
        self.isTerminal = isTerminal
    }

    /// What the descriptor is now; nil where it is closed.
    public static func current() -> StandardError? {
        var status = stat()
        guard fstat(STDERR_FILENO, &status) == 0 else { return nil }
        return StandardError(
            device: UInt64(status.st_dev),
            inode: UInt64(status.st_ino),
            isTerminal: isatty(STDERR_FILENO) == 1
        )
    }

    /// Writes the text in one piece where the kernel lets us, and gives up on an error: there is
    /// no place left to complain at.
    static func write(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes {
                Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count)
            }
            if written < 0 && errno == EINTR { continue }
            guard written > 0 else { return }
            rest = rest.dropFirst(written)
        }
    }
}
