import Foundation

/// Classifies the fields of a vector.
enum VectorFields {
    /// The fields that an answer depends on.
    private static let counted: Set<String> = [
        "timezone", "week", "versions", "holidays", "extra_workdays", "breaks", "op", "mode",
        "start",
        "at", "end", "wall", "amount_seconds", "amount_days", "count",
    ]
    /// The fields that do not affect an answer.
    private static let remarks: Set<String> = [
        "id", "source", "note", "notes", "comment", "description", "title", "why", "expected",
        "expected_seconds", "alternate_expected", "engine_specific", "boundary_sensitive",
        "matches_convention",
    ]

    /// Whether a vector has an unknown field.
    ///
    /// Ignoring it would answer another question.
    static func areUnknown(in vector: [String: Any]) -> Bool {
        func has(_ object: [String: Any], beside known: Set<String>) -> Bool {
            // Null and empty values request nothing.
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
