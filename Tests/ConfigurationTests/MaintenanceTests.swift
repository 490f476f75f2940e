import BusinessTime
import Configuration
import Notifications
import ServiceLevels
import Testing

/// The section `maintenance:`.
struct MaintenanceTests {
    private func read(_ section: String) throws -> (Configuration?, [String]) {
        var file = PeopleFile()
        file.more = "maintenance:\n  \(section)\n"
        do {
            return (try file.read(), [])
        } catch let error as ConfigurationError {
            return (nil, error.issues.map { "\($0.key): \($0.message)" })
        }
    }

    @Test func windows_areReadInTheConfigurationsZone() throws {
        let (configuration, issues) = try read(
            """
            - {name: upgrade, from: 2026-11-30 22:00, to: 2026-12-01 02:00, when: {queue: crm}}
              - {name: backup, during: office}
            """
        )
        #expect(issues.isEmpty)
        let windows = try #require(configuration?.maintenance)
        #expect(windows.map(\.name) == ["upgrade", "backup"])
        let upgrade = try #require(windows.first)
        let end = try #require(Instant(iso8601: "2026-12-01T02:00:00+08:00"))
        #expect(upgrade.end(at: end - .hours(4)) == end)
        #expect(upgrade.end(at: end - .hours(4) - .milliseconds(1)) == nil)
        #expect(upgrade.end(at: end) == nil)
        // Tuesday, nine to six.
        let backup = try #require(windows.last)
        #expect(backup.end(at: end + .hours(8)) == end + .hours(16))
        #expect(backup.end(at: end + .hours(16)) == nil)
        #expect(configuration?.policies.layout.slot("queue") != nil)
    }

    @Test(
        arguments: [
            ("- {name: x}", "maintenance[0]: needs 'from' and 'to', or 'during'"),
            ("- {name: x, from: 2026-11-30, during: office}", "needs 'from' and 'to'"),
            ("- {name: x, from: 2026-11-30, to: 2026-11-29}", "to: is not after 'from'"),
            ("- {name: x, from: 2026-11-30, to: 2027-11-29}", "is more than 31 days"),
            ("- {name: x, during: offic}", "no calendar 'offic'; did you mean 'office'?"),
            ("- {name: x, during: always}", "'always' never ends"),
            ("- {name: x, during: office, wen: {queue: crm}}", "unknown key 'wen'; did you mean"),
            ("- {during: office}", "has no 'name'"),
        ]
    )
    func fault_hasItsPlace(section: String, message: String) throws {
        let (_, issues) = try read(section)
        #expect(issues.contains { $0.contains(message) }, "\(issues)")
    }
}
