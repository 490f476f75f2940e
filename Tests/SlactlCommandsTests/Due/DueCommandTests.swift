import ArgumentParser
import BusinessTime
import Testing

@testable import Reporting
@testable import SlactlCommands

struct DueCommandTests {
    private func shop() throws -> Shop {
        let shop = try Shop()
        try shop.receive("A1", at: "2026-11-22 10:00", ["priority": "高", "owner": "李雷"])
        try shop.happens("first_response", to: "A1", at: "2026-11-22 10:10")
        try shop.receive("B2", at: "2026-11-20 16:30", ["priority": "low", "owner": "han"])
        try shop.happens("record_complete", to: "B2", at: "2026-11-20 16:31")
        try shop.receive(
            "C3",
            at: "2026-11-22 11:50",
            ["priority": "P1", "queue": "service-levels"]
        )
        return shop
    }

    @Test func due_listsLateOnesFirst() throws {
        try expectSnapshot("due.txt", shop().slactl("due").text)
    }

    @Test func due_withinAWhile() throws {
        try expectSnapshot(
            "due-within.txt",
            shop().slactl("due", "--within", "1h", "--limit", "5").text
        )
    }

    @Test func owners_areMasked() throws {
        let shop = try Shop()
        try shop.receive(
            "A1",
            at: "2026-11-22 10:00",
            ["priority": "高", "owner": "li 138 1234 5678"]
        )
        for format in ["table", "json"] {
            let text = try shop.slactl("due", "--format", format).text
            #expect(text.contains("li 138 **** 5678") && !text.contains("138 1234"))
        }
    }

    @Test func due_lateOnly() throws {
        let text = try shop().slactl("due", "--late").text
        #expect(text.hasSuffix("\n\n2 late of 2"))
        #expect(try Shop().slactl("due", "--late").text == "nothing is late")
        #expect(try Shop().slactl("due").text == "nothing is due")
    }

    @Test func dueJSON_isStable() throws {
        try expectSnapshot(
            "due.json",
            shop().slactl("due", "--limit", "2", "--format", "json").text
        )
    }

    @Test func closedTickets_areNotLookedAt() throws {
        let shop = try shop()
        for id in ["A1", "B2", "C3"] {
            _ = try TicketCommand.closing(id, in: shop.store).output()
        }
        #expect(try shop.slactl("due").text == "nothing is due")
    }

    /// The list is what sorting everything and cutting it would give, in any order of arrival.
    @Test(arguments: [1, 2, 7, 1000])
    func list_keepsTheSoonest(limit: Int) {
        var state: UInt64 = 42
        func random(_ bound: UInt64) -> Int64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int64((state >> 33) % bound)
        }
        let items = (0..<500).map { _ in
            DueItem(
                ticket: "t\(random(50))",
                owner: "",
                clock: "c\(random(3))",
                rule: "r",
                step: "s",
                at: Instant(milliseconds: random(100)),
                isLate: random(4) == 0
            )
        }
        var list = DueList(limit: limit)
        for item in items { list.insert(item) }
        #expect(list.items == Array(items.sorted(by: DueItem.isSooner).prefix(limit)))
        #expect(list.count == 500)
        #expect(list.lateCount == items.count(where: \.isLate))
    }
}

extension TicketCommand {
    fileprivate static func closing(_ id: String, in store: String) throws -> any PrintingCommand {
        let command = try SlactlRoot.parseAsRoot(["ticket", "close", id, "--store", store])
        guard let printing = command as? any PrintingCommand else {
            throw CommandError("ticket close prints nothing")
        }
        return printing
    }
}
