import BusinessTime
import Ledger
import Testing

@testable import SlactlCommands

struct LedgerCommandTests {
    private func shop() throws -> Shop {
        let shop = try Shop()
        try shop.receive("A1", at: "2026-11-22 10:00", ["priority": "高", "owner": "li"])
        try shop.receive("B2", at: "2026-11-22 10:00", ["priority": "medium"])
        try shop.record("A1", at: "2026-11-22 10:20")
        try shop.record("B2", at: "2026-11-22 11:40", as: .known)
        return shop
    }

    @Test func alerts_areListed() throws {
        try expectSnapshot("alerts-list.txt", shop().slactl("alerts", "list").text)
    }

    @Test func alertsJSON_isStable() throws {
        try expectSnapshot(
            "alerts-list.json",
            shop().slactl("alerts", "list", "--limit", "1", "--format", "json").text
        )
    }

    @Test func alerts_ofOneTicket() throws {
        let shop = try shop()
        #expect(!(try shop.slactl("alerts", "list", "--ticket", "A1").text.contains("B2")))
        #expect(try shop.slactl("alerts", "list", "--ticket", "nope").text == "no alerts")
    }

    @Test func deliveries_areListedAndCounted() throws {
        try expectSnapshot("deliveries-list.txt", shop().slactl("deliveries", "list").text)
    }

    @Test func deliveriesJSON_isStable() throws {
        let shop = try shop()
        try expectSnapshot(
            "deliveries-list.json",
            shop.slactl(
                "deliveries",
                "list",
                "--ticket",
                "A1",
                "--limit",
                "1",
                "--format",
                "json"
            ).text
        )
    }

    @Test func deliveries_inOneState() throws {
        let shop = try shop()
        let ledger = try Ledger(directory: shop.state, now: shop.now)
        try ledger.record(
            [DeliveryChange(seq: 1, state: .delivered, attempted: true)],
            now: shop.now
        )
        let text = try shop.slactl("deliveries", "list", "--state", "delivered").text
        #expect(text.split(separator: "\n").count == 3)
        #expect(text.contains("= delivered 1 + accepted 0 + pending"))
        #expect(text.hasSuffix("(checked)"))
        #expect(
            try shop.slactl("deliveries", "list", "--state", "dead").text
                .hasPrefix("no deliveries\n\ncreated ")
        )
    }

    @Test func stateDirectory_mayBeNamed() throws {
        let shop = try shop()
        let text = try shop.slactl("alerts", "list").text
        let other = try Shop()
        #expect(try other.slactl("alerts", "list", "--state-dir", shop.state).text == text)
    }

    @Test func missingLedger_isAnError() throws {
        let failure = try #require(try Shop().failure("deliveries", "list"))
        #expect(failure.message.contains("there is no ledger at SHOP/state/state.db"))
        #expect(failure.code == 1)
    }

    @Test func countsThatDisagree_areToldAndFail() {
        let balance = DeliveryBalance(
            counts: [.delivered: 2, .pending: 1],
            counted: [.delivered: 2]
        )
        #expect(balance.isRefuted)
        #expect(
            balance.text == """
                created 2 = delivered 2 + accepted 0 + pending 1 + held 0 + dead 0 + dropped 0 \
                + folded 0 (WRONG: the rows say delivered 2, accepted 0, pending 0, held 0, \
                dead 0, dropped 0, folded 0)
                """
        )
    }
}
