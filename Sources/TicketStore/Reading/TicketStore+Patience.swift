extension TicketStore {
    /// Opens the store, retrying while the obstacle is temporary.
    ///
    /// Another program that opens or closes the store creates and removes its side files, which for
    /// a moment lack their final group.
    ///
    /// - Parameters:
    ///   - tries: the maximum number of tries.
    ///   - pause: waits between two tries.
    /// - Throws: `TicketStoreError` of the last try.
    public func open(tries: Int, pause: () -> Void) throws(TicketStoreError) {
        for _ in 1..<max(1, tries) {
            do {
                return try open()
            } catch {
                guard error.mayPass else { throw error }
                pause()
            }
        }
        try open()
    }
}

extension TicketStoreError {
    /// Whether it may disappear within moments.
    fileprivate var mayPass: Bool { code == .permissions || code == .locked }
}
