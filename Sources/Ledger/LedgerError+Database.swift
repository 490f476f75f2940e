import GRDB

extension LedgerError {
    /// Translates an error of the database.
    init(_ error: any Error, file: String) {
        guard let error = error as? DatabaseError else {
            self.init(.unusable, "\(file): \(error)", hint: "see the journal of the kernel")
            return
        }
        let text = error.message ?? "error \(error.resultCode.rawValue)"
        switch error.resultCode {
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            self.init(
                .corrupt,
                "\(file) is damaged: \(text)",
                hint: "slawatchd sets it aside by itself"
            )
        case .SQLITE_FULL:
            self.init(.full, "\(file): no space left on the disk", hint: "make room; see 'df'")
        default:
            self.init(
                .unusable,
                "\(file): \(text)",
                hint: "the state directory must be writable by the user that slawatchd runs as"
            )
        }
    }
}
