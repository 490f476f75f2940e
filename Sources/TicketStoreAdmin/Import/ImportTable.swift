import ServiceLevels
import Support
import TicketStore

/// Detects the form of a file and the meanings of its columns.
enum ImportTable {
    /// Reads a file.
    ///
    /// - Throws: `TicketStoreError` if it is no table of tickets.
    static func read(
        _ file: [UInt8],
        _ store: StoreWriter,
        _ options: TicketImport.Options,
        _ report: inout ImportReport
    ) throws(TicketStoreError) -> (CSVTable, ImportRow.Columns) {
        let attributes = Set(try StoreColumns(store.connection).attributes)
            .subtracting(["received_at"])
        var (bytes, encoding) = try ImportEncoding.decode(file, named: options.encoding)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        if encoding != "UTF-8" {
            report.warnings.append("the file is read as \(encoding); --encoding says otherwise")
        }
        let separator: UInt8
        if let name = options.separator {
            separator = try ImportSeparator.named(name)
        } else if let told = toldSeparator(&bytes) {
            separator = told
        } else {
            separator = ImportSeparator.detected(in: bytes) { header in
                ImportColumn(header: header, attributes: attributes) != nil
                    || options.mapping.entries.contains { $0.header.isSameName(as: header) }
            }
        }
        let table = CSVTable(bytes, separator: separator)
        report.bad = table.broken.map { ImportReport.BadRow(line: $0.line, reason: $0.reason) }
        guard let header = table.rows.first else {
            throw TicketStoreError(
                .refused,
                "the table is empty",
                hint: "the first row names the columns"
            )
        }
        let meanings = try Self.meanings(of: header, options.mapping, attributes, &report)
        return (table, ImportRow.Columns(meanings: meanings, headers: header.cells))
    }

    /// The separator in Excel's line `sep=;`, which is emptied so that line numbers stay the same.
    private static func toldSeparator(_ bytes: inout [UInt8]) -> UInt8? {
        guard bytes.count > 5, bytes.starts(with: "sep=".utf8) || bytes.starts(with: "SEP=".utf8),
            bytes[5] == 0x0A || bytes[5] == 0x0D
        else { return nil }
        let separator = bytes[4]
        bytes.removeFirst(5)
        return separator
    }

    private static func meanings(
        of header: CSVTable.Row,
        _ mapping: ImportMapping,
        _ attributes: Set<String>,
        _ report: inout ImportReport
    ) throws(TicketStoreError) -> [ImportColumn?] {
        try mapping.require(in: header.cells)
        var seen: Set<ImportColumn> = []
        var columns: [ImportColumn?] = []
        for cell in header.cells {
            let mapped = try mapping.column(for: cell, attributes: attributes)
            guard let column = mapped ?? ImportColumn(header: cell, attributes: attributes) else {
                if !cell.isBlank {
                    report.warnings.append(
                        "column '\(cell)' is not known and left out; --map '\(cell)=…' says what it is"
                    )
                }
                columns.append(nil)
                continue
            }
            if column == .ignored {
                if mapped == nil {
                    report.warnings.append("column '\(cell)' is left out: the policy computes it")
                }
            } else if !seen.insert(column).inserted {
                report.warnings.append("column '\(cell)' comes twice; the first one counts")
                columns.append(nil)
                continue
            }
            columns.append(column)
        }
        guard seen.contains(.received) else {
            throw TicketStoreError(
                .refused,
                "line \(header.line): no column says when a ticket was received",
                hint: "name one '接收时间' or 'received', or say which: --map 'COLUMN=received'; "
                    + "where this is not the first row's fault: --separator, --encoding"
            )
        }
        return columns
    }
}
