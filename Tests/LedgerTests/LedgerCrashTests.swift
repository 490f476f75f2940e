import BusinessTime
import Foundation
import Ledger
import ServiceLevels
import SlawatchTesting
import Testing

/// What a daemon that was killed leaves behind.
///
/// A full disk is not tried here, as that takes a small file system of its own: see `Tests/Lab`.
struct LedgerCrashTests {
    /// The files as they are at any moment between commits, whatever the process then does.
    @Test func filesAtAnyMoment_openWithEverythingCommitted() throws {
        let state = TemporaryState()
        let ledger = try state.open()
        for round in 1...12 {
            let ticket = "T-\(round)"
            try ledger.post(.test("s", ticket: ticket), .test("d\(round)", ticket: ticket))
            if round.isMultiple(of: 3) {
                try ledger.record(
                    [DeliveryChange(seq: Int64(round), state: .delivered, attempted: true)],
                    now: .test
                )
            }
            let copy = TemporaryState()
            try FileManager.default.copyItem(atPath: state.path, toPath: copy.path)
            let redelivered = try copy.open()
            #expect(redelivered.condition == .existing)
            #expect(try redelivered.counts() == ledger.counts())
            #expect(try redelivered.pending() == ledger.pending())
        }
    }

    /// A log cut anywhere loses whole transactions from its end and nothing else.
    @Test func logCutAnywhere_holdsAlertsAndMessagesTogether() throws {
        let state = TemporaryState()
        let ledger = try state.open()
        for round in 1...6 {
            let ticket = "T-\(round)"
            try ledger.post(.test("s", ticket: ticket), .test("d\(round)", ticket: ticket))
        }
        let log = try Data(contentsOf: URL(fileURLWithPath: state.file + "-wal"))
        let database = try Data(contentsOf: URL(fileURLWithPath: state.file))
        var random = SplitMix64(seed: 7)
        var last = 0
        var lengths = (0..<25).map { _ in Int.random(in: 0...log.count, using: &random) }
        lengths.append(log.count)
        for length in lengths.sorted() {
            let copy = TemporaryState()
            try FileManager.default.createDirectory(
                atPath: copy.path,
                withIntermediateDirectories: true
            )
            try database.write(to: URL(fileURLWithPath: copy.file))
            try log.prefix(length).write(to: URL(fileURLWithPath: copy.file + "-wal"))
            let redelivered = try copy.open()
            let pending = try redelivered.pending()
            #expect(pending.map(\.seq) == Array(1...6).prefix(pending.count).map(Int64.init))
            #expect(pending.count >= last)
            for delivery in pending {
                #expect(try redelivered.delivery(delivery.seq)?.alerts.count == 1)
            }
            last = pending.count
        }
        #expect(last == 6)
    }
}
