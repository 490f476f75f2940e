public import BusinessTime
import Foundation
import GRDB

/// The extent of a ledger.
public struct LedgerExtent: Sendable, Hashable {
    /// The size on disk, including what is not checkpointed yet.
    public var bytes: Int64
    /// When the oldest message, alert or call was recorded; nil if there is none.
    public var oldest: Instant?
}

extension LedgerReader {
    /// The extent, at a cost that does not depend on it.
    public func extent() throws(LedgerError) -> LedgerExtent {
        let oldest = try read { db in
            // One minimum each, by index or first row: a joint one would be a scan.
            try Int64.fetchOne(
                db,
                sql: """
                    SELECT min(at) FROM (
                        SELECT * FROM (SELECT created AS at FROM deliveries ORDER BY seq LIMIT 1)
                        UNION ALL SELECT min(raised) FROM alerts
                        UNION ALL SELECT min(at) FROM audit
                    )
                    """
            )
        }
        return LedgerExtent(
            bytes: size(of: "") + size(of: "-wal"),
            oldest: oldest.map(Instant.init(milliseconds:))
        )
    }

    private func size(of suffix: String) -> Int64 {
        let attributes = try? FileManager.default.attributesOfItem(atPath: file + suffix)
        return (attributes?[.size] as? Int64) ?? 0
    }
}
