import Foundation
import Testing

@testable import TicketStore

/// The group of users 1 (crm) and 2 (slawatch) is 100; 3 is a stranger to it.
struct StorePermissionsTests {
    typealias Entry = StorePermissions.Entry

    static func scheme(
        database: Entry = Entry(owner: 0, group: 100, mode: 0o660),
        directory: Entry = Entry(owner: 0, group: 100, mode: 0o2770),
        log: Entry? = nil,
        index: Entry? = nil,
        isWAL: Bool = true,
        user: UInt32 = 2,
        group: UInt32 = 20,
        groups: Set<UInt32> = [100],
        ownerGroups: Set<UInt32> = [0]
    ) -> StorePermissions {
        StorePermissions(
            path: "/s/tickets.db",
            database: database,
            directory: directory,
            log: log,
            index: index,
            isWAL: isWAL,
            opener: .init(user: user, group: group, groups: groups),
            ownerGroups: ownerGroups
        )
    }

    static let shared = Entry(owner: 1, group: 100, mode: 0o660)

    static let fine: [(String, StorePermissions)] = [
        ("as slactl store init makes it", scheme()),
        ("the CRM has it open", scheme(log: shared, index: shared)),
        (
            "the CRM's own file in the shared folder",
            scheme(database: shared, ownerGroups: [10, 100])
        ),
        ("root", scheme(directory: Entry(owner: 0, group: 0, mode: 0o755), user: 0, group: 0)),
        (
            "one user for everything",
            scheme(
                database: Entry(owner: 2, group: 20, mode: 0o600),
                directory: Entry(owner: 2, group: 20, mode: 0o700),
                groups: [],
                ownerGroups: [20]
            )
        ),
        (
            "no WAL: a reader creates nothing",
            scheme(
                database: Entry(owner: 1, group: 10, mode: 0o644),
                directory: Entry(owner: 1, group: 10, mode: 0o755),
                isWAL: false
            )
        ),
        (
            "side files of the CRM's in a folder that is not ours",
            scheme(
                database: Entry(owner: 1, group: 10, mode: 0o644),
                directory: Entry(owner: 1, group: 10, mode: 0o755),
                log: Entry(owner: 1, group: 10, mode: 0o644),
                index: Entry(owner: 1, group: 10, mode: 0o644),
                ownerGroups: [10]
            )
        ),
        (
            "everybody may write",
            scheme(
                database: Entry(owner: 1, group: 10, mode: 0o666),
                directory: Entry(owner: 1, group: 10, mode: 0o777),
                ownerGroups: [10]
            )
        ),
        (
            "no setgid, but our own group is the shared one",
            scheme(directory: Entry(owner: 0, group: 100, mode: 0o770), group: 100)
        ),
    ]

    @Test(arguments: fine)
    func nobodyIsShutOut(_ name: String, _ permissions: StorePermissions) {
        #expect(permissions.objection == nil, "\(name)")
    }

    static let refused: [(String, StorePermissions)] = [
        (
            "keep the database's group (gid 100) from writing",
            scheme(directory: Entry(owner: 0, group: 100, mode: 0o770))
        ),
        (
            "keep the database's owner (uid 1) from writing",
            scheme(
                database: Entry(owner: 1, group: 100, mode: 0o640),
                ownerGroups: [10, 100]
            )
        ),
        (
            "keep the database's owner (uid 1) from writing",
            scheme(database: shared, ownerGroups: [10])
        ),
        (
            "keep the database's owner (uid 1) from writing",
            scheme(
                database: Entry(owner: 1, group: 10, mode: 0o644),
                directory: Entry(owner: 1, group: 10, mode: 0o777),
                ownerGroups: [10]
            )
        ),
        (
            "may not create them",
            scheme(
                database: Entry(owner: 1, group: 10, mode: 0o644),
                directory: Entry(owner: 1, group: 10, mode: 0o755),
                ownerGroups: [10]
            )
        ),
        (
            "keep the database's group (gid 100) from writing",
            scheme(
                directory: Entry(owner: 0, group: 100, mode: 0o770),
                log: shared,
                index: nil
            )
        ),
        (
            "-wal is not readable by us",
            scheme(log: Entry(owner: 1, group: 10, mode: 0o600), index: shared)
        ),
        (
            "-shm, which is ours, keeps the database's group (gid 100) from writing",
            scheme(log: shared, index: Entry(owner: 2, group: 20, mode: 0o660))
        ),
        (
            "the database is not readable by us",
            scheme(database: Entry(owner: 1, group: 10, mode: 0o640), ownerGroups: [10])
        ),
        (
            "the database is not readable by us",
            scheme(user: 3, group: 30, groups: [])
        ),
    ]

    @Test(arguments: refused)
    func refusalsSayWhoWouldBeShutOut(_ words: String, _ permissions: StorePermissions) {
        let objection = permissions.objection
        #expect(objection?.code == .permissions)
        #expect(objection?.message.contains(words) == true, "\(objection?.message ?? "fine")")
        #expect(objection?.hint?.contains("slactl store init") == true)
    }

    @Test func theSystemIsAsked() throws {
        let store = try TemporaryStore()
        let permissions = try StorePermissions(path: store.path)
        #expect(permissions.isWAL)
        #expect(permissions.database.owner == geteuid())
        #expect(permissions.opener == .current())
        #expect(permissions.objection == nil)
        #expect(StorePermissions.folder(of: "x.db") == ".")
        #expect(StorePermissions.folder(of: "/x.db") == "/")
        #expect(StorePermissions.folder(of: "/a/b/x.db") == "/a/b")
    }
}
