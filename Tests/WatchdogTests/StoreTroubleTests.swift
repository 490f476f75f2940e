import BusinessTime
import Foundation
import Notifications
import ServiceLevels
import Testing
import TicketStoreAdmin
import Watchdog

/// A store that goes away, comes back, or is another one.
struct StoreTroubleTests {
    @Test func missingStore_isDegraded_toldOnce_andWatchedWhenItComesBack() throws {
        let harness = try EngineHarness()
        try harness.writer.add(["owner": "li"], id: "T1", received: harness.base)
        try harness.wake()
        let away = harness.storePath + ".away"
        try FileManager.default.moveItem(atPath: harness.storePath, toPath: away)
        try harness.wake()
        #expect(harness.status.trouble != nil)
        for _ in 0..<5 {
            try harness.advance(by: .seconds(30))
        }
        let told = harness.channel.take()
        #expect(told.count == 1)
        #expect(told.first?.message.data.alerts.first?.clock == "ticket_store")
        try FileManager.default.moveItem(atPath: away, toPath: harness.storePath)
        try harness.advance(by: .minutes(10))
        #expect(harness.status.trouble == nil)
        #expect(harness.sent() == ["T1 warning first_response warning → owner"])
    }

    @Test func replacedStore_isReadAnew() throws {
        let harness = try EngineHarness()
        try harness.writer.add(["owner": "li"], id: "T1", received: harness.base)
        try harness.wake()
        let other = harness.folder.appending(path: "other.db").path
        _ = try StoreWriter.create(path: other, zone: "Asia/Shanghai")
        do {
            let writer = try StoreWriter(path: other)
            try writer.add(["owner": "wang"], id: "N1", received: harness.base)
        }
        for suffix in ["-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: harness.storePath + suffix)
        }
        #expect(rename(other, harness.storePath) == 0)
        try harness.wake()
        try harness.advance(by: .minutes(11))
        #expect(harness.sent() == ["N1 warning first_response warning → owner"])
    }

    @Test func ticketWithoutPolicy_isNotWatched_andTheOthersAre() throws {
        let harness = try EngineHarness()
        try harness.writer.add(["owner": "li"], id: "T1", received: harness.base)
        try harness.wake()
        #expect(harness.status.open == 1)
        #expect(harness.status.nextDeadline == harness.base + .minutes(20))
    }
}
