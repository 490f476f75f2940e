import BusinessTime
import SlawatchTesting
import Testing
import Transport

struct RetryAfterTests {
    /// 1994-11-06T08:49:37Z, the moment of RFC 9110's examples.
    private static let example = Instant(milliseconds: 784_111_777_000)

    @Test(
        arguments: [
            ("0", 0), ("1", 1), ("120", 120), (" 7\t", 7), ("0005", 5), ("3600", 3600),
            ("3601", 3600), ("999999999", 3600), ("99999999999999999999999", 3600),
            ("0000000000000000000000002", 2),
        ] as [(String, Int64)]
    )
    func seconds_areClampedToAnHour(text: String, expected: Int64) {
        #expect(RetryAfter.parse(text, now: Self.example) == .seconds(expected))
    }

    @Test(arguments: [
        "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994", "sun, 06 nov 1994 08:49:37 gmt",
        "Mon, 06 Nov 1994 08:49:37 GMT",
    ])
    func date_inEachForm(text: String) {
        #expect(RetryAfter.parse(text, now: Self.example - .seconds(90)) == .seconds(90))
        #expect(RetryAfter.parse(text, now: Self.example - .milliseconds(1)) == .milliseconds(1))
        #expect(RetryAfter.parse(text, now: Self.example) == .zero)
        #expect(RetryAfter.parse(text, now: Self.example + .days(1)) == .zero)
        #expect(RetryAfter.parse(text, now: Self.example - .days(1)) == .hours(1))
    }

    @Test(
        arguments: [
            ("Thu, 29 Feb 2024 12:00:00 GMT", 1_709_208_000),
            ("Tue, 31 Dec 2024 23:59:60 GMT", 1_735_689_600),
            ("Wednesday, 01-Jan-25 00:00:00 GMT", 1_735_689_600),
            ("Wed Jan 01 00:00:00 2025", 1_735_689_600),
            ("Tue, 01 Mar 2100 00:00:00 GMT", 4_107_542_400),
        ] as [(String, Int64)]
    )
    func date_countsDaysAsTheCalendarDoes(text: String, seconds: Int64) {
        let now = Instant(milliseconds: (seconds - 60) * 1000)
        #expect(RetryAfter.parse(text, now: now) == .seconds(60))
    }

    @Test func twoDigitYear_isNeverMoreThanFiftyYearsAhead() {
        let now = Instant(milliseconds: 1_735_689_600_000)
        #expect(RetryAfter.parse("Wednesday, 01-Jan-75 00:00:00 GMT", now: now) == .hours(1))
        #expect(RetryAfter.parse("Thursday, 01-Jan-76 00:00:00 GMT", now: now) == .zero)
    }

    @Test(arguments: [
        "", " ", "-1", "+1", "1.5", "5s", "1 2", "soon", "0x10", "１２", "1,2",
        "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 UTC",
        "Sun, 32 Nov 1994 08:49:37 GMT", "Sun, 00 Nov 1994 08:49:37 GMT",
        "Wed, 29 Feb 2023 08:49:37 GMT", "Mon, 29 Feb 2100 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 Nov 1994 08:60:00 GMT",
        "Sun, 06 Nov 1994 08:49:61 GMT", "Sun, 06 Nov 94 08:49:37 GMT",
        "Sun, 6 Nov 1994 08:49:37 GMT", "Xyz, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06 Nov 1994 08:49:37 GMT", "Sun, 06-Nov-94 08:49:37 GMT",
        "Sunday, 06-Nov-1994 08:49:37 GMT", "Sun, 06 Nov 99999 08:49:37 GMT",
        "Sun, 06 Nov 1994 8:49:37 GMT", "1994-11-06T08:49:37Z",
        String(repeating: "9", count: 65),
    ])
    func garbage_isNil(text: String) {
        #expect(RetryAfter.parse(text, now: Self.example) == nil)
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func fuzz_neverCrashesAndStaysInRange(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let alphabet = Array("0123456789 ,:-+GMTSunNovJaFeb.\u{0}\t工é".unicodeScalars)
        let forms = [
            "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994", "120",
        ].map { Array($0.unicodeScalars) }
        for _ in 0..<5000 {
            var scalars = forms[Int.random(in: 0..<forms.count, using: &generator)]
            for _ in 0..<Int.random(in: 0...4, using: &generator) {
                let scalar = alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
                let place = Int.random(in: 0...scalars.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: scalars.insert(scalar, at: place)
                case 1 where place < scalars.count: scalars[place] = scalar
                case 2 where place < scalars.count: scalars.remove(at: place)
                default: break
                }
            }
            var text = String.UnicodeScalarView()
            text.append(contentsOf: scalars)
            let now = Instant(
                milliseconds: .random(
                    in: -100_000_000_000_000...100_000_000_000_000,
                    using: &generator
                )
            )
            if let wait = RetryAfter.parse(String(text), now: now) {
                #expect((TimeSpan.zero...RetryAfter.limit).contains(wait), "'\(text)' at \(now)")
            }
        }
    }
}
