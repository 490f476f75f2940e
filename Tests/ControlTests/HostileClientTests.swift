import BusinessTime
import Glibc
import Testing

@testable import ControlProtocol
@testable import ControlServer

struct HostileClientTests {
    private let status = #"{"version":1,"command":"status"}"#

    private func impatient() -> ControlLimits {
        var limits = ControlLimits.standard
        limits.readTime = .milliseconds(300)
        limits.writeTime = .milliseconds(300)
        return limits
    }

    private func isAlive(_ harness: ControlHarness) async throws -> Bool {
        try await harness.call("status").hasPrefix(#"{"ok":true"#)
    }

    @Test func silentClient_isDropped() async throws {
        let harness = try await ControlHarness(limits: impatient())
        let client = try #require(RawClient(harness.path))
        #expect(try await onThread { client.receive() } == "")
        #expect(try harness.trail().isEmpty)
    }

    @Test func slowClient_isTold() async throws {
        let harness = try await ControlHarness(limits: impatient())
        let client = try #require(RawClient(harness.path))
        client.send("{\"version\":")
        let answer = try await onThread { client.receive() }
        #expect(answer.contains(#""code":"timeout""#))
        #expect(try harness.counts() == ["administrator ? timeout 1"])
    }

    @Test func halfClosedClient_isAnswered() async throws {
        let harness = try await ControlHarness()
        let client = try #require(RawClient(harness.path))
        client.send(status)
        client.closeHalf()
        #expect(try await onThread { client.receive() }.hasPrefix(#"{"ok":true"#))
    }

    @Test func clientThatGoes_isForgotten() async throws {
        let harness = try await ControlHarness()
        for text in ["", "{", status + "\n"] {
            let client = try #require(RawClient(harness.path))
            client.send(text)
        }
        #expect(try await isAlive(harness))
    }

    @Test func garbage_isRefused() async throws {
        let harness = try await ControlHarness()
        let deep = String(repeating: "[", count: 60_000)
        for text in ["\0\u{1}\u{7f}", "{\"version\":1,\"command\":\"\u{0}\"}", deep, "é\r"] {
            #expect(try await harness.send(text + "\n").contains(#""ok":false"#))
        }
        let client = try #require(RawClient(harness.path))
        client.send(status + "\n" + String(repeating: "more\n", count: 1000))
        #expect(try await onThread { client.receive() }.hasPrefix(#"{"ok":true"#))
        #expect(try await isAlive(harness))
    }

    @Test func lineWithoutEnd_isTooLong() async throws {
        let harness = try await ControlHarness()
        let client = try #require(RawClient(harness.path))
        let answer = try await onThread {
            client.send(String(repeating: "x", count: 1_000_000))
            client.closeHalf()
            return client.receive()
        }
        #expect(answer.contains(#""code":"too_long""#))
        #expect(try harness.counts() == ["administrator ? too_long 1"])
    }

    @Test func lineOfTheGreatestLength_isTaken() async throws {
        let harness = try await ControlHarness()
        let padding = String(repeating: " ", count: 65_536 - status.utf8.count)
        #expect(try await harness.send(status + padding + "\n").hasPrefix(#"{"ok":true"#))
        #expect(try await harness.send(status + padding + " \n").contains("too_long"))
    }

    @Test func clientThatDoesNotRead_keepsNobodyWaiting() async throws {
        let harness = try await ControlHarness(limits: impatient())
        // A message as long as the request, so that the answer does not fit into the socket.
        harness.reloadsWith([String(repeating: "x", count: 2_000_000)])
        let deaf = try #require(RawClient(harness.path))
        deaf.send(#"{"version":1,"command":"reload"}"# + "\n")
        #expect(try await isAlive(harness))
        // It is dropped when its time is up: what it reads then is cut off.
        let client = try #require(RawClient(harness.path))
        #expect(try await onThread { client.receive() } == "")
        let answer = try await onThread { deaf.receive() }
        #expect(answer.utf8.count < 2_000_000)
    }

    @Test func longAnswer_arrivesWhole() async throws {
        let harness = try await ControlHarness()
        harness.reloadsWith([String(repeating: "x", count: 2_000_000)])
        #expect(try await harness.call("reload").utf8.count > 2_000_000)
    }

    @Test func userWithTooManyConnections_isTurnedAway() async throws {
        let harness = try await ControlHarness(as: .agent)
        let clients = (0..<8).compactMap { _ in RawClient(harness.path) }
        #expect(clients.count == 8)
        #expect(try await harness.call("status").contains(#""code":"busy""#))
        // The daemon's own user has places of its own.
        harness.become(PeerIdentity(uid: 1, groups: []))
        #expect(try await isAlive(harness))
        withExtendedLifetime(clients) {}
    }

    @Test func moreConnectionsThanPlaces_areTurnedAway() async throws {
        let harness = try await ControlHarness()
        harness.become(PeerIdentity(uid: 0, groups: []))
        let clients = (0..<32).compactMap { _ in RawClient(harness.path) }
        #expect(try await harness.call("status").contains(#""code":"busy""#))
        withExtendedLifetime(clients) {}
    }

    @Test func flood_isAnsweredOrRefused() async throws {
        let harness = try await ControlHarness()
        harness.become(PeerIdentity(uid: 0, groups: []))
        let path = harness.path
        let request = status + "\n"
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    try await onThread {
                        (0..<50).count { _ in
                            guard let client = RawClient(path) else { return false }
                            client.send(request)
                            return client.receive().hasSuffix("}\n")
                        }
                    }
                }
            }
            for try await answered in group { #expect(answered == 50) }
        }
        #expect(try await isAlive(harness))
    }

    @Test func stop_closesEverything() async throws {
        let harness = try await ControlHarness()
        let client = try #require(RawClient(harness.path))
        harness.stop()
        #expect(try await onThread { client.receive() } == "")
        #expect(access(harness.path, F_OK) != 0)
    }
}
