import BusinessTime
import ControlProtocol
import ServiceLevels
import Support

/// The arguments of a call, read strictly.
struct Arguments {
    private let values: [String: ControlValue]

    /// Rejects arguments that the command does not know.
    init(
        _ values: [String: ControlValue],
        of command: String,
        known: [String]
    ) throws(ControlFault) {
        self.values = values.filter { $0.value != .null }
        guard let unknown = values.keys.filter({ !known.contains($0) }).min() else { return }
        let nearest = nearestName(to: unknown, in: known).map { "did you mean '\($0)'?" }
        let all = known.isEmpty ? "it takes none" : "it takes " + known.joined(separator: ", ")
        throw ControlFault(
            .unknownArgument,
            "'\(command)' has no argument '\(unknown.shortened)'",
            hint: nearest ?? all
        )
    }

    /// A text of limited length; nil if missing.
    func text(_ name: String, limit: Int = 200) throws(ControlFault) -> String? {
        guard let value = values[name] else { return nil }
        guard case .string(let text) = value else { throw Self.wrongKind(name, value, "a text") }
        guard !text.isEmpty, text.count <= limit else {
            throw ControlFault(
                .invalidArgument,
                "'\(name)' has \(text.count) characters, and may have 1 to \(limit)"
            )
        }
        guard !text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else {
            throw ControlFault(.invalidArgument, "'\(name)' has control characters in it")
        }
        return text
    }

    /// A required text.
    func required(_ name: String, limit: Int = 200) throws(ControlFault) -> String {
        guard let text = try text(name, limit: limit) else { throw Self.missing(name) }
        return text
    }

    /// A whole number within bounds; nil if missing.
    func integer(_ name: String, in bounds: ClosedRange<Int64>) throws(ControlFault) -> Int64? {
        guard let value = values[name] else { return nil }
        guard case .integer(let number) = value else {
            throw Self.wrongKind(name, value, "a whole number")
        }
        guard bounds.contains(number) else {
            throw ControlFault(
                .invalidArgument,
                "'\(name)' is \(number), and may be \(bounds.lowerBound) to \(bounds.upperBound)"
            )
        }
        return number
    }

    /// A yes or no; false if missing.
    func flag(_ name: String) throws(ControlFault) -> Bool {
        guard let value = values[name] else { return false }
        guard case .bool(let isSet) = value else {
            throw Self.wrongKind(name, value, "true or false")
        }
        return isSet
    }

    /// One of an enumeration's raw values; nil if missing.
    func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String,
        among _: Choice.Type
    ) throws(ControlFault) -> Choice? where Choice.RawValue == String {
        guard let text = try text(name) else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        let names = Choice.allCases.map(\.rawValue)
        throw ControlFault(
            .invalidArgument,
            "'\(name)' is '\(text.shortened)', and none of \(names.joined(separator: ", "))",
            hint: nearestName(to: text, in: names).map { "did you mean '\($0)'?" }
        )
    }

    func limit() throws(ControlFault) -> Int {
        Int(try integer("limit", in: 1...Int64(ControlLimits.rows)) ?? 50)
    }

    /// A positive length of time in whole seconds, up to a maximum; nil if missing.
    func span(_ name: String, longest: TimeSpan) throws(ControlFault) -> TimeSpan? {
        try integer(name, in: 1...longest.seconds).map(TimeSpan.seconds)
    }

    /// A moment in ISO 8601 with an offset; nil if missing.
    func instant(_ name: String) throws(ControlFault) -> Instant? {
        guard let text = try text(name) else { return nil }
        guard let instant = Instant(iso8601: text) else {
            throw ControlFault(
                .invalidArgument,
                "'\(name)' is '\(text.shortened)', and no time like 2026-11-22T10:15:00+08:00"
            )
        }
        return instant
    }

    /// Lists of texts by name: `{"queue": ["a", "b"]}`; empty if missing.
    func lists(_ name: String) throws(ControlFault) -> [String: [String]] {
        guard let value = values[name] else { return [:] }
        guard case .object(let members) = value, members.count <= 20 else {
            throw Self.wrongKind(name, value, "an object of at most 20 lists")
        }
        var lists: [String: [String]] = [:]
        for (key, value) in members {
            guard case .array(let items) = value, (1...100).contains(items.count) else {
                throw Self.wrongKind("\(name).\(key.shortened)", value, "a list of 1 to 100 texts")
            }
            for item in items {
                guard case .string(let text) = item, text.count <= 200 else {
                    throw Self.wrongKind("\(name).\(key.shortened)", item, "a short text")
                }
                lists[key, default: []].append(text)
            }
        }
        return lists
    }

    static func missing(_ name: String) -> ControlFault {
        ControlFault(.invalidArgument, "'\(name)' is missing")
    }

    private static func wrongKind(
        _ name: String,
        _ value: ControlValue,
        _ wanted: String
    ) -> ControlFault {
        ControlFault(.invalidArgument, "'\(name)' is \(value.kindName), where \(wanted) is wanted")
    }
}
