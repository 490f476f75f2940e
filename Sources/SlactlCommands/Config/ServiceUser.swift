import Foundation
import Glibc

/// The user of the service, and what it can read.
struct ServiceUser {
    /// What `stat` reports of a file.
    struct Entry {
        var owner: UInt32
        var group: UInt32
        var mode: UInt32
    }

    let name: String
    let id: UInt32
    let groups: Set<UInt32>

    /// Why the user cannot read a file, and what to do about it.
    ///
    /// - Parameters:
    ///   - path: the file; links are followed.
    ///   - entry: looks up a file; nil if there is none.
    /// - Returns: the obstacle, if any.
    func obstacle(to path: String, entry: (String) -> Entry?) -> String? {
        if id == 0 { return nil }
        var folder = ""
        for part in path.split(separator: "/").dropLast() {
            folder += "/\(part)"
            if let found = entry(folder), !may(1, found) {
                return "the folder \(folder) does not let user \(name) through; "
                    + "chgrp \(name) \(folder) && chmod g+x \(folder)"
            }
        }
        guard let found = entry(path), !may(4, found) else { return nil }
        return "user \(name), as which the service runs, may not read it; "
            + "chgrp \(name) \(path) && chmod g+r \(path)"
    }

    private func may(_ bit: UInt32, _ entry: Entry) -> Bool {
        if entry.owner == id { return entry.mode & (bit << 6) != 0 }
        if groups.contains(entry.group) { return entry.mode & (bit << 3) != 0 }
        return entry.mode & bit != 0
    }
}

extension ServiceUser {
    /// The user named in the installed unit; nil if the system has no such user.
    static func installed() -> ServiceUser? {
        let settings = ServiceUnit.installed()
        let name = settings["User"]?.last ?? "slawatch"
        guard let entry = getpwnam(name) else { return nil }
        var groups = [gid_t](repeating: 0, count: 1024)
        var count = Int32(groups.count)
        guard getgrouplist(name, entry.pointee.pw_gid, &groups, &count) >= 0 else { return nil }
        var all = Set(groups.prefix(Int(count)))
        for name in (settings["Group"] ?? []) + (settings["SupplementaryGroups"] ?? []) {
            if let group = getgrnam(name) { all.insert(group.pointee.gr_gid) }
        }
        return ServiceUser(name: name, id: entry.pointee.pw_uid, groups: all)
    }

    /// Why the user cannot read a file of this system.
    func obstacle(to path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return obstacle(to: String(cString: real)) { path in
            var status = stat()
            guard stat(path, &status) == 0 else { return nil }
            return Entry(owner: status.st_uid, group: status.st_gid, mode: status.st_mode)
        }
    }
}

/// The content of the service's unit, including drop-ins.
enum ServiceUnit {
    private static let folders = [
        "/usr/lib/systemd/system", "/usr/local/lib/systemd/system", "/etc/systemd/system",
    ]

    /// The values of each key, in order.
    static func installed() -> [String: [String]] {
        var texts: [String] = []
        for folder in folders {
            let drop = "\(folder)/slawatchd.service.d"
            let files = (try? FileManager.default.contentsOfDirectory(atPath: drop)) ?? []
            for file in ["\(folder)/slawatchd.service"] + files.sorted().map({ "\(drop)/\($0)" }) {
                if let text = try? String(contentsOfFile: file, encoding: .utf8) {
                    texts.append(text)
                }
            }
        }
        return settings(in: texts)
    }

    /// The values of each key in consecutive texts.
    static func settings(in texts: [String]) -> [String: [String]] {
        var settings: [String: [String]] = [:]
        for line in texts.joined(separator: "\n").split(separator: "\n") where line.first != "#" {
            let parts = line.split(separator: "=", maxSplits: 1)
            guard parts.count == 2 else { continue }
            settings[String(parts[0]), default: []] += parts[1].split(separator: " ").map(
                String.init
            )
        }
        return settings
    }
}
