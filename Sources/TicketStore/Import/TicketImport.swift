public import BusinessTime

/// Imports a tracking table (S0-10) into a store.
public struct TicketImport {
    /// How it is done.
    public struct Options: Sendable {
        /// Whether one bad row keeps all others out.
        public var isAtomic = false
        /// Whether nothing is written at all.
        public var isDryRun = false
        /// Where the latest reception is moved to, all other times by as much.
        public var shiftTo: Instant?
        /// Who imports.
        public var by: String?

        /// The usual way: good rows in, bad rows named.
        public init() {}
    }

    private let store: StoreWriter
    private let options: Options
    private let now: Instant
    private var report = ImportReport()

    /// How many rows are written at a time, so that the CRM never waits long.
    private static let rowsPerTransaction = 200

    /// Imports the bytes of a CSV file.
    ///
    /// - Throws: `TicketStoreError` where the file is no table, or the store cannot be written;
    ///   bad rows are not thrown but reported.
    public static func run(
        _ bytes: [UInt8],
        into store: StoreWriter,
        _ options: Options = Options(),
        now: Instant = SystemTime.now()
    ) throws(TicketStoreError) -> ImportReport {
        var this = TicketImport(store: store, options: options, now: now)
        try this.run(bytes)
        return this.report
    }

    private init(store: StoreWriter, options: Options, now: Instant) {
        self.store = store
        self.options = options
        self.now = now
    }

    private mutating func run(_ bytes: [UInt8]) throws(TicketStoreError) {
        let table = try CSVTable(bytes)
        guard let header = table.rows.first else {
            throw TicketStoreError(
                .refused,
                "the table is empty",
                hint: "the first row names the columns"
            )
        }
        let columns = try meanings(of: header)
        let isChinese = header.cells.contains { !$0.utf8.allSatisfy { $0 < 0x80 } }
        var rows = read(table.rows.dropFirst(), columns)
        if let target = options.shiftTo, let latest = rows.map(\.received).max() {
            let span = target - latest
            for index in rows.indices { rows[index].shift(by: span) }
        }
        rows = try screen(rows)
        if rows.contains(where: { $0.id == nil }) {
            report.warnings.append(
                "rows without an id get a new one: imported again they would come twice"
            )
        }
        report.imported = rows.compactMap(\.id)
        if options.isDryRun || (options.isAtomic && !report.bad.isEmpty) {
            if !options.isDryRun { report.imported = [] }
            return
        }
        report.imported = []
        try write(rows, isChinese: isChinese)
        report.isWritten = !report.imported.isEmpty
        report.bad.sort { $0.line < $1.line }
    }

    private mutating func meanings(
        of header: CSVTable.Row
    ) throws(TicketStoreError) -> [ImportColumn?] {
        let attributes = Set(try StoreColumns(store.connection).attributes)
            .subtracting(["received_at"])
        var seen: Set<ImportColumn> = []
        var columns: [ImportColumn?] = []
        for cell in header.cells {
            guard let column = ImportColumn(header: cell, attributes: attributes) else {
                if !cell.isEmpty {
                    report.warnings.append("column '\(cell)' is not known and left out")
                }
                columns.append(nil)
                continue
            }
            if column == .ignored {
                report.warnings.append("column '\(cell)' is left out: the policy computes it")
            } else if !seen.insert(column).inserted {
                report.warnings.append("column '\(cell)' comes twice; the first one counts")
                columns.append(nil)
                continue
            }
            columns.append(column)
        }
        guard seen.contains(.received) else {
            if let separator = header.foreignSeparator {
                throw TicketStoreError(
                    .refused,
                    "line \(header.line): only commas are read; this file seems to use "
                        + "'\(separator == "\t" ? "tab" : String(separator))'",
                    hint: "save the table as CSV with commas"
                )
            }
            throw TicketStoreError(
                .refused,
                "line \(header.line): no column says when a ticket was received",
                hint: "name one '接收时间' or 'received'"
            )
        }
        return columns
    }

    private mutating func read(
        _ rows: some Sequence<CSVTable.Row>,
        _ columns: [ImportColumn?]
    ) -> [ImportRow] {
        var good: [ImportRow] = []
        for row in rows {
            do throws(TicketStoreError) {
                good.append(try ImportRow(row, columns, in: store.zone))
            } catch {
                report.bad.append(ImportReport.BadRow(line: row.line, reason: error.message))
            }
        }
        return good
    }

    /// Leaves out what is in the store or the table already, and times that cannot be.
    private mutating func screen(_ rows: [ImportRow]) throws(TicketStoreError) -> [ImportRow] {
        var lines: [String: Int] = [:]
        var good: [ImportRow] = []
        for row in rows {
            var reason: String?
            if let id = row.id {
                if let line = lines[id] {
                    reason = "ticket '\(id)' is in line \(line) already"
                } else if try store.exists(id) {
                    reason = "ticket '\(id)' is already in the store"
                }
                lines[id] = lines[id] ?? row.line
            }
            for time in row.times where reason == nil {
                do throws(TicketStoreError) {
                    try EventTime.check(time, now: now, in: store.zone)
                } catch {
                    reason = error.message
                }
            }
            if let reason {
                report.bad.append(ImportReport.BadRow(line: row.line, reason: reason))
            } else {
                good.append(row)
            }
        }
        report.bad.sort { $0.line < $1.line }
        return good
    }

    private mutating func write(
        _ rows: [ImportRow],
        isChinese: Bool
    ) throws(TicketStoreError) {
        let count = options.isAtomic ? max(rows.count, 1) : Self.rowsPerTransaction
        for start in stride(from: 0, to: rows.count, by: count) {
            let slice = rows[start..<min(start + count, rows.count)]
            var ids: [String] = []
            var bad: [ImportReport.BadRow] = []
            try store.transaction { () throws(TicketStoreError) in
                for row in slice {
                    do throws(TicketStoreError) {
                        ids.append(try store.add(row, isChinese: isChinese, by: options.by))
                    } catch {
                        // Full disks and locks end the import; only a refused row is the row's.
                        guard error.code == .refused, !options.isAtomic else { throw error }
                        bad.append(ImportReport.BadRow(line: row.line, reason: error.message))
                    }
                }
            }
            report.imported += ids
            report.bad += bad
        }
    }
}
