import Testing

@testable import TicketStoreAdmin

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
    func tablesAreRead(_ text: String, _ rows: [[String]]) {
        #expect(CSVTable(Array(text.utf8)).rows.map(\.cells) == rows)
    }

    @Test func linesAreCountedThroughQuotes() {
        let table = CSVTable(Array("a\n\n\"b\nb\",x\r\nc\r\n".utf8))
        #expect(table.rows.map(\.line) == [1, 3, 5])
    }

    /// A quote that is not closed costs its row, whatever quotes come after it.
    @Test(arguments: [
        ("a\n\"b\nc,\"d\"\ne", ["a", "c|d", "e"], 2, "something follows a closing quote"),
        ("a\n\"b\nc\nd", ["a", "c", "d"], 2, "a quote is never closed"),
        ("a\nx,\"b\nc\nd,\"e", ["a", "c"], 2, "something follows a closing quote"),
    ])
    func aBrokenRowCostsNoOther(
        _ text: String,
        _ rows: [String],
        _ line: Int,
        _ reason: String
    ) {
        let table = CSVTable(Array(text.utf8))
        #expect(table.rows.map { $0.cells.joined(separator: "|") } == rows)
        #expect(table.broken.first == CSVTable.BrokenRow(line: line, reason: reason))
    }

    @Test func aBrokenCellCostsNoOther() {
        let long = Array(repeating: UInt8(ascii: "x"), count: CSVTable.largestCell + 1)
        let quote = [UInt8(ascii: "\"")]
        let cells: [[UInt8]] = [
            [0xB1, 0xE0], Array("\"b\"c".utf8), long, quote + long + quote, [0x61, 0],
            Array("good".utf8),
        ]
        let table = CSVTable(Array(cells.joined(separator: Array(",".utf8))) + Array("\nx".utf8))
        #expect(table.rows.map(\.cells) == [["", "", "", "", "", "good"], ["x"]])
        #expect(
            table.rows[0].flaws == [
                0: "not text in the encoding of the file",
                1: "something follows a closing quote",
                2: "longer than 65536 bytes",
                3: "longer than 65536 bytes",
                4: "not text: it has a NUL byte",
            ]
        )
    }

    @Test func rowsThatAreTooWideAreLeftOut() {
        let wide = String(repeating: ",", count: CSVTable.mostCells + 1)
        let table = CSVTable(Array("a\n\(wide)x\nb".utf8))
        #expect(table.rows.map(\.cells) == [["a"], ["b"]])
        #expect(table.broken.map(\.line) == [2])
    }

    @Test(arguments: [(UInt8(ascii: ";"), ";"), (0x09, "\t"), (UInt8(ascii: "|"), "|")])
    func otherSeparatorsAreRead(_ separator: UInt8, _ mark: String) {
        let text = ["a,b", "\"c\(mark)d\"", "e"].joined(separator: mark)
        #expect(
            CSVTable(Array(text.utf8), separator: separator).rows.map(\.cells)
                == [["a,b", "c\(mark)d", "e"]]
        )
    }
}
