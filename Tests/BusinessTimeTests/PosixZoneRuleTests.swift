import BusinessTime
import SlawatchTesting
import Testing

struct PosixZoneRuleTests {
    /// The C library knows all these forms too.
    @Test(arguments: [
        "CST-8", "<+0330>-3:30", "<-03>3", "EST5EDT4,M3.2.0,M11.1.0",
        "CET-1CEST,M3.5.0,M10.5.0/3", "IST-1GMT0,M10.5.0,M3.5.0/1",
        "<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0",
        "EET-2EEST,M3.4.4/50,M10.4.4/50", "XXX3YYY,J60/2,J300/2", "XXX3YYY,59,299/3:30:15",
        "<+00>0<+02>-2,M3.5.0/1,M10.5.0/3", "NZST-12NZDT,M9.5.0,M4.1.0/3",
        "EST5:0:7EDT,M1.1.1/0,M12.5.6/24", "XXX-14YYY-15,J3/0,J363/12",
    ])
    func footer_meansWhatItMeansToTheCLibrary(rule: String) throws {
        let zone = try ZoneRules(named: "Test", data: TZifWriter(footer: rule).bytes)
        var random = SplitMix64(seed: 13)
        let range = try instant("1971-01-01T00:00:00Z")...instant("2037-01-01T00:00:00Z")
        let instants = (0..<2000).map { _ in
            Instant(milliseconds: random.instant(range).milliseconds / 1000 * 1000)
        }
        let expected = try DateCommand.offsets(at: instants, zone: rule)
        for (instant, offset) in zip(instants, expected) {
            #expect(zone.offset(at: instant) == offset, "\(rule) \(instant)")
        }
    }

    @Test(arguments: ["EST5EDT,0/0,J365/25", "<-04>4<-03>,J1/0,J365/25"])
    func daylightTimeAllYear_neverEnds(rule: String) throws {
        let zone = try ZoneRules(named: "Test", data: TZifWriter(footer: rule).bytes)
        let from = try instant("2020-01-01T00:00:00Z")
        let to = try instant("2030-01-01T00:00:00Z")
        let standard = Int64(rule.hasPrefix("EST") ? -5 : -4)
        var random = SplitMix64(seed: 17)
        for _ in 0..<200 {
            #expect(zone.offset(at: random.instant(from...to)) == .hours(standard + 1))
        }
        #expect(zone.transitions(from: from, to: to).isEmpty)
    }

    /// Here the C library errs by some hours: it takes the year of UTC for that of the wall.
    @Test func changeAtNewYear_isThatOfTheWallsYear() throws {
        let rule = "XXX-14YYY-15,J1/0,J365/12"
        let zone = try ZoneRules(named: "Test", data: TZifWriter(footer: rule).bytes)
        let changes = zone.transitions(
            from: try instant("2022-12-01T00:00:00Z"),
            to: try instant("2023-02-01T00:00:00Z")
        )
        #expect(
            changes.map { $0.at.iso8601() } == ["2022-12-30T21:00:00Z", "2022-12-31T10:00:00Z"]
        )
        #expect(changes.map(\.offset) == [.hours(14), .hours(15)])
    }

    @Test func ruleLeftOut_isTheAmericanOne() throws {
        let short = try ZoneRules(named: "Test", data: TZifWriter(footer: "EST5EDT").bytes)
        let long = TZifWriter(footer: "EST5EDT4,M3.2.0/2,M11.1.0/2").bytes
        #expect(try short == ZoneRules(named: "Test", data: long))
    }

    @Test func leapDay_isCountedOrNot() throws {
        func changes(_ rule: String) throws -> [String] {
            try ZoneRules(named: "Test", data: TZifWriter(footer: rule).bytes).transitions(
                from: instant("2024-01-01T00:00:00Z"),
                to: instant("2026-01-01T00:00:00Z")
            ).map { $0.at.iso8601() }
        }
        #expect(
            try changes("XXX0YYY,J60/0,J61/1") == [
                "2024-03-01T00:00:00Z", "2024-03-02T00:00:00Z", "2025-03-01T00:00:00Z",
                "2025-03-02T00:00:00Z",
            ]
        )
        #expect(
            try changes("XXX0YYY,59/0,60/1") == [
                "2024-02-29T00:00:00Z", "2024-03-01T00:00:00Z", "2025-03-01T00:00:00Z",
                "2025-03-02T00:00:00Z",
            ]
        )
    }

    @Test(arguments: [
        "X5", "CST", "CST-", "CST-25", "CST-8:60", "<+03-3", "<>3", "EST5EDT,", "EST5EDT,M3.2.0",
        "EST5EDT,M13.1.0,M11.1.0", "EST5EDT,M3.6.0,M11.1.0", "EST5EDT,M3.0.0,M11.1.0",
        "EST5EDT,M3.2.7,M11.1.0", "EST5EDT,J0,J100", "EST5EDT,J366,J100", "EST5EDT,366,100",
        "EST5EDT,M3.2.0/168,M11.1.0", "EST5EDT,M3.2.0,M11.1.0,", "EST5EDT4EDT", ":Asia/Shanghai",
    ])
    func malformedFooter_isAnError(rule: String) {
        let error = #expect(throws: ZoneError.self) {
            try ZoneRules(named: "Test", data: TZifWriter(footer: rule).bytes)
        }
        #expect(error?.description.contains("footer '\(rule)'") == true)
    }
}
