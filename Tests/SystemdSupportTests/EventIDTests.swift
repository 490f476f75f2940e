import Testing

@testable import SystemdSupport

struct EventIDTests {
    @Test func ids_areUnique128BitNumbers() {
        #expect(Set(EventID.allCases.map(\.rawValue)).count == EventID.allCases.count)
        for id in EventID.allCases {
            #expect(id.rawValue.utf8.count == 32)
            #expect(id.rawValue.allSatisfy { "0123456789abcdef".contains($0) })
        }
    }

    @Test func names_areUniqueSnakeCase() {
        #expect(Set(EventID.allCases.map(\.name)).count == EventID.allCases.count)
        for id in EventID.allCases {
            #expect(id.name.allSatisfy { ("a"..."z").contains($0) || $0 == "_" })
        }
    }

    @Test(arguments: EventID.allCases)
    func name_findsItsID(id: EventID) {
        #expect(EventID(name: id.name) == id)
        #expect("\(id)" == id.rawValue)
    }

    @Test func unknownName_findsNothing() {
        #expect(EventID(name: "alertBreach") == nil)
        #expect(EventID(name: "") == nil)
    }
}
