import Glibc
import Outlets

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

    /// What the descriptor is now; nil if it is closed.
    public static func current() -> StandardError? {
        var status = stat()
        guard fstat(STDERR_FILENO, &status) == 0 else { return nil }
        return StandardError(
            device: UInt64(status.st_dev),
            inode: UInt64(status.st_ino),
            isTerminal: isatty(STDERR_FILENO) == 1
        )
    }

    /// Writes the text behind what waits already, and gives up on an error: there is no place left
    /// to complain at.
    ///
    /// Whoever logs does not wait for it: if nobody reads, lines are left out and counted.
    static func write(_ text: String) {
        Outlet.log.put(text.utf8.count) { leftOut in
            if leftOut > 0 { _ = Descriptor.standardError.write(note(leftOut)) }
            _ = Descriptor.standardError.write(text)
        }
    }

    /// Tells that lines are missing, as a warning of systemd's.
    static func note(_ leftOut: Int) -> String {
        "<4>\(leftOut) lines are missing here: nobody took them in time\n"
    }
}
