import Synchronization

/// Where the store is when nobody says so on the command line.
///
/// The root command puts the configuration's answer here; commands of their own do not read it.
enum StorePathOption {
    private static let asking = Mutex<(@Sendable () -> String?)?>(nil)

    /// Sets how the configuration is asked; the answer is nil where it names no store.
    static func ask(_ configuration: @escaping @Sendable () -> String?) {
        asking.withLock { $0 = configuration }
    }

    /// What the configuration names.
    static var configured: String? {
        asking.withLock { $0 }?()
    }

    /// The place that the packages set up.
    static let standard = "/var/lib/slawatch-store/tickets.db"
}
