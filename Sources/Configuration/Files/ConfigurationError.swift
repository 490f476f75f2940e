/// What is wrong with the configuration, every point of it with its place.
public struct ConfigurationError: Error, Sendable, Equatable, CustomStringConvertible {
    /// One fault.
    public struct Issue: Sendable, Equatable, CustomStringConvertible {
        /// The file.
        public var file: String
        /// The line from 1, nil where the fault has no place in the file.
        public var line: Int?
        /// The column from 1.
        public var column: Int?
        /// The key the fault is under, such as `clocks[0].target`; empty for the whole file.
        public var key: String
        /// What is wrong, naming the value.
        public var message: String

        /// The fault as one line: `file:line:column: key: message`.
        public var description: String {
            var place = file
            if let line { place += ":\(line)" }
            if let column { place += ":\(column)" }
            return key.isEmpty ? "\(place): \(message)" : "\(place): \(key): \(message)"
        }
    }

    /// The faults in the order they were met; never empty.
    public var issues: [Issue]

    /// The faults, a line each.
    public var description: String {
        issues.map(\.description).joined(separator: "\n")
    }
}
