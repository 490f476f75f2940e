/// The faults of a configuration, each with its place.
public struct ConfigurationError: Error, Sendable, Equatable, CustomStringConvertible {
    public struct Issue: Sendable, Equatable, CustomStringConvertible {
        public var file: String
        /// The line from 1; nil if the fault has no place in the file.
        public var line: Int?
        public var column: Int?
        /// The key with the fault, such as `clocks[0].target`; empty for the whole file.
        public var key: String
        /// The fault, with the value.
        public var message: String

        /// The fault on one line: `file:line:column: key: message`.
        public var description: String {
            var place = file
            if let line { place += ":\(line)" }
            if let column { place += ":\(column)" }
            return key.isEmpty ? "\(place): \(message)" : "\(place): \(key): \(message)"
        }
    }

    /// The faults in the order found; never empty.
    public var issues: [Issue]

    /// The faults, one a line.
    public var description: String {
        issues.map(\.description).joined(separator: "\n")
    }
}
