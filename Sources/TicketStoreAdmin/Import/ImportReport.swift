/// What became of an imported table.
public struct ImportReport: Sendable, Hashable {
    /// A row that was not imported.
    public struct BadRow: Sendable, Hashable {
        /// The line of the file that it starts on.
        public var line: Int
        /// Why not.
        public var reason: String
    }

    /// A cell that was left out of its row.
    public struct BadCell: Sendable, Hashable {
        /// The line of the file that its row starts on.
        public var line: Int
        /// The header above it.
        public var column: String
        /// Why.
        public var reason: String
    }

    /// The ids of the tickets that came in, or would.
    public internal(set) var imported: [String] = []
    /// The ids of the tickets that were there and changed, or would.
    public internal(set) var updated: [String] = []
    /// How many tickets were there as the table has them.
    public internal(set) var unchanged = 0
    /// The rows that were not imported.
    public internal(set) var bad: [BadRow] = []
    /// The cells that were not.
    public internal(set) var badCells: [BadCell] = []
    /// What was left out, guessed or not understood.
    public internal(set) var warnings: [String] = []
    /// Whether anything was written.
    public internal(set) var isWritten = false

    /// Whether all that the table has came in.
    public var isComplete: Bool { bad.isEmpty && badCells.isEmpty }
}
