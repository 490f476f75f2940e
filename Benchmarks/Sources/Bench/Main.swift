import CBaseline
import Foundation

/// Measures Slawatch beside plain equivalents: see `docs/performance.md`.
@main
struct Bench {
    static func main() {
        signal(SIGPIPE, SIG_IGN)
        do {
            try measure()
        } catch {
            FileHandle.standardError.write(Data("bench: \(error)\n".utf8))
            exit(EXIT_FAILURE)
        }
    }

    private static func measure() throws {
        let options = try Options(Array(CommandLine.arguments.dropFirst()))
        let workspace = try Workspace(options)
        defer { workspace.remove() }
        let report = Report()
        report.begin()
        for (name, measure) in parts where options.only.isEmpty || options.only.contains(name) {
            try measure(workspace, report)
        }
        if let path = options.json {
            try report.json().write(to: URL(filePath: path))
        }
        let missed = report.figures.filter { $0.isReached == false }.map(\.name)
        print(missed.isEmpty ? "all reached" : "missed: \(missed.joined(separator: ", "))")
    }

    /// The parts in the order of running; the last one makes tickets of the large store late.
    private static let parts: [(String, @Sendable (Workspace, Report) throws -> Void)] = [
        ("calendar", measureCalendar),
        ("idle", measureIdleMemory),
        ("deliveries", measureDeliveries),
        ("evaluation", measureEvaluation),
        ("cold", measureColdStart),
        ("poll", measurePolls),
        ("deadline", measureDeadlines),
        ("cron", measureCronJob),
        ("late", measureLateStart),
    ]
}
