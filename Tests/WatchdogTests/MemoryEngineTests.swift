import BusinessTime
import Notifications
import Testing
import TicketStore
import Watchdog

/// The engine over tickets in memory: what it reads, when it wants to be woken, and how it parts its
/// time.
struct MemoryEngineTests {
    @Test func ladder_isRaisedAtItsMoments() throws {
        let engine = try MemoryEngine { $0.add(1, received: MemoryEngine.start) }
        let moments: [(TimeSpan, String)] = [
            (.minutes(10), "warning"), (.minutes(20) + .milliseconds(1), "breach"),
            (.minutes(30) + .milliseconds(1), "escalation"),
        ]
        for (moment, kind) in moments {
            let ahead = MemoryEngine.start + moment - engine.now
            engine.advance(by: ahead - .milliseconds(1))
            #expect(engine.sent() == [])
            engine.advance(by: .milliseconds(1))
            #expect(engine.sent() == ["T1 \(kind)"])
        }
    }

    @Test func pollWithoutChange_readsNoTicket() throws {
        let engine = try MemoryEngine { tickets in
            for number in 1...500 { tickets.add(Int64(number), received: MemoryEngine.start) }
        }
        let reads = engine.tickets.reads
        for _ in 1...100 { engine.wake() }
        #expect(engine.tickets.reads == reads)
    }

    @Test func alert_costsTwoReadsOfItsTicket() throws {
        let engine = try MemoryEngine { $0.add(1, received: MemoryEngine.start) }
        engine.wake()
        let reads = engine.tickets.reads
        engine.advance(by: .minutes(10))
        #expect(engine.sent() == ["T1 warning"])
        // One to evaluate it, one before its message leaves.
        #expect(engine.tickets.reads - reads <= 2)
    }

    @Test func budget_isAskedAfterEachTicket() throws {
        let engine = try MemoryEngine(summaryAbove: 100)
        for number in 1...50 { engine.tickets.add(Int64(number), received: engine.now) }
        var asked = 0
        engine.wake {
            asked += 1
            return true
        }
        #expect(asked >= 49)
        #expect(engine.status.open == 50)
        engine.advance(by: .minutes(10))
        #expect(Set(engine.sent()).count == 50)
    }

    @Test func sourceThatFails_losesNothing() throws {
        let engine = try MemoryEngine { $0.add(1, received: MemoryEngine.start) }
        engine.tickets.trouble = TicketStoreError(.system, "no such disk")
        engine.advance(by: .minutes(15))
        #expect(engine.sent().filter { $0.hasPrefix("T1") } == [])
        engine.tickets.trouble = nil
        engine.tickets.add(2, received: engine.now)
        engine.advance(by: .minutes(1))
        #expect(engine.sent().contains("T1 warning"))
        engine.advance(by: .minutes(10))
        #expect(engine.sent().contains("T2 warning"))
    }

    @Test func answerSinceTheLastPoll_keepsTheAlertFromLeaving() throws {
        let engine = try MemoryEngine { $0.add(1, received: MemoryEngine.start) }
        engine.advance(by: .minutes(9))
        engine.tickets.append("first_response", to: 1, at: engine.now)
        engine.tickets.append("closed", to: 1, at: engine.now)
        engine.advance(by: .hours(2))
        #expect(engine.sent() == [])
        #expect(engine.status.open == 0)
    }
}
