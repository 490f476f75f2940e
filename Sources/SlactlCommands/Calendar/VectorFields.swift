import Foundation

/// The fields of a vector by what becomes of them.
enum VectorFields {
    /// What an answer depends on.
    private static let counted: Set<String> = [
        "timezone", "week", "versions", "holidays", "extra_workdays", "breaks", "op", "mode",
        "start",
        "at", "end", "wall", "amount_seconds", "amount_days", "count",
    ]
    /// What is said about a vector and changes no answer.
    private static let remarks: Set<String> = [
        "id", "source", "note", "notes", "comment", "description", "title", "why", "expected",
        "expected_seconds", "alternate_expected", "engine_specific", "boundary_sensitive",
        "matches_convention",
    ]

    /// Whether a vector has a field of which nothing is known here.
    ///
    /// To ignore it would be to answer another question than the one that was asked.
    static func areUnknown(in vector: [String: Any]) -> Bool {
        func has(_ object: [String: Any], beside known: Set<String>) -> Bool {
            // What is null or empty asks for nothing.
            object.contains { name, value in
                !known.contains(name) && !(value is NSNull)
                    && !((value as? [Any])?.isEmpty ?? false)
                    && !((value as? [String: Any])?.isEmpty ?? false)
            }
        }
        if has(vector, beside: counted.union(remarks)) { return true }
        let versions = vector["versions"] as? [[String: Any]] ?? []
        let holidays = vector["holidays"] as? [Any] ?? []
        return versions.contains { has($0, beside: ["effective_from", "week"]) }
            || holidays.compactMap { $0 as? [String: Any] }
                .contains { has($0, beside: ["date", "name"]) }
    }
}
