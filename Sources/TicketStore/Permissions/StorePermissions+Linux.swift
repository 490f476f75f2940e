import Glibc

extension StorePermissions {
    /// Reads the attributes of a store's files without opening the database.
    ///
    /// - Throws: `TicketStoreError` if the file is missing or out of reach.
    package init(path: String) throws(TicketStoreError) {
        guard let database = try Self.entry(path) else { throw Self.missing(path) }
        let folder = Self.folder(of: path)
        guard let directory = try Self.entry(folder) else { throw Self.missing(path) }
        self.init(
            path: path,
            database: database,
            directory: directory,
            log: try Self.entry(path + "-wal"),
            index: try Self.entry(path + "-shm"),
            isWAL: try DatabaseHeader.isWAL(path),
            opener: .current(),
            ownerGroups: Self.groups(of: database.owner)
        )
    }

    package static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    static func missing(_ path: String) -> TicketStoreError {
        TicketStoreError(
            .missing,
            "ticket store \(path) does not exist",
            hint: "check that its disk is mounted; if there is none yet, create it: "
                + "sudo slactl store init --store \(path)"
        )
    }

    private static func entry(_ path: String) throws(TicketStoreError) -> Entry? {
        var status = stat()
        if stat(path, &status) == 0 {
            return Entry(
                owner: status.st_uid,
                group: status.st_gid,
                mode: status.st_mode & 0o7777
            )
        }
        switch errno {
        case ENOENT: return nil
        case EACCES, ENOTDIR, ELOOP:
            throw TicketStoreError(
                .permissions,
                "ticket store \(path) is out of reach: \(Self.reason(errno))",
                hint: "add our user to the folder's group, or check the path"
            )
        default:
            throw TicketStoreError(.system, "ticket store \(path): \(Self.reason(errno))")
        }
    }

    /// The groups of a user; empty if the system does not know the user.
    static func groups(of user: UInt32) -> Set<UInt32> {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 16 * 1024)
        var groups = [gid_t](repeating: 0, count: 4096)
        var count = Int32(groups.count)
        guard getpwuid_r(user, &entry, &buffer, buffer.count, &found) == 0, found != nil,
            getgrouplist(entry.pw_name, entry.pw_gid, &groups, &count) >= 0
        else { return [] }
        return Set(groups.prefix(Int(count)))
    }

    package static func reason(_ code: Int32) -> String {
        String(cString: strerror(code))
    }
}

extension StorePermissions.Opener {
    /// This process.
    static func current() -> Self {
        var groups = [gid_t](repeating: 0, count: 4096)
        let count = getgroups(Int32(groups.count), &groups)
        return Self(
            user: geteuid(),
            group: getegid(),
            groups: Set(groups.prefix(Int(max(count, 0))))
        )
    }
}
