import Foundation
import TicketStoreAdmin

/// The files of a world, in memory where the system has a file system for that.
final class Folder {
    private let url: URL

    var store: String { url.appending(path: "tickets.db").path }
    var state: String { url.appending(path: "state").path }
    var image: String { url.appending(path: "image").path }
    var backup: String { url.appending(path: "backup.db").path }
    var away: String { url.appending(path: "away.db").path }

    init() throws {
        url = Self.root.appending(path: "slaw-sim-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        try copy(try Self.template.get(), store)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    private static let root: URL = {
        let memory = "/dev/shm"
        return FileManager.default.isWritableFile(atPath: memory)
            ? URL(filePath: memory) : FileManager.default.temporaryDirectory
    }()

    /// An empty store, made once: its tables and triggers take longer than a whole run.
    private static let template = Result {
        let folder = root.appending(path: "slaw-sim-template-\(getpid())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "tickets.db").path
        _ = try StoreWriter.create(path: path, zone: "UTC")
        return try Data(contentsOf: URL(filePath: path))
    }

    /// Puts another empty store in the place of the store.
    func replaceStore() throws {
        let new = url.appending(path: "new.db").path
        try copy(try Self.template.get(), new)
        let crm = try CRM(new)
        try crm.run(
            "UPDATE store_info SET value = '\(UUID().uuidString)' WHERE key = 'uuid';"
                + "PRAGMA wal_checkpoint(TRUNCATE)"
        )
        try move(new, to: store)
    }

    func move(_ from: String, to: String) throws {
        for suffix in ["-wal", "-shm", "-journal"] {
            try? FileManager.default.removeItem(atPath: to + suffix)
        }
        guard rename(from, to) == 0 else { throw POSIXError(.EIO) }
        for suffix in ["-wal", "-shm"] { rename(from + suffix, to + suffix) }
    }

    private func copy(_ data: Data, _ path: String) throws {
        try data.write(to: URL(filePath: path))
    }

    // MARK: - The ledger as a kill would leave it

    private static let ledgerFiles = ["state.db", "state.db-wal"]

    /// Keeps the ledger's files as they are at this moment.
    func takeImage() throws {
        let files = FileManager.default
        try? files.removeItem(atPath: image)
        try files.createDirectory(atPath: image, withIntermediateDirectories: true)
        for name in Self.ledgerFiles where files.fileExists(atPath: "\(state)/\(name)") {
            try files.copyItem(atPath: "\(state)/\(name)", toPath: "\(image)/\(name)")
        }
    }

    /// Puts the kept files in the place of those that are there.
    func restoreImage() throws {
        let files = FileManager.default
        for name in Self.ledgerFiles + ["state.db-shm"] {
            try? files.removeItem(atPath: "\(state)/\(name)")
        }
        for name in Self.ledgerFiles where files.fileExists(atPath: "\(image)/\(name)") {
            try files.moveItem(atPath: "\(image)/\(name)", toPath: "\(state)/\(name)")
        }
    }
}
