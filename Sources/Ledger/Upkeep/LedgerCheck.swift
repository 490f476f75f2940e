import Foundation
import GRDB

/// Reads a ledger from the first page to the last to find damage.
///
/// This takes seconds for each few hundred megabytes on a slow disk. A long file is therefore
/// checked after the start, on its own thread and connection.
public struct LedgerCheck: Sendable {
    /// The largest size that is checked during the start: about a tenth of a second.
    static let atOnce = 4 << 20

    let file: String

    /// Whether the check takes too long for a start.
    var isLong: Bool {
        let attributes = try? FileManager.default.attributesOfItem(atPath: file)
        return (attributes?[.size] as? Int).map { $0 > Self.atOnce } ?? false
    }

    /// Reads the file on its own connection.
    ///
    /// - Throws: `LedgerError`: `corrupt` if it is damaged, else that it could not be read.
    public func run() throws(LedgerError) {
        var configuration = GRDB.Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(2)
        let queue: DatabaseQueue
        do {
            queue = try DatabaseQueue(path: file, configuration: configuration)
        } catch {
            throw LedgerError(error, file: file)
        }
        try run(on: queue)
    }

    /// Reads the file on an open connection.
    func run(on queue: DatabaseQueue) throws(LedgerError) {
        let verdict: String
        do {
            verdict = try queue.read { db in
                try String.fetchOne(db, sql: "PRAGMA quick_check(1)") ?? ""
            }
        } catch {
            throw LedgerError(error, file: file)
        }
        guard verdict == "ok" else {
            throw LedgerError(.corrupt, "\(file) is damaged: \(verdict)", hint: "")
        }
    }
}
