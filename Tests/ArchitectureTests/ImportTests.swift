import Foundation
import Testing

/// Holds every import of the sources to the arrows of `docs/architecture.md`.
///
/// The compiler's own check lets transitive imports pass; this one does not.
struct ImportTests {
    /// Which modules of ours, and which packages, each target may import.
    static let arrows: [String: Set<String>] = [
        "Outlets": [],
        "BusinessTime": [],
        "ServiceLevels": ["BusinessTime"],
        "People": ["BusinessTime", "ServiceLevels"],
        "TicketStore": ["BusinessTime", "ServiceLevels", "GRDB", "GRDBSQLite", "Logging"],
        "Ledger": ["BusinessTime", "ServiceLevels", "GRDB", "Logging"],
        "Delivery": [
            "BusinessTime", "ServiceLevels", "People", "Ledger", "Outlets", "CCurl", "CCrypto",
            "HeapModule", "Logging", "Mustache",
        ],
        "Watchdog": [
            "BusinessTime", "ServiceLevels", "People", "TicketStore", "Ledger", "Delivery",
            "HeapModule", "Logging",
        ],
        "Control": [
            "BusinessTime", "ServiceLevels", "Ledger", "Delivery", "Watchdog", "CPeer", "Logging",
        ],
        "Configuration": ["BusinessTime", "ServiceLevels", "People", "Delivery", "Yams"],
        "Reporting": [
            "BusinessTime", "ServiceLevels", "People", "TicketStore", "Ledger", "Delivery",
            "Configuration",
        ],
        "SystemdSupport": ["BusinessTime", "Outlets", "CSystemd", "Logging"],
        "SlactlCommands": [
            "BusinessTime", "ServiceLevels", "People", "TicketStore", "Ledger", "Delivery",
            "Configuration", "Control", "Reporting", "ArgumentParser", "FlyingFox", "FlyingSocks",
        ],
        "slawatchd": [
            "BusinessTime", "ServiceLevels", "People", "TicketStore", "Ledger", "Delivery",
            "Watchdog", "Configuration", "Control", "Reporting", "SystemdSupport", "Outlets",
            "ArgumentParser", "Logging",
        ],
        "slactl": ["SlactlCommands"],
    ]

    /// What every target may import: the language's own libraries.
    static let common: Set<String> = ["Dispatch", "Foundation", "Glibc", "Synchronization"]

    /// Targets that do no input or output, and have no clock.
    static let pure: Set<String> = ["ServiceLevels", "People"]

    @Test func everyImport_followsAnArrow() throws {
        let sources = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")
        let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
        var seen: Set<String> = []
        for case let file as URL in files ?? .init() where file.pathExtension == "swift" {
            let path = file.path.dropFirst(sources.path.count + 1)
            let target = String(path.prefix { $0 != "/" })
            seen.insert(target)
            let allowed = try #require(Self.arrows[target], "\(target) is not in the table")
            let basis = Self.pure.contains(target) ? [] : Self.common
            for module in try imports(of: file) {
                #expect(
                    allowed.contains(module) || basis.contains(module),
                    "\(path) imports \(module)"
                )
            }
        }
        #expect(seen == Set(Self.arrows.keys))
    }

    private func imports(of file: URL) throws -> [String] {
        try String(contentsOf: file, encoding: .utf8).split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            guard let index = words.firstIndex(of: "import"), index + 1 < words.count,
                words[..<index].allSatisfy({
                    $0.hasPrefix("@") || $0 == "public" || $0 == "package"
                })
            else { return nil }
            return String(words[index + 1].prefix { $0 != "." })
        }
    }
}
