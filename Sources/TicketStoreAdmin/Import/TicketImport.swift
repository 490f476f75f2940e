public import BusinessTime
public import ServiceLevels
public import TicketStore

/// Imports a tracking table (S0-10) into a store.
public struct TicketImport {
    public struct Options: Sendable {
        /// Whether one bad row or cell prevents the whole import.
        public var isAtomic = false
        /// Whether to write nothing.
        public var isDryRun = false
        /// The new time of the latest reception; all other times move with it.
        public var shiftTo: Instant?
        public var by: String?
        /// The meanings of unknown headers.
        public var mapping = ImportMapping()
        /// The file's encoding; nil to detect it.
        public var encoding: String?
        /// The separator of cells; nil to detect it.
        public var separator: String?
        /// The order of day and month; nil rejects ambiguous dates.
        public var dateOrder: DateOrder?
        /// The zone of times without an offset; nil for the store's.
        public var zone: ZoneRules?
        /// The policies' words for priorities; nil if unknown.
        public var priorities: TextSet?

        /// Imports good rows and reports bad ones.
        public init() {}
    }

    private let store: StoreWriter
    private let options: Options
    private let now: Instant
    private let zone: ZoneRules
    private let words: ImportWords
    private let progress: (_ done: Int, _ all: Int) -> Void
    private var report = ImportReport()

    /// The number of rows per transaction, so that the CRM never waits long.
    private static let rowsPerTransaction = 200

    /// Imports the bytes of a CSV file.
    ///
    /// - Parameters:
    ///   - bytes: the file's bytes.
    ///   - store: the store to write.
    ///   - options: the options.
    ///   - now: the present time; later times are rejected.
    ///   - progress: receives the number of rows written and of all rows from time to time.
    /// - Returns: the result.
    /// - Throws: `TicketStoreError` if the file is no table, or the store cannot be written; bad
    ///   rows are reported instead.
    public static func run(
        _ bytes: [UInt8],
        into store: StoreWriter,
        _ options: Options = Options(),
        now: Instant = SystemTime.now(),
        progress: @escaping (_ done: Int, _ all: Int) -> Void = { _, _ in }
    ) throws(TicketStoreError) -> ImportReport {
        var this = TicketImport(
            store: store,
            options: options,
            now: now,
            zone: options.zone ?? store.zone,
            words: try ImportWords(store.connection, priorities: options.priorities),
            progress: progress
        )
        try this.run(bytes)
        return this.report
    }

    private init(
        store: StoreWriter,
        options: Options,
        now: Instant,
        zone: ZoneRules,
        words: ImportWords,
        progress: @escaping (Int, Int) -> Void
    ) {
        self.store = store
        self.options = options
        self.now = now
        self.zone = zone
        self.words = words
        self.progress = progress
    }

    private mutating func run(_ bytes: [UInt8]) throws(TicketStoreError) {
        let (table, columns) = try ImportTable.read(bytes, store, options, &report)
        let isChinese = columns.headers.contains { !$0.utf8.allSatisfy { $0 < 0x80 } }
        var rows = read(table.rows.dropFirst(), columns)
        if let target = options.shiftTo, let latest = rows.map(\.received).max() {
            let span = target - latest
            for index in rows.indices { rows[index].shift(by: span) }
            let limit = now + EventTime.tolerance
            rows = screen(rows) { row in row.times.first { $0 > limit } }
        }
        rows = leaveOutRepeated(rows)
        report.badCells = rows.flatMap(\.badCells)
        report.warnings += words.unknown(in: rows)
        if rows.contains(where: { $0.id == nil }) {
            report.warnings.append(
                "rows without an id get a new one: imported again they would come twice"
            )
        }
        defer { report.bad.sort { $0.line < $1.line } }
        if options.isAtomic, !report.isComplete, !options.isDryRun { return }
        try write(rows, isChinese: isChinese)
        report.isWritten =
            !options.isDryRun && !(report.imported.isEmpty && report.updated.isEmpty)
    }

    private mutating func read(
        _ rows: some Sequence<CSVTable.Row>,
        _ columns: ImportRow.Columns
    ) -> [ImportRow] {
        let time = ImportTime(zone: zone, order: options.dateOrder)
        var good: [ImportRow] = []
        for row in rows {
            do throws(TicketStoreError) {
                good.append(try ImportRow(row, columns, time, now: now))
            } catch {
                report.bad.append(ImportReport.BadRow(line: row.line, reason: error.message))
            }
        }
        return good
    }

    /// Drops rows that were moved into the future.
    private mutating func screen(
        _ rows: [ImportRow],
        _ flaw: (ImportRow) -> Instant?
    ) -> [ImportRow] {
        rows.filter { row in
            guard let time = flaw(row) else { return true }
            let reason = "\(time.iso8601(in: zone)) is in the future"
            report.bad.append(ImportReport.BadRow(line: row.line, reason: reason))
            return false
        }
    }

    private mutating func leaveOutRepeated(_ rows: [ImportRow]) -> [ImportRow] {
        var lines: [String: Int] = [:]
        return rows.filter { row in
            guard let id = row.id else { return true }
            guard let line = lines[id] else {
                lines[id] = row.line
                return true
            }
            let reason = "ticket '\(id)' is in line \(line) already"
            report.bad.append(ImportReport.BadRow(line: row.line, reason: reason))
            return false
        }
    }

    private mutating func write(
        _ rows: [ImportRow],
        isChinese: Bool
    ) throws(TicketStoreError) {
        let count = options.isAtomic ? max(rows.count, 1) : Self.rowsPerTransaction
        for start in stride(from: 0, to: rows.count, by: count) {
            let slice = rows[start..<min(start + count, rows.count)]
            var part = ImportReport()
            try store.transaction { () throws(TicketStoreError) in
                // A dry run does the same and rolls back, so that both report the same.
                if options.isDryRun { try store.connection.execute("SAVEPOINT import_try") }
                for row in slice { try write(row, isChinese: isChinese, into: &part) }
                if options.isDryRun {
                    try store.connection.execute("ROLLBACK TO import_try; RELEASE import_try")
                }
            }
            report.imported += part.imported
            report.updated += part.updated
            report.unchanged += part.unchanged
            report.bad += part.bad
            report.warnings += part.warnings
            progress(start + slice.count, rows.count)
        }
    }

    private func write(
        _ row: ImportRow,
        isChinese: Bool,
        into part: inout ImportReport
    ) throws(TicketStoreError) {
        do throws(TicketStoreError) {
            let course = ImportCourse(row, words.state(of: row.attributes["status"]), in: zone)
            let (id, outcome) = try store.put(row, course, isChinese: isChinese, by: options.by)
            part.warnings += course.warnings.map { "line \(row.line): \($0)" }
            switch outcome {
            // An id that is assigned on writing does not exist yet.
            case .added where options.isDryRun && row.id == nil: part.imported.append("")
            case .added: part.imported.append(id)
            case .updated: part.updated.append(id)
            case .unchanged: part.unchanged += 1
            }
        } catch {
            // Full disks and locks end the import; a refusal concerns one row.
            guard error.code == .refused, !options.isAtomic else { throw error }
            part.bad.append(ImportReport.BadRow(line: row.line, reason: error.message))
        }
    }
}
