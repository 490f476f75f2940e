package import BusinessTime
package import Support

extension JSONValue {
    /// An object with its members in alphabetical order.
    package static func record(_ members: [String: JSONValue]) -> JSONValue {
        .object(members.sorted { $0.key < $1.key }.map { Member($0.key, $0.value) })
    }

    /// A moment as ISO 8601 in a zone; null where there is none.
    package static func time(_ instant: Instant?, in zone: ZoneRules) -> JSONValue {
        JSONValue(instant.map { $0.iso8601(in: zone) })
    }

    package static func seconds(_ span: TimeSpan) -> JSONValue { .integer(span.seconds) }
}
