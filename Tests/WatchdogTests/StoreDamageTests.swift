import BusinessTime
import Foundation
import Glibc
import Notifications
import SlawatchTesting
import Testing
import TicketStoreAdmin
import Watchdog

/// A store that is damaged under the engine, or older than it was.
struct StoreDamageTests {
    @Test func truncatedStore_isTold_andWatchedWhenABackupIsBack() throws {
        let harness = try EngineHarness()
        try harness.writer.add(["owner": "li"], id: "T1", received: harness.base)
        let backup = harness.folder.appending(path: "backup.db").path
        try Self.shell(harness.storePath, "VACUUM INTO '\(backup)';")
        try Self.truncate(harness.storePath)
        try harness.restart()
        for _ in 0..<4 { try harness.advance(by: .seconds(30)) }
        #expect(harness.status.trouble != nil)
        #expect(harness.journal.lines("store_unavailable").count == 1)
        #expect(harness.channel.take().map(\.message.data.alerts.first?.clock) == ["ticket_store"])

        try Self.replace(harness.storePath, by: backup)
        try harness.wake()
        #expect(harness.status.trouble == nil)
        #expect(harness.journal.lines("store_recovered").count == 1)
        try harness.advance(by: .minutes(9))
        #expect(harness.sent() == ["T1 warning first_response warning → owner"])
    }

    @Test func restoredBackup_isReadAnew_andNothingIsSaidTwice() throws {
        let harness = try EngineHarness()
        try harness.writer.add(["owner": "li"], id: "T1", received: harness.base)
        let backup = harness.folder.appending(path: "backup.db").path
        try Self.shell(harness.storePath, "VACUUM INTO '\(backup)';")
        try harness.writer.add(["owner": "wang"], id: "T2", received: harness.base)
        try harness.advance(by: .minutes(10))
        #expect(
            harness.sent() == [
                "T1 warning first_response warning → owner",
                "T2 warning first_response warning → owner",
            ]
        )
        try Self.shell(harness.storePath, ".restore '\(backup)'")
        try harness.wake()
        #expect(!harness.journal.lines("store_replaced").isEmpty)
        #expect(harness.sent().isEmpty)
        try harness.advance(by: .minutes(11))
        #expect(harness.sent() == ["T1 breach first_response owner → owner"])
    }

    private static func shell(_ path: String, _ text: String) throws {
        let shell = try SQLiteShell(path)
        try shell.perform(text)
        try shell.end()
    }

    /// Half of the first page is left, and no log that could mend it.
    private static func truncate(_ path: String) throws {
        #expect(Glibc.truncate(path, 2048) == 0)
        for suffix in ["-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: path + suffix)
        }
    }

    private static func replace(_ path: String, by other: String) throws {
        for suffix in ["-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: path + suffix)
        }
        #expect(rename(other, path) == 0)
    }
}
