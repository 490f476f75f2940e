import Support
package enum OutputFormat: String, Sendable, Hashable, CaseIterable {
    /// For people.
    case table
    /// For programs.
    case json
}
