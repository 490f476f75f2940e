import Configuration
import Foundation

/// A configuration in a folder of its own, with a section `people` to be filled in.
struct PeopleFile {
    var people = "{}"
    var roles = "{owner: [out], supervisor: [out]}"
    var policy = """
        policy: p
        clocks:
          - id: c
            start: received
            satisfied_by: resolved
            cases:
              - rule: R
                target: 1h
                calendar: always
                ladder: [{step: first, after: 0min, to: [owner, supervisor]}]
        """
    var more = ""

    /// The main file; the section `people` begins in line 5.
    var text: String {
        """
        store: {path: t.db}
        zone: Asia/Shanghai
        calendars: {office: {zone: Asia/Shanghai, week: {mon-fri: ["09:00-18:00"]}}}
        policies: [{file: p.yaml}]
        people: \(people)
        roles: \(roles)
        channels: {out: {type: console}, hook: {type: journal}}

        """ + more
    }

    /// Reads it; a fault's description has no folder in it.
    func read() throws -> Configuration {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "slawatchd.yaml")
        try text.write(to: file, atomically: true, encoding: .utf8)
        try policy.write(to: folder.appending(path: "p.yaml"), atomically: true, encoding: .utf8)
        return try Configuration.read(path: file.path)
    }

    /// The faults of it, the main file's name left out.
    func issues() throws -> [String] {
        do {
            _ = try read()
            return []
        } catch let error as ConfigurationError {
            return error.issues.map { issue in
                let name = (issue.file as NSString).lastPathComponent
                return issue.description.replacing(issue.file, with: name)
                    .replacing("slawatchd.yaml:", with: "")
            }
        }
    }
}
