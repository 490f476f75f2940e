import Glibc

/// The daemon's state directory, held by one process at a time.
final class StateDirectory {
    let path: String
    private let lock: Int32

    /// Makes the directory where it is missing and takes its lock.
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
        // The lock goes with the process, however it ends.
        // Where it cannot be had, `deinit` closes the file: everything is initialized by now.
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

    /// Moves a damaged database and its side files aside, under names that tell when.
    ///
    /// - Returns: The name the database has now.
    func setAside(_ name: String, stamp: String) throws(LedgerError) -> String {
        var kept = "\(name).corrupt-\(stamp)"
        var copies = 1
        // Never over one that was kept before.
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
        return "\(path)/\(kept)"
    }
}
