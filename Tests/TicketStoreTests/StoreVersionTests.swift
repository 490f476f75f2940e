import Support
import Testing

@testable import TicketStore
@testable import TicketStoreAdmin

/// The daemon knows by the version alone that a store is of older triggers than this software makes.
struct StoreVersionTests {
    @Test func tablesAndTriggers_changeWithTheVersion() {
        var hash = StableHash()
        hash.mix(StoreSchema.tables)
        let triggers = StoreTriggers(attributes: ["owner", "priority"], record: RecordFields())
        for trigger in triggers.all { hash.mix(trigger.sql) }
        // Another hash: raise StoreVersion.current, and put the new pair here.
        #expect(StoreVersion.current == 3)
        #expect(hash.value == 6_560_839_228_398_304_494)
    }
}
