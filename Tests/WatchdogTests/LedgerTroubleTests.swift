import BusinessTime
import Foundation
import Notifications
import SlawatchTesting
import Testing
import TicketStoreAdmin
import Watchdog

/// A ledger that cannot be written for a while; on real disks in `Tests/Lab/ledger_test.sh`.
struct LedgerTroubleTests {
    @Test func lockedLedger_isInTheJournal_andWhatWasDueIsSaidOnceAfterwards() throws {
        let harness = try EngineHarness()
        try harness.writer.add(["owner": "li"], id: "T1", received: harness.base)
        try harness.wake()
        let other = try SQLiteShell(harness.statePath + "/state.db")
        try other.perform("BEGIN IMMEDIATE;")
        try harness.advance(by: .minutes(11))
        #expect(harness.sent().isEmpty)
        #expect(!harness.journal.lines("ledger_failed").isEmpty)
        // Once, not at every attempt.
        #expect(harness.journal.lines("ledger_failed").count == 1)
        #expect(harness.status.trouble != nil)
        try other.end()
        try harness.advance(by: .seconds(10))
        #expect(harness.status.trouble == nil)
        #expect(harness.journal.lines("ledger_opened").count == 1)
        #expect(harness.sent() == ["T1 warning first_response warning → owner"])
        try harness.advance(by: .minutes(10))
        #expect(harness.sent() == ["T1 breach first_response owner → owner"])
    }

    @Test func ledgerLockedWhileAnswersComeIn_repeatsNothing() throws {
        let harness = try EngineHarness()
        try harness.writer.add(["owner": "li"], id: "T1", received: harness.base)
        harness.channel.answers(.retry(reason: "http 503", after: nil))
        try harness.advance(by: .minutes(10))
        #expect(harness.sent().count == 1)
        harness.channel.answers(.delivered)
        let other = try SQLiteShell(harness.statePath + "/state.db")
        try other.perform("BEGIN IMMEDIATE;")
        try harness.advance(by: .minutes(5))
        let sent = harness.sent().count
        try other.end()
        try harness.advance(by: .minutes(4))
        #expect(sent + harness.sent().count == 1)
    }
}
