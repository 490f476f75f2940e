import Glibc
import Synchronization

/// The first bytes of a database, read without SQLite.
///
/// POSIX drops all locks of a process on a file when it closes any descriptor of it
/// (https://sqlite.org/howtocorrupt.html, 2.2). Reading a header with `open` and `close` would drop
/// the lock of an open connection, and the CRM, thinking itself alone, would delete the log being
/// read. Files are therefore opened once and never closed.
enum DatabaseHeader {
    private struct File: Hashable {
        var device: UInt64
        var inode: UInt64
    }

    private static let descriptors = Mutex<[File: Int32]>([:])

    /// Up to 20 bytes; nil if the file cannot be read.
    static func read(_ path: String) -> [UInt8]? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        let file = File(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
        let descriptor = descriptors.withLock { known -> Int32 in
            if let descriptor = known[file] { return descriptor }
            let descriptor = open(path, O_RDONLY | O_CLOEXEC)
            if descriptor >= 0 { known[file] = descriptor }
            return descriptor
        }
        guard descriptor >= 0 else { return nil }
        var bytes = [UInt8](repeating: 0, count: 20)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        return count < 0 ? nil : Array(bytes.prefix(count))
    }

    /// Whether the database is in WAL mode.
    ///
    /// - Throws: `TicketStoreError` if the file is no database: SQLite takes a file of a few bytes
    ///   for an empty database and overwrites it.
    static func isWAL(_ path: String) throws(TicketStoreError) -> Bool {
        // Another rule rejects unreadable files, with a better message.
        guard let header = read(path) else { return true }
        if header.isEmpty { return false }
        guard header.count == 20, header.starts(with: Array("SQLite format 3\u{0}".utf8)) else {
            throw TicketStoreError(
                .notADatabase,
                "\(path) is no SQLite database",
                hint: "check the path, or move the file away and run: "
                    + "slactl store init --store \(path)"
            )
        }
        // Bytes 18 and 19 (https://sqlite.org/fileformat.html).
        return header[18] == 2 || header[19] == 2
    }
}
