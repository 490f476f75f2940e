import Glibc

extension StorePermissions {
    /// Looks again after opening: a writer may have left in between, so that we created the
    /// side files after all.
    ///
    /// What we created wrongly is removed at once, while it is empty and nobody else can have
    /// opened it for writing.
    ///
    /// - Throws: `TicketStoreError` where the store had to be closed again.
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
