import TicketStore

extension StoreTriggers {
    /// The names of the triggers that a store lacks or has in another form.
    ///
    /// - Throws: `TicketStoreError` if the store cannot be read.
    static func stale(in connection: SQLiteConnection) throws(TicketStoreError) -> [String] {
        let triggers = StoreTriggers(
            attributes: try StoreColumns(connection).attributes,
            record: RecordFields(try StoreInfo(connection))
        )
        var stale: [String] = []
        for trigger in triggers.all {
            let sql = try connection.text(
                "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = ?1",
                [.text(trigger.name)]
            )
            if sql != trigger.sql { stale.append(trigger.name) }
        }
        return stale
    }
}
