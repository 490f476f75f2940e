import Notifications
import Testing

struct RoutesTests {
    private let routes = Routes(roles: [
        "owner": ["chat", "mail"], "supervisor": ["chat"], "boss": ["pager", "pager"], "none": [],
    ])

    private func text(_ roles: String...) -> [String] {
        routes.channels(of: roles).map { "\($0.channel):\($0.roles.joined(separator: ","))" }
    }

    @Test func channels_comeInTheOrderOfRolesEachOnce() {
        #expect(text("owner", "supervisor") == ["chat:owner,supervisor", "mail:owner"])
        #expect(text("supervisor", "owner") == ["chat:supervisor,owner", "mail:owner"])
    }

    @Test func roleOrChannelNamedTwice_countsOnce() {
        #expect(text("owner", "owner") == ["chat:owner", "mail:owner"])
        #expect(text("boss") == ["pager:boss"])
    }

    @Test func roleThatReachesNobody_hasNoChannels() {
        #expect(text("none", "unheard of").isEmpty)
        #expect(text().isEmpty)
    }
}
