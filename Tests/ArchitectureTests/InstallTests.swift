import Foundation
import Testing

/// What `make install` puts where, with programs that do nothing.
struct InstallTests {
    private func install(_ prefix: String) throws -> URL {
        let root = URL(filePath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        let bin = folder.appending(path: "bin")
        try FileManager.default.createDirectory(at: bin, withIntermediateDirectories: true)
        for name in ["slawatchd", "slactl"] {
            try Data("#!/bin/sh\n".utf8).write(to: bin.appending(path: name))
        }
        let process = Process()
        process.executableURL = root.appending(path: "scripts/install")
        process.arguments = [bin.path, folder.appending(path: "dest").path, prefix]
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return folder
    }

    @Test(arguments: [
        ("/usr", "/usr/lib"), ("/usr/local", "/usr/local/lib"), ("/opt/slawatch", "/usr/local/lib"),
    ])
    func everyPath_isWhereItPointsTo(prefix: String, system: String) throws {
        let folder = try install(prefix)
        defer { try? FileManager.default.removeItem(at: folder) }
        let dest = folder.appending(path: "dest").path
        let unit = try String(
            contentsOfFile: "\(dest)\(system)/systemd/system/slawatchd.service",
            encoding: .utf8
        )
        for key in ["ExecStart", "ExecReload"] {
            let line = try #require(unit.split(separator: "\n").first { $0.hasPrefix("\(key)=") })
            let program = try #require(line.dropFirst(key.count + 1).split(separator: " ").first)
            #expect(program.hasPrefix(prefix + "/"))
            #expect(FileManager.default.isExecutableFile(atPath: dest + program))
        }
        let line = try #require(
            unit.split(separator: "\n").first { $0.hasPrefix("Documentation=") }
        )
        for page in line.dropFirst("Documentation=".count).split(separator: " ") {
            let path = page.replacing("file:", with: "")
            #expect(FileManager.default.fileExists(atPath: dest + path), "\(path)")
        }
        for file in [
            "systemd/catalog/slawatchd.catalog", "systemd/catalog/slawatchd.zh_CN.catalog",
            "sysusers.d/slawatchd.conf", "tmpfiles.d/slawatchd.conf",
        ] {
            #expect(FileManager.default.fileExists(atPath: "\(dest)\(system)/\(file)"), "\(file)")
        }
        #expect(
            FileManager.default.fileExists(atPath: "\(dest)/etc/slawatchd/slawatchd.yaml")
        )
    }
}
