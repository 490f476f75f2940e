import ArgumentParser
import BusinessTime
import TicketStore

/// `slactl ticket import`.
struct TicketImportCommand: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Import a tracking table (CSV, UTF-8).",
        discussion: """
            Columns may have the names of 客户需求快速响应跟踪表, their English equivalents, or \
            those of the store's columns. Rows that cannot be imported are named by line, and \
            the command ends with status 1 where there are any.
            """
    )

    @Argument(help: "The CSV file.")
    var file: String

    @OptionGroup var options: StoreOptions

    @Flag(name: .customLong("atomic"), help: "Import all rows or none.")
    var isAtomic = false

    @Flag(name: .customLong("dry-run"), help: "Only say what would be done.")
    var isDryRun = false

    @Option(
        help: ArgumentHelp(
            "Move all times by the same amount, so that the last ticket was received then.",
            valueName: "now|time"
        )
    )
    var shiftTo: String?

    @Option(help: "Who imports.")
    var by: String?

    func output() throws -> CommandOutput {
        let writer = try options.writer()
        let now = SystemTime.now()
        var how = TicketImport.Options()
        how.isAtomic = isAtomic
        how.isDryRun = isDryRun
        how.by = by
        how.shiftTo = try shiftTo.map { text in
            text == "now" ? now : try EventTime.parse(text, in: writer.zone)
        }
        let bytes = try ImportFile.read(file)
        let report = try TicketImport.run(bytes, into: writer, how, now: now)
        return CommandOutput(text: text(report), code: report.bad.isEmpty ? 0 : 1)
    }

    private func text(_ report: ImportReport) -> String {
        var lines = report.warnings.map { "warning: \($0)" }
        lines += report.bad.map { "line \($0.line): \($0.reason)" }
        let count = report.imported.count
        let bad = report.bad.isEmpty ? "" : ", \(report.bad.count) rows refused"
        if isDryRun {
            lines.append("\(count) tickets would be imported\(bad)")
        } else if isAtomic && !report.bad.isEmpty {
            lines.append("nothing imported\(bad)")
        } else {
            lines.append("\(count) tickets imported\(bad)")
        }
        return lines.joined(separator: "\n")
    }
}
