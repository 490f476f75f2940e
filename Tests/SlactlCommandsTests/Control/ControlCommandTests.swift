import BusinessTime
import ControlProtocol
import Foundation
import Glibc
import Ledger
import Testing
import TicketStoreAdmin

@testable import SlactlCommands

struct ControlCommandTests {
    private func withShop(_ body: (ControlledShop) async throws -> Void) async throws {
        let shop = try Shop()
        // The daemon's ledger, which readers look into.
        _ = try Ledger(directory: shop.state, now: shop.now)
        let controlled = try ControlledShop(shop)
        try await body(controlled)
        controlled.stop()
        withExtendedLifetime(shop) {}
    }

    private func lines(_ output: CommandOutput) -> String {
        output.text.split(separator: "\n").filter { !$0.contains("process") && !$0.contains("pid") }
            .joined(separator: "\n")
            // How large an empty ledger is depends on the library.
            .replacing(/[0-9]+\.[0-9] MB/, with: "… MB")
            .replacing(/"ledger_bytes": [0-9]+/, with: "\"ledger_bytes\": …")
    }

    @Test func status_isShown() async throws {
        try await withShop { shop in
            shop.reloadsWith(["a.yaml:1:2: x: is wrong"])
            let table = await shop.slactl("status")
            // The ledger is full, a channel is disabled, the last reload was rejected.
            #expect(table.code == 1)
            #expect(
                table.notes == [
                    "degraded: the ledger is full", "channel 'journal' is disabled: gone",
                    "the last reload was rejected",
                ]
            )
            #expect(table.text.hasPrefix("slawatchd      1.2.3, process \(getpid()), since 2026"))
            try expectSnapshot("status.txt", lines(table))
            let json = await shop.slactl("status", "--format", "json")
            try expectSnapshot("status.json", lines(json))
        }
    }

    @Test func status_withTheDaemonDown_saysSo() async throws {
        try await withShop { shop in
            shop.stop()
            let table = await shop.slactl("status")
            #expect(table.code == 1)
            try expectSnapshot("status-down.txt", lines(table))
            let json = await shop.slactl("status", "--format", "json")
            #expect(json.code == 1)
            #expect(json.text.contains("\"running\": false"))
        }
    }

    @Test func status_withoutFiles_saysSoToo() async throws {
        let shop = try Shop()
        let controlled = try ControlledShop(shop)
        controlled.stop()
        let output = await controlled.slactl("status")
        #expect(output.code == 1)
        #expect(output.text.hasPrefix("slawatchd  is not running: nobody listens on SHOP"))
        #expect(
            output.notes.first?.hasPrefix("its files tell nothing either: there is no ledger")
                == true
        )
        withExtendedLifetime(shop) {}
    }

    @Test func pauseAndResume_reachTheDaemon() async throws {
        try await withShop { shop in
            let paused = await shop.slactl("pause", "--for", "90min")
            #expect(paused.text == "paused until 2026-11-22 13:30")
            #expect(await shop.slactl("resume").text == "resumed")
            #expect(shop.calls() == ["pause 5400", "resume"])
            #expect(await shop.slactl("pause", "--for", "8d").code == 64)
            #expect(await shop.slactl("pause", "--for", "soon").code == 64)
        }
    }

    @Test func times_keepTheTeamsZone_whereTheConfigurationIsFaulty() async throws {
        let shop = try Shop()
        _ = try Ledger(directory: shop.state, now: shop.now)
        let controlled = try ControlledShop(shop)
        try shop.edit("slawatchd.yaml") { $0 + "\nstoer: x\n" }
        let paused = await controlled.slactl("pause", "--for", "1h")
        #expect(paused.text == "paused until 2026-11-22 13:00")
        #expect(await controlled.slactl("status").text.contains("since 2026-11-22 09:00"))
        // Where nothing says which zone is meant, its name stands with each time.
        try shop.edit("slawatchd.yaml") { _ in "zone: [" }
        let unknown = await controlled.slactl("pause", "--for", "1h", "--socket", shop.socket)
        let zone = SystemTime.zoneName()
        #expect(unknown.text.hasSuffix(" \(zone)"), "\(unknown)")
        withExtendedLifetime(shop) {}
    }

    @Test func reload_signalsADaemonThatNobodyCanAsk() async throws {
        try await withShop { shop in
            shop.stop()
            let daemon = Process()
            daemon.executableURL = URL(filePath: "/usr/bin/python3")
            // Also where whoever runs the tests has SIGHUP ignored or blocked.
            daemon.arguments = [
                "-c",
                """
                import os, signal
                signal.signal(signal.SIGHUP, lambda *_: os._exit(7))
                signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGHUP})
                print("ready", flush=True)
                signal.pause()
                """,
            ]
            let ready = Pipe()
            daemon.standardOutput = ready
            try daemon.run()
            _ = try ready.fileHandleForReading.read(upToCount: 6)
            let pid = String(daemon.processIdentifier)
            let output = await shop.slactl("reload", "--signal", pid)
            daemon.waitUntilExit()
            #expect(daemon.terminationStatus == 7)
            #expect(output.code == 0)
            #expect(output.text.hasPrefix("asked process \(pid) to reload: nobody listens on SHOP"))
            #expect(output.notes == ["whether it was rejected stands in the journal"])
            #expect(await shop.slactl("reload").code == 1)
            #expect(await shop.slactl("reload", "--signal", pid).text.contains("No such process"))
            #expect(await shop.slactl("reload", "--signal", "1").code == 64)
        }
    }

    @Test func reload_printsTheFaults() async throws {
        try await withShop { shop in
            #expect(await shop.slactl("reload").text == "the configuration is reloaded")
            shop.reloadsWith(["a.yaml:1:2: x: is wrong", "a.yaml:3:4: y: too"])
            let output = await shop.slactl("reload")
            #expect(output.code == 1)
            #expect(output.text == "a.yaml:1:2: x: is wrong\na.yaml:3:4: y: too")
            #expect(
                output.notes == ["the configuration is rejected, the former one stays in force"]
            )
        }
    }

    @Test func ack_needsNoVerb() async throws {
        try await withShop { shop in
            #expect(
                await shop.slactl("ack", "T-1").text
                    == "T-1 is acknowledged until 2026-11-22 16:00"
            )
            #expect(
                await shop.slactl(
                    "ack",
                    "T-1",
                    "--clock",
                    "first_response",
                    "--for",
                    "2h",
                    "--note",
                    "on it"
                ).text == "T-1 first_response is acknowledged until 2026-11-22 14:00"
            )
            #expect(await shop.slactl("ack", "end", "T-1").text == "1 ended")
            #expect(
                shop.calls() == ["ack T-1 - 14400", "ack T-1 first_response 7200", "unack T-1 -"]
            )
            #expect(await shop.slactl("ack", "T-9").text.contains("there is no ticket 'T-9'"))
        }
    }

    @Test func silence_needsNoVerb() async throws {
        try await withShop { shop in
            let made = await shop.slactl(
                "silence",
                "--channel",
                "desk",
                "--where",
                "queue=a",
                "queue=b",
                "--for",
                "2h",
                "--from",
                "2026-11-22 13:00",
                "--comment",
                "move"
            )
            #expect(
                made.text
                    == "silence 7: 2026-11-22 13:00 to 2026-11-22 15:00, channel desk, queue = a | b"
            )
            #expect(await shop.slactl("silence", "end", "7").text == "silence 7 ended")
            #expect(shop.calls() == ["silence desk queue=a|b move", "end silence 7"])
            #expect(await shop.slactl("silence", "--for", "2h", "--comment", "x").code == 64)
            let nowhere = await shop.slactl(
                "silence",
                "--channel",
                "dsk",
                "--for",
                "2h",
                "--comment",
                "x"
            )
            #expect(nowhere.text.contains("there is no channel 'dsk'; did you mean 'desk'?"))
            #expect(nowhere.code == 1)
        }
    }

    @Test func refusals_areClear() async throws {
        try await withShop { shop in
            shop.become(.agent)
            let output = await shop.slactl("pause", "--for", "1h")
            #expect(output.code == 1)
            #expect(
                output.text == """
                    'pause' takes an administrator or more, and 4242424 (uid 4242424) is an agent; \
                    an administrator can add you to the group sys; it counts from your next login
                    """
            )
            shop.become(.stranger)
            #expect(await shop.slactl("status").text.contains("is a stranger"))
            #expect(shop.calls().isEmpty)
        }
    }

    @Test func commandsThatChange_needTheDaemon() async throws {
        try await withShop { shop in
            shop.stop()
            for arguments in [["resume"], ["reload"], ["ack", "end", "T-1"]] {
                let output = await shop.slactl(arguments: arguments)
                #expect(output.code == 1)
                #expect(output.text.hasPrefix("slawatchd is not running: nobody listens on SHOP"))
            }
        }
    }

    @Test func lists_comeFromTheDaemon_orFromItsFiles() async throws {
        let shop = try Shop()
        try shop.receive("A1", at: "2026-11-22 10:00", ["priority": "高", "owner": "li"])
        try shop.record("A1", at: "2026-11-22 10:20")
        try record(shop)
        let controlled = try ControlledShop(shop)
        var answers: [String] = []
        let lists = [
            ["alerts", "list"], ["deliveries", "list"], ["ack", "list"], ["silence", "list"],
            ["audit"], ["ack", "list", "--format", "json"],
            ["silence", "list", "--format", "json"],
            ["audit", "--format", "json"],
        ]
        for arguments in lists {
            let output = await controlled.slactl(arguments: arguments)
            #expect(output.notes.isEmpty)
            answers.append(output.text)
        }
        try expectSnapshot("control-lists.txt", answers.dropFirst(2).joined(separator: "\n\n"))
        controlled.stop()
        for (arguments, answer) in zip(lists, answers) {
            let output = await controlled.slactl(arguments: arguments)
            #expect(
                output.notes == ["slawatchd is not running; read from SHOP/state/state.db"]
            )
            // Only where no daemon waits for it are the rows counted too.
            #expect(output.text.replacing(" (checked)", with: "") == answer)
        }
        withExtendedLifetime(shop) {}
    }

    private func record(_ shop: Shop) throws {
        let ledger = try Ledger(directory: shop.state, now: shop.now)
        _ = try ledger.acknowledge(
            Acknowledgement(
                ticket: "A1",
                clock: nil,
                by: "wang",
                note: "on it",
                at: shop.now,
                expires: shop.now + .hours(4)
            )
        )
        _ = try ledger.silence(
            Silence(
                matcher: Silence.Matcher(kind: "breach", attributes: ["queue": ["a", "b"]]),
                author: "wang",
                comment: "move",
                begins: shop.now,
                ends: shop.now + .hours(2)
            )
        )
        try ledger.audit(
            AuditEntry(
                at: shop.now,
                uid: 1001,
                name: "wang",
                standing: "supervisor",
                command: "silence",
                arguments: "{}",
                outcome: "ok"
            )
        )
    }
}
