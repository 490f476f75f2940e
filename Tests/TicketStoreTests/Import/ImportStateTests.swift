import BusinessTime
import ServiceLevels
import Testing

@testable import TicketStoreAdmin

/// Rows whose status and dates disagree, and rows that come again.
struct ImportStateTests {
    let store: TemporaryStore

    init() throws {
        store = try TemporaryStore()
    }

    private func run(
        _ rows: String...,
        change: (inout TicketImport.Options) -> Void = { _ in }
    ) throws -> ImportReport {
        let header =
            "id,Status,Priority,Received,first response,Resolved,Closed,Feedback,Note,title"
        var options = TicketImport.Options()
        change(&options)
        return try TicketImport.run(
            Array(([header] + rows).joined(separator: "\n").utf8),
            into: StoreWriter(path: store.path),
            options,
            now: Instant(milliseconds: 1_795_313_700_000)
        )
    }

    private func state(_ id: String) throws -> [String] {
        try store.rows(
            "SELECT status, CASE WHEN closed_at IS NULL THEN 'open' ELSE 'closed' END "
                + "FROM tickets WHERE id = '\(id)'"
        )
    }

    private func tail(_ id: String) throws -> [String] {
        try store.events(id).filter { !["received", "recorded"].contains($0) }
    }

    @Test(arguments: [
        // An export keeps the last closing of what was reopened.
        (
            "in_progress,,2026-11-16 09:00,,,2026-11-18 17:00", "in_progress|open",
            ["closed", "reopened", "handling_started"], "closing at 2026-11-18T17:00:00+08:00"
        ),
        (
            "In Progress,,2026-11-16 09:00,,,2026-11-18 17:00", "In Progress|open",
            ["closed", "reopened"], "it counts as reopened then"
        ),
        (
            "in_progress,,2026-11-16 09:00,,2026-11-18 17:00,", "in_progress|open",
            ["resolved", "reopened", "handling_started"], "solution at 2026-11-18T17:00:00+08:00"
        ),
        (
            "new,,2026-11-16 09:00,,2026-11-17 17:00,2026-11-18 17:00", "new|open",
            ["resolved", "closed", "reopened"], "it counts as reopened then"
        ),
        (
            "waiting_customer,,2026-11-16 09:00,,,2026-11-18 17:00", "waiting_customer|open",
            ["closed", "reopened", "waiting:waiting_customer"], "it counts as reopened then"
        ),
        // Closed and resolved without their dates, or with another's.
        (
            "closed,,2026-11-16 09:00,2026-11-16 09:10,,", "closed|closed",
            ["first_response", "closed"], "no time of closing; 2026-11-16T09:10:00+08:00 is taken"
        ),
        (
            "closed,,2026-11-16 09:00,,2026-11-17 09:00,", "closed|closed",
            ["resolved", "closed"], "no time of closing; 2026-11-17T09:00:00+08:00 is taken"
        ),
        ("resolved,,2026-11-16 09:00,,,", "resolved|open", ["resolved"], "no time of solution"),
        (
            "resolved,,2026-11-16 09:00,,,2026-11-17 09:00", "resolved|open", ["resolved"],
            "is taken for the solution"
        ),
        (
            "resolved,,2026-11-16 09:00,,2026-11-17 09:00,2026-11-18 09:00", "resolved|open",
            ["resolved"], "is left out"
        ),
        // Dates that contradict each other.
        (
            "closed,,2026-11-16 09:00,,2026-11-18 09:00,2026-11-17 09:00", "closed|closed",
            ["resolved", "closed"], "is before the solution"
        ),
        (
            "closed,,2026-11-16 09:00,,,2026-11-15 09:00", "closed|closed", ["closed"],
            "the closing at 2026-11-15T09:00:00+08:00 is before the reception"
        ),
        (",,2026-11-16 09:00,,,2026-11-15 09:00", "new|open", [], "and left out"),
        (
            ",,2026-11-16 09:00,2026-11-16 08:00,,", "new|open", ["first_response"],
            "the response at 2026-11-16T08:00:00+08:00 is before the reception"
        ),
        (
            "closed,,2026-11-16 09:00,2026-11-19 08:00,,2026-11-18 09:00", "closed|closed",
            ["first_response", "closed"], "is after the end"
        ),
    ])
    func theStatusSaysWhatIsNow(
        _ row: String,
        _ expected: String,
        _ events: [String],
        _ warning: String
    ) throws {
        let report = try run("A," + row)
        #expect(try state("A") == [expected])
        #expect(try tail("A") == events)
        #expect(report.warnings.contains { $0.hasPrefix("line 2: ") && $0.contains(warning) })
        // Once more, and nothing happens.
        let end = try store.end()
        #expect(try run("A," + row).unchanged == 1)
        #expect(try store.end() == end)
    }

    @Test(arguments: [
        "closed,,2026-11-16 09:00,2026-11-16 09:10,2026-11-17 09:00,2026-11-18 09:00",
        "resolved,,2026-11-16 09:00,,2026-11-17 09:00,", ",,2026-11-16 09:00,,,",
        "new,,2026-11-16 09:00,,,",
    ])
    func rowsThatAgreeAreNotWarnedOf(_ row: String) throws {
        #expect(try run("A," + row).warnings == [])
    }

    @Test func unknownStatusesAndPrioritiesAreNamedOnce() throws {
        let rows = [
            "1,closed successful,high,2026-11-16 09:00",
            "2,Closed Successful,HIGH,2026-11-16 09:00",
            "3, merged ,紧急,2026-11-16 09:00", "4,it's,high,2026-11-16 09:00",
            "5,ＣＬＯＳＥＤ,,2026-11-16 09:00",
        ]
        for isDryRun in [true, false] {
            let report = try run(rows[0], rows[1], rows[2], rows[3], rows[4]) {
                $0.isDryRun = isDryRun
                $0.priorities = ["high"]
            }
            let named = report.warnings.filter { !$0.hasPrefix("line ") }
            #expect(named.count == 3)
            #expect(named[0].contains("status 'closed successful' (2 rows, first in line 2)"))
            #expect(named[0].contains("VALUES ('closed successful', 'closed', 0)"))
            #expect(named[1].contains("VALUES ('it''s', 'handling_started', 0)"))
            #expect(named[2].contains("priority '紧急' (line 4)"))
        }
        #expect(
            try store.rows("SELECT id FROM tickets WHERE closed_at IS NOT NULL ORDER BY id")
                == ["3", "5"]
        )
    }

    @Test func aTableImportedAgainChangesWhatChanged() throws {
        _ = try run("A,new,low,2026-11-16 09:00,,,,,,first", "B,new,low,2026-11-16 09:00")
        let end = try store.end()
        let report = try run(
            "A,closed,high,2026-11-16 09:30,2026-11-16 09:40,,2026-11-17 09:00,满意,called,first",
            "B,new,low,2026-11-16 09:00"
        )
        #expect(report.imported == [] && report.updated == ["A"] && report.unchanged == 1)
        let events = Set(try store.events("A", after: end))
        #expect(
            events.isSuperset(of: [
                "first_response", "closed", "level_set:high", "feedback:4", "internal_progress",
            ])
        )
        #expect(try store.events("B", after: end) == [])
        #expect(
            try store.rows("SELECT priority, received_at, closed_at FROM tickets WHERE id = 'A'")
                == ["high|1794792600000|1794877200000"]
        )
        let now = try store.end()
        #expect(
            try run(
                "A,closed,high,2026-11-16 09:30,2026-11-16 09:40,,2026-11-17 09:00,满意,called,first"
            ).unchanged == 1
        )
        #expect(try store.end() == now)
    }

    @Test func emptyCellsAndHiddenContactsTakeNothingAway() throws {
        try store.sql(
            "INSERT INTO tickets(id, received_at, customer, contact) "
                + "VALUES ('A', 1794790800123, 'ACME', '13812345678')"
        )
        let end = try store.end()
        let report = try TicketImport.run(
            Array("id,received,customer,contact\nA,2026-11-16 09:00,,138****5678\n".utf8),
            into: StoreWriter(path: store.path),
            now: Instant(milliseconds: 1_795_313_700_000)
        )
        #expect(report.unchanged == 1)
        #expect(try store.end() == end)
        #expect(try store.rows("SELECT customer, contact FROM tickets") == ["ACME|13812345678"])
    }

    @Test func aTicketReopenedSinceIsOpen() throws {
        let closed = "A,closed,low,2026-11-16 09:00,,,2026-11-17 09:00"
        _ = try run(closed)
        _ = try run("A,in_progress,low,2026-11-16 09:00,,,2026-11-17 09:00")
        #expect(try state("A") == ["in_progress|open"])
        #expect(try tail("A").suffix(2) == ["reopened", "handling_started"])
        // And closed again, later.
        _ = try run("A,closed,low,2026-11-16 09:00,,,2026-11-18 09:00")
        #expect(try state("A") == ["closed|closed"])
        #expect(try tail("A").filter { $0 == "closed" }.count == 2)
    }

    @Test func aDryRunSaysWhatWouldChange() throws {
        _ = try run("A,new,low,2026-11-16 09:00")
        let end = try store.end()
        let report = try run("A,new,high,2026-11-16 09:00", "B,new,low,2026-11-16 09:00") {
            $0.isDryRun = true
        }
        #expect(report.imported == ["B"] && report.updated == ["A"] && !report.isWritten)
        #expect(try store.end() == end)
        #expect(try store.rows("SELECT id FROM tickets") == ["A"])
    }

    @Test func aBadCellCostsItself() throws {
        let report = try run(
            "A,new,low,2026-11-16 09:00,soon,,03/04/2026 9:00",
            "B,new,low,2026-11-16 09:00"
        )
        #expect(report.imported == ["A", "B"])
        #expect(report.badCells.map(\.column) == ["first response", "Closed"])
        #expect(report.badCells.map(\.line) == [2, 2])
        #expect(report.badCells[1].reason.contains("--date-order"))
        #expect(!report.isComplete)
    }
}
