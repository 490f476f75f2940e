import ServiceLevels
import Support
import Testing

struct NearestNameTests {
    @Test(arguments: [
        ("stoer", "store"), ("chanels", "channels"), ("xyzzy", nil), ("Store", "store"),
    ])
    func nearestName_findsWhatWasMeant(name: String, expected: String?) {
        #expect(nearestName(to: name, in: ["store", "state", "channels"]) == expected)
    }
}
