import Glibc
package import Ledger

extension LedgerReader {
    /// Opens the ledger of a state directory, distinguishing one out of reach from a missing one.
    ///
    /// The daemon's directory is private (0700), so most users will see this.
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
