/// The version of a ticket store's tables and triggers.
package enum StoreVersion {
    /// What this software makes and understands; kept in `store_info`.
    ///
    /// A change of tables or triggers raises it: by it the daemon knows that `slactl store init` is
    /// due, without knowing the triggers itself.
    package static let current: Int64 = 3
}
