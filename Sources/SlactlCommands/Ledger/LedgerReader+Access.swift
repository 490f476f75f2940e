import Glibc
import Ledger

extension LedgerReader {
    /// Opens the ledger of a state directory, telling one out of reach from one that is not there.
    ///
    /// The daemon's directory is its own (0700), so this is what most people will meet.
    static func open(_ directory: String) throws -> LedgerReader {
        if access(directory, X_OK) != 0, errno == EACCES {
            throw CommandError(
                "the ledger in \(directory) is out of reach: permission denied",
                hint: "run this as root, or as the user that slawatchd runs as"
            )
        }
        return try LedgerReader(directory: directory)
    }
}
