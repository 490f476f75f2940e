import BusinessTime
import Foundation
import Support
import Transport

/// A mail in the form of RFC 5322: headers and a text in UTF-8.
struct MailMessage {
    /// The delivery's id, which makes the message's own.
    var id: String
    var from: MailAddress
    var to: [MailAddress]
    var subject: String
    /// When the message was made, ISO 8601 with an offset; the same over retries.
    var date: String
    /// Lines of text.
    var text: [String]

    /// The bytes to send, every line ended by CR LF and none too long.
    var bytes: [UInt8] {
        var lines = [
            "From: \(Self.mailbox(from))",
            "To: " + to.map(Self.mailbox).joined(separator: ",\r\n "),
            "Subject: \(Self.words(subject))",
            "Message-ID: <\(messageID)>",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: base64",
            // Whoever answers automatically does not answer this.
            "Auto-Submitted: auto-generated",
            "X-Auto-Response-Suppress: All",
        ]
        if let date = Self.date(date) { lines.insert("Date: \(date)", at: 0) }
        let body = text.map { $0.onOneLine + "\r\n" }.joined()
        let encoded = Data(body.utf8).base64EncodedString(
            options: [.lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed]
        )
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n" + encoded + "\r\n").utf8)
    }

    /// The same over retries, so that a mail that comes twice can be told.
    private var messageID: String {
        let local = String(id.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") })
        // A domain of other letters has a form in ASCII, but to be one of its kind is enough here.
        let isPlain = from.domain.utf8.allSatisfy { $0 < 0x80 }
        return "\(local.prefix(64))@\(isPlain ? from.domain : "slawatch.invalid")"
    }

    private static func mailbox(_ address: MailAddress) -> String {
        guard let name = address.name else { return "<\(address.address)>" }
        return "\(words(name, quoted: true))\r\n <\(address.address)>"
    }

    /// A text as a header has it: as it is if that is short ASCII, else in encoded words of
    /// RFC 2047, none longer than 75 characters and none of half a character.
    static func words(_ text: String, quoted: Bool = false) -> String {
        let line = text.onOneLine.trimmingBlanks
        let isPlain = line.utf8.allSatisfy { byte in
            (0x20..<0x7F).contains(byte)
                && !(quoted && "\"\\()<>[]:;@,.".utf8.contains(byte))
        }
        if isPlain, line.utf8.count <= 60, !line.contains("=?") { return line }
        var words: [String] = []
        var piece: [UInt8] = []
        // 45 bytes are 60 characters of base64; with its frame a word then has 72.
        for scalar in line.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            if piece.count + bytes.count > 45 {
                words.append(word(piece))
                piece = []
            }
            piece += bytes
        }
        if !piece.isEmpty { words.append(word(piece)) }
        return words.joined(separator: "\r\n ")
    }

    private static func word(_ bytes: [UInt8]) -> String {
        "=?utf-8?B?\(Data(bytes).base64EncodedString())?="
    }

    /// `Mon, 09 Mar 2026 10:15:00 +0800`; nil for a text that is no time.
    static func date(_ iso: String) -> String? {
        let offset = iso.hasSuffix("Z") ? "+0000" : iso.suffix(6).filter { $0 != ":" }
        guard Instant(iso8601: iso) != nil, let date = CivilDate(String(iso.prefix(10))),
            offset.utf8.count == 5
        else { return nil }
        let parts = date.components
        let days: [Weekday: String] = [
            .monday: "Mon", .tuesday: "Tue", .wednesday: "Wed", .thursday: "Thu", .friday: "Fri",
            .saturday: "Sat", .sunday: "Sun",
        ]
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        let day = days[date.weekday] ?? ""
        let number = parts.day < 10 ? "0\(parts.day)" : "\(parts.day)"
        let time = iso.dropFirst(11).prefix(8)
        return "\(day), \(number) \(months[parts.month - 1]) \(parts.year) \(time) \(offset)"
    }
}
