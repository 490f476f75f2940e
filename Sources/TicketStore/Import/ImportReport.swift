/// What became of an imported table.
public struct ImportReport: Sendable, Hashable {
    /// A row that was not imported.
    public struct BadRow: Sendable, Hashable {
        /// The line of the file that it starts on.
        public var line: Int
        /// Why not.
        public var reason: String
    }

    /// The ids of the tickets that were imported, or would be.
    public internal(set) var imported: [String] = []
    /// The rows that were not.
    public internal(set) var bad: [BadRow] = []
    /// What was left out or guessed.
    public internal(set) var warnings: [String] = []
    /// Whether anything was written.
    public internal(set) var isWritten = false
}
