import BusinessTime
import Foundation
import GRDB
import ServiceLevels

/// Reads a ledger that a daemon may be writing, for people who want to see it.
public struct LedgerReader {
    private let database: DatabaseQueue

    /// Opens the ledger of a state directory for reading only.
    public init(directory: String) throws(LedgerError) {
        let file = directory + "/" + Ledger.fileName
        guard FileManager.default.fileExists(atPath: file) else {
            throw LedgerError(
                .unusable,
                "there is no ledger at \(file)",
                hint: "start slawatchd first, or name its directory with --state-dir"
            )
        }
        do {
            var configuration = GRDB.Configuration()
            configuration.readonly = true
            configuration.busyMode = .timeout(2)
            database = try DatabaseQueue(path: file, configuration: configuration)
        } catch {
            throw LedgerError(error, file: file)
        }
    }

    /// The newest alerts first, of one ticket or of all.
    public func alerts(ticket: String?, limit: Int) throws(LedgerError) -> [AlertRecord] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(AlertRecord.columns) FROM alerts a
                    WHERE ticket = coalesce(?, ticket)
                    ORDER BY seq DESC LIMIT ?
                    """,
                arguments: [ticket, limit]
            ).map(AlertRecord.init(row:))
        }
    }

    /// The newest deliveries first, in one state or in any.
    public func deliveries(
        ticket: String?,
        state: DeliveryState?,
        limit: Int
    ) throws(LedgerError) -> [DeliveryRecord] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(DeliveryRecord.columns) FROM deliveries d
                    WHERE ticket = coalesce(?, ticket) AND state = coalesce(?, state)
                    ORDER BY seq DESC LIMIT ?
                    """,
                arguments: [ticket, state?.rawValue, limit]
            ).map { DeliveryRecord(row: $0) }
        }
    }

    /// How many deliveries stand how; every state is named.
    public func counts() throws(LedgerError) -> [DeliveryState: Int] {
        try read { try $0.deliveryCounts() }
    }

    /// What the ledger counts by itself, and what counting the rows gives, at one moment.
    public func balance() throws(LedgerError) -> (
        counts: [DeliveryState: Int], counted: [DeliveryState: Int]
    ) {
        try read { (try $0.deliveryCounts(), try $0.countedDeliveries()) }
    }

    func read<Value>(_ work: (Database) throws -> Value) throws(LedgerError) -> Value {
        do {
            return try database.read(work)
        } catch {
            throw LedgerError(error, file: database.path)
        }
    }
}
