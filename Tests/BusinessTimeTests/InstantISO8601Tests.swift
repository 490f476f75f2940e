import BusinessTime
import SlawatchTesting
import Testing

struct InstantISO8601Tests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("2026-11-22T10:15:00+08:00", 1_795_313_700_000),
        ("2026-11-22 02:15:00Z", 1_795_313_700_000), ("2026-11-22T02:15z", 1_795_313_700_000),
        ("2026-11-22T10:15:00.25+0800", 1_795_313_700_250),
        ("2026-11-22T10:15:00.123999+08", 1_795_313_700_123),
        ("1969-12-31T23:59:59.999Z", -1), ("2026-11-21T24:00:00-02:15", 1_795_313_700_000),
    ])
    func text_isRead(text: String, milliseconds: Int64) {
        #expect(Instant(iso8601: text)?.milliseconds == milliseconds)
    }

    @Test(arguments: [
        "2026-11-22T10:15:00", "2026-11-22", "2026-11-22T10:15:00+8", "2026-11-22T10:15:00+24:00",
        "2026-11-22T10:15:00Z ", "2026-11-22T10:15:60Z", "2026-11-22T24:00:01Z",
        "2026-11-22T24:00:00.5Z", "2026-02-30T10:15:00Z", "2026-11-22T10:15:00.Z",
        "2026-11-22T10:15:00+08:60", "20261122T101500Z", "", "2026-11-22T10:15:00+08:00:00",
    ])
    func textThatIsNoInstant_isRefused(text: String) {
        #expect(Instant(iso8601: text) == nil)
    }

    @Test func instant_isWrittenInItsZone() throws {
        let instant = Instant(milliseconds: 1_795_313_700_000)
        #expect(instant.iso8601() == "2026-11-22T02:15:00Z")
        #expect(instant.iso8601(in: try zone("Asia/Shanghai")) == "2026-11-22T10:15:00+08:00")
        #expect(instant.iso8601(in: try zone("America/Sao_Paulo")) == "2026-11-21T23:15:00-03:00")
        #expect(instant.iso8601(in: try zone("Europe/London")) == "2026-11-22T02:15:00+00:00")
        #expect((instant + .milliseconds(7)).iso8601() == "2026-11-22T02:15:00.007Z")
        #expect("\(instant)" == "2026-11-22T02:15:00Z")
    }

    @Test(arguments: checkedZones)
    func writtenText_readsBack(name: String) throws {
        let zone = try zone(name)
        var random = SplitMix64(seed: 3)
        let range = try instant("1990-01-01T00:00:00Z")...instant("2100-01-01T00:00:00Z")
        for _ in 0..<500 {
            let instant = random.instant(range)
            #expect(Instant(iso8601: instant.iso8601(in: zone)) == instant)
        }
    }

    @Test func farthestInstants_canBeWritten() {
        for instant in [Instant.distantPast, .distantFuture, Instant(milliseconds: .max)] {
            #expect(!instant.iso8601().isEmpty)
        }
    }
}
