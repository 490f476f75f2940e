import Glibc

/// Names of users and groups from the machine's databases.
enum AccountNames {
    /// The name of a user; nil if there is no such user.
    static func user(_ uid: uid_t) -> String? {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 16_384)
        guard getpwuid_r(uid, &entry, &buffer, buffer.count, &found) == 0, found != nil else {
            return nil
        }
        return entry.pw_name.map { String(cString: $0) }
    }

    /// The id of a group; nil if there is no such group.
    static func group(_ name: String) -> gid_t? {
        var entry = GroupEntry()
        var found: UnsafeMutablePointer<GroupEntry>?
        // A group's entry lists all its members.
        var buffer = [CChar](repeating: 0, count: 65_536)
        while true {
            let code = getgrnam_r(name, &entry, &buffer, buffer.count, &found)
            if code == ERANGE, buffer.count < 16_777_216 {
                buffer = [CChar](repeating: 0, count: buffer.count * 4)
                continue
            }
            return code == 0 && found != nil ? entry.gr_gid : nil
        }
    }
}

// The struct has the same name as the function above.
private typealias GroupEntry = Glibc.group
