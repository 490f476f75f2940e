package import BusinessTime

extension JSONValue {
    /// An object whose members stand in the order of their names.
    package static func record(_ members: [String: JSONValue]) -> JSONValue {
        .object(members.sorted { $0.key < $1.key }.map { Member($0.key, $0.value) })
    }

    /// A list of texts.
    package static func texts(_ texts: some Sequence<String>) -> JSONValue {
        .array(texts.map(JSONValue.string))
    }

    /// A moment as ISO 8601 in a zone; null where there is none.
    package static func time(_ instant: Instant?, in zone: ZoneRules) -> JSONValue {
        JSONValue(instant.map { $0.iso8601(in: zone) })
    }

    /// A length in whole seconds.
    package static func seconds(_ span: TimeSpan) -> JSONValue { .integer(span.seconds) }

    /// The value on one line.
    package var line: String {
        switch self {
        case .array(let values):
            "[" + values.map(\.line).joined(separator: ",") + "]"
        case .object(let members):
            "{"
                + members.map { JSONValue.string($0.name).text + ":" + $0.value.line }
                .joined(separator: ",") + "}"
        case .null, .bool, .integer, .string: text
        }
    }
}
