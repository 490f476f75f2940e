import BusinessTime
import CBaseline
import Foundation
import TicketStoreAdmin

/// A ticket store full of open tickets, made with plain SQL.
///
/// Each ticket has four events: received, its level set, the record complete, a first response.
/// A fifth of them is of high priority, two fifths each of medium and low. All were received 5 to
/// 60 minutes ago, so that under the shipped rapid-response policy every deadline lies ahead.
struct DataSet {
    let path: String
    let count: Int

    /// Makes a store; the triggers are off while it is filled and made anew afterwards.
    init(path: String, count: Int) throws {
        self.path = path
        self.count = count
        try FileManager.default.createDirectory(
            at: URL(filePath: path).deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        _ = try StoreWriter.create(path: path, zone: "Asia/Shanghai")
        try withoutTriggers {
            bl_sql(path, Self.filling(count, now: bl_now_ms()))
        }
        bl_sql(path, "PRAGMA journal_mode = WAL")
    }

    /// Makes every so-manieth ticket three days older, so that it is late in several ways.
    func makeLate(every step: Int) throws {
        let age = 3 * 86_400_000
        try withoutTriggers {
            bl_sql(
                path,
                """
                BEGIN;
                UPDATE tickets SET received_at = received_at - \(age) WHERE key % \(step) = 0;
                UPDATE ticket_events SET at = at - \(age)
                WHERE ticket IN (SELECT id FROM tickets WHERE key % \(step) = 0);
                COMMIT;
                """
            )
        }
    }

    /// Takes every ticket out of full passes without a word in the log, so that what is said of
    /// it still holds.
    func hideAll() throws {
        try withoutTriggers { bl_sql(path, "UPDATE tickets SET closed_at = received_at") }
    }

    private func withoutTriggers(_ body: () throws -> Void) throws {
        for name in try Self.triggers(path) { bl_sql(path, "DROP TRIGGER \(name)") }
        try body()
        _ = try StoreWriter.create(path: path, zone: nil)
    }

    /// The names of the store's triggers.
    private static func triggers(_ path: String) throws -> [String] {
        let output = try run(
            "/usr/bin/sqlite3",
            [path, "SELECT name FROM sqlite_master WHERE type = 'trigger'"]
        )
        return output.split(separator: "\n").map(String.init)
    }

    private static func filling(_ count: Int, now: Int64) -> String {
        """
        PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000;
        BEGIN;
        INSERT INTO tickets(id, received_at, kind, priority, status, owner, first_responder,
            supervisor, department, customer, contact, channel, product, request, title,
            description)
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(count))
        SELECT printf('20261101%07d', i), \(now) - (300 + i * 7919 % 3300) * 1000, '问题反馈',
            CASE WHEN i % 10 < 2 THEN 'high' WHEN i % 10 < 6 THEN 'medium' ELSE 'low' END,
            'new', '王工' || i % 40, '李静' || i % 40, '赵主管', '技术支持', '客户' || i,
            '138' || printf('%08d', i), '电话', '网关', '恢复联网', '网关离线无法联网',
            '今天早上开始网关指示灯变红，重启以后仍然无法联网，请尽快处理。'
        FROM n;
        INSERT INTO ticket_events(ticket, kind, at, by, subject)
        SELECT id, column2, received_at + column3 * 1000, column4,
            CASE column1 WHEN 2 THEN priority END
        FROM tickets CROSS JOIN (VALUES (1, 'received', 0, NULL), (2, 'level_set', 1, 'crm'),
            (3, 'record_complete', 60, 'crm'), (4, 'first_response', 200, '李静'))
        ORDER BY key, column1;
        COMMIT;
        """
    }
}
