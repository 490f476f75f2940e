import BusinessTime
import Foundation
import Testing

struct ZoneDirectoryTests {
    @Test(arguments: [
        "", "..", "../etc/passwd", "/etc/passwd", "Asia/../../etc/passwd", "Asia//Shanghai",
        "./UTC", "Asia/", "Asia/Shang hai", "UTC\0", "上海", "EST5EDT,M3.2.0,M11.1.0",
        String(repeating: "A", count: 101),
    ])
    func unsoundName_isRefused(name: String) {
        #expect(throws: ZoneError.invalidName(name)) { try ZoneRules(named: name) }
    }

    @Test func missingZone_isNamedWithItsDirectory() {
        let error = #expect(throws: ZoneError.self) {
            try ZoneRules(named: "Asia/Beijing", directory: "/usr/share/zoneinfo")
        }
        #expect(error?.description == "time zone 'Asia/Beijing' is not in /usr/share/zoneinfo")
    }

    @Test func directoryInsteadOfZone_isUnreadable() {
        #expect(throws: ZoneError.unreadable(path: "/usr/share/zoneinfo/Asia", code: EISDIR)) {
            try ZoneRules(named: "Asia", directory: "/usr/share/zoneinfo")
        }
    }

    @Test func fileOfTheDirectory_isReadAndBounded() throws {
        let directory = FileManager.default.temporaryDirectory
            .appendingPathComponent("slawatch-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        func write(_ bytes: [UInt8], _ name: String) throws {
            try Data(bytes).write(to: directory.appendingPathComponent(name))
        }

        try write(TZifWriter(footer: "<+03>-3").bytes, "Mine")
        let zone = try ZoneRules(named: "Mine", directory: directory.path)
        #expect(zone.offset(at: .distantFuture) == .hours(3))
        try write([UInt8](repeating: 0, count: 256 * 1024 + 1), "Huge")
        #expect(throws: ZoneError.tooLarge(path: directory.path + "/Huge")) {
            try ZoneRules(named: "Huge", directory: directory.path)
        }

        #expect(ZoneRules.databaseVersion(directory: directory.path) == nil)
        try write(Array("2026f\n".utf8), "+VERSION")
        #expect(ZoneRules.databaseVersion(directory: directory.path) == "2026f")
        try write(Array("# version 2027a\n# This zic input file\n".utf8), "tzdata.zi")
        #expect(ZoneRules.databaseVersion(directory: directory.path) == "2027a")
    }
}
