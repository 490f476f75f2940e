import BusinessTime
import Foundation

/// The temporary folder of a run, with the stores that its figures share.
final class Workspace {
    let options: Options
    let folder: URL
    private var stores: [String: DataSet] = [:]

    /// Where the shipped configuration and the other scripts lie.
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    init(_ options: Options) throws {
        self.options = options
        folder = FileManager.default.temporaryDirectory.appending(
            path: "slawatch-bench-\(getpid())"
        )
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    func remove() {
        try? FileManager.default.removeItem(at: folder)
    }

    func path(_ name: String) -> String { folder.appending(path: name).path }

    /// A program built beside this one.
    func program(_ name: String) -> String {
        let own = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        return own.appending(path: name).path
    }

    /// The store with so many open tickets of which nothing is late, made when first asked for.
    func store(_ count: Int, _ report: Report) throws -> DataSet {
        let name = "\(count)"
        if let store = stores[name] { return store }
        report.note("making a store with \(count) open tickets")
        let store = try DataSet(path: path("store-\(name)/tickets.db"), count: count)
        stores[name] = store
        return store
    }

    /// Copies the shipped configuration, for a store and a state directory of its own.
    ///
    /// Everything goes to the local receiver at `port`, or else to the journal. What comes back
    /// is the path of the main file.
    func configuration(_ name: String, store: String, port: Int32? = nil) throws -> String {
        let home = folder.appending(path: name)
        try? FileManager.default.removeItem(at: home)
        try FileManager.default.copyItem(at: Self.root.appending(path: "config"), to: home)
        let file = home.appending(path: "slawatchd.yaml")
        var text = try String(contentsOf: file, encoding: .utf8)
            .replacing("/var/lib/slawatch-store/tickets.db", with: store)
            .replacing("state: /var/lib/slawatchd", with: "state: \(home.path)/state")
        if let port {
            text = text.replacing("[journal]", with: "[bench]")
            text += """

                  bench:
                    type: webhook
                    url: http://127.0.0.1:\(port)/
                    secret_file: secret

                """
            let secret = Data(repeating: 7, count: 32).base64EncodedString()
            let path = home.appending(path: "secret")
            try Data("whsec_\(secret)\n".utf8).write(to: path)
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o600],
                ofItemAtPath: path.path
            )
        }
        try Data(text.utf8).write(to: file)
        return file.path
    }
}
