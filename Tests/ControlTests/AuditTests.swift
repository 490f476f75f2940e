import BusinessTime
import Ledger
import Testing
import TicketStoreAdmin

@testable import ControlProtocol
@testable import ControlServer

struct AuditTests {
    @Test func everyCall_leavesATrace() async throws {
        let harness = try await ControlHarness(as: .supervisor)
        try harness.addTicket("T-1")
        _ = try await harness.call(
            "acknowledge",
            #"{"ticket":"T-1","note":"called 13812345678, l.wang@example.com"}"#
        )
        _ = try await harness.call("pause", #"{"seconds":60}"#)
        _ = try await harness.call("pasue", #"{"who":"13812345678"}"#)
        _ = try await harness.call("alerts", #"{"tiket":"13812345678"}"#)
        _ = try await harness.call("alerts")
        _ = try await harness.send("nonsense\n")
        _ = try await harness.send(#"{"version":7,"command":"status"}"# + "\n")
        harness.become(.stranger)
        _ = try await harness.call("audit")
        _ = try await harness.call("audit")
        // What changed something stands by itself, without contact data.
        #expect(
            try harness.trail() == [
                #"supervisor acknowledge {"note":"called 138****5678, l***@example.com","#
                    + #""ticket":"T-1"} ok"#
            ]
        )
        // The rest is counted.
        #expect(
            try Set(harness.counts()) == [
                "supervisor pause forbidden 1", "supervisor ? unknown_command 1",
                "supervisor alerts unknown_argument 1", "supervisor alerts ok 1",
                "supervisor ? malformed 1", "supervisor status wrong_version 1",
                "stranger audit forbidden 2",
            ]
        )
        harness.become(.supervisor)
        let answer = try await harness.call("audit", #"{"limit":1}"#)
        #expect(answer.contains(#""calls":2"#))
        #expect(answer.contains(#""name":"4242424","outcome":"forbidden""#))
        #expect(answer.contains(#""uid":4242424"#))
    }

    @Test func longArguments_leaveACount() async throws {
        let harness = try await ControlHarness()
        let long = String(repeating: "x", count: 5000)
        _ = try await harness.call("acknowledge", #"{"ticket":"\#(long)"}"#)
        #expect(try harness.counts() == ["administrator acknowledge invalid_argument 1"])
        #expect(try harness.trail() == [])
    }

    /// However long and with whatever somebody calls, the ledger holds so many rows of it.
    @Test func refusedCalls_takeNoRoom() async throws {
        var limits = ControlLimits.standard
        limits.calls = (burst: 1_000_000, aSecond: 1)
        let harness = try await ControlHarness(as: .stranger, limits: limits)
        for number in 0..<50 {
            _ = try await harness.call("word\(number)", #"{"n":"\#(number)"}"#)
            _ = try await harness.call("status", #"{"n":\#(number)}"#)
            _ = try await harness.send("garbage \(number)\n")
        }
        #expect(try harness.trail() == [])
        #expect(
            try Set(harness.counts()) == [
                "stranger ? unknown_command 50", "stranger status forbidden 50",
                "stranger ? malformed 50",
            ]
        )
    }

    /// At one moment, however long the calls themselves take.
    @Test func tooManyCalls_areTurnedAwayAndToldOnce() async throws {
        var limits = ControlLimits.standard
        limits.calls = (burst: 3, aSecond: 1)
        let moment = SystemTime.now()
        let harness = try await ControlHarness(as: .stranger, limits: limits) { moment }
        var refused = 0
        for _ in 0..<20 where try await harness.call("status").contains(#""code":"too_many""#) {
            refused += 1
        }
        #expect(refused == 17)
        #expect(
            try Set(harness.counts()) == [
                "stranger status forbidden 3", "stranger ? too_many 1",
            ]
        )
        // An administrator's scripts may call as often as they like.
        harness.become(.administrator)
        for _ in 0..<10 {
            #expect(try await harness.call("status").hasPrefix(#"{"ok":true"#))
        }
    }

    @Test func refusalsOfAMinute_areToldTogether() {
        var meter = CallRateLimiter(burst: 1, aSecond: 1)
        let start = SystemTime.now()
        #expect(meter.take(7, now: start) == .taken)
        #expect(meter.take(7, now: start) == .tooMany(toTell: 1))
        for _ in 0..<8 { #expect(meter.take(7, now: start) == .tooMany(toTell: nil)) }
        #expect(meter.take(7, now: start + .minutes(1)) == .taken)
        #expect(meter.take(7, now: start + .minutes(1)) == .tooMany(toTell: 9))
    }
}
