/// A JSON value whose members keep their order, so that what is shown or sent can be compared.
///
/// Text is written in UTF-8 as it is: some vendors refuse `\u` escapes of what needs none.
package indirect enum JSONValue: Sendable, Equatable {
    case null
    case bool(Bool)
    case integer(Int64)
    case string(String)
    case array([JSONValue])
    case object([Member])

    package struct Member: Sendable, Equatable {
        package var name: String
        package var value: JSONValue

        package init(_ name: String, _ value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    package init(_ text: String?) {
        self = text.map(JSONValue.string) ?? .null
    }

    /// A list of texts.
    package static func texts(_ texts: some Sequence<String>) -> JSONValue {
        .array(texts.map(JSONValue.string))
    }

    /// The value on one line, without blanks between its parts.
    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        write(to: &bytes, indent: nil)
        return bytes
    }

    /// The same as text.
    package var line: String { String(decoding: bytes, as: UTF8.self) }

    /// The value on several lines, indented by two spaces.
    package var text: String {
        var bytes: [UInt8] = []
        write(to: &bytes, indent: 0)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Writes the value; on one line if there is no indent.
    private func write(to bytes: inout [UInt8], indent: Int?) {
        switch self {
        case .null: bytes += "null".utf8
        case .bool(let value): bytes += (value ? "true" : "false").utf8
        case .integer(let value): bytes += String(value).utf8
        case .string(let value): Self.quote(value, to: &bytes)
        case .array(let values):
            Self.write(values, in: ("[", "]"), to: &bytes, indent: indent) { value, bytes, inner in
                value.write(to: &bytes, indent: inner)
            }
        case .object(let members):
            Self.write(members, in: ("{", "}"), to: &bytes, indent: indent) {
                member,
                bytes,
                inner in
                Self.quote(member.name, to: &bytes)
                bytes += (inner == nil ? ":" : ": ").utf8
                member.value.write(to: &bytes, indent: inner)
            }
        }
    }

    private static func write<Element>(
        _ elements: [Element],
        in brackets: (String, String),
        to bytes: inout [UInt8],
        indent: Int?,
        each: (Element, inout [UInt8], Int?) -> Void
    ) {
        let inner = indent.map { $0 + 2 }
        func breakLine(_ indent: Int?) {
            guard let indent, !elements.isEmpty else { return }
            bytes.append(UInt8(ascii: "\n"))
            bytes += [UInt8](repeating: UInt8(ascii: " "), count: indent)
        }
        bytes += brackets.0.utf8
        for (place, element) in elements.enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: ",")) }
            breakLine(inner)
            each(element, &bytes, inner)
        }
        breakLine(indent)
        bytes += brackets.1.utf8
    }

    private static let digits = Array("0123456789abcdef".utf8)

    private static func quote(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case UInt8(ascii: "\n"): bytes += "\\n".utf8
            case UInt8(ascii: "\r"): bytes += "\\r".utf8
            case UInt8(ascii: "\t"): bytes += "\\t".utf8
            case 0..<0x20, 0x7F:
                bytes += "\\u00".utf8
                bytes.append(digits[Int(byte >> 4)])
                bytes.append(digits[Int(byte & 15)])
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(elements.map { Member($0.0, $0.1) })
    }
}
