public import TicketStore

extension StoreWriter {
    /// Repairs what `StoreCheck` finds and a program may repair: triggers, indexes and zone of an
    /// older version, and every `closed_at` that contradicts its status.
    ///
    /// The log gets an event for each repaired ticket, so that a running daemon evaluates it again.
    ///
    /// - Parameter path: the store's file.
    /// - Returns: The actions taken, in lines for people; empty without any.
    /// - Throws: `TicketStoreError` if the store is missing, not ours, or cannot be written.
    public static func mend(path: String) throws(TicketStoreError) -> [String] {
        let connection = try StoreWriter(path: path).connection
        var report: [String] = []
        let isOld = try StoreInfo(connection).isOutdated
        let stale = try StoreTriggers.stale(in: connection)
        if isOld || !stale.isEmpty {
            report += try refresh(connection, zone: nil, fields: nil)
        }
        try connection.transaction { () throws(TicketStoreError) in
            let found = try ClosedContradictions(connection)
            guard found.count > 0 else { return }
            try connection.execute(
                """
                CREATE TEMP TABLE mended AS
                    SELECT id FROM tickets WHERE \(ClosedContradictions.condition) ORDER BY key;
                \(StoreTriggers.settleClosedAt(where: "id IN (SELECT id FROM temp.mended)"))
                INSERT INTO ticket_events(ticket, kind, subject)
                    SELECT id, 'changed', 'closed_at' FROM temp.mended;
                DROP TABLE temp.mended;
                """
            )
            report.append(
                "closed_at of \(found.count) tickets follows their status now: \(found.list)"
            )
        }
        return report
    }
}
