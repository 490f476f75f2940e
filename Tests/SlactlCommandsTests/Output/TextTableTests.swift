import Support
import Testing

@testable import Reporting
@testable import SlactlCommands

struct TextTableTests {
    @Test func wideCharactersTakeTwoColumns() {
        var table = TextTable(["ID", "TITLE", "BY"])
        table.add(["1", "打印机", "li"])
        table.add(["22", "printer\nbroken", ""])
        table.add(["3", "", "王"])
        #expect(
            table.text == """
                ID  TITLE           BY
                1   打印机          li
                22  printer broken
                3                   王
                """
        )
    }

    @Test(arguments: [
        ("abc", 3), ("打印机", 6), ("ｱ", 1), ("Ａ", 2), ("한글", 4), ("é", 1), ("e\u{301}", 1),
        ("🙂", 2), ("", 0), ("、。", 4),
    ])
    func widths(_ text: String, _ width: Int) {
        #expect(text.displayWidth == width)
    }

    @Test(arguments: [
        ("打印机坏了", 6, "打印…"), ("打印机", 6, "打印机"), ("abcdef", 4, "abc…"), ("ab", 4, "ab"),
    ])
    func truncating(_ text: String, _ width: Int, _ cut: String) {
        #expect(text.truncated(toWidth: width) == cut)
    }

    @Test func jsonIsEscaped() {
        let value = JSONValue.object([
            .init("a", .string("q\" \\ \n \u{1} 客")), .init("b", .array([])),
            .init("c", .array([.integer(1), .null, .bool(true)])),
        ])
        #expect(
            value.text == """
                {
                  "a": "q\\" \\\\ \\n \\u0001 客",
                  "b": [],
                  "c": [
                    1,
                    null,
                    true
                  ]
                }
                """
        )
    }
}
