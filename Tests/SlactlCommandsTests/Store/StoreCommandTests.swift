import ArgumentParser
import Foundation
import Testing
import TicketStore
import TicketStoreAdmin

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

    @Test func check_whenTicketsHaveUnknownWords_namesThemWithTheLineThatMends() throws {
        let shop = try Shop()
        let writer = try StoreWriter(path: shop.store)
        _ = try writer.add(["priority": "gold", "status": "odd"], id: "T1", received: shop.now)
        _ = try writer.add(["priority": "GOLD ", "status": "Odd"], id: "T2", received: shop.now)
        let text = try shop.slactl("store", "check", "--store", shop.store).text
        #expect(
            text.contains(
                """
                warning: priority 'gold' is none that policy 'rapid-response' knows: it counts as \
                any other (2 open tickets, such as T1)
                  hint: synonyms: {priority: {high: ['gold']}} (or under medium, low) in policy \
                'rapid-response'
                """
            )
        )
        #expect(text.contains("status 'odd' means nothing"))
        #expect(
            text.contains(
                "INSERT INTO statuses(status, milestone, paused) VALUES ('odd', MEANING, 0);"
            )
        )
        try writer.set(["priority": "高", "status": "处理中"], of: "T1")
        try writer.set(["priority": "Low", "status": "closed"], of: "T2")
        let mended = try shop.slactl("store", "check", "--store", shop.store).text
        #expect(!mended.contains("warning"))
        #expect(mended.contains("ok: policies and people know every word of the open tickets"))
    }

    @Test func thePathComesFromTheOptionFirst() throws {
        let options = try StoreOptions.parse(["--store", "/a/b.db"])
        #expect(options.path == "/a/b.db")
        #expect(try StoreOptions.parse([]).path.hasSuffix(".db"))
    }
}
