import Glibc

/// Why a file cannot be read.
enum FileFault {
    /// The system's reason, and what to do about it.
    static func reason(_ path: String) -> String {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file < 0 else {
            close(file)
            return "it is no plain file"
        }
        let code = errno
        let reason = String(cString: strerror(code))
        return switch code {
        case EACCES: "\(reason); let the user read it that asks: see 'ls -l \(path)' and 'id'"
        case ENOENT: "\(reason); correct the path, or make the file"
        default: reason
        }
    }
}
