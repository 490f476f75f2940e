import Glibc
import TicketStore

/// The folder and the file of a new store, with the group of all its users.
struct StoreFolder {
    /// The group of the store's users: the CRM's user and ours.
    static let group = "slawatch-store"

    let path: String
    var folder: String { StorePermissions.folder(of: path) }
    /// The actions taken, for people.
    private(set) var report: [String] = []

    init(path: String) {
        self.path = path
    }

    /// Creates what is missing and sets permissions if allowed.
    ///
    /// - Throws: `TicketStoreError` if folder or file cannot be made.
    mutating func prepare(group name: String = StoreFolder.group) throws(TicketStoreError) {
        try makeFolder()
        try makeFile()
        let group = Self.groupID(name)
        if group == nil {
            report.append(
                "group \(name) does not exist; groups and permissions are left as they are "
                    + "(groupadd --system \(name), then run this again)"
            )
        }
        guard let group else { return }
        if isOurs() {
            share(folder, mode: 0o2770, group: group, name)
        } else {
            report.append(
                "\(folder) holds other files too; its permissions are left as they are"
            )
        }
        share(path, mode: 0o660, group: group, name)
    }

    private mutating func makeFolder() throws(TicketStoreError) {
        var status = stat()
        if stat(folder, &status) == 0 { return }
        guard mkdir(folder, 0o770) == 0 else {
            throw TicketStoreError(
                .permissions,
                "folder \(folder) cannot be made: \(StorePermissions.reason(errno))",
                hint: "make it first: sudo install -d -m 2770 -g \(Self.group) \(folder)"
            )
        }
        report.append("made \(folder)")
    }

    private mutating func makeFile() throws(TicketStoreError) {
        let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o660)
        if file < 0 && errno == EEXIST { return }
        guard file >= 0 else {
            throw TicketStoreError(
                .permissions,
                "\(path) cannot be made: \(StorePermissions.reason(errno))",
                hint: "sudo slactl store init --store \(path)"
            )
        }
        // Whatever the umask: SQLite gives the side files this mode.
        fchmod(file, 0o660)
        close(file)
        report.append("made \(path)")
    }

    /// Whether the folder contains only the store: permissions of a home or of /tmp must not be
    /// changed.
    private func isOurs() -> Bool {
        guard let directory = opendir(folder) else { return false }
        defer { closedir(directory) }
        let name = path.split(separator: "/").last.map(String.init) ?? path
        while let entry = readdir(directory) {
            let other = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            // Backups beside the store have its name as prefix.
            if other != "." && other != ".." && !other.hasPrefix(name) { return false }
        }
        return true
    }

    private mutating func share(_ item: String, mode: UInt32, group: UInt32, _ name: String) {
        var status = stat()
        guard stat(item, &status) == 0 else { return }
        if status.st_gid == group && status.st_mode & 0o7777 == mode { return }
        // The group first: changing it clears the setgid bit.
        guard chown(item, .max, group) == 0, chmod(item, mode) == 0 else {
            report.append(
                "\(item) could not be given to group \(name): "
                    + "\(StorePermissions.reason(errno)) (run this as root)"
            )
            return
        }
        report.append("\(item) is \(String(mode, radix: 8)) of group \(name)")
    }

    private static func groupID(_ name: String) -> UInt32? {
        var entry = Glibc.group()
        var found: UnsafeMutablePointer<Glibc.group>?
        var buffer = [CChar](repeating: 0, count: 64 * 1024)
        guard getgrnam_r(name, &entry, &buffer, buffer.count, &found) == 0, found != nil else {
            return nil
        }
        return entry.gr_gid
    }
}
