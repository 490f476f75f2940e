import ArgumentParser
import Foundation
import Testing

@testable import SlactlCommands

struct SlactlRootTests {
    @Test func root_hasEveryCommand() {
        let names = SlactlRoot.configuration.subcommands.map { $0._commandName }
        #expect(
            names == [
                "explain", "due", "ticket", "store", "calendar", "duty", "person", "policy",
                "config", "channel", "alerts", "deliveries", "sink",
                "status", "pause", "resume", "reload", "ack", "silence",
                "audit",
            ]
        )
    }

    @Test(arguments: [
        ["explain"], ["due", "--limit", "0"], ["due", "--late", "--within", "4h"],
        ["due", "--within", "4 working days"], ["calendar", "add", "office"],
        ["calendar", "show", "--year", "2026", "--from", "2026-01-01", "--to", "2026-01-02"],
        ["calendar", "show", "--from", "2026-01-01"],
        ["calendar", "show", "--from", "2026-01-02", "--to", "2026-01-01"],
        ["duty", "--days", "0"], ["duty", "--days", "367"],
        ["alerts", "list", "--limit", "0"], ["deliveries", "list", "--state", "lost"],
        ["config", "check", "--format", "xml"], ["nonsense"],
    ])
    func wrongUse_endsWith64(arguments: [String]) throws {
        #expect(throws: (any Error).self) { try SlactlRoot.parseAsRoot(arguments) }
        do {
            _ = try SlactlRoot.parseAsRoot(arguments)
        } catch {
            #expect(SlactlRoot.exitCode(for: error).rawValue == 64, "\(arguments)")
        }
    }

    @Test func configuredStore_isTheConfigurations() throws {
        let shop = try Shop()
        var warnings: [String] = []
        let store = SlactlRoot.configuredStore(shop.config) { warnings.append($0) }
        #expect(store == shop.store)
        #expect(warnings.isEmpty)
    }

    @Test func configuredStore_withoutAFile_isNothing() {
        var warnings: [String] = []
        #expect(SlactlRoot.configuredStore("/nowhere/x.yaml") { warnings.append($0) } == nil)
        #expect(warnings.isEmpty)
    }

    @Test func configuredStore_ofAFaultyFile_warns() throws {
        let shop = try Shop { $0 + "\nnonsense: 1\n" }
        var warnings: [String] = []
        #expect(SlactlRoot.configuredStore(shop.config) { warnings.append($0) } == nil)
        #expect(
            warnings == [
                "\(shop.config) is faulty, so the store it names is not used; "
                    + "see slactl config check"
            ]
        )
    }
}
