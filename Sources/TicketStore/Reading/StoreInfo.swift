package import BusinessTime

/// The content of `store_info`.
package struct StoreInfo {
    var path: String
    package var values: [String: String]

    /// Reads it and rejects anything but a store that we understand.
    ///
    /// - Throws: `TicketStoreError` of code `foreign`, `newer`, `locked` or `notADatabase`.
    package init(_ connection: SQLiteConnection) throws(TicketStoreError) {
        path = connection.path
        let present = try connection.integer(
            """
            SELECT count(*) FROM sqlite_master WHERE type = 'table'
            AND name IN ('tickets', 'ticket_events', 'store_info', 'statuses')
            """
        )
        guard present == 4 else {
            throw TicketStoreError(
                .foreign,
                "\(path) is a database but no ticket store: its tables are missing",
                hint: "make the tables: slactl store init --store \(path)"
            )
        }
        values = [:]
        let rows = try connection.prepare("SELECT key, value FROM store_info")
        while try rows.step() { values[rows.text(0) ?? ""] = rows.text(1) ?? "" }
        guard let version = values["schema_version"].flatMap(Int64.init), version >= 1 else {
            throw TicketStoreError(
                .foreign,
                "\(path) has no schema version in store_info",
                hint: "restore it from a backup: \(path) was not made by slactl store init"
            )
        }
        if version > StoreVersion.current {
            throw TicketStoreError(
                .newer,
                """
                ticket store \(path) has schema version \(version); \
                this software understands up to \(StoreVersion.current)
                """,
                hint: "upgrade slawatch: apt-get install --only-upgrade slawatch"
            )
        }
    }

    /// Whether the store is of an older version: `slactl store init` brings it up to date.
    package var isOutdated: Bool { values["schema_version"] != String(StoreVersion.current) }

    /// The store's identity.
    package var uuid: String { values["uuid"] ?? "" }

    /// The zone of the store's ids.
    ///
    /// - Throws: `TicketStoreError` if the system does not know it.
    package func zone() throws(TicketStoreError) -> ZoneRules {
        do {
            return try ZoneRules(named: values["zone"] ?? "UTC")
        } catch {
            throw TicketStoreError(
                .system,
                "ticket store \(path): \(error)",
                hint: "apt-get install tzdata"
            )
        }
    }
}
