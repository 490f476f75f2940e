import Foundation
import Support

/// A mail address, with the name that is shown for it.
public struct MailAddress: Sendable, Hashable {
    /// What is shown; nil for the address itself.
    public var name: String?
    /// The address alone.
    public var address: String

    /// Reads `somebody@example.com` or `Some Body <somebody@example.com>`; nil for anything else.
    public init?(_ text: String) {
        let text = text.trimmingBlanks
        if text.hasSuffix(">"), let open = text.lastIndex(of: "<") {
            address = String(text[text.index(after: open)...].dropLast())
            let name = String(text[..<open]).trimmingBlanks.trimmingCharacters(in: ["\""])
            self.name = name.isEmpty ? nil : name.onOneLine
        } else {
            name = nil
            address = text
        }
        guard Self.isValid(address) else { return nil }
    }

    /// Makes an address with a name; nil if the address is none.
    public init?(name: String?, address: String) {
        guard Self.isValid(address) else { return nil }
        self.name = name.map(\.onOneLine).flatMap { $0.isEmpty ? nil : $0 }
        self.address = address
    }

    /// What stands behind the last `@`.
    public var domain: Substring {
        address.lastIndex(of: "@").map { address[address.index(after: $0)...] } ?? ""
    }

    /// Whether a text can stand in an envelope: the mail server decides about the rest.
    static func isValid(_ text: String) -> Bool {
        guard text.utf8.count <= 254, let at = text.lastIndex(of: "@"), at != text.startIndex,
            text.index(after: at) != text.endIndex
        else { return false }
        return text.unicodeScalars.allSatisfy { scalar in
            switch scalar {
            case "<", ">", "(", ")", "[", "]", ",", ";", ":", "\\", "\"": false
            default:
                scalar.value > 0x20 && scalar.value != 0x7F && !scalar.properties.isWhitespace
                    && ![.control, .format, .unassigned].contains(scalar.properties.generalCategory)
            }
        }
    }
}
