import Testing

@testable import TicketStore

struct CSVTableTests {
    @Test(arguments: [
        ("a,b\nc,d\n", [["a", "b"], ["c", "d"]]),
        ("a,b\r\nc,d", [["a", "b"], ["c", "d"]]),
        ("a,b\rc,d\r", [["a", "b"], ["c", "d"]]),
        ("\u{FEFF}编号,客户\n1,张三", [["编号", "客户"], ["1", "张三"]]),
        ("\"a,\"\"b\"\"\",\"c\r\nd\"\n", [["a,\"b\"", "c\r\nd"]]),
        ("a,,\n,b,\n", [["a", "", ""], ["", "b", ""]]),
        ("\n\na\n\n\n", [["a"]]),
        (",,\n", []),
        ("", []),
        ("\"\"", []),
        ("a\"b,c", [["a\"b", "c"]]),
    ])
    func tablesAreRead(_ text: String, _ rows: [[String]]) throws {
        #expect(try CSVTable(Array(text.utf8)).rows.map(\.cells) == rows)
    }

    @Test func linesAreCountedThroughQuotes() throws {
        let table = try CSVTable(Array("a\n\n\"b\nb\",x\r\nc\r\n".utf8))
        #expect(table.rows.map(\.line) == [1, 3, 5])
    }

    @Test(arguments: [
        ("a\n\"b", "line 2: a quote is never closed"),
        ("a\n\"b\"c", "line 2: something follows a closing quote"),
    ])
    func flawsAreNamed(_ text: String, _ message: String) {
        #expect(storeError { _ = try CSVTable(Array(text.utf8)) }?.message == message)
    }

    @Test func otherEncodingsAreNamed() {
        let error = storeError { _ = try CSVTable([0x61, 0x0A, 0xB1, 0xE0, 0xBA, 0xC5]) }
        #expect(error?.message == "line 2 is not UTF-8")
        #expect(error?.hint?.contains("GB18030") == true)
    }

    @Test func sizesAreBounded() {
        let long = Array(repeating: UInt8(ascii: "x"), count: CSVTable.largestCell + 1)
        #expect(storeError { _ = try CSVTable(long) }?.message.contains("longer") == true)
        let wide = Array(repeating: UInt8(ascii: ","), count: CSVTable.mostCells + 1)
        #expect(storeError { _ = try CSVTable(wide) }?.message.contains("more than") == true)
    }
}
