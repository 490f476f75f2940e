import Support
import Testing

@testable import SystemdSupport

struct BoundedTextTests {
    @Test func textThatFits_staysAsItIs() {
        #expect("ticket".bounded(toBytes: 6) == "ticket")
        #expect("".bounded(toBytes: 0) == "")
    }

    @Test(arguments: [
        ("abcdefgh", 7, "abcd…"),
        // Three bytes each: a cut after 4 bytes would tear the second one.
        ("工单超时", 8, "工…"),
        ("工单超时", 9, "工单…"),
        ("😀😀", 7, "😀…"),
        ("😀😀", 6, "…"),
        ("abc", 2, "ab"),
        ("工单", 2, ""),
    ])
    func longText_isCutBetweenCharacters(text: String, limit: Int, expected: String) {
        #expect(text.bounded(toBytes: limit) == expected)
    }

    @Test func everyLimit_isKept() {
        let text = "a工é😀\n単"
        for limit in 0...text.utf8.count {
            let bounded = text.bounded(toBytes: limit)
            #expect(bounded.utf8.count <= limit)
            #expect(!bounded.unicodeScalars.contains("\u{FFFD}"))
        }
    }
}
