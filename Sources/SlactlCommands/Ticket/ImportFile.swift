import Glibc
import TicketStore

/// Reads the file to import.
enum ImportFile {
    /// Enough for a tracking table of a million rows.
    static let largest = 256 * 1024 * 1024

    static func read(_ path: String) throws(TicketStoreError) -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            throw TicketStoreError(
                .missing,
                "\(path) cannot be read: \(String(cString: strerror(errno)))"
            )
        }
        defer { close(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 256 * 1024)
        while true {
            let count = Glibc.read(file, &chunk, chunk.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else {
                throw TicketStoreError(
                    .system,
                    "\(path) cannot be read: \(String(cString: strerror(errno)))"
                )
            }
            guard count > 0 else { return bytes }
            bytes += chunk.prefix(count)
            if bytes.count > largest {
                throw TicketStoreError(
                    .refused,
                    "\(path) is larger than \(largest) bytes",
                    hint: "split it: split -C 100M \(path)"
                )
            }
        }
    }
}
