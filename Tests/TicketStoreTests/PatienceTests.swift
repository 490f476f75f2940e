import Foundation
import ServiceLevels
import Testing

@testable import TicketStore
@testable import TicketStoreAdmin

/// What keeps a reader out for a moment keeps it out for a moment only.
struct PatienceTests {
    /// A store that another program has open, with a side file as it is before it gets its group.
    private func store() throws -> (store: TemporaryStore, other: StoreWriter, index: String) {
        let store = try TemporaryStore()
        let other = try StoreWriter(path: store.path)
        try other.add(["kind": "咨询"], id: "A", received: SystemTime.now())
        let index = store.path + "-shm"
        try #require(FileManager.default.fileExists(atPath: index))
        #expect(chmod(store.path, 0o660) == 0)
        #expect(chmod(store.path + "-wal", 0o660) == 0)
        #expect(chmod(index, 0o600) == 0)
        return (store, other, index)
    }

    @Test func obstacle_thatPasses_isWaitedFor() throws {
        let (store, other, index) = try store()
        defer { withExtendedLifetime(other) {} }
        let reader = TicketStore(path: store.path, layout: .standard, logger: nil)
        #expect(throws: TicketStoreError.self) { try reader.open() }
        var pauses = 0
        try reader.open(tries: 5) {
            pauses += 1
            if pauses == 2 { chmod(index, 0o660) }
        }
        #expect(pauses == 2)
        #expect(try reader.ticket(id: "A") != nil)
    }

    @Test func obstacle_thatStays_isToldInTheEnd() throws {
        let (store, other, _) = try store()
        defer { withExtendedLifetime(other) {} }
        let reader = TicketStore(path: store.path, layout: .standard, logger: nil)
        var pauses = 0
        #expect(throws: TicketStoreError.self) { try reader.open(tries: 4) { pauses += 1 } }
        #expect(pauses == 3)
        #expect(!reader.isOpen)
    }

    @Test func missingStore_isNotWaitedFor() {
        let reader = TicketStore(path: "/nowhere/t.db", layout: .standard, logger: nil)
        var pauses = 0
        #expect(throws: TicketStoreError.self) { try reader.open(tries: 4) { pauses += 1 } }
        #expect(pauses == 0)
    }
}
