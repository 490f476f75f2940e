import BusinessTime
import Foundation
import Testing

@testable import Ledger

/// A long ledger is read through behind the start, and one found damaged is set aside by the next.
struct LedgerCheckTests {
    let state = TemporaryState()

    /// A ledger longer than what is checked at once.
    private func makeLong() throws {
        let ledger = try state.open()
        for index in 1...60 {
            var delivery = NewDelivery.test("d\(index)", ticket: "T-\(index)")
            delivery.body = Array(repeating: 7, count: 100_000)
            try ledger.post(.test("s\(index)"), delivery)
        }
    }

    /// Overwrites pages from some place on; the first ones say what tables there are.
    private func damage(from page: Int) throws {
        var bytes = try Data(contentsOf: URL(fileURLWithPath: state.file))
        for page in page..<bytes.count / 4096 {
            for offset in 0..<64 { bytes[page * 4096 + offset] = 0xAA }
        }
        try bytes.write(to: URL(fileURLWithPath: state.file))
    }

    @Test func shortLedger_isCheckedBeforeItIsUsed() throws {
        _ = try state.open()
        #expect(try state.open().pendingCheck == nil)
    }

    @Test func longLedger_isCheckedAfterwards() throws {
        try makeLong()
        let ledger = try state.open()
        #expect(ledger.condition == .existing)
        let check = try #require(ledger.pendingCheck)
        try check.run()
        // What is written meanwhile is no damage.
        try ledger.post(.test(), .test("a"))
        try check.run()
    }

    @Test func damageInALongLedger_isFoundBehindTheStart_andTheNextOneSetsItAside() throws {
        try makeLong()
        try damage(from: 800)
        var ledger: Ledger? = try state.open()
        #expect(ledger?.condition == .existing)
        let check = try #require(ledger?.pendingCheck)
        let error = ledgerError { try check.run() }
        #expect(error?.code == .corrupt)
        #expect(error?.message.hasPrefix("\(state.file) is damaged: ") == true)
        ledger?.condemn("page 801 is bad\nREADY")
        ledger = nil
        let next = try state.open()
        #expect(next.condition == .replaced(kept: state.file + ".corrupt-20260309T020000Z"))
        #expect(next.pendingCheck == nil)
        #expect(try !state.names().contains("state.db.damaged"))
        try next.post(.test(), .test("a"))
    }

    @Test func fileThatTookThePlaceOfACondemnedOne_isNotSetAside() throws {
        var ledger: Ledger? = try state.open()
        try ledger?.post(.test(), .test("a"))
        ledger?.condemn("bad")
        ledger = nil
        // A backup is brought back by hand.
        try FileManager.default.copyItem(atPath: state.file, toPath: state.file + ".backup")
        try FileManager.default.removeItem(atPath: state.file)
        // Its number must not be the old file's, which is free now.
        try Data().write(to: URL(fileURLWithPath: state.path + "/other"))
        try FileManager.default.moveItem(atPath: state.file + ".backup", toPath: state.file)
        let again = try state.open()
        #expect(again.condition == .existing)
        #expect(try again.pending().count == 1)
        #expect(try !state.names().contains("state.db.damaged"))
    }
}
