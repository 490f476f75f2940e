import BusinessTime
import Foundation
import SlawatchTesting
import Testing

struct ZoneFileTests {
    private func parse(_ bytes: [UInt8]) throws -> ZoneRules {
        try ZoneRules(named: "Test", data: bytes)
    }

    @Test func oldestVersion_keepsItsLastOffset() throws {
        let zone = try parse(
            TZifWriter(
                version: 0,
                transitions: [(0, 1), (1000, 0)],
                types: [3600, 7200],
                footer: nil
            ).bytes
        )
        #expect(zone.offset(at: Instant(milliseconds: -1)) == .hours(1))
        #expect(zone.offset(at: Instant(milliseconds: 0)) == .hours(2))
        #expect(zone.offset(at: Instant(milliseconds: 999_999)) == .hours(2))
        #expect(zone.offset(at: .distantFuture) == .hours(1))
    }

    @Test func emptyFooter_keepsTheLastOffset() throws {
        let zone = try parse(
            TZifWriter(transitions: [(0, 1)], types: [0, -12_600], footer: "").bytes
        )
        #expect(zone.offset(at: .distantFuture) == .minutes(-210))
    }

    @Test func footer_holdsAfterTheLastTransitionOnly() throws {
        let zone = try parse(
            TZifWriter(transitions: [(0, 1)], types: [3600, 7200], footer: "<+09>-9").bytes
        )
        #expect(zone.offset(at: Instant(milliseconds: -1)) == .hours(1))
        #expect(zone.offset(at: Instant(milliseconds: 0)) == .hours(9))
    }

    @Test func transitionAtTheBigBang_isKept() throws {
        let zone = try parse(
            TZifWriter(transitions: [(-1 << 59, 1), (0, 0)], types: [0, 3600], footer: "").bytes
        )
        #expect(zone.offset(at: Instant(milliseconds: -1)) == .hours(1))
    }

    @Test func leapSeconds_areRefused() {
        #expect(throws: ZoneError.malformed(name: "Test", reason: "it counts leap seconds")) {
            try parse(TZifWriter(leapSeconds: 2).bytes)
        }
    }

    @Test func unsoundContents_areErrors() {
        let writers = [
            TZifWriter(transitions: [(0, 1)]), TZifWriter(types: []), TZifWriter(footer: nil),
            TZifWriter(transitions: [(5, 0), (5, 0)]), TZifWriter(transitions: [(5, 0), (4, 0)]),
            TZifWriter(types: [93_600]), TZifWriter(types: [.min]), TZifWriter(version: 0x31),
        ]
        for writer in writers { #expect(throws: ZoneError.self) { try parse(writer.bytes) } }
    }

    @Test func absurdCounts_areErrors() throws {
        let sound = TZifWriter(transitions: [(0, 0), (9, 0)]).bytes
        let second = 44 + 6 + 4
        for header in [0, second] {
            for field in 0..<6 {
                for count: [UInt8] in [
                    [0xFF, 0xFF, 0xFF, 0xFF], [0x7F, 0xFF, 0xFF, 0xFF], [0, 1, 0, 0],
                ] {
                    var bytes = sound
                    let at = header + 20 + field * 4
                    bytes.replaceSubrange(at..<(at + 4), with: count)
                    #expect(throws: ZoneError.self) { try parse(bytes) }
                }
            }
        }
    }

    @Test func everyTruncation_isAnError() throws {
        let path = "/usr/share/zoneinfo/Africa/Casablanca"
        let bytes = try Array(Data(contentsOf: URL(fileURLWithPath: path)))
        _ = try parse(bytes)
        for length in 0..<bytes.count {
            #expect(throws: ZoneError.self) { try parse(Array(bytes.prefix(length))) }
        }
    }

    @Test(arguments: ["America/New_York", "Africa/Casablanca", "Asia/Kathmandu"])
    func mutatedBytes_areAnErrorOrAZone(name: String) throws {
        let path = "/usr/share/zoneinfo/" + name
        let bytes = try Array(Data(contentsOf: URL(fileURLWithPath: path)))
        var random = SplitMix64(seed: 19)
        let years = try instant("1990-01-01T00:00:00Z")...instant("2060-01-01T00:00:00Z")
        var zones = 0
        for _ in 0..<3000 {
            var mutated = bytes
            for _ in 0..<random.number(1...4) {
                mutated[random.number(0...(mutated.count - 1))] = UInt8(random.number(0...255))
            }
            guard let zone = try? parse(mutated) else { continue }
            zones += 1
            let wall = zone.civil(at: random.instant(years))
            _ = zone.instant(of: wall)
            _ = zone.civil(at: random.instant(.distantPast ... .distantFuture))
            _ = zone.transitions(from: years.lowerBound, to: years.upperBound)
        }
        #expect(zones > 100)
    }
}
