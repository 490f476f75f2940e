public import BusinessTime
import Foundation
import GRDB

/// How much a ledger holds.
public struct LedgerExtent: Sendable, Hashable {
    /// How many bytes it takes on the disk, what is not checkpointed yet among them.
    public var bytes: Int64
    /// When the oldest of its messages, alerts and calls was recorded; nil where there are none.
    public var oldest: Instant?
}

extension LedgerReader {
    /// How much there is, at the same cost however much that is.
    public func extent() throws(LedgerError) -> LedgerExtent {
        let oldest = try read { db in
            // A minimum of each, by its index or the first row: of all together it would be a scan.
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
