import Glibc

/// The identity of a reader's file and store.
struct StoreSource: Equatable {
    var device: UInt64
    var inode: UInt64
    var uuid: String

    /// The event at a reader's cursor.
    ///
    /// A restored backup has none there, or another.
    struct LastEvent: Hashable {
        var ticket: String
        var kind: String
        var at: Int64
    }

    /// The present file at a path.
    ///
    /// - Throws: `TicketStoreError` if there is none.
    static func file(_ path: String) throws(TicketStoreError) -> (device: UInt64, inode: UInt64) {
        var status = stat()
        guard stat(path, &status) == 0 else {
            if errno == ENOENT { throw StorePermissions.missing(path) }
            throw TicketStoreError(
                .permissions,
                "ticket store \(path) is out of reach: \(StorePermissions.reason(errno))"
            )
        }
        return (UInt64(status.st_dev), UInt64(status.st_ino))
    }

    func difference(from other: StoreSource) -> String {
        uuid != other.uuid
            ? "the store is another one (\(other.uuid), was \(uuid))"
            : "the store's file was replaced"
    }
}
