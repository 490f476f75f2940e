import ArgumentParser
import Foundation
import Testing
import TicketStore

@testable import SlactlCommands

struct StoreCommandTests {
    @Test func initMakesAStoreAndSaysSo() throws {
        let store = try TemporaryCommandStore(isMade: false)
        let output = try store.store("init", "--zone", "Asia/Shanghai")
        #expect(output.code == 0)
        #expect(output.text.contains("made a ticket store for zone Asia/Shanghai"))
        #expect(try store.store("init").text.contains("is a ticket store already"))
    }

    @Test func initMakesTheFolderToo() throws {
        let store = try TemporaryCommandStore(isMade: false)
        let path = store.folder + "/new/tickets.db"
        let command = try StoreInit.parse(["--store", path, "--zone", "UTC"])
        #expect(try command.output().text.contains("made \(store.folder)/new"))
        #expect(FileManager.default.fileExists(atPath: path))
    }

    @Test func anUnknownZoneIsRefused() throws {
        let store = try TemporaryCommandStore(isMade: false)
        #expect(throws: TicketStoreError.self) {
            try store.store("init", "--zone", "Asia/Shanghaii")
        }
    }

    @Test func checkEndsWithOneWhereSomethingIsWrong() throws {
        let store = try TemporaryCommandStore(isMade: false)
        let missing = try store.store("check")
        #expect(missing.code == 1)
        #expect(missing.text.contains("error: ticket store \(store.path) does not exist"))
        #expect(missing.text.contains("hint: check that its disk is mounted"))
        #expect(missing.text.contains("create it: sudo slactl store init"))
        try store.store("init", "--zone", "UTC")
        let fine = try store.store("check")
        #expect(fine.code == 0)
        #expect(!fine.text.contains("warning"))
        #expect(
            try store.store("check", "--format", "json").text.hasPrefix("[\n  {\n    \"severity\"")
        )
    }

    @Test func thePathComesFromTheOptionFirst() throws {
        let options = try StoreOptions.parse(["--store", "/a/b.db"])
        #expect(options.path == "/a/b.db")
        #expect(try StoreOptions.parse([]).path.hasSuffix(".db"))
    }
}
