import ServiceLevels
import Support
import Testing
import TicketStore
import TicketStoreAdmin

struct NamesTests {
    let store: TemporaryStore

    init() throws {
        store = try TemporaryStore()
    }

    @Test(arguments: [
        " SYSTEM", "ＣＬＯＳＥＤ　", "已关闭\u{a0}", "ÀÉÎÕÜ", "ЗАКРЫТО Ѐ", "ΤΈΛΟΣ", "Đã Đóng", "straße",
        "\u{feff}P１\t\n", "３　High", "", "  ", "'quoted'", "Ŀ Ž Ÿ", "\u{2003}高\u{200b}",
    ])
    func folding_inSQL_isThatOfTheReader(_ text: String) throws {
        let connection = try store.crm()
        let folded = try connection.text(
            "SELECT \(FoldedSQL.folded("x.t")) FROM (SELECT ?1 AS t) AS x",
            [.text(text)]
        )
        #expect(folded == text.folded)
    }

    @Test(arguments: [" Closed", "CLOSED\t", "ｃｌｏｓｅｄ", "　已关闭 ", "Merged "])
    func status_whenWrittenInAnotherWay_meansTheSame(_ status: String) throws {
        let connection = try store.crm()
        try connection.run("INSERT INTO tickets(id, status) VALUES('A', ?1)", [.text(status)])
        try connection.run("INSERT INTO tickets(id, status) VALUES('B', 'new')", [])
        try connection.run("UPDATE tickets SET status = ?1 WHERE id = 'B'", [.text(status)])
        #expect(try store.events("A") == ["received", "recorded", "closed"])
        #expect(try store.events("B") == ["received", "recorded", "closed"])
        #expect(try store.rows("SELECT 1 FROM tickets WHERE closed_at IS NULL") == [])
        // What the CRM wrote stays as it is.
        #expect(try store.rows("SELECT DISTINCT status FROM tickets") == [status])
    }

    @Test func status_ofTheTable_mayBeWrittenInAnyWay() throws {
        try store.sql(
            """
            INSERT INTO tickets(id, status) VALUES('A', 'закрыт'), ('B', 'done');
            INSERT INTO statuses(status, milestone) VALUES(' Закрыт', ' Closed'), ('Ｄｏｎｅ', 'resolved');
            INSERT INTO tickets(id, status) VALUES('C', 'ЗАКРЫТ'), ('D', 'DONE ');
            """
        )
        for id in ["A", "C"] { #expect(try store.events(id).last == "closed", "\(id)") }
        for id in ["B", "D"] { #expect(try store.events(id).last == "resolved", "\(id)") }
    }

    @Test func wait_whenLeftForTheSameStatusInOtherLetters_goesOn() throws {
        try store.sql(
            """
            INSERT INTO tickets(id, status) VALUES('A', ' Waiting_Customer');
            UPDATE tickets SET status = 'ＷＡＩＴＩＮＧ_customer';
            UPDATE tickets SET status = 'IN_PROGRESS ';
            """
        )
        #expect(
            try store.events("A", after: 2) == [
                "waiting: Waiting_Customer", "resumed: Waiting_Customer",
                "waiting:ＷＡＩＴＩＮＧ_customer", "resumed:ＷＡＩＴＩＮＧ_customer", "handling_started",
            ]
        )
    }

    @Test(arguments: [" CLOSED", "Closed\n", "ｃｌｏｓｅｄ"])
    func kind_whenWrittenInAnotherWay_isTheEvent(_ kind: String) throws {
        let connection = try store.crm()
        try connection.run("INSERT INTO tickets(id) VALUES('A')", [])
        try connection.run(
            "INSERT INTO ticket_events(ticket, kind, note) VALUES('A', ?1, 'n')",
            [.text(kind)]
        )
        #expect(try store.events("A").last == "closed")
        #expect(try store.rows("SELECT 1 FROM tickets WHERE closed_at IS NULL") == [])
        try connection.run("INSERT INTO ticket_events(ticket, kind) VALUES('A', ' Reopened ')", [])
        #expect(try store.rows("SELECT 1 FROM tickets WHERE closed_at IS NULL") == ["1"])
    }

    @Test func kind_ofAShopsOwn_staysAsItIsWritten() throws {
        try store.sql(
            """
            INSERT INTO tickets(id) VALUES('A');
            INSERT INTO ticket_events(ticket, kind) VALUES('A', 'Warranty_Checked'), ('A', '客户来访');
            """
        )
        #expect(try store.events("A", after: 2) == ["Warranty_Checked", "客户来访"])
    }

    @Test(arguments: [
        "kind = 'x'", "kind = 'CLOSED'", "kind = kind", "kind = 'closed', at = at + 1",
        "note = 'x'",
    ])
    func event_whenChangedByHand_isRefused(_ change: String) throws {
        try store.sql(
            """
            INSERT INTO tickets(id) VALUES('A');
            INSERT INTO ticket_events(ticket, kind) VALUES('A', 'Own');
            """
        )
        let refused = storeError { try store.sql("UPDATE ticket_events SET \(change)") }
        #expect(refused?.message.contains("append-only") == true)
    }
}
