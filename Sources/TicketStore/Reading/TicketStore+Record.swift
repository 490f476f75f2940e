extension TicketStore {
    /// The columns still missing in a ticket's record, of those that its CRM fills.
    ///
    /// - Throws: `TicketStoreError` if the store cannot be read.
    public func missingFields(of key: Int64) throws(TicketStoreError) -> [String] {
        let connection = try opened().connection
        let fields = RecordFields(try StoreInfo(connection))
        var missing: [String] = []
        for name in fields.names {
            let lacks = try connection.integer(
                """
                SELECT 1 FROM tickets AS t WHERE t.key = ?1 AND NOT (\(fields.isFilled(name, "t"))) \
                AND NOT \(fields.isNeverFilled(name, besides: "t"))
                """,
                [.integer(key)]
            )
            if lacks != nil { missing.append(name) }
        }
        return missing
    }
}
