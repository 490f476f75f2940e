import BusinessTime
import Configuration
import ServiceLevels
import Testing

/// Histories as they really come into a store: the row says what is now, events say since when.
struct StoredHistoryTests {
    private let store: StoredTickets

    init() throws {
        store = try StoredTickets()
        try store.sql(
            """
            INSERT INTO tickets(id, priority, status, customer, owner, received_at, changed_at)
            VALUES ('A', 'high', 'new', 'ACME', 'li', @11-20 09:00@, @11-20 09:00@);
            INSERT INTO ticket_events(ticket, kind, by, at)
            VALUES ('A', 'first_response', 'li', @11-20 09:05@);
            UPDATE tickets SET status = 'in_progress', changed_by = 'li', changed_at = @11-20 09:06@
            WHERE id = 'A';
            """
        )
    }

    private func status(_ status: String, at wall: String) throws {
        try store.sql(
            "UPDATE tickets SET status = '\(status)', changed_at = @\(wall)@ WHERE id = 'A'"
        )
    }

    private var closedAt: String {
        get throws { try store.value("SELECT closed_at FROM tickets WHERE id = 'A'") }
    }

    // MARK: - Reopened

    @Test(arguments: ["in_progress", "new", "waiting_customer", "处理中"])
    func reopenedByAMessageDatedBeforeTheClosing_isOpen(_ word: String) throws {
        try status("closed", at: "11-20 18:00")
        try store.sql(
            """
            INSERT INTO ticket_events(ticket, kind, at)
            VALUES ('A', 'customer_message', @11-20 17:58@)
            """
        )
        try status(word, at: "11-20 17:58")
        #expect(try closedAt == "-")
        // Due at 13:00, whatever came after.
        #expect(try store.state("A", "resolution", at: "11-21 09:00").hasPrefix("breached"))
    }

    @Test func reopenedByREPLACE_isOpen() throws {
        try status("closed", at: "11-20 18:00")
        try store.sql(
            """
            INSERT OR REPLACE INTO tickets(id, priority, status, closed_at, changed_at)
            VALUES ('A', 'high', 'in_progress', @11-20 18:00@, @11-20 17:00@)
            """
        )
        #expect(try closedAt == "-")
        #expect(try store.state("A", "resolution", at: "11-21 09:00").hasPrefix("breached"))
    }

    @Test func closedAgainAfterABackdatedReopening_isClosed() throws {
        try status("closed", at: "11-20 18:00")
        try status("in_progress", at: "11-20 17:58")
        try status("closed", at: "11-20 17:59")
        #expect(try closedAt == String(try store.instant("11-20 17:59").milliseconds))
        #expect(try store.state("A", "resolution", at: "11-21 09:00").hasPrefix("ended"))
    }

    @Test func aClosingEnteredLate_closesNothingThatIsWorkedOn() throws {
        try store.sql("INSERT INTO ticket_events(ticket, kind) VALUES ('A', 'closed')")
        #expect(try closedAt == "-")
        #expect(try store.state("A", "resolution", at: "11-20 14:00") == "breached 11-20 13:00:00")
    }

    @Test func aSolutionThatTheStatusContradicts_isNone() throws {
        try store.sql(
            "INSERT INTO ticket_events(ticket, kind, at) VALUES ('A', 'resolved', @11-20 10:00@)"
        )
        #expect(try store.state("A", "resolution", at: "11-20 14:00") == "breached 11-20 13:00:00")
    }

    @Test func aSolutionUnderAStatusWithoutAMeaning_counts() throws {
        try status("new", at: "11-20 09:30")
        try store.sql(
            "INSERT INTO ticket_events(ticket, kind, at) VALUES ('A', 'resolved', @11-20 10:00@)"
        )
        #expect(try store.state("A", "resolution", at: "11-20 14:00") == "met 11-20 13:00:00")
    }

    /// Resolved and told is met; reopened, that no longer holds, though the telling was no finish.
    @Test func aDecisionThatFinishingHadPartIn_isUndoneByReopening() throws {
        try store.sql(
            """
            INSERT INTO tickets(id, queue, priority, received_at, changed_at)
            VALUES ('L', 'service-levels', 'P2', @11-20 09:00@, @11-20 09:00@);
            INSERT INTO ticket_events(ticket, kind, by, at)
            VALUES ('L', 'first_response', 'li', @11-20 09:05@);
            UPDATE tickets SET status = 'resolved', changed_at = @11-20 10:00@ WHERE id = 'L';
            INSERT INTO ticket_events(ticket, kind, by, at) VALUES ('L', 'told', 'li', @11-20 10:30@);
            """
        )
        func decisions() throws -> [String: Decision] {
            let ticket = try store.ticket("L")
            let policy = try #require(store.configuration.policies.policy(for: ticket))
            let all = PolicyEvaluator(policy: policy).decisions(
                of: ticket,
                now: try store.instant("11-20 11:00")
            )
            return Dictionary(all.map { ($0.turn.clock, $0.decision) }) { first, _ in first }
        }
        let before = try decisions()
        try store.sql(
            "UPDATE tickets SET status = 'in_progress', changed_at = @11-20 10:45@ WHERE id = 'L'"
        )
        let ticket = try store.ticket("L")
        #expect(before["resolution"]?.verdict == .met)
        #expect(before["resolution"]?.holds(for: ticket) == false)
        #expect(before["first_response"]?.holds(for: ticket) == true)
    }

    // MARK: - Waits

    @Test func aWaitWhoseEndIsDatedBeforeIt_isOver() throws {
        try status("waiting_customer", at: "11-20 09:30:40")
        try status("in_progress", at: "11-20 09:30:10")
        #expect(try store.state("A", "resolution", at: "11-20 20:00") == "breached 11-20 13:00:00")
        #expect(try store.state("A", "progress", at: "11-20 20:00").hasPrefix("breached"))
    }

    @Test func suchAWaitBeforeAnother_pausesForNothing() throws {
        try status("waiting_customer", at: "11-20 09:30:40")
        try status("in_progress", at: "11-20 09:30:10")
        try status("waiting_customer", at: "11-20 11:00")
        try status("in_progress", at: "11-20 12:00")
        #expect(try store.state("A", "resolution", at: "11-20 20:00") == "breached 11-20 14:00:00")
    }

    @Test func suchAWaitBeforeTheSolution_pausesForNothing() throws {
        try status("waiting_customer", at: "11-20 09:30:40")
        try status("in_progress", at: "11-20 09:30:10")
        try status("resolved", at: "11-20 15:00")
        #expect(try store.state("A", "resolution", at: "11-20 20:00") == "late 11-20 13:00:00")
    }

    @Test func aWaitDatedBeforeTheEndOfTheLast_lasts() throws {
        try status("waiting_customer", at: "11-20 09:30")
        try status("in_progress", at: "11-20 10:00:40")
        try status("waiting_customer", at: "11-20 10:00:10")
        #expect(try store.state("A", "resolution", at: "11-20 20:00") == "paused")
        try status("in_progress", at: "11-20 11:00")
        // 30 min 40 s, then 59 min 20 s: left out once each.
        #expect(try store.state("A", "resolution", at: "11-20 20:00") == "breached 11-20 14:30:00")
    }

    @Test func aWaitOfYesterdayEnteredToday_countsAtItsOwnTimes() throws {
        try store.sql(
            """
            INSERT INTO ticket_events(ticket, kind, at, subject) VALUES
            ('A', 'resumed', @11-20 11:00@, 'waiting_customer'),
            ('A', 'waiting', @11-20 10:00@, 'waiting_customer')
            """
        )
        #expect(try store.state("A", "resolution", at: "11-20 20:00") == "breached 11-20 14:00:00")
        // Also while another wait lasts.
        try status("waiting_customer", at: "11-20 13:30")
        try store.sql(
            """
            INSERT INTO ticket_events(ticket, kind, at) VALUES
            ('A', 'waiting', @11-20 12:00@), ('A', 'resumed', @11-20 12:10@)
            """
        )
        #expect(try store.state("A", "resolution", at: "11-20 20:00") == "paused")
    }

    // MARK: - Reception

    @Test func anAnswerDatedBeforeTheReception_counts() throws {
        try store.sql(
            """
            INSERT INTO tickets(id, priority, received_at, changed_at)
            VALUES ('B', 'high', @11-20 10:00@, @11-20 10:00@);
            INSERT INTO ticket_events(ticket, kind, by, at)
            VALUES ('B', 'first_response', 'li', @11-20 09:56@)
            """
        )
        #expect(try store.state("B", "first_response", at: "11-20 10:31").hasPrefix("met"))
        #expect(try store.state("B", "handling", at: "11-20 10:31").hasPrefix("met"))
        #expect(try store.state("B", "progress", at: "11-20 10:31") == "running 11-20 14:00:00")
    }

    @Test(arguments: [
        ("UPDATE tickets SET received_at = @11-20 08:30@", "breached 11-20 10:30:00"),
        ("UPDATE tickets SET received_at = @11-20 10:15@", "running 11-20 12:15:00"),
        (
            "REPLACE INTO tickets(id, priority, received_at) VALUES ('B', 'medium', @11-20 10:15@)",
            "running 11-20 12:15:00"
        ),
    ])
    func aReceptionPutRight_movesTheDeadline(_ correction: String, _ state: String) throws {
        try store.sql(
            """
            INSERT INTO tickets(id, priority, received_at, changed_at)
            VALUES ('B', 'medium', @11-20 10:00@, @11-20 10:00@)
            """
        )
        let before = try store.readings("B", "first_response", at: "11-20 10:45")[0].cycle
        try store.sql(correction + (correction.hasPrefix("UPDATE") ? " WHERE id = 'B'" : ""))
        #expect(try store.state("B", "first_response", at: "11-20 10:45") == state)
        // The same turn: what was told of it is not told again.
        #expect(
            try store.readings("B", "first_response", at: "11-20 10:45").map(\.cycle) == [before]
        )
    }
}

/// The wait for the customer ends with the customer's message, whatever the status says.
struct CustomerMessageTests {
    private let store: StoredTickets

    init() throws {
        store = try StoredTickets()
        try store.sql(
            """
            INSERT INTO statuses(status, milestone, paused) VALUES ('waiting_supplier', 'waiting', 1);
            INSERT INTO tickets(id, priority, received_at, changed_at)
            VALUES ('A', 'high', @11-20 09:00@, @11-20 09:00@);
            """
        )
    }

    @Test(arguments: [
        ("waiting_customer", "li", "breached 11-20 14:00:00"),
        ("等待凭证", "li", "breached 11-20 14:00:00"),
        ("waiting_customer", "auto", "paused"),
        ("waiting_supplier", "li", "paused"),
    ])
    func aMessageEndsTheWait(_ status: String, _ author: String, _ state: String) throws {
        try store.sql(
            """
            UPDATE tickets SET status = '\(status)', changed_at = @11-20 10:00@;
            INSERT INTO ticket_events(ticket, kind, by, at)
            VALUES ('A', 'customer_message', '\(author)', @11-20 11:00@)
            """
        )
        #expect(try store.state("A", "resolution", at: "11-20 20:00") == state)
    }
}
