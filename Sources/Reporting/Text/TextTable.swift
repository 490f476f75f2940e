/// A table for a terminal, its columns aligned by display width.
package struct TextTable {
    private let headers: [String]
    private var rows: [[String]] = []

    package init(_ headers: [String]) {
        self.headers = headers
    }

    package mutating func add(_ cells: [String]) {
        rows.append(cells.map(Self.plain))
    }

    /// Header and rows, two spaces between columns, no trailing blanks.
    package var text: String {
        var widths = headers.map(\.displayWidth)
        for row in rows {
            for (index, cell) in row.enumerated() where index < widths.count {
                widths[index] = max(widths[index], cell.displayWidth)
            }
        }
        return ([headers] + rows).map { Self.line($0, widths) }.joined(separator: "\n")
    }

    private static func line(_ cells: [String], _ widths: [Int]) -> String {
        var line = ""
        var owed = 0
        for (cell, width) in zip(cells, widths) {
            if !cell.isEmpty {
                line += String(repeating: " ", count: owed) + cell
                owed = 0
            }
            owed += width - cell.displayWidth + 2
        }
        return line
    }

    /// Without line breaks and control characters, which would break the table or the terminal.
    private static func plain(_ cell: String) -> String {
        var plain = ""
        for scalar in cell.unicodeScalars {
            if scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) {
                plain += " "
            } else {
                plain.unicodeScalars.append(scalar)
            }
        }
        return plain
    }
}
