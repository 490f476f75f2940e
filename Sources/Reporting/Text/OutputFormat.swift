import Support

/// How what was found is written.
package enum OutputFormat: String, Sendable, Hashable, CaseIterable {
    /// For people.
    case table
    /// For programs.
    case json
}
