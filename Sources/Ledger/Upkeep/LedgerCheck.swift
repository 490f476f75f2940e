import Foundation
import GRDB

/// Reads a ledger through from the first page to the last, looking for damage.
///
/// That takes the longer the more there is: seconds for each few hundred megabytes on a slow disk.
/// So a long file is not checked before the daemon is ready but behind it, on a thread and a
/// connection of its own.
public struct LedgerCheck: Sendable {
    /// Up to which size a file is checked before the start is over: a tenth of a second or so.
    static let atOnce = 4 << 20

    let file: String

    /// Whether it takes longer than a start may.
    var isLong: Bool {
        let attributes = try? FileManager.default.attributesOfItem(atPath: file)
        return (attributes?[.size] as? Int).map { $0 > Self.atOnce } ?? false
    }

    /// Reads the file through, on a connection of its own.
    ///
    /// - Throws: `LedgerError`: `corrupt` where it is damaged, else that it could not be read.
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

    /// Reads the file through on a connection that is open.
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
