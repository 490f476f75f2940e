import BusinessTime
import ServiceLevels
import Support
import Testing

struct FoldedNameTests {
    @Test(arguments: [
        (" SYSTEM", "system"), ("ＳＹＳＴＥＭ", "system"), ("\u{3000}System\u{3000}", "system"),
        ("First_Response\r\n", "first_response"), ("\u{feff}P１", "p1"), ("\u{a0}高 ", "高"),
        ("Ä", "a\u{308}"), ("ÉTÉ", "e\u{301}te\u{301}"), ("STRASSE", "straße"), ("ΤΈΛΟΣ", "τέλος"),
        ("ЗАКРЫТО", "закрыто"), ("\u{212a}", "k"), ("closed successful", "CLOSED　SUCCESSFUL"),
        ("高\u{200b}", "高"), ("３ High", "3 high"), ("", " \t\u{2003}"),
    ])
    func names_whenTheyDifferInCaseWidthOrBlanks_areTheSame(_ one: String, _ other: String) {
        #expect(one.folded == other.folded)
        #expect(one.isSameName(as: other))
        #expect(TextSet([one]).contains(other))
        #expect(TextSet([other]).contains(one))
        #expect(TextSet(["自动", "bot", one]).contains(other))
    }

    @Test(arguments: [
        ("P1", "P2"), ("高", "中"), ("closed", "closed successful"), ("e", "é"), ("li", "l i"),
        ("", "a"), ("自动", "自"), ("a中b", "a中c"), ("high", "hıgh2"),
    ])
    func names_whenTheyAreOthers_differ(_ one: String, _ other: String) {
        #expect(!one.isSameName(as: other))
        #expect(!TextSet([one]).contains(other))
        #expect(!TextSet([other]).contains(one))
    }

    @Test func folding_whenDoneAgain_changesNothing() {
        // Every character of the first plane, at both edges and within.
        for value in UInt32(0)...0xffff {
            guard let scalar = Unicode.Scalar(value) else { continue }
            for text in ["\(scalar)", "a\(scalar)b", "\(scalar)b", "a\(scalar)"] {
                let folded = text.folded
                #expect(folded.folded == folded, "U+\(String(value, radix: 16))")
                #expect(TextSet([folded]).contains(text), "U+\(String(value, radix: 16))")
                #expect(TextSet([text]).contains(folded), "U+\(String(value, radix: 16))")
            }
        }
    }

    @Test func kinds_whenWrittenInAnotherWay_areTheSameEvent() {
        let selector = EventSelector([" First_Response ", "Été"], byPerson: true)
        func matches(_ kind: String, by author: String? = nil) -> Bool {
            let event = TicketEvent(seq: 1, kind: kind, at: .distantFuture, by: author)
            return selector.matches(event, automatic: ["System", "自动"])
        }
        #expect(matches("first_response"))
        #expect(matches("FIRST_RESPONSE\n"))
        #expect(matches("ｆｉｒｓｔ＿ｒｅｓｐｏｎｓｅ"))
        #expect(matches("e\u{301}te\u{301}"))
        #expect(!matches("first_answer"))
        #expect(matches("first_response", by: "li"))
        #expect(!matches("first_response", by: " SYSTEM"))
        #expect(!matches("first_response", by: "　ｓｙｓｔｅｍ"))
        #expect(!matches("first_response", by: "自动 "))
    }

    @Test(arguments: [
        (ValueTest.oneOf(["high", "高"]), [" High", "ＨＩＧＨ", "高　"], ["", "low", "highs"]),
        (.contains(["VIP", "退款"]), ["a vip customer", "ＶＩＰ", "要退款"], ["", "v i p"]),
        (.present, ["x"], ["", " \u{3000}\t"]),
        (.atLeast(3), [" 3", "４"], ["", "2", "three"]),
        (.shorterThan(3), ["", "  ab  ", "　"], ["abc"]),
    ])
    func tests_ofValues_goByTheirFoldedText(
        _ test: ValueTest,
        _ holding: [String],
        _ failing: [String]
    ) {
        for value in holding { #expect(test.holds(for: value), "\(value)") }
        for value in failing { #expect(!test.holds(for: value), "\(value)") }
    }
}
