/// The result of an import.
public struct ImportReport: Sendable, Hashable {
    /// A row that was not imported.
    public struct BadRow: Sendable, Hashable {
        /// Its first line in the file.
        public var line: Int
        public var reason: String
    }

    /// A cell that was left out of its row.
    public struct BadCell: Sendable, Hashable {
        /// The first line of its row in the file.
        public var line: Int
        public var column: String
        public var reason: String
    }

    /// The ids of new tickets; in a dry run of those that would be new.
    public internal(set) var imported: [String] = []
    /// The ids of changed tickets; in a dry run of those that would change.
    public internal(set) var updated: [String] = []
    /// The number of tickets that already matched the table.
    public internal(set) var unchanged = 0
    /// The rows that were not imported.
    public internal(set) var bad: [BadRow] = []
    /// The cells that were not imported.
    public internal(set) var badCells: [BadCell] = []
    /// What was left out, guessed or not understood.
    public internal(set) var warnings: [String] = []
    public internal(set) var isWritten = false

    /// Whether all content of the table was imported.
    public var isComplete: Bool { bad.isEmpty && badCells.isEmpty }
}
