/// Decides whether opening a ticket store could lock somebody else out of it.
///
/// A reader of a WAL database creates missing `-wal` and `-shm` files. If the CRM's user cannot
/// write these, the CRM's writes fail from then on, even after the reader is gone. SQLite gives
/// them the database's mode whatever the umask. Their owner is the opener, and their group that of
/// a setgid directory, else the opener's. (Only root gives them the database's owner and group.)
/// All of this is known beforehand, so the decision needs no access to the file.
package struct StorePermissions {
    /// What `stat` reports of a file.
    struct Entry: Equatable {
        var owner: UInt32
        var group: UInt32
        var mode: UInt32
    }

    /// The opener of the store.
    struct Opener: Equatable {
        var user: UInt32
        var group: UInt32
        var groups: Set<UInt32>

        var isRoot: Bool { user == 0 }

        func may(_ bit: UInt32, of entry: Entry) -> Bool {
            if isRoot { return true }
            if entry.owner == user { return entry.mode & (bit << 6) != 0 }
            if entry.group == group || groups.contains(entry.group) {
                return entry.mode & (bit << 3) != 0
            }
            return entry.mode & bit != 0
        }
    }

    var path: String
    var database: Entry
    var directory: Entry
    /// The `-wal` file, if it exists.
    var log: Entry?
    /// The `-shm` file, if it exists.
    var index: Entry?
    /// Whether the database's header says WAL.
    package var isWAL: Bool
    var opener: Opener
    /// The groups of the database's owner, by the system's user table.
    var ownerGroups: Set<UInt32>

    private static let setgid: UInt32 = 0o2000
    private static let read: UInt32 = 4
    private static let write: UInt32 = 2
    private static let search: UInt32 = 1

    /// Why the store must not be opened, if so.
    package var objection: TicketStoreError? {
        guard opener.may(Self.read, of: database) else {
            return refusal("the database is not readable by us")
        }
        // Without WAL a reader creates nothing.
        guard isWAL else { return nil }
        for (suffix, entry) in [("-wal", log), ("-shm", index)] {
            guard let entry else { continue }
            guard opener.may(Self.read, of: entry) else {
                return refusal("\(path)\(suffix) is not readable by us")
            }
            if entry.owner == opener.user, let victim = shutOut(by: entry) {
                return refusal("\(path)\(suffix), which is ours, keeps \(victim) from writing")
            }
        }
        if log != nil && index != nil { return nil }
        guard opener.may(Self.write, of: directory), opener.may(Self.search, of: directory)
        else {
            return refusal("its side files are missing and we may not create them")
        }
        return shutOut(by: sideFile).map { victim in
            refusal("our side files would keep \(victim) from writing")
        }
    }

    /// A side file as we would create it.
    private var sideFile: Entry {
        let mode = database.mode & 0o777
        if opener.isRoot {
            return Entry(owner: database.owner, group: database.group, mode: mode)
        }
        let inherits = directory.mode & Self.setgid != 0
        return Entry(
            owner: opener.user,
            group: inherits ? directory.group : opener.group,
            mode: mode
        )
    }

    /// Somebody who may write the database but not this file beside it.
    private func shutOut(by entry: Entry) -> String? {
        let owner = Opener(user: database.owner, group: database.group, groups: ownerGroups)
        let ownerWrites = database.mode & 0o200 != 0
        // The database's own group counts for its owner only if the user table says so.
        let asListed = Opener(
            user: owner.user,
            group: ownerGroups.first ?? .max,
            groups: ownerGroups
        )
        if ownerWrites, !asListed.may(Self.write, of: entry) {
            return "the database's owner (uid \(database.owner))"
        }
        if database.mode & 0o020 != 0, entry.mode & 0o002 == 0,
            entry.group != database.group || entry.mode & 0o020 == 0
        {
            return "the database's group (gid \(database.group))"
        }
        if database.mode & 0o002 != 0, entry.mode & 0o002 == 0 { return "others" }
        return nil
    }

    private func refusal(_ reason: String) -> TicketStoreError {
        TicketStoreError(
            .permissions,
            "ticket store \(path) is not opened: \(reason)",
            hint: "give folder and files the group that all who use it share: "
                + "sudo slactl store init --store \(path)"
        )
    }
}
