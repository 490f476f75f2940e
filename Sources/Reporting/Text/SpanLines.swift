package import BusinessTime
package import ServiceLevels
package import Support

/// Lists stretches of counted time with their lengths and sum.
package struct SpanLines {
    package let wall: WallText
    package let language: Language
    /// The number above which the middle ones are left out.
    package var most = 14

    package init(wall: WallText, language: Language) {
        self.wall = wall
        self.language = language
    }

    /// The stretches with their lengths, and the sum if there are several.
    package func lines(_ spans: [OpenInterval], sum: TimeSpan) -> [String] {
        let shown = spans.count > most ? Array(spans.prefix(5) + spans.suffix(5)) : spans
        let width = shown.map { wall.text($0).displayWidth }.max() ?? 0
        func line(_ text: String, _ length: TimeSpan) -> String {
            "\(text.padded(toWidth: width))  \(length.hoursText(in: language))"
        }
        var lines = shown.map { line(wall.text($0), $0.length) }
        if shown.count < spans.count {
            let hidden = spans.dropFirst(5).dropLast(5)
            let length = hidden.reduce(TimeSpan.zero) { $0 + $1.length }
            let more = language == .chinese ? "…… 另有 \(hidden.count) 段" : "… \(hidden.count) more"
            lines.insert(line(more, length), at: 5)
        }
        if spans.isEmpty { return [sum.hoursText(in: language)] }
        if spans.count > 1 || sum < .zero {
            lines.append(line(language == .chinese ? "合计" : "sum", sum))
        }
        return lines
    }

    package static func json(_ span: OpenInterval, in zone: ZoneRules) -> JSONValue {
        .record([
            "from": .time(span.open, in: zone), "to": .time(span.close, in: zone),
            "seconds": .seconds(span.length),
        ])
    }
}
