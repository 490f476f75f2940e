import ControlProtocol
import Glibc

/// The file that clients connect to.
///
/// Everybody may connect (mode 0666), so that callers without rights get an explanation instead of
/// "permission denied". Rights are checked for every call.
struct ListeningSocket {
    let descriptor: Int32
    private let path: String
    private let device: dev_t
    private let inode: ino_t
    /// Inode numbers are reused at once.
    private let changed: timespec

    /// Makes the socket in place of one that nobody listens on.
    init(path: String) throws(ControlSocketError) {
        guard let address = SocketAddress(path: path) else {
            throw ControlSocketError(
                "\(path): the path of a socket has 1 to \(SocketAddress.maximumPath) bytes",
                hint: "choose a shorter 'control.socket'"
            )
        }
        try Self.clearWay(for: address, path: path)
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw ControlSocketError(path, errno) }
        var status = stat()
        guard setNonBlocking(descriptor), address.bind(descriptor) == 0,
            // Not by the umask, which belongs to the process and protects its files.
            chmod(path, 0o666) == 0, lstat(path, &status) == 0, listen(descriptor, 64) == 0
        else {
            let code = errno
            close(descriptor)
            throw ControlSocketError(path, code)
        }
        self.descriptor = descriptor
        self.path = path
        device = status.st_dev
        inode = status.st_ino
        changed = status.st_ctim
    }

    /// Removes the file if it is still this socket's.
    func remove() {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_dev == device, status.st_ino == inode,
            status.st_ctim.tv_sec == changed.tv_sec, status.st_ctim.tv_nsec == changed.tv_nsec
        else { return }
        unlink(path)
    }

    /// Removes a stale socket and refuses a path that is not ours.
    private static func clearWay(
        for address: SocketAddress,
        path: String
    ) throws(ControlSocketError) {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            if errno == ENOENT { return }
            throw ControlSocketError(path, errno)
        }
        guard status.st_mode & S_IFMT == S_IFSOCK else {
            throw ControlSocketError(
                "\(path) is there and no socket",
                hint: "move it away, or name another 'control.socket'"
            )
        }
        let probe = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard probe >= 0, setNonBlocking(probe) else { throw ControlSocketError(path, errno) }
        defer { close(probe) }
        let isLive = address.connect(probe) == 0 || errno == EAGAIN
        if isLive {
            throw ControlSocketError(
                "another process listens on \(path)",
                hint: "name another 'control.socket' for a second slawatchd"
            )
        }
        guard errno == ECONNREFUSED else { throw ControlSocketError(path, errno) }
        guard unlink(path) == 0 || errno == ENOENT else { throw ControlSocketError(path, errno) }
    }
}

/// Makes a descriptor non-blocking and not inherited.
func setNonBlocking(_ descriptor: Int32) -> Bool {
    let flags = fcntl(descriptor, F_GETFL)
    return flags >= 0 && fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) == 0
        && fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0
}
