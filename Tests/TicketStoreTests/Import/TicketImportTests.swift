import BusinessTime
import Testing
import TicketStore

@testable import TicketStoreAdmin

struct TicketImportTests {
    let store: TemporaryStore
    let now = Instant(milliseconds: 1_795_313_700_000)

    init() throws {
        store = try TemporaryStore()
    }

    private func run(
        _ text: String,
        _ change: (inout TicketImport.Options) -> Void = { _ in }
    ) throws -> ImportReport {
        var options = TicketImport.Options()
        change(&options)
        return try TicketImport.run(
            Array(text.utf8),
            into: StoreWriter(path: store.path),
            options,
            now: now
        )
    }

    private let tracking = """
        需求编号,客户名称,联系方式,需求类型,优先级,接收时间,首次响应人,响应时限,实际响应时间,处理进度/处理结果,客户反馈,关闭时间,备注,神秘
        20261101001,张三,13812345678,咨询,高,2026-11-01 09:00,李四,09:15,2026-11-01 09:10,已更换,满意,2026-11-01 18:00,"备注, 长",x
        20261101002,王五,,投诉,中,2026/11/1 9:30,,,,,,,,
        """

    @Test func theTrackingTableIsImported() throws {
        let report = try run(tracking)
        #expect(report.imported == ["20261101001", "20261101002"])
        #expect(report.bad == [])
        #expect(report.warnings.contains { $0.contains("'神秘' is not known") })
        #expect(report.warnings.contains { $0.contains("'响应时限' is left out") })
        #expect(
            try store.events("20261101001")
                == [
                    "received", "recorded", "level_set:高", "first_response", "internal_progress",
                    "closed", "changed:satisfaction", "feedback:4",
                ].filter { $0 != "changed:satisfaction" }
        )
        #expect(
            try store.rows(
                "SELECT customer, status, satisfaction, closed_at FROM tickets ORDER BY id"
            )
                == ["张三|已关闭|4|1793527200000", "王五|待处理|-|-"]
        )
        #expect(
            try store.rows(
                "SELECT by, at FROM ticket_events WHERE kind = 'first_response'"
            )
                == ["李四|1793495400000"]
        )
        #expect(
            try store.rows("SELECT note FROM ticket_events WHERE kind = 'received' AND note > ''")
                == ["备注, 长"]
        )
    }

    @Test func englishHeadersAndResults() throws {
        let report = try run(
            """
            Ticket ID,customer name,Received At,RESULT,Closed,status,Owner
            A,ACME,2026-11-01T09:00:00Z,new cable,2026-11-02T09:00:00Z,,li
            B,ACME,2026-11-01T09:00:00Z,,,resolved,li
            C,ACME,2026-11-01T09:00:00Z,,,in_progress,li
            """
        )
        #expect(report.imported == ["A", "B", "C"])
        #expect(try store.events("A") == ["received", "recorded", "resolved", "closed"])
        #expect(try store.events("B") == ["received", "recorded", "resolved"])
        #expect(try store.events("C") == ["received", "recorded", "handling_started"])
        #expect(try store.rows("SELECT id FROM tickets WHERE closed_at IS NULL") == ["B", "C"])
    }

    private let mixed = """
        id,received,closed
        A,2026-11-01 09:00,
        B,yesterday,
        C,2026-11-01 09:00,2026-10-31 09:00
        D,2027-11-01 09:00,
        E,,
        A,2026-11-01 09:00,
        F,1999-11-01 09:00,
        G,2026-11-01 09:00,,x
        H,2026-11-01 10:00,
        """

    @Test func badRowsAreNamedAndGoodOnesImported() throws {
        let report = try run(mixed)
        #expect(report.imported == ["A", "C", "H"])
        #expect(report.isWritten)
        #expect(report.bad.map(\.line) == [3, 5, 6, 7, 8, 9])
        let reasons = report.bad.map(\.reason)
        #expect(reasons[0] == "column 'received': 'yesterday' is not a time")
        #expect(reasons[1].contains("in the future"))
        #expect(reasons[2] == "no time of reception")
        #expect(reasons[3] == "ticket 'A' is in line 2 already")
        #expect(reasons[4].contains("before 2000"))
        #expect(reasons[5] == "4 cells under 3 headers")
        #expect(report.warnings.contains { $0.contains("line 4: the closing") })
        #expect(
            try store.rows("SELECT id FROM tickets WHERE closed_at IS NULL ORDER BY id")
                == ["A", "C", "H"]
        )
    }

    @Test func atomicMeansAllOrNone() throws {
        let report = try run(mixed) { $0.isAtomic = true }
        #expect(report.imported == [])
        #expect(!report.isWritten)
        #expect(try store.rows("SELECT count(*) FROM tickets") == ["0"])
        // A row that only the store itself refuses takes the others back out.
        let long = String(repeating: "x", count: 201)
        let error = storeError {
            _ = try run(
                "id,received\nA,2026-11-01 09:00\n\(long),2026-11-01 09:00"
            ) { $0.isAtomic = true }
        }
        #expect(error?.code == .refused)
        #expect(try store.rows("SELECT count(*) FROM tickets") == ["0"])
    }

    @Test func aRowTheStoreRefusesLeavesNoTrace() throws {
        let long = String(repeating: "x", count: 201)
        let report = try run("id,received\n\(long),2026-11-01 09:00\nB,2026-11-01 09:00")
        #expect(report.imported == ["B"])
        #expect(report.bad.map(\.line) == [2])
        #expect(try store.rows("SELECT DISTINCT ticket FROM ticket_events") == ["B"])
    }

    @Test func aDryRunWritesNothing() throws {
        let report = try run(mixed) { $0.isDryRun = true }
        #expect(report.imported == ["A", "C", "H"])
        #expect(report.bad.count == 6)
        #expect(!report.isWritten)
        #expect(try store.rows("SELECT count(*) FROM tickets") == ["0"])
    }

    @Test func allTimesAreShiftedAlike() throws {
        _ = try run(tracking) { $0.shiftTo = now }
        #expect(
            try store.rows("SELECT received_at FROM tickets ORDER BY id")
                == ["\(now.milliseconds - 1_800_000)", "\(now.milliseconds)"]
        )
    }

    @Test func aTimeShiftedIntoTheFutureIsRefused() throws {
        // Closed 33 hours after the last reception: that would be tomorrow night.
        let report = try run(
            "id,received,closed\nA,2026-11-01 09:00,2026-11-03 09:00"
        ) { $0.shiftTo = now }
        #expect(report.bad.map(\.line) == [2])
    }

    @Test func rowsWithoutIdsAreGivenSome() throws {
        let report = try run("received,title\n2026-11-01 09:00,a\n2026-11-01 09:00,b")
        #expect(report.imported.count == 2)
        #expect(report.warnings.contains { $0.contains("without an id") })
    }

    @Test(arguments: ["", "id,title\nA,b"])
    func aTableWithoutTimesIsRefused(_ text: String) {
        #expect(storeError { _ = try run(text) }?.code == .refused)
    }
}
