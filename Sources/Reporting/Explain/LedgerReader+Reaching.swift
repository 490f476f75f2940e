import Glibc
package import Ledger

extension LedgerReader {
    /// Opens the ledger of a state directory, telling one out of reach from one that is not there.
    ///
    /// The daemon's directory is its own (0700), so this is what most people will meet.
    package init(reaching directory: String) throws(LedgerError) {
        if access(directory, X_OK) != 0, errno == EACCES {
            throw LedgerError(
                .unusable,
                "the ledger in \(directory) is out of reach: permission denied",
                hint: "run this as root, or as the user that slawatchd runs as"
            )
        }
        try self.init(directory: directory)
    }
}
