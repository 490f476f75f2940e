import Foundation

/// The line that `slactl sink` prints.
enum SinkLine {
    static func text(of verdict: SinkJudge.Verdict, format: SinkFormat) -> String {
        switch format {
        case .text: words(of: verdict)
        case .json: json(of: verdict)
        }
    }

    private static func words(of verdict: SinkJudge.Verdict) -> String {
        var head = [printable(verdict.id ?? "(no id)"), printable(verdict.type ?? "(no type)")]
        switch verdict.proof {
        case .verified: head.append("verified")
        case .notVerified(let reason): head.append("NOT VERIFIED: \(reason)")
        case .unchecked: head.append("not checked: no '--secret-file'")
        }
        if verdict.isRepeat { head.append("repeat") }
        let body = verdict.text ?? String(decoding: verdict.body, as: UTF8.self)
        let lines = body.split(separator: "\n").map { "  " + printable(String($0)) }
        return ([head.joined(separator: "  ")] + lines).joined(separator: "\n")
    }

    private static func json(of verdict: SinkJudge.Verdict) -> String {
        let line = Line(
            id: verdict.id,
            timestamp: verdict.timestamp,
            verified: verdict.proof == .unchecked ? nil : verdict.proof == .verified,
            isRepeat: verdict.isRepeat,
            type: verdict.type,
            body: String(decoding: verdict.body, as: UTF8.self)
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Strings and booleans can always be encoded.
        return (try? encoder.encode(line)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    /// Senders must not be able to control the terminal.
    private static func printable(_ text: String) -> String {
        var line = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            line.append(scalar.properties.generalCategory == .control ? "\u{FFFD}" : scalar)
        }
        return String(line)
    }
}

private struct Line: Encodable {
    var id: String?
    var timestamp: String?
    var verified: Bool?
    var isRepeat: Bool
    var type: String?
    var body: String

    enum CodingKeys: String, CodingKey {
        case id, timestamp, verified, type, body
        case isRepeat = "repeat"
    }

    /// Encodes every member, also null.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(timestamp, forKey: .timestamp)
        try container.encode(verified, forKey: .verified)
        try container.encode(isRepeat, forKey: .isRepeat)
        try container.encode(type, forKey: .type)
        try container.encode(body, forKey: .body)
    }
}
