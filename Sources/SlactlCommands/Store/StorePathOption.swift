import Synchronization

/// The default of the store's path.
///
/// The root command sets it from the configuration; other commands do not read it.
enum StorePathOption {
    private static let asking = Mutex<(@Sendable () -> String?)?>(nil)

    /// Sets the function that asks the configuration; it returns nil if that names no store.
    static func ask(_ configuration: @escaping @Sendable () -> String?) {
        asking.withLock { $0 = configuration }
    }

    /// The path in the configuration.
    static var configured: String? {
        asking.withLock { $0 }?()
    }

    /// The path that the packages set up.
    static let standard = "/var/lib/slawatch-store/tickets.db"
}
