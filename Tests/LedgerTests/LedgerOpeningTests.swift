import BusinessTime
import Dispatch
import Foundation
import GRDB
import ServiceLevels
import Testing

@testable import Ledger

/// How a ledger is found when it is opened.
struct LedgerOpeningTests {
    let state = TemporaryState()

    @Test func missingDirectoryAndFile_areMadeForThisUserAlone() throws {
        let ledger = try state.open()
        #expect(ledger.condition == .new)
        let mode = try FileManager.default.attributesOfItem(atPath: state.path)[.posixPermissions]
        #expect(mode as? Int == 0o700)
    }

    @Test func everyCommit_isDurable() throws {
        let ledger = try state.open()
        let found = try ledger.perform { db in
            [
                try String.fetchOne(db, sql: "PRAGMA synchronous"),
                try String.fetchOne(db, sql: "PRAGMA journal_mode"),
                try String.fetchOne(db, sql: "PRAGMA foreign_keys"),
            ]
        }
        #expect(found == ["2", "wal", "1"])
    }

    @Test func whatWasRecorded_isThereAfterReopening() throws {
        var ledger: Ledger? = try state.open()
        try ledger?.post(.test(), .test("a"))
        try ledger?.keep("value", as: "name")
        ledger = nil
        let again = try state.open()
        #expect(again.condition == .existing)
        #expect(try again.pending().map(\.seq) == [1])
        #expect(try again.note("name") == "value")
    }

    @Test func start_waitsForAnotherProgramThatUsesTheFile() throws {
        var ledger: Ledger? = try state.open()
        try ledger?.keep("value", as: "name")
        ledger = nil
        // As a first reader does that brings the log in order after a kill.
        let other = try DatabaseQueue(path: state.file)
        try other.inDatabase { db in
            try db.execute(
                sql: "PRAGMA locking_mode = EXCLUSIVE; UPDATE meta SET value = value"
            )
        }
        #expect(throws: (any Error).self) {
            try DatabaseQueue(path: state.file).read { db in
                try db.execute(sql: "SELECT count(*) FROM meta")
            }
        }
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(100)) {
            try? other.close()
        }
        #expect(try state.open().note("name") == "value")
    }

    @Test func startedLedger_waitsForNobody() throws {
        let ledger = try state.open()
        #expect(try ledger.perform { db in try Int.fetchOne(db, sql: "PRAGMA busy_timeout") } == 0)
    }

    @Test func notes_areKeptByNameAndReplaced() throws {
        let ledger = try state.open()
        #expect(try ledger.note("one") == nil)
        try ledger.keep("1", as: "one")
        try ledger.keep("二", as: "two")
        try ledger.keep("", as: "one")
        #expect(try ledger.note("one") == "")
        #expect(try ledger.note("two") == "二")
    }

    @Test func fileThatIsNoDatabase_isSetAsideWithItsSideFiles() throws {
        try FileManager.default.createDirectory(
            atPath: state.path,
            withIntermediateDirectories: true
        )
        for (suffix, text) in [("", "no database at all, "), ("-wal", "w"), ("-shm", "s")] {
            try Data(String(repeating: text, count: 100).utf8)
                .write(to: URL(fileURLWithPath: state.file + suffix))
        }
        let ledger = try state.open()
        let kept = state.path + "/state.db.corrupt-20260309T020000Z"
        #expect(ledger.condition == .replaced(kept: kept))
        #expect(
            try String(contentsOfFile: kept, encoding: .utf8)
                == String(repeating: "no database at all, ", count: 100)
        )
        #expect(try state.names().contains("state.db.corrupt-20260309T020000Z-wal"))
        try ledger.post(.test(), .test("a"))
    }

    @Test func damagedPages_areNoticedAndNothingIsDeleted() throws {
        var ledger: Ledger? = try state.open()
        for index in 0..<200 { try ledger?.post(.test("s\(index)"), .test("d\(index)")) }
        ledger = nil
        var bytes = try Data(contentsOf: URL(fileURLWithPath: state.file))
        let pages = bytes.count / 4096
        #expect(pages > 10)
        for page in 2..<pages { for offset in 0..<64 { bytes[page * 4096 + offset] = 0xAA } }
        try bytes.write(to: URL(fileURLWithPath: state.file))
        let replaced = try state.open()
        guard case .replaced(let kept) = replaced.condition else {
            Issue.record("condition is \(replaced.condition)")
            return
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: kept)) == bytes)
        #expect(try replaced.pending().isEmpty)
    }

    @Test func secondDamageInOneMoment_doesNotReplaceWhatWasKept() throws {
        for text in ["first", "second", "third"] {
            try FileManager.default.createDirectory(
                atPath: state.path,
                withIntermediateDirectories: true
            )
            for suffix in ["-wal", "-shm"] {
                try? FileManager.default.removeItem(atPath: state.file + suffix)
            }
            try Data(String(repeating: text, count: 300).utf8)
                .write(to: URL(fileURLWithPath: state.file))
            _ = try state.open()
        }
        let kept = try state.names().filter { $0.hasPrefix("state.db.corrupt-") }
        #expect(kept.count == 3)
        #expect(kept.contains("state.db.corrupt-20260309T020000Z-3"))
    }

    @Test func fileOfANewerVersion_isRefusedAndUntouched() throws {
        var ledger: Ledger? = try state.open()
        try ledger?.post(.test(), .test("a"))
        ledger = nil
        try state.change("INSERT INTO grdb_migrations VALUES ('99 of tomorrow')")
        let error = ledgerError { _ = try state.open() }
        #expect(error?.code == .newerVersion)
        #expect(error?.message == "\(state.file) was written by a newer version of slawatchd")
        #expect(try state.rows("SELECT count(*) FROM deliveries") == ["1"])
        #expect(try !state.names().contains { $0.contains("corrupt") })
    }

    @Test func directoryThatCannotBeMade_isAnErrorThatSaysWhy() throws {
        let error = ledgerError { _ = try Ledger(directory: "/proc/none/state", now: .test) }
        #expect(error?.code == .unusable)
        #expect(error?.message.hasPrefix("state directory /proc/none/state: No such file") == true)
    }

    @Test func fileInPlaceOfTheDirectory_isAnError() throws {
        try Data().write(to: URL(fileURLWithPath: state.path))
        let error = ledgerError { _ = try state.open() }
        #expect(error?.code == .unusable)
        #expect(error?.message == "state directory \(state.path): Not a directory")
    }
}
