/// A table of separated values by RFC 4180, as spreadsheets write it.
///
/// A flaw costs its cell or row, never the rest of the table.
struct CSVTable {
    /// One row and its first line in the file.
    struct Row: Equatable {
        var line: Int
        var cells: [String]
        /// The faults of cells by number; such cells are empty.
        var flaws: [Int: String] = [:]
    }

    /// A row that cannot be read.
    struct BrokenRow: Equatable {
        var line: Int
        var reason: String
    }

    /// Far above any cell of a tracking table.
    static let largestCell = 64 * 1024
    /// Far above any row.
    static let mostCells = 500

    private(set) var rows: [Row] = []
    private(set) var broken: [BrokenRow] = []

    private let bytes: [UInt8]
    private let separator: UInt8
    private var index = 0
    private var line = 1

    init(_ bytes: [UInt8], separator: UInt8 = UInt8(ascii: ",")) {
        self.bytes = bytes
        self.separator = separator
        // Excel marks UTF-8 with a byte order mark.
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
        while index < bytes.count { readRow() }
    }

    private mutating func readRow() {
        var row = Row(line: line, cells: [])
        while true {
            guard let cell = readCell(of: row.line) else { return }
            if let flaw = cell.flaw { row.flaws[row.cells.count] = flaw }
            row.cells.append(cell.text)
            if index < bytes.count, bytes[index] == separator {
                index += 1
                if row.cells.count == Self.mostCells {
                    let reason = "a row has more than \(Self.mostCells) cells"
                    broken.append(BrokenRow(line: row.line, reason: reason))
                    skipLine()
                    return
                }
                continue
            }
            endLine()
            break
        }
        // Blank lines at the end of a table are no rows.
        if !row.flaws.isEmpty || row.cells.contains(where: { !$0.isEmpty }) { rows.append(row) }
    }

    /// Reads a cell to its end; nil if it broke its row.
    private mutating func readCell(
        of rowLine: Int
    ) -> (text: String, flaw: String?)? {
        guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else {
            let start = index
            while !isAtEndOfCell { index += 1 }
            return text(bytes[start..<index])
        }
        let opening = (index: index, line: line)
        index += 1
        var cell: [UInt8] = []
        var isTooLong = false
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") {
                index += 1
                guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else {
                    return closed(cell, isTooLong, opening, rowLine)
                }
            }
            if byte == 0x0A || (byte == 0x0D && !isFeed(at: index + 1)) { line += 1 }
            if cell.count < Self.largestCell { cell.append(byte) } else { isTooLong = true }
            index += 1
        }
        giveUp("a quote is never closed", opening, rowLine)
        return nil
    }

    /// Handles what follows a closing quote: the end of the cell, or a flaw.
    private mutating func closed(
        _ cell: [UInt8],
        _ isTooLong: Bool,
        _ opening: (index: Int, line: Int),
        _ rowLine: Int
    ) -> (text: String, flaw: String?)? {
        let start = index
        while !isAtEndOfCell { index += 1 }
        let flaw = "something follows a closing quote"
        if bytes[start..<index].contains(where: { $0 != 0x20 && $0 != 0x09 }) {
            // An unclosed quote ends where the next cell's quote begins, lines further on.
            guard opening.line == line else {
                giveUp(flaw, opening, rowLine)
                return nil
            }
            return ("", flaw)
        }
        return isTooLong ? ("", Self.tooLong) : text(cell[...])
    }

    /// Drops a row and continues after the line with its opening quote.
    ///
    /// The cost stays linear: a quote ends at the next single one, so a later row whose quote
    /// reached further would have ended this one.
    private mutating func giveUp(
        _ reason: String,
        _ opening: (index: Int, line: Int),
        _ rowLine: Int
    ) {
        broken.append(BrokenRow(line: rowLine, reason: reason))
        (index, line) = opening
        skipLine()
    }

    private mutating func skipLine() {
        while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
        endLine()
    }

    /// CRLF, CR and LF each end a line.
    private mutating func endLine() {
        guard index < bytes.count else { return }
        index += bytes[index] == 0x0D && isFeed(at: index + 1) ? 2 : 1
        line += 1
    }

    private var isAtEndOfCell: Bool {
        guard index < bytes.count else { return true }
        let byte = bytes[index]
        return byte == separator || byte == 0x0A || byte == 0x0D
    }

    private func isFeed(at index: Int) -> Bool { index < bytes.count && bytes[index] == 0x0A }

    private static let tooLong = "longer than \(largestCell) bytes"

    private func text(_ cell: ArraySlice<UInt8>) -> (text: String, flaw: String?) {
        if cell.count > Self.largestCell { return ("", Self.tooLong) }
        if cell.contains(0) { return ("", "not text: it has a NUL byte") }
        guard let text = String(validating: cell, as: UTF8.self) else {
            return ("", "not text in the encoding of the file")
        }
        return (text, nil)
    }
}
