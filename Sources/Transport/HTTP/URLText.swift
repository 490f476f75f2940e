import Foundation

/// Parts of addresses, escaped.
package enum URLText {
    /// Unreserved characters of RFC 3986, the only ones that mean themselves everywhere.
    ///
    /// `URLComponents` leaves `+` as it is, which servers read as a blank.
    private static let unreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
    )

    /// A value as part of a query.
    static func escaped(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
    }

    /// An address with more in its query.
    package static func adding(_ query: [(name: String, value: String)], to address: String)
        -> String
    {
        let pairs = query.map { "\(escaped($0.name))=\(escaped($0.value))" }
        let separator = address.contains("?") ? "&" : "?"
        return address + separator + pairs.joined(separator: "&")
    }

    /// An address in which nothing can end a link of any markup.
    package static func link(_ address: String) -> String {
        var link = ""
        for scalar in address.unicodeScalars {
            let ends = "()<>|\"'`\\*".unicodeScalars.contains(scalar)
            if ends || scalar.value <= 0x20 || scalar.value == 0x7F {
                link += String(scalar).utf8.map { byte in
                    "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
                }.joined()
            } else {
                link.unicodeScalars.append(scalar)
            }
        }
        return link
    }
}
