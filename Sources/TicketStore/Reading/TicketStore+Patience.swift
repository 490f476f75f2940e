extension TicketStore {
    /// Opens the store, and tries again where what keeps us out can pass by itself.
    ///
    /// Another program that opens or closes the store makes and removes its side files; for a
    /// moment they have not yet the group that they get.
    ///
    /// - Parameters:
    ///   - tries: how often at most.
    ///   - pause: waits a little between two tries.
    /// - Throws: `TicketStoreError`, what the last try met with.
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
    /// Whether it can pass by itself, within moments.
    fileprivate var mayPass: Bool { code == .permissions || code == .locked }
}
