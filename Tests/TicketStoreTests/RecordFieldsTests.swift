import Testing
import TicketStore

@testable import TicketStoreAdmin

/// What a complete record needs, and what a CRM never fills.
struct RecordFieldsTests {
    let store: TemporaryStore

    init() throws {
        store = try TemporaryStore()
    }

    private func isComplete(_ id: String) throws -> Bool {
        try store.events(id).contains("record_complete")
    }

    private func missing(_ id: String) throws -> [String] {
        let reader = try store.reader()
        let key = try #require(
            try store.crm().integer("SELECT key FROM tickets WHERE id = '\(id)'")
        )
        return try reader.missingFields(of: key)
    }

    /// Tickets of a CRM that has a customer and a description and nothing else.
    private func fill(_ count: Int) throws {
        try store.sql(
            """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(count))
            INSERT INTO tickets(id, customer, description) SELECT 'N' || i, 'ACME', 'x' FROM n
            """
        )
    }

    @Test func record_whenAFieldIsEmpty_lacksIt() throws {
        try store.sql(
            "INSERT INTO tickets(id, customer, contact, description) VALUES('A', 'ACME', '　', 'x')"
        )
        #expect(try !isComplete("A"))
        #expect(try missing("A") == ["contact", "product", "request"])
        try store.sql("UPDATE tickets SET contact = 'c', product = 'p'")
        #expect(try missing("A") == ["request"])
        try store.sql("UPDATE tickets SET request = 'r'")
        #expect(try isComplete("A"))
        #expect(try missing("A") == [])
    }

    @Test func fields_thatNoneOfTheLastTicketsHas_doNotCount() throws {
        try fill(50)
        #expect(try !isComplete("N50"))
        try store.sql("INSERT INTO tickets(id, customer, description) VALUES('A', 'ACME', 'x')")
        #expect(try isComplete("A"))
        #expect(try missing("A") == [])
        // What the CRM does fill still counts.
        try store.sql("INSERT INTO tickets(id, customer) VALUES('B', 'ACME')")
        #expect(try !isComplete("B"))
        #expect(try missing("B") == ["description"])
        // And so does what it begins to fill.
        try store.sql(
            "INSERT INTO tickets(id, customer, description, product) VALUES('C', 'ACME', 'x', 'p')"
        )
        #expect(try isComplete("C"))
        try store.sql("INSERT INTO tickets(id, customer, description) VALUES('D', 'ACME', 'x')")
        #expect(try !isComplete("D"))
        #expect(try missing("D") == ["product"])
    }

    @Test func fields_whenNamed_areWhatCounts() throws {
        try store.sql(
            """
            ALTER TABLE tickets ADD COLUMN region TEXT;
            INSERT INTO tickets(id, customer, region, changed_at) VALUES('A', 'ACME', 'north', 1795313700000);
            INSERT INTO tickets(id, customer) VALUES('B', 'ACME');
            """
        )
        let report = try StoreWriter.create(path: store.path, zone: nil, fields: "customer, region")
        #expect(report.last == "a complete record has customer,region")
        // Of those that have all of it, as of when they got it.
        #expect(try isComplete("A"))
        #expect(
            try store.rows("SELECT at FROM ticket_events WHERE kind = 'record_complete'")
                == ["1795313700000"]
        )
        #expect(try missing("B") == ["region"])
        try store.sql("UPDATE tickets SET region = 'south' WHERE id = 'B'")
        #expect(try isComplete("B"))
        #expect(StoreCheck(path: store.path).findings.allSatisfy { $0.severity == .fine })
        // What is named counts although no ticket has it.
        _ = try StoreWriter.create(path: store.path, zone: nil, fields: "customer,product")
        try fill(60)
        #expect(try !isComplete("N60"))
        _ = try StoreWriter.create(path: store.path, zone: nil, fields: "auto")
        try store.sql("INSERT INTO tickets(id, customer, description) VALUES('C', 'ACME', 'x')")
        #expect(try isComplete("C"))
    }

    @Test func fields_whenTheyAreNoColumns_areRefused() throws {
        let refused = storeError {
            _ = try StoreWriter.create(path: store.path, zone: nil, fields: "customer,produkt")
        }
        #expect(refused?.message.contains("no column 'produkt'") == true)
    }
}
