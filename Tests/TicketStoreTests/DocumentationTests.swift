import Foundation
import Testing

@testable import TicketStoreAdmin

struct DocumentationTests {
    /// What authors copy must work, in the order of the page.
    @Test func theExamplesOfTheHandbookRun() throws {
        let page = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("docs/ticket-store.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        let examples = text.components(separatedBy: "```sql\n").dropFirst()
            .compactMap { $0.components(separatedBy: "```").first }
        #expect(examples.count >= 5)
        let store = try TemporaryStore()
        for example in examples { try store.sql(example) }
        #expect(
            try store.events("T-1") == [
                "received", "recorded", "level_set:high", "first_answer", "first_response",
                "handling_started", "progress", "promise", "transfer:技术部",
                "department_done:技术部", "waiting:waiting_customer", "customer_message",
                "resumed:waiting_customer", "handling_started", "resolved", "told", "feedback:5",
                "closed",
            ]
        )
        #expect(
            try store.events("T-2") == [
                "received", "recorded", "level_set:low", "handling_started", "resolved",
                "changed:replaced",
            ]
        )
        #expect(
            try store.rows("SELECT count(*) FROM ticket_events WHERE kind = 'record_complete'") == [
                "1"
            ]
        )
    }

    @Test func everyStatusOfTheHandbookIsThere() throws {
        let store = try TemporaryStore()
        #expect(
            try store.rows("SELECT status FROM statuses ORDER BY rowid")
                == StoreSchema.statuses.map(\.status)
        )
    }
}
