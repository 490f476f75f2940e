import BusinessTime
import ServiceLevels
import Support
import TicketStore

/// One ticket of an imported table.
struct ImportRow {
    var line: Int
    var id: String?
    var attributes: [String: String] = [:]
    /// The reception; the distant past until it is read.
    private(set) var received = Instant.distantPast
    var firstResponse: Instant?
    var resolved: Instant?
    var closed: Instant?
    var progress: String?
    var result: String?
    var feedback: String?
    var note: String?
    /// The cells left out.
    var badCells: [ImportReport.BadCell] = []

    /// A table's columns with their headers for messages.
    struct Columns {
        var meanings: [ImportColumn?]
        var headers: [String]
    }

    /// Reads a row; unreadable cells are left out and reported.
    ///
    /// - Throws: `TicketStoreError` if the row cannot be imported: without a reception there is no
    ///   deadline, and a broken id would make another ticket.
    init(
        _ row: CSVTable.Row,
        _ columns: Columns,
        _ time: ImportTime,
        now: Instant
    ) throws(TicketStoreError) {
        line = row.line
        if row.cells.dropFirst(columns.meanings.count).contains(where: { !$0.isBlank }) {
            throw TicketStoreError(
                .refused,
                "\(row.cells.count) cells under \(columns.meanings.count) headers"
            )
        }
        var received: Instant?
        for (index, (column, cell)) in zip(columns.meanings, row.cells).enumerated() {
            guard let column, column != .ignored else { continue }
            let header = columns.headers[index]
            do throws(TicketStoreError) {
                if let flaw = row.flaws[index] { throw TicketStoreError(.refused, flaw) }
                let text = Self.text(cell)
                guard !text.isEmpty else { continue }
                if column.isTime {
                    let instant = try time.parse(text)
                    try EventTime.check(instant, now: now, in: time.zone)
                    if column == .received { received = instant }
                    keep(instant, as: column)
                } else {
                    keep(text, as: column)
                }
            } catch {
                if column == .received || column == .id {
                    throw TicketStoreError(.refused, "column '\(header)': \(error.message)")
                }
                badCells.append(
                    ImportReport.BadCell(line: line, column: header, reason: error.message)
                )
            }
        }
        guard let received else { throw TicketStoreError(.refused, "no time of reception") }
        self.received = received
    }

    private mutating func keep(_ instant: Instant, as column: ImportColumn) {
        switch column {
        case .firstResponse: firstResponse = instant
        case .resolved: resolved = instant
        case .closed: closed = instant
        default: break
        }
    }

    private mutating func keep(_ text: String, as column: ImportColumn) {
        switch column {
        case .id: id = text
        case .progress: progress = text
        case .result: result = text
        case .feedback: feedback = text
        case .note: note = text
        case .attribute(let name): attributes[name] = text
        default: break
        }
    }

    mutating func shift(by span: TimeSpan) {
        received = received + span
        firstResponse = firstResponse.map { $0 + span }
        resolved = resolved.map { $0 + span }
        closed = closed.map { $0 + span }
    }

    var times: [Instant] { [received, firstResponse, resolved, closed].compactMap { $0 } }

    /// A cell without surrounding blanks, and without the mark that tables put before text that a
    /// spreadsheet would take for a formula.
    private static func text(_ cell: String) -> String {
        let text = cell.trimmingBlanks
        guard text.hasPrefix("'"), let second = text.dropFirst().first, "=+-@＝＋－＠".contains(second)
        else { return text }
        return String(text.dropFirst())
    }
}
