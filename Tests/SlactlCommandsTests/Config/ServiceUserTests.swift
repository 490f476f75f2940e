import Testing

@testable import SlactlCommands

/// What the service's user can read, by the permissions along the way.
struct ServiceUserTests {
    private let user = ServiceUser(name: "slawatch", id: 20, groups: [20, 100])

    private func obstacle(folder: UInt32, file: UInt32, group: UInt32 = 20) -> String? {
        user.obstacle(to: "/etc/s/x.secret") { path in
            switch path {
            case "/etc": .init(owner: 0, group: 0, mode: 0o755)
            case "/etc/s": .init(owner: 0, group: group, mode: folder)
            default: .init(owner: 0, group: group, mode: file)
            }
        }
    }

    @Test func secretOfTheGroup_isReadable() {
        #expect(obstacle(folder: 0o750, file: 0o640) == nil)
        #expect(obstacle(folder: 0o750, file: 0o640, group: 100) == nil)
        #expect(obstacle(folder: 0o755, file: 0o644, group: 0) == nil)
    }

    @Test func secretOfRootAlone_isNot() throws {
        let file = try #require(obstacle(folder: 0o755, file: 0o600))
        #expect(file.contains("user slawatch"))
        #expect(file.contains("chgrp slawatch /etc/s/x.secret && chmod g+r /etc/s/x.secret"))
        // Whose group may not read, may not, whatever others may.
        #expect(obstacle(folder: 0o755, file: 0o604) != nil)
        #expect(obstacle(folder: 0o755, file: 0o640, group: 0) != nil)
    }

    @Test func folderThatIsClosed_isNamed() throws {
        let folder = try #require(obstacle(folder: 0o700, file: 0o644))
        #expect(folder.contains("the folder /etc/s "))
    }

    @Test func unit_isReadWithItsDropIns() {
        let settings = ServiceUnit.settings(in: [
            "[Service]\nUser=slawatch\n#User=root\nSupplementaryGroups=a b", "User=other",
        ])
        #expect(settings["User"]?.last == "other")
        #expect(settings["SupplementaryGroups"] == ["a", "b"])
    }
}
