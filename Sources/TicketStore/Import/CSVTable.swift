/// A table of comma-separated values as RFC 4180 has it, and as spreadsheets write it.
struct CSVTable {
    /// One row and the line of the file that it starts on.
    struct Row: Equatable {
        var line: Int
        var cells: [String]

        /// What seems to separate the cells, where that is no comma: the whole row is one cell.
        var foreignSeparator: Character? {
            guard cells.count == 1, let cell = cells.first else { return nil }
            return [";", "；", "\t", "|", "，"].first { cell.contains($0) }
        }
    }

    /// No cell of a tracking table comes near this.
    static let largestCell = 64 * 1024
    /// Nor any row.
    static let mostCells = 500

    private(set) var rows: [Row] = []

    private enum State {
        case start
        case plain
        case quoted
        /// After a quote inside quotes: the end, or a doubled one.
        case quote
    }

    private var cells: [String] = []
    private var cell: [UInt8] = []
    private var line = 1
    private var rowLine = 1

    /// Reads a whole file.
    ///
    /// - Throws: `TicketStoreError` that names the line at which it stops being such a table.
    init(_ bytes: [UInt8]) throws(TicketStoreError) {
        var state = State.start
        var isAfterReturn = false
        // Excel marks UTF-8 with a byte order mark.
        for byte in bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...] {
            // CRLF is one end of line, and so is a bare CR or LF.
            let isPairedFeed = isAfterReturn && byte == 0x0A
            isAfterReturn = byte == 0x0D
            if isPairedFeed {
                if state == .quoted { try append(byte) }
                continue
            }
            let isEnd = byte == 0x0A || byte == 0x0D
            switch state {
            case .quoted:
                if isEnd { line += 1 }
                if byte == UInt8(ascii: "\"") { state = .quote } else { try append(byte) }
            case .quote where byte == UInt8(ascii: "\""):
                try append(byte)
                state = .quoted
            case .start where byte == UInt8(ascii: "\""): state = .quoted
            case .start, .plain, .quote:
                if byte == UInt8(ascii: ",") {
                    try endCell()
                    state = .start
                } else if isEnd {
                    try endRow()
                    state = .start
                } else if state == .quote {
                    throw flaw("something follows a closing quote")
                } else {
                    try append(byte)
                    state = .plain
                }
            }
        }
        if state == .quoted { throw flaw("a quote is never closed", line: rowLine) }
        if state != .start || !cells.isEmpty { try endRow() }
    }

    private mutating func append(_ byte: UInt8) throws(TicketStoreError) {
        if cell.count >= Self.largestCell {
            throw flaw("a cell is longer than \(Self.largestCell) bytes", line: rowLine)
        }
        cell.append(byte)
    }

    private mutating func endCell() throws(TicketStoreError) {
        guard let text = String(validating: cell, as: UTF8.self) else {
            throw TicketStoreError(
                .refused,
                "line \(line) is not UTF-8",
                hint: "iconv -f GB18030 -t UTF-8 old.csv > new.csv"
            )
        }
        if cells.count >= Self.mostCells {
            throw flaw("a row has more than \(Self.mostCells) cells")
        }
        cells.append(text)
        cell.removeAll(keepingCapacity: true)
    }

    private mutating func endRow() throws(TicketStoreError) {
        try endCell()
        // Blank lines at the end of a table are no rows.
        if cells.contains(where: { !$0.isEmpty }) { rows.append(Row(line: rowLine, cells: cells)) }
        cells.removeAll(keepingCapacity: true)
        line += 1
        rowLine = line
    }

    private func flaw(_ reason: String, line: Int? = nil) -> TicketStoreError {
        TicketStoreError(
            .refused,
            "line \(line ?? self.line): \(reason)",
            hint: "save the table as CSV (UTF-8) again"
        )
    }
}
