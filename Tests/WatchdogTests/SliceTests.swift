import BusinessTime
import Foundation
import ServiceLevels
import SlawatchTesting
import Testing
import TicketStore
import TicketStoreAdmin
import Watchdog

/// The time is looked at after each ticket, and no ticket takes more of it than others.
struct SliceTests {
    /// The tickets of which something was sent.
    private func told(_ harness: EngineHarness) -> Set<String> {
        Set(harness.sent().compactMap { $0.split(separator: " ").first.map(String.init) })
    }

    @Test func outOfTime_endsASliceAfterOneTicket_andNoneIsLost() throws {
        let harness = try EngineHarness()
        let ids = (1...5).map { "T\($0)" }
        for id in ids {
            try harness.writer.add(["owner": "li"], id: id, received: harness.base)
        }
        try harness.wake()
        let later = harness.now + .minutes(11)
        // One of what is due, in the order in which it came due.
        _ = harness.engine.wake(now: later, outOfTime: { true })
        #expect(told(harness).count == 1)
        let next = harness.engine.wake(now: later, outOfTime: { true })
        #expect(next == later)
        try harness.setClock(by: .minutes(11))
        #expect(harness.status.open == 5)
        try harness.advance(by: .minutes(10))
        #expect(told(harness) == Set(ids))
    }

    @Test func changes_outOfTime_areEvaluatedOneAWakeUp() throws {
        let harness = try EngineHarness()
        let ids = (1...5).map { "T\($0)" }
        for id in ids {
            try harness.writer.add(["owner": "li"], id: id, received: harness.base - .minutes(11))
        }
        harness.engine.requestPoll()
        for count in 1...5 {
            let next = harness.engine.wake(now: harness.now, outOfTime: { true })
            #expect(told(harness).count == 1)
            #expect(next == harness.now || count == 5)
        }
        #expect(harness.status.undelivered == 5)
    }

    @Test func fullPass_outOfTime_goesOnWhereItStopped() throws {
        let harness = try EngineHarness(prepare: { setup in
            for number in 1...5 {
                try setup.writer.add(
                    ["owner": "li"],
                    id: "T\(number)",
                    received: setup.base - .minutes(11)
                )
            }
        })
        #expect(told(harness).count == 5)
        try harness.engine.reload(
            EngineHarness.configuration(),
            channels: ["test": harness.channel],
            now: harness.now
        )
        for _ in 0..<4 {
            #expect(harness.engine.wake(now: harness.now, outOfTime: { true }) == harness.now)
            #expect(harness.journal.lines("full_pass_finished").count == 1)
        }
        try harness.wake()
        #expect(harness.journal.lines("full_pass_finished").count == 2)
        #expect(told(harness) == [])
    }

    @Test func promiseForTheYear9999_isWatchedToTheBound_andToldOnce() throws {
        let harness = try EngineHarness()
        try harness.writer.add(["owner": "li"], id: "T1", received: harness.base)
        let shell = try SQLiteShell(harness.storePath)
        try shell.perform(
            """
            INSERT INTO ticket_events(ticket, kind, at, due)
            VALUES('T1', 'promise', \(harness.base.milliseconds), 253402300799000);
            """
        )
        try shell.end()
        try harness.wake()
        try harness.advance(by: .hours(1))
        #expect(harness.journal.lines("ticket_time_out_of_bounds").count == 1)
        let reader = TicketStore(path: harness.storePath, layout: .standard, logger: nil)
        try reader.open()
        let ticket = try #require(try reader.ticket(id: "T1"))
        #expect(ticket.events.contains { $0.due == TimeBounds.latest })
        #expect(harness.status.open == 1)
    }
}
