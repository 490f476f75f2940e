import Foundation
import Glibc

/// The daemon's state directory, locked by one process.
final class StateDirectory {
    let path: String
    private let lock: Int32

    /// Makes the directory if missing and takes its lock.
    init(path: String) throws(LedgerError) {
        self.path = path
        if mkdir(path, 0o700) != 0, errno != EEXIST {
            throw LedgerError(
                .unusable,
                "state directory \(path): \(String(cString: strerror(errno)))",
                hint: "create it, owned by the user that slawatchd runs as, with mode 0700"
            )
        }
        let file = path + "/lock"
        lock = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0 else {
            throw LedgerError(
                .unusable,
                "state directory \(path): \(String(cString: strerror(errno)))",
                hint: "it must be writable by the user that slawatchd runs as"
            )
        }
        // The process's end releases the lock. On failure `deinit` closes the file: everything is
        // initialized by now.
        if flock(lock, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK else {
                throw LedgerError(
                    .unusable,
                    "state directory \(path): \(String(cString: strerror(errno)))",
                    hint: "put the state directory on a local file system"
                )
            }
            throw LedgerError(
                .locked,
                "state directory \(path) is in use by another slawatchd",
                hint: "see 'systemctl status slawatchd', or name another 'state' directory"
            )
        }
    }

    deinit {
        if lock >= 0 { close(lock) }
    }

    /// Moves a damaged database and its side files to names with a time stamp.
    ///
    /// - Returns: The new name of the database.
    func setAside(_ name: String, stamp: String) throws(LedgerError) -> String {
        var kept = "\(name).corrupt-\(stamp)"
        var copies = 1
        // Never over an earlier one.
        while access("\(path)/\(kept)", F_OK) == 0 {
            copies += 1
            kept = "\(name).corrupt-\(stamp)-\(copies)"
        }
        for suffix in ["", "-wal", "-shm"] {
            let old = "\(path)/\(name)\(suffix)"
            if rename(old, "\(path)/\(kept)\(suffix)") != 0, errno != ENOENT {
                throw LedgerError(
                    .corrupt,
                    "\(old) is damaged and cannot be renamed: \(String(cString: strerror(errno)))",
                    hint: "move it away by hand; slawatchd never deletes it"
                )
            }
        }
        unlink(mark(of: name))
        return "\(path)/\(kept)"
    }

    // MARK: - Condemned files

    private func mark(of name: String) -> String { "\(path)/\(name).damaged" }

    private func inode(of name: String) -> UInt64? {
        var status = stat()
        return stat("\(path)/\(name)", &status) == 0 ? UInt64(status.st_ino) : nil
    }

    /// Notes beside a database that it is damaged; a full disk leaves no note.
    func condemn(_ name: String, _ reason: String) {
        guard let inode = inode(of: name) else { return }
        let file = open(mark(of: name), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { return }
        defer { close(file) }
        let note = "\(inode) \(reason)\n"
        _ = note.withCString { write(file, $0, strlen($0)) }
        fsync(file)
    }

    /// Why a database is to be set aside; nil without a note, or if another file has replaced it
    /// since.
    func condemned(_ name: String) -> String? {
        guard let note = try? String(contentsOfFile: mark(of: name), encoding: .utf8),
            let inode = inode(of: name)
        else { return nil }
        let parts = note.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, UInt64(parts[0]) == inode else {
            unlink(mark(of: name))
            return nil
        }
        return String(parts[1].prefix { $0 != "\n" })
    }
}
