import BusinessTime
import Configuration
import Foundation
import ServiceLevels

/// The repository's own configuration, as the package installs it.
enum Shipped {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func configuration() throws -> Configuration { try shared.get() }

    /// Read once: compiling the calendars of thirty years takes a while in a debug build.
    private static let shared = Result {
        try Configuration.read(path: root.appending(path: "config/slawatchd.yaml").path)
    }

    /// The same with its offices somewhere else.
    static func configuration(zone: String) throws -> Configuration {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.copyItem(at: root.appending(path: "config"), to: folder)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "slawatchd.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
            .replacing("Asia/Shanghai", with: zone)
            .replacing("    holidays: [calendars/cn-holidays.json]\n", with: "")
        try text.write(to: file, atomically: true, encoding: .utf8)
        return try Configuration.read(path: file.path)
    }

    static func policy(_ id: String, in configuration: Configuration) throws -> Policy {
        guard let source = configuration.policySources.first(where: { $0.policy.id == id }) else {
            throw MissingPolicy(id: id)
        }
        return source.policy
    }

    struct MissingPolicy: Error {
        var id: String
    }
}
