import ArgumentParser
import BusinessTime
import TicketStoreAdmin

/// `slactl ticket import`.
struct TicketImportCommand: PrintingCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Import a tracking table (CSV), or bring tickets up to it.",
        discussion: """
            Columns may have the names of 客户需求快速响应跟踪表, their English equivalents, those \
            of the store's columns, or what --map says. Tickets that are there already are \
            changed to what the table says; a table imported twice changes nothing. Rows and \
            cells that cannot be imported are named by line and column, and the command ends \
            with status 1 where there are any.
            """
    )

    @Argument(help: "The CSV file.")
    var file: String

    @OptionGroup var options: StoreOptions
    @OptionGroup var config: ConfigOptions
    @OptionGroup var form: ImportFormOptions

    @Flag(name: .customLong("atomic"), help: "Import everything or nothing.")
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
        var how = try form.importOptions()
        how.isAtomic = isAtomic
        how.isDryRun = isDryRun
        how.by = by
        how.priorities = try KnownPriorities.read(config)
        how.shiftTo = try shiftTo.map { text in
            text == "now" ? now : try EventTime.parse(text, in: writer.zone)
        }
        let bytes = try ImportFile.read(file)
        let progress = ImportProgress.onTerminal
        let report = try TicketImport.run(bytes, into: writer, how, now: now) { done, all in
            progress?.show(done, of: all)
        }
        progress?.end()
        return CommandOutput(text: text(report), code: report.isComplete ? 0 : 1)
    }

    private func text(_ report: ImportReport) -> String {
        var lines = report.warnings.map { "warning: \($0)" }
        lines += report.badCells.map {
            "line \($0.line), column '\($0.column)': \($0.reason); left out"
        }
        lines += report.bad.map { "line \($0.line): \($0.reason)" }
        let isNothing = isAtomic && !isDryRun && !report.isComplete
        let verb = isDryRun ? "would be imported" : "imported"
        var parts = ["\(report.imported.count) tickets \(verb)"]
        if !report.updated.isEmpty { parts.append("\(report.updated.count) updated") }
        if report.unchanged > 0 { parts.append("\(report.unchanged) unchanged") }
        if isNothing { parts = ["nothing imported"] }
        if !report.badCells.isEmpty { parts.append("\(report.badCells.count) cells left out") }
        if !report.bad.isEmpty { parts.append("\(report.bad.count) rows refused") }
        lines.append(parts.joined(separator: ", "))
        return lines.joined(separator: "\n")
    }
}
