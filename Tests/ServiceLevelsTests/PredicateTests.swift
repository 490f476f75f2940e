import ServiceLevels
import Testing

struct PredicateTests {
    private let layout = AttributeLayout(["priority", "score"])

    private func ticket(_ priority: String?, _ score: String? = nil) -> Ticket {
        Ticket(key: 1, id: "1", values: [priority, score], layout: layout, events: [])
    }

    private func priority(_ test: ValueTest) -> Predicate {
        .attribute(slot: 0, name: "priority", test)
    }

    @Test func oneOf_isTrueOfItsValuesOnly() {
        let high = priority(.oneOf(["high", "高"]))
        #expect(high.holds(for: ticket("高")))
        #expect(!high.holds(for: ticket("low")))
        #expect(!high.holds(for: ticket(nil)))
    }

    @Test func emptyAndMissing_areTheSame() {
        for value in [nil, ""] {
            #expect(!priority(.present).holds(for: ticket(value)))
            #expect(priority(.shorterThan(1)).holds(for: ticket(value)))
        }
    }

    @Test func numbers_compareAsNumbers() {
        let low = Predicate.attribute(slot: 1, name: "score", .atMost(3))
        #expect(low.holds(for: ticket(nil, "3")))
        #expect(!low.holds(for: ticket(nil, "10")))
        #expect(!low.holds(for: ticket(nil, "good")))
    }

    @Test func combinations_followTheirWords() {
        let yes = Predicate.always
        let no = Predicate.not(.always)
        #expect(Predicate.all([yes, yes]).holds(for: ticket(nil)))
        #expect(!Predicate.all([yes, no]).holds(for: ticket(nil)))
        #expect(Predicate.any([no, yes]).holds(for: ticket(nil)))
        #expect(!Predicate.any([]).holds(for: ticket(nil)))
    }
}
