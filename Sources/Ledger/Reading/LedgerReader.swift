import BusinessTime
import Foundation
import GRDB
import ServiceLevels

/// Reads a ledger that a daemon may be writing.
public struct LedgerReader {
    let database: DatabaseQueue

    var file: String { database.path }

    /// Opens the ledger of a state directory read-only.
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
        let (condition, values) = Self.condition([("ticket", ticket)])
        return try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(AlertRecord.columns) FROM alerts a \(condition)
                    ORDER BY seq DESC LIMIT ?
                    """,
                arguments: values + [limit]
            ).map(AlertRecord.init(row:))
        }
    }

    /// The newest deliveries first, in one state or in any.
    public func deliveries(
        ticket: String?,
        state: DeliveryState?,
        limit: Int
    ) throws(LedgerError) -> [DeliveryRecord] {
        let (condition, values) = Self.condition([("ticket", ticket), ("state", state?.rawValue)])
        return try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(DeliveryRecord.columns) FROM deliveries d \(condition)
                    ORDER BY seq DESC LIMIT ?
                    """,
                arguments: values + [limit]
            ).map { DeliveryRecord(row: $0) }
        }
    }

    /// Contains only the requested conditions: SQLite has an index for each, and none for an
    /// optional value.
    private static func condition(
        _ wanted: [(column: String, value: String?)]
    ) -> (text: String, values: StatementArguments) {
        let named = wanted.compactMap { column, value in value.map { (column, $0) } }
        guard !named.isEmpty else { return ("", []) }
        let text = named.map { "\($0.0) = ?" }.joined(separator: " AND ")
        return ("WHERE \(text)", StatementArguments(named.map(\.1)))
    }

    /// The number of deliveries in each state.
    public func counts() throws(LedgerError) -> [DeliveryState: Int] {
        try read { try $0.deliveryCounts() }
    }

    /// The ledger's own counts and the counts of its rows at one moment.
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
