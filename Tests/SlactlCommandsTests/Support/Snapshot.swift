import Foundation
import Testing

/// Compares a text with the one kept under a name in `Snapshots`.
///
/// With `SLACTL_SNAPSHOTS=record` in the environment it keeps the text instead; look at the
/// difference before you commit it.
func expectSnapshot(
    _ name: String,
    _ text: String,
    sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Snapshots/\(name)")
    if ProcessInfo.processInfo.environment["SLACTL_SNAPSHOTS"] == "record" {
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try (text + "\n").write(to: file, atomically: true, encoding: .utf8)
        return
    }
    let kept = try String(contentsOf: file, encoding: .utf8)
    #expect(text + "\n" == kept, "\(name)", sourceLocation: sourceLocation)
}
