import ArgumentParser
import Testing

@testable import SlactlCommands

struct TicketCommandTests {
    let store: TemporaryCommandStore

    init() throws {
        store = try TemporaryCommandStore()
        try store.ticket(
            "add",
            "--id",
            "A",
            "--priority",
            "P1",
            "--customer",
            "ACME",
            "--title",
            "打印机",
            "--contact",
            "13812345678",
            "--set",
            "product=Portal",
            "--by",
            "wang",
            "--received",
            "2026-01-05 10:15"
        )
    }

    @Test func addPrintsTheId() throws {
        let id = try store.ticket("add", "--title", "x").text
        #expect(id.count == 11)
        #expect(id.hasSuffix("001"))
        #expect(try store.events("A")[0] == "received||wang|")
    }

    @Test(arguments: [
        (["answer", "A", "--by", "li"], ["first_answer||li|"]),
        (
            ["respond", "A", "--by", "li", "--note", "by phone"],
            ["first_response||li|by phone", "changed|first_responder|li|"]
        ),
        (["progress", "A"], ["progress|||"]),
        (["progress", "A", "--internal"], ["internal_progress|||"]),
        (["wait", "A"], ["waiting|waiting_customer||"]),
        (["wait", "A", "--for", "evidence", "--by", "li"], ["waiting|waiting_evidence|li|"]),
        (["resume", "A"], ["handling_started|||"]),
        (["priority", "A", "P2", "--by", "li"], ["level_set|P2|li|"]),
        (["promise", "A", "--due", "2029-01-05T18:00:00+08:00"], ["promise|||"]),
        (
            ["transfer", "A", "--to", "技术部", "--by", "li"],
            ["transfer|技术部|li|", "changed|departments|li|"]
        ),
        (["plan", "A"], ["plan|||"]),
        (["plan", "A", "--final"], ["final_plan|||"]),
        (["plan", "A", "--confirmed"], ["plan_confirmed|||"]),
        (["plan", "A", "--done"], ["plan_done|||"]),
        (["resolve", "A", "--note", "new cable"], ["resolved|||new cable"]),
        (
            ["feedback", "A", "--score", "2", "--comment", "slow", "--dissatisfied"],
            ["feedback|2||slow", "dissatisfied|||slow", "changed|satisfaction||"]
        ),
        (["close", "A", "--by", "li"], ["closed||li|"]),
        (["event", "A", "call_back", "--subject", "x"], ["call_back|x||"]),
    ])
    func commandsAppendTheirEvents(_ arguments: [String], _ events: [String]) throws {
        let before = try store.events("A").count
        let command = try TicketCommand.parseAsRoot(arguments + ["--store", store.path])
        let output = try (command as? any PrintingCommand)?.output()
        #expect(output?.code == 0)
        #expect(output?.text.hasPrefix("ticket A: ") == true)
        #expect(Array(try store.events("A").dropFirst(before)) == events)
    }

    @Test func timesAreInTheStoresZone() throws {
        try store.ticket("resolve", "A", "--at", "2026-01-05 11:00")
        let shown = try store.ticket("show", "A").text
        #expect(shown.contains("2026-01-05T11:00:00+08:00"))
        #expect(shown.contains("received_at  2026-01-05T10:15:00+08:00"))
    }

    @Test func aTicketGoesThroughItsLife() throws {
        try store.ticket("resolve", "A")
        try store.ticket("close", "A")
        #expect(try store.ticket("list", "--open").text.split(separator: "\n").count == 1)
        try store.ticket("reopen", "A")
        #expect(try store.ticket("list", "--open").text.contains("打印机"))
    }

    @Test func statusesStayInTheirLanguage() throws {
        try store.ticket("add", "--id", "B", "--set", "status=待处理")
        #expect(try store.ticket("wait", "B").text == "ticket B: 等待客户")
        #expect(try store.ticket("resolve", "B").text == "ticket B: 已解决")
    }

    @Test func theFirstResponderStays() throws {
        try store.ticket("respond", "A", "--by", "li")
        try store.ticket("respond", "A", "--by", "wang")
        #expect(try store.ticket("show", "A").text.contains("first_responder  li"))
    }

    @Test func contactsAreMasked() throws {
        #expect(try store.ticket("show", "A").text.contains("138****5678"))
        #expect(try !store.ticket("show", "A", "--format", "json").text.contains("13812345678"))
        #expect(try store.ticket("show", "A", "--unmask").text.contains("13812345678"))
    }

    @Test(arguments: [
        (["show", "nope"], "no ticket has the id 'nope'"),
        (["resolve", "nope"], "no ticket has the id 'nope'"),
        (["progress", "nope"], "no ticket has the id 'nope'"),
        (["add", "--id", "A"], "ticket 'A' is already in the store"),
        (["add", "--set", "prodct=x"], "(nearest column: 'product')"),
        (["reopen", "A"], "ticket 'A' is new, neither resolved nor closed"),
        (["priority", "A", "P1"], "has priority P1 already"),
        (["answer", "A", "--at", "1999-01-01T00:00:00Z"], "is before 2000"),
        (["answer", "A", "--at", "2999-01-01T00:00:00Z"], "is in the future"),
        (["answer", "A", "--at", "yesterday"], "'yesterday' is not a time"),
        (
            ["promise", "A", "--due", "2001-01-01 10:00"],
            "due 2001-01-01T10:00:00+08:00 is not after"
        ),
        (["transfer", "A", "--to", "x", "--due", "2001-01-01 10:00"], "is not after"),
        (["feedback", "A", "--score", "6"], "score 6 is not one of 1 to 5"),
    ])
    func mistakesAreErrors(_ arguments: [String], _ words: String) throws {
        let before = try store.events("A")
        let command = try TicketCommand.parseAsRoot(arguments + ["--store", store.path])
        let printing = try #require(command as? any PrintingCommand)
        #expect {
            _ = try printing.output()
        } throws: { error in
            "\(error)".contains(words)
        }
        #expect(try store.events("A") == before)
    }

    @Test(arguments: [
        ["priority", "A"], ["promise", "A"], ["list", "--limit", "0"], ["add", "--set", "x"],
        ["nonsense"], ["wait", "A", "--for", "godot"],
    ])
    func usageIsSixtyFour(_ arguments: [String]) {
        do {
            _ = try TicketCommand.parseAsRoot(arguments)
            Issue.record("parsed")
        } catch {
            #expect(TicketCommand.exitCode(for: error).rawValue == 64)
        }
    }

    @Test(arguments: ["table", "json"])
    func listsAreMasked(format: String) throws {
        try store.ticket(
            "add",
            "--id",
            "B",
            "--owner",
            "li@x.com",
            "--title",
            "回电 138-1234-5678"
        )
        let text = try store.ticket("list", "--format", format).text
        #expect(text.contains("l***@x.com") && text.contains("回电 138-****-5678"))
        #expect(!text.contains("li@x.com") && !text.contains("1234-5678"))
        let full = try store.ticket("list", "--format", format, "--unmask").text
        #expect(full.contains("li@x.com") && full.contains("回电 138-1234-5678"))
    }

    @Test func listsArePrinted() throws {
        try store.ticket("add", "--id", "B", "--owner", "li", "--title", "a")
        #expect(
            try store.ticket("list", "--owner", "nobody").text
                == "ID  STATUS  PRIORITY  KIND  OWNER  CUSTOMER  RECEIVED  TITLE"
        )
        #expect(
            try store.ticket("list").text.split(separator: "\n").map { $0.prefix(1) }
                == ["I", "B", "A"]
        )
        let json = try store.ticket("list", "--owner", "li", "--format", "json").text
        #expect(json.contains("\"id\": \"B\""))
        #expect(!json.contains("\"id\": \"A\""))
    }
}
