import Glibc
import Testing

@testable import ControlProtocol
@testable import ControlServer

struct AccessRoleTests {
    private let groups = ControlGroups(agents: "a", supervisors: "s", administrators: "d")
    private let ids: [String: UInt32] = ["a": 10, "s": 20, "d": 30]

    static let table: [(uid: UInt32, held: Set<UInt32>, standing: AccessRole)] = [
        (5, [], .stranger), (5, [99], .stranger), (5, [10], .agent), (5, [10, 20], .supervisor),
        (5, [20], .supervisor), (5, [10, 30], .administrator), (0, [], .administrator),
        (1000, [], .administrator),
    ]

    @Test(arguments: table)
    func standing_isTheHighestOfTheGroups(uid: UInt32, held: Set<UInt32>, standing: AccessRole) {
        let peer = PeerIdentity(uid: uid, groups: held)
        #expect(groups.standing(of: peer, own: 1000) { ids[$0] } == standing)
    }

    @Test func missingGroup_hasNoMembers() {
        let peer = PeerIdentity(uid: 5, groups: [10, 20, 30])
        #expect(groups.standing(of: peer, own: 1000) { _ in nil } == .stranger)
        let nowhere = ControlGroups(
            agents: "daemon",
            supervisors: "no-such-group-1",
            administrators: "no-such-group-2"
        )
        #expect(nowhere.missing() == ["no-such-group-1", "no-such-group-2"])
    }

    static let least: [(String, String, AccessRole)] = [
        ("status", "{}", .agent), ("alerts", "{}", .agent), ("deliveries", "{}", .agent),
        ("silences", "{}", .agent), ("acknowledgements", "{}", .agent),
        ("due", "{}", .supervisor), ("explain", #"{"ticket":"T-1"}"#, .supervisor),
        ("audit", "{}", .supervisor), ("acknowledge", #"{"ticket":"T-1"}"#, .supervisor),
        ("unacknowledge", #"{"ticket":"T-1"}"#, .supervisor),
        (
            "silence", #"{"ticket":"T-1","seconds":60,"comment":"x"}"#, .supervisor
        ),
        ("end_silence", #"{"id":1}"#, .supervisor),
        ("pause", #"{"seconds":60}"#, .administrator), ("resume", "{}", .administrator),
        ("reload", "{}", .administrator), ("retry_delivery", #"{"id":"1"}"#, .administrator),
    ]

    @Test(arguments: AccessRole.allCases)
    func everyCommand_takesItsStanding(standing: AccessRole) async throws {
        let harness = try await ControlHarness(as: standing)
        try harness.addTicket("T-1")
        for (command, arguments, least) in Self.least {
            let answer = try await harness.call(command, arguments)
            #expect(
                answer.contains(#""code":"forbidden""#) == (standing < least),
                "\(standing) \(command): \(answer)"
            )
        }
    }

    @Test func refusal_saysWhatIsWanted() async throws {
        let harness = try await ControlHarness(as: .agent)
        #expect(
            try await harness.call("pause", #"{"seconds":60}"#)
                == #"{"error":{"code":"forbidden","hint":"an administrator can add you to the "#
                + #"group sys; it counts from your next login","message":"'pause' takes an "#
                + #"administrator or more, and 4242424 (uid 4242424) is an agent"},"ok":false}"#
        )
        harness.become(.stranger)
        let answer = try await harness.call("status")
        #expect(answer.contains("is a stranger"))
        #expect(answer.contains("the group daemon, bin or sys"))
    }

    @Test func kernel_tellsWhoThePeerIs() async throws {
        var pair: [Int32] = [-1, -1]
        try #require(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &pair) == 0)
        defer { for descriptor in pair { close(descriptor) } }
        let peer = try #require(PeerIdentity.ofPeer(socket: pair[0]))
        #expect(peer.uid == geteuid())
        var own = [gid_t](repeating: 0, count: 1024)
        let count = getgroups(1024, &own)
        #expect(peer.groups == Set(own.prefix(Int(count))).union([getegid()]))
        #expect(PeerIdentity.ofPeer(socket: -1) == nil)
    }
}
