import Glibc

extension StorePermissions {
    /// Checks again after opening: a writer may have left in between, so that we created the side
    /// files after all.
    ///
    /// Wrong files are removed at once, while they are empty and nobody else can have opened them
    /// for writing.
    ///
    /// - Throws: `TicketStoreError` if the store had to be closed again.
    func confirmNothingBad(after session: StoreSession) throws(TicketStoreError) {
        guard isWAL else { return }
        let now = try StorePermissions(path: path)
        guard let objection = now.objection else { return }
        if let log = now.log, log.owner == now.opener.user {
            var status = stat()
            if stat(path + "-wal", &status) == 0, status.st_size == 0 {
                unlink(path + "-wal")
                if now.index?.owner == now.opener.user { unlink(path + "-shm") }
            }
        }
        throw objection
    }
}
