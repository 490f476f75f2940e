import Testing

@testable import Control

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
        _ = try await harness.send("nonsense\n")
        _ = try await harness.send(#"{"version":7,"command":"status"}"# + "\n")
        harness.become(.stranger)
        _ = try await harness.call("audit")
        #expect(
            try harness.trail() == [
                #"supervisor acknowledge {"note":"called 138****5678, l***@example.com","#
                    + #""ticket":"T-1"} ok"#,
                #"supervisor pause {"seconds":60} forbidden"#,
                #"supervisor pasue {"who":"138****5678"} unknown_command"#,
                #"supervisor alerts {"tiket":"138****5678"} unknown_argument"#,
                "supervisor ? {} malformed", "supervisor status {} wrong_version",
                "stranger audit {} forbidden",
            ]
        )
        harness.become(.supervisor)
        let answer = try await harness.call("audit", #"{"limit":1}"#)
        #expect(answer.contains(#""name":"4242424","outcome":"forbidden""#))
        #expect(answer.contains(#""uid":4242424"#))
    }

    @Test func longArguments_areLeftOut() async throws {
        let harness = try await ControlHarness()
        let long = String(repeating: "x", count: 5000)
        _ = try await harness.call("acknowledge", #"{"ticket":"\#(long)"}"#)
        #expect(
            try harness.trail()
                == [#"administrator acknowledge {"omitted":"too long"} invalid_argument"#]
        )
    }

    @Test func tooManyCalls_areTurnedAwayAndToldOnce() async throws {
        var limits = ControlLimits.standard
        limits.calls = (burst: 3, aSecond: 1)
        let harness = try await ControlHarness(as: .stranger, limits: limits)
        var refused = 0
        for _ in 0..<20 where try await harness.call("status").contains(#""code":"too_many""#) {
            refused += 1
        }
        #expect(refused > 10)
        let trail = try harness.trail()
        #expect(trail.filter { $0 == "stranger ? {} too_many" }.count == 1)
        #expect(trail.count == 20 - refused + 1)
        // An administrator's scripts may call as often as they like.
        harness.become(.administrator)
        for _ in 0..<10 {
            #expect(try await harness.call("status").hasPrefix(#"{"ok":true"#))
        }
    }
}
